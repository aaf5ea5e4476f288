"""What stands in an inline text: links, pictures, code, marks and so on, by place."""

from __future__ import annotations

import re
from bisect import bisect_left

from munjigi.reader.chunk import Chunk
from munjigi.reader.emphasis import emphasis
from munjigi.reader.inlines import InlineReader, live
from munjigi.reader.items import Item
from munjigi.reader.linkpatterns import Reference
from munjigi.reader.replacement import mask

_NESTED = 2  # opening brackets, one in the other
_MOST = 100  # so many are looked at again
_DELIMITER = re.compile(r"[*_~^=+]")


class InlineItems:
    """The text of `chunk`; `items` are sorted, outer ones first. Places are indexes in the text.

    `marks` says whether emphasis is wanted, `revisited` is as for `emphasis`.
    """

    def __init__(
        self, chunk: Chunk, reader: InlineReader, *, marks: bool, revisited: bool = False
    ) -> None:
        self.chunk = chunk
        self.text = chunk.text
        self.dialect = reader.dialect
        inlined = reader.read(chunk.text)
        self.items: list[Item] = inlined.items
        self.undefined: list[Reference] = inlined.undefined
        self.tagged: list[Item] = inlined.tagged
        self._sort()
        nested = self._nested_links()
        marked = _DELIMITER.search(chunk.text) is not None
        again = bool(nested) or (marked and self._has_loose_brackets(reader))
        if marked:
            self._add_marks(revisited, everywhere=marks or again)
        if again:
            self._read_again(reader, nested, revisited)

    def _sort(self) -> None:
        self.items.sort(key=lambda item: (item.start, -item.end))

    def _nested_links(self) -> list[Item]:
        """Links whose text may hold links."""
        return [
            item
            for item in self.items
            if item.kind == "link"
            and self.text.find("](", item.inner_start, max(item.inner_end, 0)) >= 0
        ]

    def _has_loose_brackets(self, reader: InlineReader) -> bool:
        """Whether brackets in brackets may turn out to be links when they are looked at again."""
        if not _NESTED <= self.text.count("[") <= _MOST or not reader.definitions:
            return False
        return "[" in self.masked(0, len(self.text))

    def _read_again(self, reader: InlineReader, links: list[Item], revisited: bool) -> None:
        """Look again at the texts of links and marks in other elements, and behind elements."""
        more: list[Item] = []
        taken = {item.start: item for item in self.items}
        wanted = {(link.start, link.end) for link in links}
        ends: list[int] = []
        elements = self._with_breaks()
        for item in self.items:
            while ends and ends[-1] <= item.start:
                ends.pop()
            if item.kind == "link":
                again = (item.start, item.end) in wanted
            else:
                again = item.kind == "mark" and (
                    self.text.find("[", item.inner_start, item.inner_end) >= 0
                )
            if again:
                tails = not (ends or revisited)
                more += reader.again(self.text, elements, taken, item, tails=tails)
            if item.element:
                ends.append(item.end)
        if more:
            self.items = live(self.items + more)

    def _with_breaks(self) -> list[Item]:
        """The items, with the line ends that nl2br makes elements of among them."""
        if not self.dialect.has("nl2br"):
            return self.items
        ends = re.finditer("\n", self.text)
        found = [*self.items, *(Item("break", end.start(), end.end(), "\n") for end in ends)]
        found.sort(key=lambda item: (item.start, -item.end))
        return found

    def _add_marks(self, revisited: bool, *, everywhere: bool) -> None:
        """Find emphasis in the texts of links, and everywhere else if that is wanted."""
        places = [(0, len(self.text), revisited)] if everywhere else []
        places += [
            (each.inner_start, each.inner_end, True) for each in self.items if each.inner_start >= 0
        ]
        found: list[Item] = []  # apart, because `masked` wants the items sorted
        for start, end, again in places:
            if not _DELIMITER.search(self.text, start, end):
                continue
            for mark in emphasis(self.masked(start, end), self.dialect, revisited=again):
                found.append(
                    Item(
                        "mark",
                        start + mark.start,
                        start + mark.end,
                        "",
                        inner_start=start + mark.inner_start,
                        inner_end=start + mark.inner_end,
                        form=mark.kind,
                    )
                )
        self.items += found
        self._sort()

    def masked(self, start: int, end: int, *, strings: bool = False) -> str:
        """The text from `start` to `end` with what is in it masked; or with its strings alone."""
        if not self.items:
            return self.text[start:end]
        parts: list[str] = []
        at = start
        items = self.items
        first = bisect_left(items, start, key=lambda item: item.start)
        for index in range(first, len(items)):
            item = items[index]
            if item.start >= end:
                break
            if item.start < at or item.end > end or (strings and item.element):
                continue
            parts.append(self.text[at : item.start])
            parts.append(mask(item.end - item.start, item.element))
            at = item.end
        parts.append(self.text[at:end])
        return "".join(parts)

    def elements(self) -> list[Item]:
        """The outermost elements in the order of the text."""
        found: list[Item] = []
        end = 0
        for item in self.items:
            if item.element and item.start >= end:
                found.append(item)
                end = item.end
        last = self.text.rfind("\n") if self.dialect.has("nl2br") else -1
        if last >= end:
            found.append(Item("break", last, last + 1, "\n"))
        return found
