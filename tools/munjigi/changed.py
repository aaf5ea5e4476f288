"""A file before and after edits: what has to do with them, and where the rest stands then."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from munjigi.model import Edit, Span

_SPACE = re.compile(r"\s+")
_OPEN = b"\2"  # a character that may be what it likes
Range = tuple[int, int]


class Changed:
    """A file of a page before and after `edits`, with the places where problems were told."""

    def __init__(
        self, before: str, after: str, edits: Iterable[Edit], told: Iterable[Span]
    ) -> None:
        self.before = before
        self.after = after
        self.edits = sorted(edits, key=lambda edit: edit.span)
        self._starts = [edit.span.start for edit in self.edits]
        self._ends = [edit.span.end for edit in self.edits]
        self._moved = [0, *accumulate(map(_grown, self.edits))]
        self._told = _Ranges((one.start, one.end) for one in told)
        self._free = _Ranges(self._after(*told) for told in self._told.all)
        self._made = _Ranges(self._new())
        self._spans = _Ranges((edit.span.start, edit.span.end) for edit in self.edits)
        inserted = [
            (edit.span.start, (edit.text or "").split("\n"))
            for edit in self.edits
            if edit.span.start == edit.span.end
        ]
        # Words that are written in belong to what they stand beside on the same line.
        self._before = {at for at, lines in inserted if lines[-1].strip()}
        self._behind = {at for at, lines in inserted if lines[0].strip()}

    def _new(self) -> Iterator[Range]:
        """Where the edits' texts stand afterwards."""
        for edit, moved in zip(self.edits, self._moved, strict=False):
            start = edit.span.start + moved
            yield start, start + len(edit.text or "")

    def _after(self, start: int, end: int) -> Range:
        return self.start(start), max(self.start(start), self.end(end))

    def start(self, offset: int) -> int:
        """Where what starts at `offset` starts afterwards."""
        return offset + self._moved[bisect_right(self._ends, offset)]

    def end(self, offset: int) -> int:
        """Where what ends at `offset` ends afterwards."""
        return offset + self._moved[bisect_left(self._starts, offset)]

    def covers_before(self, start: int, end: int) -> bool:
        """Whether an edit, or a problem's place, has to do with these characters."""
        return (
            self._told.meet(start, end)
            or self._spans.meet(start, end)
            or start in self._before
            or end in self._behind
        )

    def covers_after(self, start: int, end: int) -> bool:
        """The same for characters of the text afterwards."""
        return self._free.meet(start, end) or self._made.meet(start, end)

    def text_before(self, runs: Iterable[Range]) -> bytes:
        """Which characters are text, moved to where they are afterwards."""
        marks = _marks(self.before, runs, self._told.all)
        parts, at = [], 0
        for edit in self.edits:
            parts += [marks[at : edit.span.start], _OPEN * len(edit.text or "")]
            at = edit.span.end
        return b"".join((*parts, marks[at:]))

    def text_after(self, runs: Iterable[Range]) -> bytes:
        """Which characters are text afterwards."""
        return _marks(self.after, runs, (*self._free.all, *self._made.all))


class _Ranges:
    """Ranges of characters, of which those near a place are found at once."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.all = sorted(ranges)
        self._starts = [start for start, _ in self.all]
        self._reach = list(accumulate((end for _, end in self.all), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one shares a character with this range; an empty one lies inside the other."""
        at = bisect_right(self._starts, end) - 1
        while at >= 0 and self._reach[at] >= start:
            if _overlap(start, end, *self.all[at]):
                return True
            at -= 1
        return False


def _grown(edit: Edit) -> int:
    return len(edit.text or "") - (edit.span.end - edit.span.start)


def _overlap(start: int, end: int, other: int, other_end: int) -> bool:
    if start == end and other == other_end:
        return start == other
    return start < other_end and other < end


def _marks(text: str, runs: Iterable[Range], free: Iterable[Range]) -> bytes:
    marks = bytearray(len(text))
    for start, end in runs:
        marks[start:end] = b"\1" * (end - start)
    for start, end in (*(match.span() for match in _SPACE.finditer(text)), *free):
        marks[start:end] = _OPEN * (min(end, len(text)) - start)
    return bytes(marks)
