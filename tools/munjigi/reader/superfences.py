"""Fences of `pymdownx.superfences` 13.1: in lists, quotes and admonitions, to any depth.

The extension reads lines one by one. A line of nothing but `>` and spaces before a marker opens
a fence; a line that leaves its indentation or quote ends it without a fence, and neither that line
nor those before it are looked at again. The option `preserve_tabs`, which changes the code's white
space only, is not ported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from munjigi.reader.dialect import Dialect
from munjigi.reader.fenceheader import rules_of
from munjigi.reader.fences import FenceBlock, line_end

# Searching for a line end that a marker follows is far faster than searching for a marker.
_FIRST = re.compile(r"([> ]*)(`{3,}|~{3,})")
_LATER = re.compile(r"\n([> ]*)(`{3,}|~{3,})")


def find_superfences(text: str, dialect: Dialect) -> Iterator[FenceBlock]:
    """The fences of a text, and those that are opened and never closed, in order."""
    rules = rules_of(dialect)
    number = -1
    match = _FIRST.match(text) or _LATER.search(text)
    while match is not None:
        prefix, marker = match.groups()
        after = match.end()
        resume = end = line_end(text, after)
        header = rules.read(text, after, end)
        if header is not None:
            close, resume = _close(text, end, prefix, marker, rules.strict_quotes)
            start, code = match.start(2), min(end + 1, len(text))
            opening = prefix, marker, text[after:end].strip(), header.language, code
            if close < 0:
                yield FenceBlock(start, end, *opening, code, closed=False)
            elif header.kind.renders:
                number += header.kind.highlight
                own = rules.rendered(text, header, number)
                yield FenceBlock(*(start, resume, *opening, close, True, *own))
        match = _LATER.search(text, resume)


def _close(text: str, end: int, prefix: str, marker: str, strict: bool) -> tuple[int, int]:
    """Where the closing line starts and ends; -1 and the end of the last line read without one."""
    if not prefix:
        return _close_plain(text, end, marker)
    if ">" in prefix:
        return _close_quoted(text, end + 1, prefix, marker, strict)
    return _close_indented(text, end + 1, prefix, marker)


def _closes(text: str, marker: str, start: int, end: int) -> bool:
    return text.startswith(marker, start) and not text[start + len(marker) : end].strip(" ")


def _close_plain(text: str, end: int, marker: str) -> tuple[int, int]:
    found = text.find("\n" + marker, end)
    while found >= 0:
        stop = line_end(text, found + 1)
        if _closes(text, marker, found + 1, stop):
            return found + 1, stop
        found = text.find("\n" + marker, stop)
    return -1, len(text)


def _close_indented(text: str, line: int, prefix: str, marker: str) -> tuple[int, int]:
    while line <= len(text):
        stop = line_end(text, line)
        if text.startswith(prefix, line):
            if _closes(text, marker, line + len(prefix), stop):
                return line, stop
        elif text[line:stop].strip():
            return -1, stop
        line = stop + 1
    return -1, len(text)


def _close_quoted(text: str, line: int, prefix: str, marker: str, strict: bool) -> tuple[int, int]:
    level = prefix.count(">")
    after_empty = False
    while line <= len(text):
        stop = line_end(text, line)
        head = text[line : min(line + len(prefix), stop)]
        own = len(head) - len(head.lstrip("> "))
        depth = head.count(">", 0, own)
        if depth > level or (strict and depth != level):
            return -1, stop
        if line + own == stop:
            after_empty = True
        elif own < len(prefix) or (after_empty and depth < level):
            return -1, stop
        elif _closes(text, marker, line + own, stop):
            return line, stop
        else:
            after_empty = False
        line = stop + 1
    return -1, len(text)
