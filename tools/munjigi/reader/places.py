"""Where the characters of a normalized text come from."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

Place = tuple[str, int, int]


class Piece(NamedTuple):
    """Text that comes from one file in one piece.

    Its first character stands at `start` in `path`; none stands behind `limit`. `via` is the
    include that brought it in, or -1.
    """

    path: str
    start: int
    limit: int
    via: int


class Places:
    """Maps offsets in a normalized text to offsets in files, all in characters from 0.

    The normalized text comes from a joined text (`cuts` and `offsets`: what stands from `cuts[i]`
    on comes from `offsets[i]` on), and the joined text from files (`pieces[i]` from `starts[i]`
    on).
    """

    __slots__ = ("_cuts", "_offsets", "_pieces", "_starts", "simple")

    def __init__(
        self,
        pieces: list[Piece],
        starts: list[int],
        cuts: list[int] | None = None,
        offsets: list[int] | None = None,
    ) -> None:
        self._pieces = pieces
        self._starts = starts
        self._cuts = cuts
        self._offsets = offsets
        self.simple = cuts is None and len(pieces) == 1 and pieces[0].via < 0

    @property
    def base(self) -> int:
        """Where the text starts in the page's file; all there is to add where `simple`."""
        return self._pieces[0].start

    def at(self, offset: int) -> Place:
        """The path, offset and include of the character at `offset`.

        What stands for a tab, or indents an include, has the place of the tab or of the line.
        """
        joined = self._joined(offset)
        index = self._index(joined)
        path, start, limit, via = self._pieces[index]
        return path, min(start + joined - self._starts[index], limit), via

    def span(self, start: int, end: int) -> tuple[str, int, int, int]:
        """The path, start, end and include of the characters from `start` to `end`.

        What reaches beyond the file of its first character is cut to that file.
        """
        path, first, via = self.at(start)
        if end <= start:
            return path, first, first, via
        index = self._index(self._joined(start))
        joined = self._joined(end - 1)
        last = self._index(joined)
        if (self._pieces[last].path, self._pieces[last].via) != (path, via):
            last = self._last_alike(index)
            joined = self._starts[last + 1] - 1
        piece = self._pieces[last]
        after = min(piece.start + joined - self._starts[last] + 1, piece.limit)
        return path, first, max(first, after), via

    def after(self, offset: int) -> Places:
        """The places of the text from `offset` on."""
        joined = self._joined(offset)
        if self.simple:
            piece = self._pieces[0]
            return Places([piece._replace(start=min(piece.start + joined, piece.limit))], [0])
        cuts, offsets = [0], [joined]
        for cut, place in zip(self._cuts or (), self._offsets or (), strict=True):
            if cut > offset:
                cuts.append(cut - offset)
                offsets.append(place)
        return Places(self._pieces, self._starts, cuts, offsets)

    def _joined(self, offset: int) -> int:
        if self._cuts is None or self._offsets is None:
            return offset
        index = bisect_right(self._cuts, offset) - 1
        return self._offsets[index] + offset - self._cuts[index]

    def _index(self, joined: int) -> int:
        return bisect_right(self._starts, joined) - 1

    def _last_alike(self, index: int) -> int:
        """The last piece from `index` on that comes from the same file by the same include."""
        path, via = self._pieces[index].path, self._pieces[index].via
        while (self._pieces[index + 1].path, self._pieces[index + 1].via) == (path, via):
            index += 1
        return index
