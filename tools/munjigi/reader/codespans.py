"""Code spans, as `markdown.inlinepatterns.BacktickInlineProcessor` pairs backticks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from munjigi.reader.dialect import Dialect
from munjigi.reader.items import Item
from munjigi.reader.visible import code_text

_START = re.compile(r"(?<!\\)((?:\\{2})+)(?=`)|(?<!\\)`+|(?<=\\)`(`+)")
_TICKS = re.compile("`+")
_RUN = re.compile("`+")


class _Runs:
    """The runs of backticks in a text; answers which of the later ones closes a span."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.lengths: list[int] = []
        self.by_length: dict[int, list[int]] = {}
        for match in _RUN.finditer(text):
            length = match.end() - match.start()
            self.by_length.setdefault(length, []).append(len(self.starts))
            self.starts.append(match.start())
            self.lengths.append(length)
        self._longest: list[int] | None = None

    def after(self, offset: int) -> int:
        """The number of the first run that starts at `offset` or after."""
        return bisect_right(self.starts, offset - 1)

    def same(self, length: int, first: int) -> int:
        """The first run with this length from the run `first` on, or -1."""
        found = self.by_length.get(length, [])
        at = bisect_right(found, first - 1)
        return found[at] if at < len(found) else -1

    def longest(self, first: int) -> int:
        """The first of the longest runs from the run `first` on, or -1."""
        if self._longest is None:
            best = -1
            self._longest = [-1] * (len(self.starts) + 1)
            for number in range(len(self.starts) - 1, -1, -1):
                if best < 0 or self.lengths[number] >= self.lengths[best]:
                    best = number
                self._longest[number] = best
        return self._longest[first]


def code_spans(text: str, dialect: Dialect) -> Iterator[Item]:
    """Code spans from left to right, and pairs of backslashes before backticks."""
    runs = _Runs(text)
    position, placed = 0, -1
    while match := (_TICKS.match(text, position) if position == placed else None) or _START.search(
        text, position
    ):
        if match.re is _START and match[1]:
            value = "\\" * (len(match[1]) // 2)
            yield Item("escape", match.start(), match.end(), value, element=False)
            position = placed = match.end()
            continue
        # After a backslash, the first backtick of a run is text.
        escaped = match.re is _START and match[2]
        start, after = (match.start(2) if escaped else match.start()), match.end()
        inner, end = _closed(runs, start, after)
        if end < 0:
            # `find_code_spans` counts the run twice: as many characters after it are passed over.
            position = after + (after - start)
            continue
        value = code_text(text[inner : end - (inner - start)], dialect)
        yield Item("code", start, end, value, alt_start=inner, alt_end=end - (inner - start))
        position = placed = end


def _closed(runs: _Runs, start: int, after: int) -> tuple[int, int]:
    """Where the code of the span starts that opens from `start` to `after`, and where it ends."""
    first = runs.after(after)
    ticks = after - start
    same = runs.same(ticks, first)
    if same >= 0:
        return after, runs.starts[same] + ticks
    longest = runs.longest(first)
    if longest >= 0 and runs.lengths[longest] < ticks:
        length = runs.lengths[longest]
        return start + length, runs.starts[longest] + length
    return after, -1
