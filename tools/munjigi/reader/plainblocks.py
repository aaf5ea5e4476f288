"""The blocks of a page that are not plain, and those that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from munjigi.reader.chunk import Chunk

Range = tuple[int, int]

# A block that starts so may go on inside the one before; so may what follows definitions.
_GOES_ON = re.compile(r" {4}| {0,3}[:>]")
_FENCE = re.compile(r"\n{2,}( {4,}\x02[^\x03]*\x03)(?=\n\n)")
_REST_GOES_ON = re.compile(r"\n(?: {4}| {0,3}:)")
_GOING_ON = ("    ", ":", " :", "  :", "   :", ">", " >", "  >", "   >")
_EMPTY_BLOCK = 3  # line ends between blocks with none between them, at most
_LONG = 4_000  # characters of a block behind which nothing is searched again and again


def groups(text: str, hard: list[int]) -> list[list[Range]]:
    """The blocks with something at an offset of `hard`, which is sorted, and what they go on with.

    Blocks that follow each other are in one group. Two line ends stand before and after each block.
    """
    found: dict[int, int] = {}
    fences: list[Range] = []
    known: set[int] = set()  # those before which everything needed was found
    end = -1
    for at in hard:
        if at <= end:
            continue
        start = text.rfind("\n\n", 0, at) + 2
        end = text.find("\n\n", at)
        found[start] = end
        if _GOES_ON.match(text, start) or (
            text.find("]:", start, end) >= 0 and _REST_GOES_ON.search(text, start, end)
        ):
            _add_before(text, start, found, known)
        fences += _fences_after(text, end)
    found.update(fences)
    return _grouped(text, sorted(found.items()))


def _add_before(text: str, start: int, found: dict[int, int], known: set[int]) -> None:
    """Add the block before the one at `start`, and what that goes on with.

    Definitions leave nothing behind them.
    """
    while start not in known:
        known.add(start)
        end = start
        while end and text[end - 1] == "\n":
            end -= 1
        if not end:
            return
        start = text.rfind("\n\n", 0, end) + 2
        found[start] = end
        if not text.startswith("    ", start) and text.find("]:", start, end) < 0:
            return


def _fences_after(text: str, end: int) -> Iterator[Range]:
    """Masked fences that belong to a block which ends at `end`."""
    while match := _FENCE.match(text, end):
        end = match.end()
        yield match.start(1), end


def _grouped(text: str, ranges: list[Range]) -> list[list[Range]]:
    made: list[list[Range]] = []
    for start, end in ranges:
        after = made[-1][-1][1] if made else 0
        between = text[after:start]
        blank = not between.strip("\n")
        odd = (len(between) - len(between.rstrip("\n"))) % 2  # that line end is the block's
        if made and blank:
            if len(between) > _EMPTY_BLOCK:  # an empty block keeps others from going on
                made[-1].append((after + 2, after + 2))
            made[-1].append((start - odd, end))
        else:
            made.append([(start - odd, end)])
    return made


def continues(waiting: list[Chunk]) -> bool:
    """Whether a block that needs this one as its neighbour comes next, or may do."""
    for index in range(len(waiting) - 2, -1, -1):
        text = waiting[index].text.lstrip("\n")
        if text:
            # Definitions leave nothing behind: what comes after them may go on with this block.
            return text.startswith(_GOING_ON) or len(text) > _LONG or "]:" in text
    return False
