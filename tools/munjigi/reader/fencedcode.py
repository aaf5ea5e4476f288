"""Fences of `markdown.extensions.fenced_code`: never indented, never nested."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from munjigi.reader.attrlist import Attribute, scan_attributes
from munjigi.reader.dialect import Dialect
from munjigi.reader.fences import FenceBlock, id_place, line_end

# FENCED_BLOCK_RE's first line after the marker, without its `hl_lines` that run on into later
# lines.
_HEADER = re.compile(
    r""" *+(?:\{(?P<attrs>.*)\}|\.?(?P<lang>[\w#.+-]*) *+(?:hl_lines=(["']).*?\3 *)?)"""
)
_BARE_AMPERSAND = re.compile("&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_TRUE = frozenset({"true", "yes", "y", "on", "1"})

# Searching for a line end that a marker follows is far faster than searching for a marker.
_FIRST = re.compile(r"(`{3,}|~{3,})")
_LATER = re.compile(r"\n(`{3,}|~{3,})")


class _Line(NamedTuple):
    """A line that starts with a marker; `end` is where its line end stands."""

    start: int
    marker: str
    end: int


def find_fences(text: str, dialect: Dialect) -> Iterator[FenceBlock]:
    """The fences of a text, and the lines that open one which nothing closes, in order."""
    lines = list(_lines(text))
    closing: dict[str, list[_Line]] = {}
    for line in lines:
        if not text[line.start + len(line.marker) : line.end].strip(" "):
            closing.setdefault(line.marker, []).append(line)
    done = -1
    for line in lines:
        if line.start < done:
            continue
        block = _block(text, line, dialect)
        if block is None:
            continue
        ends = closing.get(line.marker, [])
        after = bisect_left(ends, (line.end,))
        if after < len(ends):
            close = ends[after]
            block = block._replace(end=close.end, code_end=close.start, closed=True)
            done = close.end
        yield block


def _lines(text: str) -> Iterator[_Line]:
    """Lines that start with a marker."""
    match = _FIRST.match(text) or _LATER.search(text)
    while match is not None:
        end = line_end(text, match.end())
        yield _Line(match.start(1), match[1], end)
        match = _LATER.search(text, end)


def _block(text: str, line: _Line, dialect: Dialect) -> FenceBlock | None:
    after = line.start + len(line.marker)
    header = _HEADER.fullmatch(text, after, line.end)
    if header is None or line.end == len(text):
        return None
    attributes: list[Attribute] = []
    if header["attrs"]:
        scanned, stray = scan_attributes(header["attrs"], header.start("attrs"))
        if stray:
            return None
        attributes = [one._replace(value=one.key) if one.value is None else one for one in scanned]
    classes = [attribute.value or "" for attribute in attributes if attribute.key == "."]
    block = FenceBlock(
        start=line.start,
        end=line.end,
        prefix="",
        marker=line.marker,
        info=text[after : line.end].strip(),
        language=classes[0] if classes else header["lang"] or "",
        code_start=line.end + 1,
        code_end=line.end + 1,
        closed=False,
    )
    return _with_attributes(block, text, attributes, dialect)


def _with_attributes(
    block: FenceBlock, text: str, attributes: list[Attribute], dialect: Dialect
) -> FenceBlock:
    """As `<pre id>` and `<code key="value">`, which `codehilite` does not render."""
    pairs = {one.key: one.value or "" for one in attributes if one.key not in ("id", ".")}
    chosen = pairs.pop("use_pygments", None)
    pygments = chosen is not None and chosen.lower() in _TRUE
    hilite = dialect.has("codehilite") and dialect.option("codehilite", "use_pygments", True)
    if hilite and (pygments or chosen is None):
        return block
    start, end = id_place(attributes)
    keep = dialect.has("attr_list") and not pygments
    return block._replace(
        id=unescape(_BARE_AMPERSAND.sub("&amp;", text[start:end])) if start >= 0 else "",
        id_start=start,
        id_end=end,
        attributes=pairs if keep else {},
    )
