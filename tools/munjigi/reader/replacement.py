"""What an inline pattern puts in the place of text, and the masks that keep offsets as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from munjigi.reader.delimiters import ETX, STX


class Replacement(NamedTuple):
    """Between `start` and `end` the reader of the page sees `text`, with entities resolved.

    `element` says whether Python-Markdown makes an element of it (mask with filler `x`) or a string
    (any other filler; see `emphasis`).
    """

    start: int
    end: int
    text: str
    element: bool = False


class _Place(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def mask(length: int, element: bool = True) -> str:
    """What stands for `length` characters that a pattern has taken; shorter than two: `\\x03`."""
    if length < 2:  # noqa: PLR2004 (a mask's two ends)
        return ETX * length
    return STX + ("x" if element else "s") * (length - 2) + ETX


def masked(text: str, places: Iterable[_Place], element: bool = True) -> str:
    """The text with sorted places that do not overlap replaced by masks."""
    parts = []
    at = 0
    for place in places:
        parts.append(text[at : place.start])
        parts.append(mask(place.end - place.start, element))
        at = place.end
    return "".join(parts) + text[at:]


_WINDOW = 1000


def find(
    pattern: re.Pattern[str], text: str, position: int, placed: int, reach: int = 1
) -> tuple[re.Match[str], int] | None:
    """The next match from `position` on, and what its offsets lack.

    Where the last match ended at `placed`, Python-Markdown has a placeholder before it: patterns
    that look back up to `reach` characters see that, and at most `_WINDOW` characters after it.
    """
    if position == placed:
        window = ETX + text[placed : placed + _WINDOW]
        match = pattern.search(window, 1)
        if match and match.start() <= reach:
            return match, placed - 1
        position += reach
    match = pattern.search(text, position)
    return (match, 0) if match else None


def find_all(
    pattern: re.Pattern[str], text: str, reach: int = 1
) -> Iterator[tuple[re.Match[str], int, int]]:
    """Every match with its start and end, where each becomes a placeholder; see `find`."""
    position, placed = 0, -1
    while hit := find(pattern, text, position, placed, reach):
        match, base = hit
        position = placed = match.end() + base
        yield match, match.start() + base, position
