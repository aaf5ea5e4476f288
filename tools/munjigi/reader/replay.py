"""Pairs of delimiters as elements, in the order in which Python-Markdown puts them into a text.

A `DelimiterProcessor` pairs many delimiters at once but returns one outermost element at a time.
The others it keeps and returns when it is called for the next delimiter, whatever that is.
"""

from __future__ import annotations

import re

from munjigi.reader.delimiters import END, ETX, STX, Delimiter, Table
from munjigi.reader.nodes import Node, build
from munjigi.reader.pairing import Pairing
from munjigi.reader.runs import Budget, Opener, Region, Runs

PLACEHOLDER = len(STX + "klzzwxh:0000" + ETX)
_MASK = re.compile(f"{STX}[^{ETX}]*{ETX}")


class View:
    """One text in one pass. `placed` is where the last element ends that was placed in it.

    `shift` is how much longer Python-Markdown's text is there, whose placeholders have one length.
    `evaluated`: this text stands between regions that were paired together.
    """

    __slots__ = ("base", "evaluated", "placed", "runs", "shift")

    def __init__(self, runs: Runs, base: int, evaluated: bool) -> None:
        self.runs = runs
        self.base = base
        self.evaluated = evaluated
        self.placed = self.shift = 0

    def place(self, start: int, end: int) -> None:
        """An element takes the place of this part of the text."""
        self.placed = end
        masks = _MASK.findall(self.runs.text, start, end)
        self.shift += PLACEHOLDER - (end - start)
        self.shift -= sum(PLACEHOLDER - len(mask) for mask in masks)
        self.evaluated = False


Outcome = tuple[Node | None, int, int]  # an element or None, and the range that is done with


def _begin(
    view: View, position: int, table: Table, before: str | None
) -> tuple[Delimiter, str, int] | int:
    """What opens at `position` (delimiter, kind and length), or where to go on."""
    runs = view.runs
    end = runs.ends[runs.index(position)]
    delimiter = table[runs.text[position]]
    if before is None and position and position == view.placed:
        before = ETX
    found = runs.classify(delimiter, position, end, before)
    if found is None:
        return end
    kind, length = found
    if kind == END:
        return position + length
    if delimiter.double and length == 1:
        return position + 1
    return delimiter, kind, length


class CoreReplay:
    """`markdown.inlinepatterns.DelimiterProcessor`."""

    def __init__(self, table: Table, budget: Budget) -> None:
        self.table = table
        self.budget = budget
        self.regions: list[Region] = []
        self.unpaired: list[Opener] = []
        self.index = self.awaited = self.shift = 0

    def handle(self, view: View, position: int) -> Outcome:
        """What Python-Markdown does when it meets the delimiter at `position`."""
        if self.regions:
            return self._cached(view, position)
        begin = _begin(view, position, self.table, None)
        if isinstance(begin, int):
            return None, position, begin
        pairing = Pairing(view.runs, self.table, self.budget)
        pairing.run(position, begin[2], begin[1])
        if not pairing.regions:
            return None, position, pairing.unpaired[-1].end if pairing.unpaired else position + 1
        self.regions, self.unpaired = pairing.regions, pairing.unpaired[::-1]
        self.shift, self.index = view.shift, 0
        return self._next(view, 0)

    def _cached(self, view: View, position: int) -> Outcome:
        first = self.regions[self.index].start
        expected = self.awaited + self.shift == position + view.shift
        offset = position - (first if expected else self.awaited)
        start, end = first + offset, self.regions[self.index].end + offset
        if start < view.placed or end > len(view.runs.text):
            self.regions = []
            return None, position, position + 1
        return self._next(view, offset)

    def _next(self, view: View, offset: int) -> Outcome:
        region = self.regions[self.index]
        node, count = build(self.regions, self.index, view.base + offset)
        self.index += count
        if self.index == len(self.regions):
            self.regions = []
        else:
            self.awaited = self.regions[self.index].start
            while self.unpaired:
                opener = self.unpaired.pop()
                if region.start < opener.start <= self.awaited:
                    self.awaited = opener.start
                    break
        return node, region.start + offset, region.end + offset


class BetterReplay:
    """`pymdownx.delimiterprocessor.DelimiterProcessor`: it always meets what it expects."""

    def __init__(self, table: Table, budget: Budget) -> None:
        self.table = table
        self.budget = budget
        self.cache: list[tuple[Node, int, int]] = []
        self.remainder: tuple[str, str] | None = None

    def handle(self, view: View, position: int) -> Outcome:
        """What pymdownx does when Python-Markdown meets the delimiter at `position`."""
        remainder, self.remainder = self.remainder, None
        runs = view.runs
        if self.cache and view.evaluated:
            return None, position, runs.ends[runs.index(position)]
        if not self.cache:
            after = self._pair(view, position, remainder)
            if not self.cache:
                return None, position, after
        node, start, end = self.cache.pop()
        self._keep_remainder(view, end)
        return node, start, end

    def _pair(self, view: View, position: int, remainder: tuple[str, str] | None) -> int:
        """Fill the cache, or say where to go on."""
        text, before = view.runs.text, None
        behind = position and (position == view.placed or text[position - 1] == ETX)
        if remainder and behind and text[position] == remainder[0]:
            before = remainder[1]
        begin = _begin(view, position, self.table, before)
        if isinstance(begin, int):
            return begin
        pairing = Pairing(view.runs, self.table, self.budget)
        pairing.run(position, begin[2], begin[1])
        index = 0
        while index < len(pairing.regions):
            region = pairing.regions[index]
            node, count = build(pairing.regions, index, view.base)
            self.cache.append((node, region.start, region.end))
            index += count
        self.cache.reverse()
        return pairing.unpaired[-1].end if len(pairing.unpaired) > 1 else position + 1

    def _keep_remainder(self, view: View, end: int) -> None:
        """Remember what stood before a closing run of which the element took a part only."""
        text = view.runs.text
        if end < len(text) and text[end] == text[end - 1]:
            run = view.runs.starts[view.runs.index(end - 1)]
            self.remainder = text[end], text[run - 1]


def make_replay(table: Table, budget: Budget) -> CoreReplay | BetterReplay:
    """The processor for the delimiters of one pass."""
    better = any(delimiter.better for delimiter in table.values())
    return (BetterReplay if better else CoreReplay)(table, budget)
