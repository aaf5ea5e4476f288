"""An inline text as its reader sees it, with its attribute lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from munjigi.reader.attrlist import Attribute, scan_attributes
from munjigi.reader.chunk import Chunk
from munjigi.reader.delimiters import MASK, STX
from munjigi.reader.inlineitems import InlineItems
from munjigi.reader.inlines import InlineReader
from munjigi.reader.items import Item

_BASE = r"\{:?[ ]*([^\}\n ][^\n]*)\}"
_HEADER = re.compile(rf"[ ]+{_BASE}[ ]*$")
_BLOCK = re.compile(rf"\n[ ]*{_BASE}[ ]*$")
_INLINE = re.compile(_BASE)
_MARKUP = re.compile(r"[\\`*_\[\]<>&{}~^=+:$\x02@#!-]")


class AttributeList(NamedTuple):
    """An attribute list from `start` to `end`; `item` is what it belongs to, None for a block."""

    start: int
    end: int
    item: Item | None
    attributes: list[Attribute]

    def get(self, key: str) -> Attribute | None:
        """The attribute with this key; the last one counts."""
        found = [each for each in self.attributes if each.key == key and each.value is not None]
        return found[-1] if found else None


class InlineText(InlineItems):
    """The same, with attribute lists and what readers see.

    `limit` is where the text ends before an attribute list of its block.
    """

    def __init__(
        self, chunk: Chunk, reader: InlineReader, *, marks: bool, revisited: bool = False
    ) -> None:
        super().__init__(chunk, reader, marks=marks, revisited=revisited)
        self._symbols_on = reader.symbols
        self._hidden: list[tuple[int, int, str]] | None = None
        self._filled: list[tuple[int, int, str]] = []
        self._given: dict[tuple[int, int], AttributeList] = {}
        self.lists: list[AttributeList] = []
        self.limit = len(chunk.text)

    def fill(self, start: int, end: int, value: str) -> None:
        """Say what is seen in the place of a masked fence."""
        self._filled.append((start, end, value))
        self._hidden = None

    def block_list(self, *, header: bool, backlink: bool = False) -> AttributeList | None:
        """Take the attribute list at the end of the text, which belongs to its block.

        `backlink` says that the text is a footnote's last, behind which another element stands.
        """
        if "{" not in self.text:
            return None
        elements = self.elements()
        start = elements[-1].end if elements else 0
        if elements and elements[-1].kind == "break":
            start -= 1  # PrettifyTreeprocessor puts a line end behind each <br>
        if backlink and not elements:
            return None
        if backlink or start == len(self.text):
            # AttrListTreeprocessor looks at the text before the first element then.
            start, end = 0, elements[0].start
            if self.dialect.has("nl2br") and "\n" in self.text[:end]:
                return None  # that text ends at the first line end, where no list ends
        else:
            end = len(self.text)
        segment = self.masked(start, end, strings=True)
        match = (_HEADER if header else _BLOCK).search(segment)
        if match is None:
            return None
        attributes, stray = scan_attributes(match[1], start + match.start(1))
        if stray:
            return None
        if end == self.limit:
            self.limit = start + match.start()
            if header:
                kept = self.masked(start, self.limit).rstrip("#").rstrip()
                self.limit = start + len(kept)
        found = AttributeList(start + match.start(), end, None, self._resolved(attributes))
        self._hide(found)
        return found

    def inline_lists(self) -> None:
        """Take the attribute lists right behind elements."""
        if "{" not in self.text:
            return
        edges = self._edges()
        for item in self.items:
            if (
                not item.element
                or item.kind == "break"  # behind which Python-Markdown puts a line end
                or not self.text.startswith("{", item.end)
                or item.end >= self.limit
            ):
                continue
            end = edges[bisect_left(edges, item.end + 1)]
            match = _INLINE.match(self.masked(item.end, min(end, self.limit), strings=True))
            if match:
                attributes, stray = scan_attributes(match[1], item.end + match.start(1))
                last = item.end + match.end() - len(stray)
                self._hide(AttributeList(item.end, last, item, self._resolved(attributes)))

    def _edges(self) -> list[int]:
        """Where texts end: at an element, at the end of what is in one, at the end of the whole."""
        edges = {len(self.text), len(self.text) + 1}
        for item in self.items:
            if item.element:
                edges.update((item.start, item.end))
                if item.inner_end >= 0:
                    edges.add(item.inner_end)
        return sorted(edges)

    def _resolved(self, attributes: list[Attribute]) -> list[Attribute]:
        return [
            each._replace(value=self.visible(each.start, each.end))
            if STX in (each.value or "")
            else each
            for each in attributes
        ]

    def _hide(self, found: AttributeList) -> None:
        self.lists.append(found)
        if found.item is not None:
            self._given[found.item.start, found.item.end] = found
        self._hidden = None

    def given(self, item: Item, key: str) -> Attribute | None:
        """What an attribute list gives to an attribute of an element."""
        found = self._given.get((item.start, item.end)) if self._given else None
        return found.get(key) if found is not None else None

    def visible(self, start: int, end: int) -> str:
        """What the reader of the page sees of the text from `start` to `end`."""
        text = self.text
        if not (self._symbols_on or _MARKUP.search(text, start, end)):
            return text[start:end]
        hidden = self._ranges()
        parts: list[str] = []
        at = start
        for index in range(bisect_left(hidden, (start,)), len(hidden)):
            left, right, value = hidden[index]
            if left >= end:
                break
            if left >= at:
                parts.append(text[at:left])
                parts.append(value)
                at = right
        parts.append(text[at:end])
        shown = "".join(parts)
        return MASK.sub("", shown) if STX in shown else shown

    def plain_ranges(self) -> Iterator[tuple[int, int]]:
        """Where text stands that its reader sees as it is written, line by line."""
        text = self.text
        at = 0
        taken = [(start, end) for start, end, _ in self._ranges()]
        taken += [match.span() for match in MASK.finditer(text)]
        for start, end in [*sorted(taken), (self.limit, self.limit)]:
            stop = min(start, self.limit)
            begin = at
            while at < stop:
                line_end = text.find("\n", at, stop)
                line_end = stop if line_end < 0 else line_end
                if text[at:line_end].strip():
                    yield at, line_end
                at = line_end + 1
            at = max(begin, stop, end)

    def _ranges(self) -> list[tuple[int, int, str]]:
        """What is not seen as it is written, and what is seen instead; outer ranges first."""
        if self._hidden is None:
            found = [*self._filled, *((each.start, each.end, "") for each in self.lists)]
            for item in self.items:
                found += _ranges_of(item)
            found.sort(key=lambda place: (place[0], -place[1]))
            found += self._symbols(found)
            found.sort(key=lambda place: (place[0], -place[1]))
            self._hidden = found
        return self._hidden

    def _symbols(self, ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """What smarty and smartsymbols put in the place of signs."""
        if not self._symbols_on:
            return []
        from munjigi.reader.symbols import symbols

        edges = self._edges()
        atomic = sorted((each.start, each.end) for each in self.items if each.kind == "code")
        found = []
        start = 0
        for edge in edges:
            end = min(edge, len(self.text))
            inside = bisect_right(atomic, (start, len(self.text))) - 1
            if end > start and not (inside >= 0 and atomic[inside][1] >= end > atomic[inside][0]):
                for sign in symbols(self.masked(start, end, strings=True), self.dialect):
                    found.append((start + sign.start, start + sign.end, sign.text))
            start = max(start, end)
        return found


def _ranges_of(item: Item) -> Iterable[tuple[int, int, str]]:
    if item.inner_start >= 0:
        return ((item.start, item.inner_start, ""), (item.inner_end, item.end, ""))
    if item.kind in ("footnote", "image"):
        return ((item.start, item.end, ""),)
    return ((item.start, item.end, item.value),)
