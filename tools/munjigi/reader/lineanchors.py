"""Ids of single code lines: `__span-0-1`, `__codelineno-0-1` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from munjigi.reader.dialect import Dialect, kept
from munjigi.reader.fences import FenceBlock

_LINENUMS = re.compile(r"(\d{1,9})(?:[ \t]+(\d{1,9}))?")


class LineAnchor(NamedTuple):
    """The id of a code line; `offset` is where the line's code starts.

    `linked` says that the page also has a link to the id: the line number, or the anchor itself.
    """

    id: str
    offset: int
    linked: bool


@kept
def lines_have_ids(dialect: Dialect) -> bool:
    """Whether an option gives ids to lines of code."""
    names = ("anchor_linenums", "line_anchors", "line_spans")
    return any(dialect.option("pymdownx.highlight", name) for name in names)


def line_anchors(text: str, blocks: Iterable[FenceBlock], dialect: Dialect) -> list[LineAnchor]:
    """The ids that `pymdownx.highlight` gives to the lines of fences.

    Its options `line_spans`, `line_anchors` and `anchor_linenums` ask for them. `text` is the text
    before masking; `blocks` are the fences that are rendered (not those inside indented code).
    Indented code never has such ids: `HighlightTreeprocessor` does not hand these options on,
    though it goes on counting where the fences end.

    Not predicted: a lexer that drops or adds lines, `stripall` in `extend_pygments_lang`, and the
    `lineanchors` and `linespans` of `codehilite`.
    """
    option = dialect.options.get("pymdownx.highlight", {}).get
    numbered = bool(option("anchor_linenums"))
    anchors = option("line_anchors") or ("__codelineno" if numbered else "")
    spans = option("line_spans") or ""
    if not (anchors or spans) or not option("use_pygments", True):
        return []
    found: list[LineAnchor] = []
    for block in blocks:
        if block.closed and block.number >= 0:
            name = text[block.id_start : block.id_end] if block.id_start >= 0 else block.number
            for line, offset, linked in _lines(text, block, option):
                if spans:
                    found.append(LineAnchor(f"{spans}-{name}-{line}", offset, False))
                if anchors:
                    found.append(LineAnchor(f"{anchors}-{name}-{line}", offset, linked))
    return found


def _lines(text: str, block: FenceBlock, option: Any) -> Iterator[tuple[int, int, bool]]:
    """Each line's number, place, and whether a link leads to it."""
    given = _LINENUMS.match(block.options.get("linenums") or "")
    first = int(given[1]) if given else -1
    step = int(given[2]) if given and given[2] else 1
    linenums = option("linenums")
    shown = (linenums and first != 0) or (linenums is not False and first > 0)
    every = not shown or option("linenums_style", "table") != "table"
    number = first if shown and first > 0 else 1
    for offset in _places(text, block, bool(option("stripnl", True))):
        on_step = every or number % max(step, 1) == 0
        yield number, offset, on_step and (not shown or bool(option("anchor_linenums")))
        number += 1


def _places(text: str, block: FenceBlock, strip: bool) -> list[int]:
    """Where each line's code starts; Pygments drops empty lines around it, or only the last one."""
    lines = text[block.code_start : block.code_end].split("\n")[:-1]
    depth = len(block.prefix)
    places, start = [], block.code_start
    for line in lines:
        places.append(start + min(depth, len(line)))
        start += len(line) + 1
    filled = [index for index, line in enumerate(lines) if len(line) > depth]
    if strip and filled:
        return places[filled[0] : filled[-1] + 1]
    if not strip and len(lines) > 1:
        return places if len(lines[-1]) > depth else places[:-1]
    return places[:1] or [block.code_start]
