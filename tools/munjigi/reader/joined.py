"""Text put together from lines of several files."""

from __future__ import annotations

import re
from typing import NamedTuple

from munjigi.reader.places import Piece

LINE_END = re.compile(r"\r\n?|\n")


class File(NamedTuple):
    """A file being read: its path and text, and the include that brought it in.

    What is read stands at `fixed` where that is not -1: lines that the settings add to a page.
    """

    path: str
    text: str
    via: int = -1
    fixed: int = -1

    def piece(self, start: int, limit: int) -> Piece:
        """Text of this file from `start` on, in which no character stands behind `limit`."""
        if self.fixed >= 0:
            return Piece(self.path, self.fixed, self.fixed, self.via)
        return Piece(self.path, start, limit, self.via)


class Joined:
    """A growing text; `pieces` and `starts` tell where it comes from, as `Places` takes them."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.starts: list[int] = []
        self._parts: list[str] = []
        self._size = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def end(self, path: str, offset: int) -> None:
        """Gives a text without any lines a place."""
        if not self._parts:
            self._add("", Piece(path, offset, offset, -1))

    def put(self, file: File, start: int, end: int, indent: str, hole: int = -1) -> None:
        """Adds whole lines of a file, each after `indent`, without the character at `hole`."""
        position = start
        for match in LINE_END.finditer(file.text, start, end) if indent else ():
            self._put_line(file, position, match.start(), indent, hole)
            position = match.end()
        self._put_line(file, position, end, indent, hole)

    def _put_line(self, file: File, start: int, end: int, indent: str, hole: int) -> None:
        if self._parts:
            # The line end that stands behind the piece before; it must not join a lone \r there.
            joint = "\n\n" if self._parts[-1].endswith("\r") else "\n"
            self._parts.append(joint)
            self._size += len(joint)
        if indent:
            self._add(indent, file.piece(start, start))
        if hole >= 0:
            self._add(file.text[start:hole], file.piece(start, hole))
            start = hole + 1
        self._add(file.text[start:end], file.piece(start, len(file.text)))

    def _add(self, text: str, piece: Piece) -> None:
        self.starts.append(self._size)
        self.pieces.append(piece)
        self._parts.append(text)
        self._size += len(text)
