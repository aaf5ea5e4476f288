"""Runs of delimiters in a text, open ones and closing ones, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from munjigi.reader.delimiters import BOTH, END, START, Delimiter, classify

FULL = 3  # a run of three is strong and em at once
_SPACE = re.compile(r"\s")


class Region(NamedTuple):
    """A pair: `start` to `inner_start` opens, `inner_end` to `end` closes."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    kind: str


class Opener(NamedTuple):
    """An opening run, or what is left of it: `original` and `left` count its characters."""

    start: int
    end: int
    ambiguous: bool
    original: int
    left: int


class Budget:
    """How many more steps pairing may take in one text."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, steps: int = 1) -> bool:
        """Whether `steps` more are granted."""
        self.left -= steps
        return self.left >= 0


class Runs:
    """A text with the places of the runs of delimiters in it."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in pattern.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())

    def index(self, position: int) -> int:
        """The first run that ends after `position`."""
        return bisect_right(self.ends, position)

    def classify(
        self, delimiter: Delimiter, start: int, end: int, before: str | None = None
    ) -> tuple[str, int] | None:
        """What the run from `start` to `end` can do; `before` replaces what stands before it."""
        text = self.text
        if before is None and start:
            before = text[start - 1]
        return classify(delimiter, before, end - start, text[end] if end < len(text) else None)


class Side:
    """The open runs of one delimiter; `spaced` and `singles` count those that forbid space."""

    __slots__ = ("delimiter", "singles", "spaced", "stack")

    def __init__(self, delimiter: Delimiter) -> None:
        self.delimiter = delimiter
        self.stack: list[Opener] = []
        self.spaced = self.singles = 0

    def clear(self) -> None:
        """Forget all open runs."""
        self.stack.clear()
        self.spaced = self.singles = 0

    def count(self, length: int, by: int) -> None:
        """Count a run of this length in (`by` 1) or out (-1)."""
        if self.delimiter.no_space and not self.delimiter.single:
            self.singles += by * (length == 1)
            self.spaced += by * (length != 2)  # noqa: PLR2004 (a pair of two may hold spaces)

    def push(self, opener: Opener) -> None:
        """Take in an open run."""
        self.stack.append(opener)
        self.count(opener.left, 1)


class Closer:
    """The run that is being paired: `left` characters from `start`, and what it may do."""

    __slots__ = ("ambiguous", "closes", "end", "last", "left", "length", "opens", "start")

    def __init__(self, start: int, length: int, kind: str) -> None:
        self.start = start
        self.end = start + length
        self.length = self.left = length
        self.opens = kind != END
        self.closes = kind != START
        self.ambiguous = kind == BOTH
        self.last = 0

    @property
    def can_take_part(self) -> bool:
        """Whether it may close a part of the longer run before it."""
        return self.last > self.left and (self.last >= FULL or not self.ambiguous)

    def use(self, size: int) -> None:
        """Take away the characters that close a pair."""
        self.start += size
        self.left -= size


def rule_of_3(opener: int, closer: int) -> bool:
    """CommonMark's rule that keeps two runs apart where one of them could open and close."""
    return (opener + closer) % 3 == 0 and (opener % 3 != 0 or closer % 3 != 0)


class Spaces:
    """Answers whether there is white space between two runs."""

    __slots__ = ("budget", "solid", "space", "text")

    def __init__(self, text: str, budget: Budget) -> None:
        self.text = text
        self.budget = budget
        self.space = [-1, -1]
        self.solid = [-1, -1]

    def between(self, start: int, end: int) -> bool:
        """Whether there is white space, guessed from what is known of ranges that overlap."""
        last = end - 1
        if max(start, self.space[0]) <= min(last, self.space[1]):
            _grow(self.space, self.space[0], start, last)
            return True
        if max(start, self.solid[0]) <= min(last, self.solid[1]):
            # pymdownx compares with the end of this range, not with its start.
            _grow(self.solid, self.solid[1], start, last)
            return False
        self.budget.take((end - start) // 64)
        found = _SPACE.search(self.text, start, end) is not None
        known = self.space if found else self.solid
        _grow(known, known[0], start, last)
        return found


def _grow(known: list[int], edge: int, start: int, last: int) -> None:
    if known[0] == -1 or start < edge:
        known[0] = start
    if known[1] == -1 or last > known[1]:
        known[1] = last
