"""A line of source with a span underlined, as wide as a terminal shows it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from munjigi.model import Span
from munjigi.source import Source

WIDTH = 100  # columns of source at most
TAB = 4
_BEFORE = 30  # columns kept before the span where a line is too long
_INVISIBLE = {"Mn", "Me"}
_REPLACED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200b\u200c\u200d\ufe0e\ufe0f"


class Frame(NamedTuple):
    """A line's number, its text as shown and the underline below it."""

    line: int
    text: str
    underline: str


def frame(source: Source, span: Span) -> Frame | None:
    """The first line of a span; None where the file has no such text."""
    number, column = source.position(span.start)
    line = source.line(number)
    if not line.strip():
        return None
    start = column - 1
    end = min(len(line), start + max(0, span.end - span.start))
    first, last = _window(start, end, len(line))
    lead = ("…" if first else "") + visible(line[first:start])
    marked = visible(line[start : min(end, last)], width(lead))
    rest = visible(line[max(start, min(end, last)) : last], width(lead + marked))
    underline = " " * width(lead) + "^" * max(1, width(marked))
    return Frame(number, lead + marked + rest + ("…" if last < len(line) else ""), underline)


def _window(start: int, end: int, length: int) -> tuple[int, int]:
    """The characters to show of a line: all, or some from just before the span on."""
    if length <= WIDTH:
        return 0, length
    first = max(0, min(start - _BEFORE, length - WIDTH)) if end > WIDTH - _BEFORE else 0
    return first, min(length, first + WIDTH)


def visible(text: str, column: int = 0) -> str:
    """Text that a terminal can show: tabs as spaces (from `column` on), no control characters."""
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


def _width(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in _INVISIBLE:
        return 0
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return 0  # vowels and final consonants of decomposed Hangul join the syllable before
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
