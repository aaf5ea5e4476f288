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

from munjigi.reader.chunk import Chunk
from munjigi.reader.plainblocks import groups
from munjigi.reader.plainpatterns import (
    BRACE,
    GIVEN_ID,
    HARD,
    HEADING,
    MASK,
    TAG,
    patterns_of,
)
from munjigi.reader.tree import Node

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.htmlblock import HtmlBlock

_MARGIN = "\n\n"  # around a text, so that its first line starts a block too
_WIDTH = len(_MARGIN)
_TELLING = re.compile(r"\b(?:id|name|href|src|h[1-6])\b", re.IGNORECASE)
_GOING_ON = ("    ", ":", " :", "  :", "   :", ">", " >", "  >", "   >")
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

    def __init__(self, dialect: Dialect, text: str, html: Mapping[int, HtmlBlock]) -> None:
        patterns = patterns_of(dialect)
        self.able = patterns.able
        self.links: list[tuple[Match, int]] = []
        self.tags: list[tuple[int, str]] = []
        self._html = html
        self.patterns = patterns
        self._tokens = patterns.defined if "]:" in text else patterns.tokens
        self._hard: set[int] = set()

    def parts(self, text: str) -> Iterator[tuple[list[Node], list[Chunk]]]:
        """The page in parts: the nodes of its plain blocks, and the blocks after them that are not.

        The nodes are the headings in the plain blocks, and a paragraph for all else.
        """
        text = f"{_MARGIN}{text}{_MARGIN}"
        found, hard = self._scan(text, -_WIDTH)
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
            self._hard.update(start - _WIDTH for start, _ in group)
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
        found, hard = self._scan(f"{_MARGIN}{text}{_MARGIN}", shift or 0)
        if hard or (shift is None and "\x02" in text):
            return False
        waiting.pop()
        parent.children += self._nodes(found, chunk)
        return True

    def _scan(self, text: str, shift: int) -> tuple[list[Match], list[int]]:
        """What is found in a text with its margins, and where it is not plain."""
        found: list[Match] = []
        hard: list[int] = []
        block_end = -1
        for match in self._tokens.finditer(text):
            kind = match.lastindex
            if kind is None:
                continue
            if kind < TAG or (kind == TAG and _TELLING.search(match[TAG])):
                found.append(match)
            elif kind >= HARD:
                hard.append(match.end())
            elif kind == MASK:
                block = self._html.get(match.start() + shift)
                if block is not None and block.kind in ("element", "off"):
                    hard.append(match.end())
            elif kind == BRACE and match.end() > block_end:
                block_end = text.find("\n\n", match.end())
                if text.find("|", text.rfind("\n\n", 0, match.end()), block_end) >= 0:
                    hard.append(match.end())  # attributes of cells
        if self.patterns.magic:
            hard += [match.end() for match in _HASH.finditer(text)]
            hard.sort()
        return found, hard

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
                self.links.append((match, shift))
            elif kind < TAG:
                nodes.append(self._heading(match, shift))
            else:
                self.tags.append((match.start() + shift, match[0]))
        nodes.append(Node("p", 0, 0))
        return nodes

    def _heading(self, match: Match, shift: int) -> Node:
        marks, written = match.group(HEADING - 1, HEADING)
        start, end = match.span()
        first, last = match.span(HEADING)
        words = written.strip()
        if words:
            first += len(written) - len(written.lstrip())
            last = first + len(words)
        else:
            first = last
        place = first + shift, last + shift
        if "`" in words or "\\" in words or "<" in words:
            self._tags_in(words, place[0])
            words = " ".join(self.patterns.shown.sub(shown, words).split())
        elif "  " in words or not words.isprintable():
            words = " ".join(words.split())
        node = PlainHeading(f"h{len(marks)}", start + 1 + shift, end + shift, words, place)
        if match.lastindex == GIVEN_ID:
            node.id = match[GIVEN_ID]
            node.id_start = match.start(GIVEN_ID) + shift
        return node

    def _tags_in(self, words: str, place: int) -> None:
        for match in self.patterns.shown.finditer(words):
            if match[0][0] == "<" and _TELLING.search(match[0]):
                self.tags.append((place + match.start(), match[0]))


def shown(match: Match) -> str:
    """What is seen of code, an escape or a tag: a match of `Patterns.shown`."""
    found = match[0]
    if found[0] == "`":
        return found[1:-1].strip()
    return found[1:] if found[0] == "\\" else ""


def continues(waiting: list[Chunk]) -> bool:
    """Whether a block that needs this one as its neighbour comes next."""
    for index in range(len(waiting) - 2, -1, -1):
        text = waiting[index].text.lstrip("\n")
        if text:
            # Definitions leave nothing behind: what comes after them may go on with this block.
            return text.startswith(_GOING_ON) or "]:" in text
    return False
