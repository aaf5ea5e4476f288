"""Front matter, as `mkdocs.utils.meta.get_data` reads it: YAML between fences, else MultiMarkdown.

MkDocs hands YAML to PyYAML, which is slower than all else that a short page needs. Front matter of
the plain kind is therefore read without it (`plainyaml`), with the same result.
"""

from __future__ import annotations

import re
from itertools import islice

from munjigi.facts import FrontMatter
from munjigi.reader.fullyaml import read_full
from munjigi.reader.plainyaml import read_plain

_EOL = r"(?:\r\n?|\n)"
_OPEN = re.compile(rf"---[ \t]*{_EOL}")
_CLOSE = re.compile(rf"[\r\n](?:\.\.\.|---)[ \t]*{_EOL}")
_END = re.compile(_EOL)
_LINE_ENDS = re.compile(r"[\r\n]*")
_KEY = re.compile(r"[A-Za-z_][\w-]*:[ \r\n]")
_META = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_META_MORE = re.compile(r"( {4}|\t)\s*(.*)")
_LINE = re.compile(r"(?!\Z)([^\r\n]*)(?:\r\n?|\n|\Z)")


def read_front_matter(text: str) -> tuple[FrontMatter, int]:
    """The front matter of a file's text, and the offset where its Markdown starts.

    Where YAML is broken or holds no mapping, MkDocs leaves the whole text to Markdown: the offset
    is 0. `error` also tells of what MkDocs accepts silently (a key given twice, of which the last
    counts; a block without end, which is text) and of what munjigi refuses to read (`fullyaml`).
    """
    opened = _OPEN.match(text)
    if opened is None:
        return _read_multimarkdown(text)
    closed = _CLOSE.search(text, opened.end())
    if closed is not None:
        return _read_yaml(text, opened.end(), closed)
    front, offset = _read_multimarkdown(text)
    if _KEY.match(text, opened.end()):
        front = front._replace(error="no line --- ends the block", error_offset=0)
    return front, offset


def _after_line_ends(text: str, offset: int) -> int:
    match = _LINE_ENDS.match(text, offset)
    return match.end() if match else offset  # it always matches


def _read_yaml(text: str, start: int, closed: re.Match[str]) -> tuple[FrontMatter, int]:
    block = text[start : closed.start() + 1]
    if "\r" in block:
        block = _END.sub("\n", block)
    end = closed.end() - len(closed[0]) + len(closed[0].rstrip("\r\n"))
    data = read_plain(block)
    if data is not None:
        return FrontMatter(0, end, data), _after_line_ends(text, closed.end())
    full = read_full(block)
    at = _place(text, start, full.line, full.column) if full.error else -1
    front = FrontMatter(0, end, full.data or {}, full.error, at)
    return front, 0 if full.data is None else _after_line_ends(text, closed.end())


def _place(text: str, start: int, line: int, column: int) -> int:
    for match in islice(_END.finditer(text, start), line):
        start = match.end()
    return min(start + column, len(text))


def _read_multimarkdown(text: str) -> tuple[FrontMatter, int]:
    """`Key: value` lines at the very top, each of which may go on in indented lines."""
    data: dict[str, list[str]] = {}
    key, offset, end = "", 0, 0
    for match in _LINE.finditer(text):
        line = match[1]
        if not line.strip():
            offset = match.end()
            break
        first = _META.match(line)
        part = first or (_META_MORE.match(line) if key else None)
        if part is None:
            break
        if first is not None:
            key = first[1].lower()
        data.setdefault(key, []).append(part[2].strip())
        offset, end = match.end(), match.end(1)
    found = {key: " ".join(values) for key, values in data.items()}
    front = FrontMatter(0, end, found) if found else FrontMatter(-1, -1, {})
    return front, _after_line_ends(text, offset)
