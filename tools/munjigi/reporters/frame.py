"""A line of source with a span underlined, as wide as a terminal shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from munjigi.model import Span
from munjigi.source import Source

WIDTH = 100  # columns of source at most
TAB = 4
_BEFORE = 30  # columns kept before the span where a line is too long
_TO_A_COLUMN = 3  # characters at most, marks included; more of them are cut
_INVISIBLE = {"Mn", "Me"}
_REPLACED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200b\u200c\u200d\ufe0e\ufe0f"
_CUT = "…"


class Frame(NamedTuple):
    """A line's number, its text as shown and the underline below it."""

    line: int
    text: str
    underline: str


def frame(source: Source, span: Span, columns: int = WIDTH) -> Frame | None:
    """The first line of a span, cut to `columns`; None where no text stands there.

    Only what is shown is looked at, however long the line is.
    """
    number, _ = source.position(span.start)
    line_start, line_end = source.bounds(number)
    start = min(max(span.start, line_start), line_end)
    reach = columns * _TO_A_COLUMN
    low, high = max(line_start, start - reach), min(line_end, start + reach)
    first, last = _window(source.text[low:high], start - low, columns)
    first, last = low + first, low + last
    shown = source.text[first:last]
    if not shown.strip():
        return None
    lead = _CUT if first > line_start else ""
    marked = len(lead) + start - first, len(lead) + min(span.end, last) - first
    shown = f"{lead}{shown}{_CUT if last < line_end else ''}"
    return Frame(number, visible(shown), underline(shown, [marked]))


def _window(line: str, start: int, columns: int) -> tuple[int, int]:
    """The part of a line to show: from its start if the span is near, else from a bit before."""
    if _columns(line) <= columns:
        return 0, len(line)
    before = _fitting(line[:start][::-1], columns - _fitting_width(line[start:], columns - _BEFORE))
    first = start - before
    while 0 < first < start and not width(line[first]):
        first += 1  # a mark whose letter is cut off
    return first, start + _fitting(line[start:], columns - _columns(line[first:start]))


def _fitting(text: str, columns: int) -> int:
    """How many characters of a text fit."""
    used = 0
    for number, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return number
    return len(text)


def _fitting_width(text: str, columns: int) -> int:
    return _columns(text[: _fitting(text, columns)])


def _columns(text: str) -> int:
    """The columns that a text takes at most, wherever its tabs stand."""
    return width(text) + (TAB - 1) * text.count("\t")


def underline(line: str, spans: Iterable[tuple[int, int]]) -> str:
    """What stands below a line as `visible` shows it: spans (of characters, sorted) marked."""
    made = ""
    for start, end in spans:
        lead = width(visible(line[:start]))
        marks = "^" * max(1, width(visible(line[start:end], lead)))
        made = made.ljust(lead) + marks
    return made


def visible(text: str, column: int = 0) -> str:
    """Text that a terminal can show: tabs as spaces (from `column` on), no control characters."""
    if text.isascii() and text.isprintable():
        return text
    parts = []
    for char in text:
        if char == "\t":
            shown = " " * (TAB - column % TAB)
        elif char not in _JOINERS and unicodedata.category(char) in _REPLACED:
            shown = "\ufffd"
        else:
            shown = char
        parts.append(shown)
        column += width(shown)
    return "".join(parts)


def width(text: str) -> int:
    """The columns that a terminal gives to a text: two for Hangul syllables, none for marks."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@lru_cache(4096)
def _width(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in _INVISIBLE:
        return 0
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return 0  # vowels and final consonants of decomposed Hangul join the syllable before
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
