"""Tables whose cells know their column, so that a row can be read as a card on a phone."""

from __future__ import annotations

import re
from html import escape, unescape

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b")
_TAG = re.compile(r"<[^>]*>")
_FEW = 2  # columns that stand side by side on a phone, too


def with_columns(html: str) -> str:
    """A page's HTML with the heading of its column in `data-label` of each cell of wide tables."""
    return _TABLE.sub(lambda found: _labelled(found[0]), html)


def _labelled(table: str) -> str:
    names = [escape(unescape(_TAG.sub("", one))).strip() for one in _HEAD.findall(table)]
    if len(names) <= _FEW or "colspan" in table or "rowspan" in table:
        return table

    def row(found: re.Match[str]) -> str:
        columns = iter(names)
        return _CELL.sub(lambda _: f'<td data-label="{next(columns, "")}"', found[0])

    return _ROW.sub(row, table)
