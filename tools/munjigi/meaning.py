"""What a page says, section by section, whatever it looks like in the file.

White space, wrapping, the marks of lists, tables and emphasis, the order of attributes, comments,
and where links and pictures lead do not count; any other text does, known to the reader or not.
Links and pictures are compared by rules of their own. Of snippets that a page includes, white
space, the marks of lists, comments and where links lead do not count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from hashlib import blake2b
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.facts import MADE
from munjigi.outline import sections, walk

if TYPE_CHECKING:
    from munjigi.detail import Table
    from munjigi.facts import Comment, Definition, Image, Link
    from munjigi.page import Page

DIGEST = 8  # bytes
_SPACE = re.compile(r"\s+")
_BROKEN = re.compile(r"\s*\n[ \t]*(?:>[ \t]?)*\s*")  # a line end in running text, quotes included
_MARKER = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])(?=\s|$))?[\s>]*", re.MULTILINE)
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'=<>{}]+)"""
_ATTRIBUTE = rf"(?:[#.][\w:-]+|[\w:@.-]+={_VALUE})"
_LIST = re.compile(rf"\{{:?[ \t]*({_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*)[ \t]*\}}")
_TAG = re.compile(rf"<([A-Za-z][\w-]*)((?:\s+[\w:@.-]+(?:\s*=\s*{_VALUE})?)*)\s*/?>")
_PART = re.compile(rf"([#.]?[\w:@.-]+)(?:\s*=\s*({_VALUE}))?")
_TITLE = re.compile(r"""\s(?:"(.*)"|'(.*)')\s*\)""", re.DOTALL)
_BLANK = re.compile(r"\n\s*\n")
_UNSEEN = re.compile(r"<!--.*?-->|(?<=\])\([^()\s]*\)", re.DOTALL)
Cut = tuple[int, int, str]  # start, end, and what stands there instead


class Said(NamedTuple):
    """What a part says: in its own lines, and in the snippets (by their files) that it includes."""

    own: list[str]
    included: tuple[tuple[str, list[str]], ...] = ()

    def lines(self, shared: Set[str]) -> list[str]:
        """All of it; `shared` are the snippets that the other language includes too."""
        added = (said for file, said in self.included if file not in shared)
        return [*self.own, *chain.from_iterable(added)]

    @property
    def hashes(self) -> Hashes:
        """What names it: see `meaning`."""
        return [fingerprint(self.own), *([file, fingerprint(said)] for file, said in self.included)]


Hashes = list[Any]


def meaning(page: Page) -> list[Hashes]:
    """The hash of each part of `shape`, "" for one that says nothing.

    Behind a part's hash stand the path and the hash of each snippet that it includes.
    """
    return [one.hashes for one in blocks(page)]


def whole(hashes: Hashes, shared: Set[str]) -> str:
    """One hash of a part and its snippets, but for those that are `shared`.

    The other language includes these too: a change of them is one in both languages, and leaves
    neither behind.
    """
    own, *included = hashes
    others = [hashed for file, hashed in included if file not in shared]
    return fingerprint([own, *others]) if others else str(own)


def fingerprint(said: list[str]) -> str:
    """Names what a part says."""
    if not said:
        return ""
    text = unicodedata.normalize("NFC", "\n".join(said))
    return blake2b(text.encode("utf-8", "replace"), digest_size=DIGEST).hexdigest()


def blocks(page: Page) -> list[Said]:
    """The paragraphs, code and other blocks of each part, in one line each."""
    found = [one for one in walk(sections(page)) if one.heading.path == page.path]
    top = max(page.front_matter.end, 0)
    ranges = [(top, found[0].start if found else len(page.text))]
    ranges += [(one.start, one.own_end) for one in found]
    text = _Text(page)
    said = [list(text.blocks(start, end)) for start, end in ranges]
    said[0] = [*_front_matter(page), *said[0]]
    return [
        Said(own, tuple(_included(page, *place))) for own, place in zip(said, ranges, strict=True)
    ]


def _included(page: Page, start: int, end: int) -> Iterator[tuple[str, list[str]]]:
    """Each snippet between two places, and those in it, with its blocks."""
    for one, text in zip(page.includes, page.detail.included, strict=False):
        at = page.via(one) or one
        if one.file and text and start <= at.start < end:
            parts = map(_MARKER.sub, repeat(""), _BLANK.split(_UNSEEN.sub("", text)))
            if said := [line for part in parts if (line := _folded(_attributes(part)))]:
                yield one.file, said


def _front_matter(page: Page) -> Iterator[str]:
    """Words of the front matter that readers see and no heading repeats."""
    headings = {heading.text for heading in page.headings if heading.level == 1}
    for key in ("title", "description", "besides", "roles", "plans"):
        given = page.front_matter.data.get(key)
        for value in given if isinstance(given, list) else (given,):
            if isinstance(value, str) and value.strip() and value not in headings:
                yield f"{key}: {_folded(value)}"


