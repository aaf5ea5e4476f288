"""Tables: a port of `markdown.extensions.tables`, which is its specification."""

from __future__ import annotations

import re

from munjigi.reader.blocks import BlockParser
from munjigi.reader.chunk import Chunk
from munjigi.reader.tree import Node, end_of

_LEFT, _RIGHT = 1, 2
_END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")
_PIPES = re.compile(r"(?:(\\\\)|(\\`+)|(`+)|(\\\|)|(\|))")
_SEPARATOR_LINE = re.compile(r"[^\n]*\n *[|:-][|:\- ]*(?:\n|\Z)")


def table(_parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A block whose first line is a row and whose second line separates the header."""
    chunk = waiting[-1]
    if "|" not in chunk.text or not _SEPARATOR_LINE.match(chunk.text):
        return False
    lines = [_trimmed(chunk.text, *line) for line in chunk.lines()]
    border = _border(chunk.text, lines)
    header = _cells(chunk.text, *lines[0], border)
    if not _is_table(chunk.text, lines, header, border):
        return False
    waiting.pop()
    node = parent.add(Node("table", chunk.at(lines[0][0]), end_of(chunk)))
    _row(chunk, node, lines[0], border, len(header), "th")
    for line in lines[2:]:
        _row(chunk, node, line, border, len(header), "td")
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    left = len(line) - len(line.lstrip(" "))
    return start + left, start + max(left, len(line.rstrip(" ")))


def _border(text: str, lines: list[tuple[int, int]]) -> int:
    start, end = lines[0]
    left = _LEFT if text.startswith("|", start, end) else 0
    return left | (_RIGHT if _END_BORDER.search(text[start:end]) else 0)


def _is_table(
    text: str, lines: list[tuple[int, int]], header: list[tuple[int, int]], border: int
) -> bool:
    if len(header) == 1 and not (
        border
        and all(
            text.startswith("|", *line) or _END_BORDER.search(text[slice(*line)])
            for line in lines[1:]
        )
    ):
        return False
    separator = _cells(text, *lines[1], border)
    return len(separator) == len(header) and all(
        set(text[start:end]) <= set("|:- ") for start, end in separator
    )


def _row(
    chunk: Chunk, node: Node, line: tuple[int, int], border: int, width: int, tag: str
) -> None:
    row = node.add(Node("tr", chunk.at(line[0]), chunk.at(line[0]) + line[1] - line[0]))
    for start, end in _cells(chunk.text, *line, border)[:width]:
        cell = chunk.slice(*_trimmed(chunk.text, start, end))
        row.add(Node(tag, cell.at(0), end_of(cell), cell))


def _cells(text: str, start: int, end: int, border: int) -> list[tuple[int, int]]:
    """Where the cells of the row stand, white space included."""
    if border:
        if text.startswith("|", start, end):
            start += 1
        last = _END_BORDER.search(text[start:end])
        if last:
            end = start + last.start()
    row = text[start:end]
    cells = []
    first = 0
    for pipe in _row_pipes(row):
        cells.append((start + first, start + pipe))
        first = pipe + 1
    cells.append((start + first, end))
    return cells


def _row_pipes(row: str) -> list[int]:
    """Where the pipes are that separate cells: not escaped, not in code."""
    if "`" not in row and "\\" not in row:
        return [match.start() for match in re.finditer(r"\|", row)]
    pipes = []
    ticks: list[tuple[int, int, int, int]] = []  # size, escape, start, last
    for match in _PIPES.finditer(row):
        if match[2]:
            ticks.append((len(match[2]) - 1, 1, match.start(2), match.end(2) - 1))
        elif match[3]:
            ticks.append((len(match[3]), 0, match.start(3), match.end(3) - 1))
        elif match[5]:
            pipes.append(match.start(5))
    regions = _code_regions(ticks)
    return [pipe for pipe in pipes if not any(start <= pipe <= end for start, end in regions)]


def _code_regions(ticks: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Pair runs of backticks of one size; the escape counts against the opening run alone."""
    following: dict[int, list[int]] = {}
    for number in range(len(ticks) - 1, -1, -1):
        following.setdefault(ticks[number][0], []).append(number)
    regions = []
    position = 0
    while position < len(ticks):
        size, escape, start, _ = ticks[position]
        later = following.get(size - escape, [])
        while later and later[-1] <= position:
            later.pop()
        if size - escape and later:
            regions.append((start, ticks[later[-1]][3]))
            position = later[-1]
        position += 1
    return regions
