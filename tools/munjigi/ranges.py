"""Ranges of a text, each its start and end (characters)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

_START = itemgetter(0)


def is_in(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of the ranges, which are sorted and lie apart."""
    before = bisect_right(ranges, at, key=_START)
    return before > 0 and at < ranges[before - 1][1]
