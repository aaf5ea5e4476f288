"""Buttons that copy a block of code or a single value."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple


class Words(NamedTuple):
    """What the buttons say: `value` holds `{value}`."""

    block: str
    value: str
    copied: str
    refused: str


WORDS = {
    "ko": Words(
        "코드 복사",
        "{value} 값 복사",
        "복사했습니다",
        "복사할 내용을 골랐습니다. Ctrl+C를 누르십시오",
    ),
    "en": Words("Copy the code", "Copy {value}", "Copied", "Selected. Press Ctrl+C to copy"),
}
# Columns whose values only show a form; nobody needs them elsewhere.
EXAMPLES = frozenset({"모양", "생김새", "looks like", "example", "예"})
_BLOCK = re.compile(
    r'(<div class="(?:[^"]* )?highlight">(?:<span class="filename">.*?</span>)?)<pre'
)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"(<td\b[^>]*>)(.*?)(</td>)", re.DOTALL)
_ITEM = re.compile(r"(<li>\s*(?:<p>)?)(<code>[^<]*</code>)((?:</p>)?\s*</li>)")
_MARKED = re.compile(r'<code class="(?:[^"]* )?copy(?: [^"]*)?">[^<]*</code>')
_ALONE = re.compile(r"<code>[^<]*</code>")
_TAG = re.compile(r"<[^>]*>")


def words_of(language: str) -> Words:
    """The words in a language; English ones where there are none."""
    return WORDS.get(language, WORDS["en"])


def with_buttons(html: str, language: str) -> str:
    """A page's HTML with a button at each block of code and each value that stands for itself.

    A value is inline code that fills its table cell or list item, or has the class `copy`.
    """
    words = words_of(language)

    def value(code: str) -> str:
        label = words.value.format(value=unescape(_TAG.sub("", code)))
        return f'<span class="munjigi-value">{code}{_button(label)}</span>'

    html = _TABLE.sub(lambda table: _table(table[0], value), html)
    html = _ITEM.sub(lambda item: item[1] + value(item[2]) + item[3], html)
    html = _MARKED.sub(lambda code: value(code[0]), html)
    return _BLOCK.sub(lambda block: f"{block[1]}{_button(words.block)}<pre", html)


def _button(label: str) -> str:
    return f'<button type="button" class="munjigi-copy" aria-label="{escape(label)}"></button>'


def _table(html: str, value: Callable[[str], str]) -> str:
    titles = [_TAG.sub("", title).strip().casefold() for title in _HEAD.findall(html)]
    examples = {number for number, title in enumerate(titles) if title in EXAMPLES}

    def row(found: re.Match[str]) -> str:
        numbers = iter(range(len(found[0])))

        def cell(one: re.Match[str]) -> str:
            alone = _ALONE.fullmatch(one[2].strip())
            if next(numbers) in examples or not alone:
                return one[0]
            return one[1] + value(alone[0]) + one[3]

        return _CELL.sub(cell, found[0])

    return _ROW.sub(row, html)
