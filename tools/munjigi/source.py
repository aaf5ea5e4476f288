"""A file's text, and the only place where offsets become lines and columns.

Text is decoded from UTF-8 with a byte order mark removed and line endings kept, so offsets into it
are offsets that edits can use. A line ends with `\\n`, `\\r\\n` or a lone `\\r`, as in Python's
universal newlines, which MkDocs reads files with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

_LINE_END = re.compile(r"\r\n?|\n")
OFTEN = 20  # questions about one text, from which on it pays to know where all lines start
BOM = "\ufeff"


class UnreadableFileError(ValueError):
    """The bytes are not text; the message says why."""


def decode(data: bytes) -> str:
    """The text of a file's bytes, without byte order mark.

    Raises `UnreadableFileError` for bytes that are not UTF-8 and for NUL characters.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02x}"
        raise UnreadableFileError(f"line {line}: {byte} is not UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFileError(f"line {line}: NUL character")
    return text.removeprefix(BOM)


class Source:
    """The text of one file. `path` is relative to the project's folder."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._asked = 0

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        sizes = map(len, self.text.split("\n"))
        return [end + number for number, end in enumerate(accumulate(sizes, initial=0))][:-1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in characters; past the end counts as the end."""
        offset = max(0, min(offset, len(self.text)))
        self._asked += 1
        if self._asked < OFTEN and "\r" not in self.text:
            line = self.text.count("\n", 0, offset) + 1
            return line, offset - self.text.rfind("\n", 0, offset)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def bounds(self, number: int) -> tuple[int, int]:
        """Where line `number` (from 1) starts and ends, without its ending."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end
