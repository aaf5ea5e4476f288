"""Plain text: blocks whose links and headings can be told without a tree.

Most blocks of most pages are paragraphs, headings, lists, quotes and tables in which every link
stands in one line and no markup crosses another. What is on the page is the same then whatever the
block turns into, and one regular expression finds it, in the whole page at once. Every other block
goes through the block parser; what is found is the same (`test_any_text_is_read` compares both
ways).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from munjigi.reader.chunk import TAB, Chunk
from munjigi.reader.plainblocks import continues, groups
from munjigi.reader.plainlabels import label_of, labels
from munjigi.reader.plainpatterns import (
    AUTOLINK,
    GIVEN_ID,
    HARD,
    HEADING,
    LINK,
    MARKED,
    MASK,
    PICTURE,
    REFERENCE,
    SHORT,
    TAG,
    patterns_of,
)
from munjigi.reader.tree import Node

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.fences import FenceBlock
    from munjigi.reader.htmlblock import HtmlBlock

_MARGIN = "\n\n"  # around a text, so that its first line starts a block too
_WIDTH = len(_MARGIN)
_TELLING = re.compile(r"\b(?:id|name|href|src|h[1-6])\b", re.IGNORECASE)
_TAGS = ("", "h1", "h2", "h3", "h4", "h5", "h6")
_SURE = frozenset((PICTURE, LINK, AUTOLINK, HEADING, GIVEN_ID))
_HASH = re.compile(r"[a-f\d]{40}")

Match = re.Match[str]


class PlainHeading(Node):
    """A heading whose words and id are known; `id` is None where none is given."""

    __slots__ = ("id", "id_start", "text_end", "text_start", "words")

    def __init__(self, tag: str, start: int, end: int, words: str, place: tuple[int, int]) -> None:
        super().__init__(tag, start, end)
        self.words = words
        self.text_start, self.text_end = place
        self.id: str | None = None
        self.id_start = -1


class PlainReader:
    """Takes plain blocks of one page; `text` is the page with fences masked.

    `links` holds the matches of `Patterns.tokens` for links and pictures, each with what to add to
    its places to get offsets in the normalized page; `tags` tags with their offsets.
    """

    def __init__(
        self,
        dialect: Dialect,
        text: str,
        fences: Mapping[int, FenceBlock],
        html: Mapping[int, HtmlBlock],
    ) -> None:
        patterns = patterns_of(dialect)
        self.able = patterns.able
        self.links: list[tuple[Match, int]] = []
        self.tags: list[tuple[int, str]] = []
        self._fences = fences
        self._html = html
        self.patterns = patterns
        self._tokens = patterns.defined if "]:" in text else patterns.tokens
        self._labels = labels(text) if "]:" in text else frozenset()
        self._hard: set[int] = set()
        self._row_end = -1

    def parts(self, text: str) -> Iterator[tuple[list[Node], list[Chunk]]]:
        """The page in parts: the nodes of its plain blocks, and the blocks after them that are not.

        The nodes are the headings in the plain blocks, and a paragraph for all else.
        """
        text = f"{_MARGIN}{text}{_MARGIN}"
        found, hard = self._scan(text, -_WIDTH, whole=True)
        done, number, total = 0, 0, len(found)
        for group in groups(text, hard):
            first = number
            while number < total and found[number].end() < group[0][0]:
                number += 1
            blank = not text[done : group[0][0]].strip("\n")
            nodes = [] if blank else self._nodes(found[first:number], None)
            done = group[-1][1]
            while number < total and found[number].end() <= group[-1][1]:
                number += 1
            for start, _ in group:  # the line end before it, if any, is taken first
                self._hard.add(start + (text[start] == "\n") - _WIDTH)
                self._hard.add(start - _WIDTH)
            yield nodes, [Chunk(text[start:end], [0], [start - _WIDTH]) for start, end in group]
        yield self._nodes(found[number:] if number else found, None), []

    def take(self, parent: Node, waiting: list[Chunk]) -> bool:
        """Take the next block if it is plain."""
        chunk = waiting[-1]
        text = chunk.text
        if chunk.offsets[0] in self._hard or text.lstrip(" \n")[:1] == "{":
            return False
        if len(waiting) > 1 and continues(waiting):
            return False
        shift = chunk.offsets[0] - _WIDTH if len(chunk.cuts) == 1 else None
        found, hard = self._scan(f"{_MARGIN}{text}{_MARGIN}", shift or 0, whole=False)
        if hard or (shift is None and "\x02" in text):
            return False
        waiting.pop()
        parent.children += self._nodes(found, chunk)
        return True

    def _scan(self, text: str, shift: int, *, whole: bool) -> tuple[list[Match], list[int]]:
        """What is found in a text with its margins, and where it is not plain.

        Unless `whole` is set, the first such place ends it.
        """
        found: list[Match] = []
        hard: list[int] = []
        self._row_end = -1
        for match in self._tokens.finditer(text):
            kind = match.lastindex
            if kind is None:
                continue
            if kind >= HARD:
                hard.append(match.end())
            elif kind in _SURE:
                found.append(match)
            else:
                tells = self._tells(text, match, shift)
                if tells:
                    found.append(match)
                elif tells is None:
                    hard.append(match.end())
            if hard and not whole:
                break
        if self.patterns.magic and (whole or not hard):
            hard += [match.end() for match in _HASH.finditer(text)]
            hard.sort()
        return found, hard

    def _tells(self, text: str, match: Match, shift: int) -> bool | None:
        """Whether a match tells something; None where the block parser has to judge."""
        kind = match.lastindex
        if kind == TAG:
            return _TELLING.search(match[TAG]) is not None
        if kind == SHORT:
            return self._refers(match)
        if kind == REFERENCE:
            return self._refers(match) or None
        if kind == MASK:
            return False if self._tells_nothing(text, match, shift) else None
        end = match.end()
        if end <= self._row_end:
            return False
        self._row_end = text.find("\n\n", end)
        table = text.find("|", text.rfind("\n\n", 0, end), self._row_end) >= 0
        return None if table else False  # attributes of cells

    def _refers(self, match: Match) -> bool:
        """Whether what stands in brackets is a link by a label that a definition may have."""
        label = label_of(match)
        return label in self._labels and not ("`" in label or "\\" in label or "<" in label)

    def _tells_nothing(self, text: str, match: Match, shift: int) -> bool:
        """Whether the tree needs nothing of a fence or raw HTML on a line of its own."""
        place = match.start(MASK) + shift
        html = self._html.get(place)
        fence = self._fences.get(place)
        start, end = match.span()
        alone = text.startswith("\n\n", start - 1) and text.startswith("\n\n", end)
        if html is not None:
            return alone and match.start(MASK) == start + 1 and html.kind not in ("element", "off")
        if fence is None:
            return False
        if ">" not in fence.prefix and len(fence.prefix) < TAB:
            return True
        # In indented code it is not rendered.
        return alone and not (fence.id or self.patterns.line_ids)

    def _nodes(self, found: list[Match], chunk: Chunk | None) -> list[Node]:
        """Take what was found in plain blocks; the nodes for it."""
        nodes: list[Node] = []
        shift = -_WIDTH
        for match in found:
            kind = match.lastindex or 0
            if chunk is not None:
                start = match.start() + (HEADING <= kind <= GIVEN_ID)  # behind its line end
                shift = chunk.at(start - _WIDTH) - start
            if kind < HEADING:
                self._take_link(match, shift)
            elif kind < TAG:
                nodes.append(self._heading(match, shift))
            else:
                self.tags.append((match.start() + shift, match[0]))
        nodes.append(Node("p", 0, 0))
        return nodes

    def _heading(self, match: Match, shift: int) -> Node:
        marks, written = match.group(HEADING - 1, HEADING)
        start, end = match.span()
        first = match.start(HEADING) + shift
        words = written.strip()
        if words != written:
            blanks = written if not words else written[: written.index(words[0])]
            first += len(blanks)
        place = first, first + len(words)
        if "<" in words or "[" in words:
            self._take_inside(match, HEADING, shift)
        seen = self.patterns.seen(words) if MARKED.search(words) else words
        if seen is not words or "  " in words or not words.isprintable():
            seen = " ".join(seen.split())
        node = PlainHeading(_TAGS[len(marks)], start + 1 + shift, end + shift, seen, place)
        if match.lastindex == GIVEN_ID:
            node.id = match[GIVEN_ID]
            node.id_start = match.start(GIVEN_ID) + shift
        return node

    def _take_link(self, match: Match, shift: int) -> None:
        self.links.append((match, shift))
        if match.lastindex == LINK and "<" in match[LINK - 1]:
            self._take_inside(match, LINK - 1, shift)

    def _take_inside(self, match: Match, group: int, shift: int) -> None:
        """Take the tags in the text of a link, or the links and tags in that of a heading."""
        for inner in self._tokens.finditer(match.string, *match.span(group)):
            if inner.lastindex == LINK:
                self._take_link(inner, shift)
            elif inner.lastindex == TAG and _TELLING.search(inner[TAG]):
                self.tags.append((inner.start() + shift, inner[0]))
