"""A file before and after edits: what has to do with them, and where the rest stands then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from munjigi.model import Edit, Span

_SPACE = re.compile(r"\s+")
_OPEN = b"\2"  # a character that may be what it likes


class Changed:
    """A file of a page before and after `edits`, with the places where problems were reported."""

    def __init__(
        self, before: str, after: str, edits: Iterable[Edit], told: Iterable[Span]
    ) -> None:
        self.before = before
        self.after = after
        self.edits = sorted(edits, key=lambda edit: edit.span)
        self.told = [(one.start, one.end) for one in told]
        self.told_after = [(self.start(start), self.end(end)) for start, end in self.told]
        self.made = list(self._made())

    def _made(self) -> Iterator[tuple[int, int]]:
        """Where the edits' texts stand afterwards."""
        moved = 0
        for edit in self.edits:
            start = edit.span.start + moved
            yield start, start + len(edit.text or "")
            moved += len(edit.text or "") - (edit.span.end - edit.span.start)

    def start(self, offset: int) -> int:
        """Where what starts at `offset` starts afterwards."""
        return offset + sum(_grown(edit) for edit in self.edits if edit.span.end <= offset)

    def end(self, offset: int) -> int:
        """Where what ends at `offset` ends afterwards."""
        return offset + sum(_grown(edit) for edit in self.edits if edit.span.start < offset)

    def covers_before(self, start: int, end: int) -> bool:
        """Whether an edit, or a problem's place, has to do with these characters."""
        if any(_overlap(start, end, *told) for told in self.told):
            return True
        for edit in self.edits:
            if _overlap(start, end, edit.span.start, edit.span.end):
                return True
            lines = (edit.text or "").splitlines() or [""]
            if edit.span.start == start and lines[-1].strip() and edit.span.end == start:
                return True  # written right before
            if edit.span.start == end and lines[0].strip() and edit.span.end == end:
                return True
        return False

    def covers_after(self, start: int, end: int) -> bool:
        """The same for characters of the text afterwards."""
        return any(_overlap(start, end, *one) for one in (*self.told_after, *self.made))

    def text_before(self, runs: Iterable[tuple[int, int]]) -> bytes:
        """Which characters are text, moved to where they are afterwards."""
        marks = _marks(self.before, runs, self.told)
        parts, at = [], 0
        for edit in self.edits:
            parts += [marks[at : edit.span.start], _OPEN * len(edit.text or "")]
            at = edit.span.end
        return b"".join((*parts, marks[at:]))

    def text_after(self, runs: Iterable[tuple[int, int]]) -> bytes:
        """Which characters are text afterwards."""
        return _marks(self.after, runs, (*self.told_after, *self.made))


def _grown(edit: Edit) -> int:
    return len(edit.text or "") - (edit.span.end - edit.span.start)


def _overlap(start: int, end: int, other: int, other_end: int) -> bool:
    """Whether two ranges share a character; an empty one lies inside the other."""
    if start == end and other == other_end:
        return start == other
    return start < other_end and other < end


def _marks(text: str, runs: Iterable[tuple[int, int]], free: Iterable[tuple[int, int]]) -> bytes:
    marks = bytearray(len(text))
    for start, end in runs:
        marks[start:end] = b"\1" * (end - start)
    for start, end in (*(match.span() for match in _SPACE.finditer(text)), *free):
        marks[start:end] = _OPEN * (end - start)
    return bytes(marks)
