"""Where CommonMark, and so GitHub, takes `*` and `_` for emphasis: flanking delimiter runs.

https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run. Non-ASCII symbols (not punctuation)
count as letters, as in the older version that GitHub follows.
"""

from __future__ import annotations

import string
import unicodedata


def _kind(char: str) -> str:
    if not char or char.isspace():
        return "space"
    mark = char in string.punctuation or unicodedata.category(char).startswith("P")
    return "mark" if mark else "letter"


def run_around(text: str, at: int) -> tuple[int, int]:
    """The run of equal signs around the one at `at`."""
    start = end = at
    while start and text[start - 1] == text[at]:
        start -= 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    return start, end


def opens(text: str, start: int, end: int) -> bool:
    """Whether the run from `start` to `end` can open emphasis."""
    before, after = _kind(text[start - 1 : start]), _kind(text[end : end + 1])
    if text[start] == "_" and before == "letter":
        return False
    return after == "letter" or (after == "mark" and before != "letter")


def closes(text: str, start: int, end: int) -> bool:
    """Whether the run from `start` to `end` can close emphasis."""
    before, after = _kind(text[start - 1 : start]), _kind(text[end : end + 1])
    if text[start] == "_" and after == "letter":
        return False
    return before == "letter" or (before == "mark" and after != "letter")