class _Text:
    """A page's text with what does not count cut out of it."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.cuts = list(_apart(sorted(_cuts(page))))
        self.ends = [last for _, last, _ in self.cuts]
        own = page.path
        fences = {one.start: one for one in page.detail.fences if one.path == own}
        leaves = [(one.start, one.end) for one in page.detail.paragraphs if one.path == own]
        self.fences = fences
        self.leaves = sorted({*leaves, *((one.start, one.end) for one in fences.values())})

    def blocks(self, start: int, end: int) -> Iterator[str]:
        """What is said between two places."""
        at = start
        for number in range(bisect_left(self.leaves, (start, start)), len(self.leaves)):
            first, last = self.leaves[number]
            if first >= end:
                break
            if first >= at:
                yield from self._between(at, first)
                yield from self._leaf(first, min(last, end))
                at = max(at, last)
        yield from self._between(at, end)

    def _leaf(self, start: int, end: int) -> Iterator[str]:
        fence = self.fences.get(start)
        if fence is not None:
            code = _folded(self.text[fence.code_start : fence.code_end])
            yield f"``` {_folded(_attributes(fence.info))} {code}"
            return
        said = _folded(_attributes(_BROKEN.sub(" ", self._cut(start, end))))
        if said:
            yield said

    def _between(self, start: int, end: int) -> Iterator[str]:
        """Marks of blocks, which do not count, and text that the reader makes nothing of."""
        said = _folded(_attributes(_MARKER.sub("", self._cut(start, end))))
        if said:
            yield said

    def _cut(self, start: int, end: int) -> str:
        parts, at = [], start
        for number in range(bisect_right(self.ends, start), len(self.cuts)):
            first, last, instead = self.cuts[number]
            if first >= end:
                break
            if first >= at:
                parts += [self.text[at:first], instead]
            at = min(last, end)
        return "".join((*parts, self.text[at:end]))


def _apart(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """The cuts in their order; of one that reaches into the next, the next is what is left."""
    at = 0
    for first, last, instead in cuts:
        if first >= at:
            yield first, last, instead
        elif last > at:
            yield at, last, ""
        at = max(at, last)


def _cuts(page: Page) -> Iterator[Cut]:
    own = page.path
    unseen: Iterable[Comment | Definition] = chain(page.comments, page.definitions)
    yield from ((one.start, one.end, "") for one in unseen if one.path == own)
    for heading in page.headings:
        if heading.path == own:
            yield heading.start, heading.text_start, ""
            yield heading.text_end, heading.end, ""
    for bold in page.detail.emphasis:
        if bold.path == own:
            mark = "*" if bold.kind == "em" else "**"
            yield bold.start, bold.text_start, mark
            yield bold.text_end, bold.end, mark
    for table in page.detail.tables:
        if table.path == own:
            yield from _frame(table)
    yield from _targets(page)


def _frame(table: Table) -> Iterator[Cut]:
    """What parts the cells of a table."""
    at = table.start
    for cell in sorted(cell for row in table.rows for cell in row):
        if at < cell.start:
            yield at, cell.start, ""
        at = max(at, cell.end)
    yield at, table.end, ""


def _targets(page: Page) -> Iterator[Cut]:
    for link in page.links:
        if link.path != page.path or link.kind in (*MADE, "autolink"):
            continue
        if link.kind == "html":
            yield link.target_start, link.target_end, ""
        else:
            yield link.text_end, link.end, "]" + _title(page.text, link, link.text_end)
    for image in page.images:
        if image.path != page.path:
            continue
        if image.kind == "html" or image.alt_start < 0:
            yield image.target_start, image.target_end, ""
        else:
            yield image.alt_end, image.end, "]" + _title(page.text, image, image.alt_end)


def _title(text: str, of: Link | Image, words_end: int) -> str:
    """The title of a link or picture, which readers see; "" where it has none.

    Behind a target that stands elsewhere, in a definition, no title is searched.
    """
    inside = words_end <= of.target_end < of.end
    found = _TITLE.search(text, of.target_end, of.end) if inside else None
    return f"({found[1] or found[2]})" if found else ""


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _attributes(text: str) -> str:
    """The text with the attributes of tags and attribute lists in order."""
    if "{" in text:
        text = _LIST.sub(lambda match: f"{{{_sorted(match[1])}}}", text)
    if "<" in text:
        text = _TAG.sub(lambda match: f"<{match[1]} {_sorted(match[2])}>", text)
    return text


def _sorted(text: str) -> str:
    found = ((match[1], (match[2] or "").strip("\"'")) for match in _PART.finditer(text))
    return " ".join(f"{name}={value}" if value else name for name, value in sorted(found))
