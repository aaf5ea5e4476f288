"""The same Markdown in other surroundings: line ends, containers, neighbours below and above."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping

Change = Callable[[str], str]


def _indent(text: str, by: str = "    ") -> str:
    return textwrap.indent(text, by)


def _item(marker: str) -> Change:
    width = 4

    def change(text: str) -> str:
        first, _, rest = text.partition("\n")
        return f"{marker}{first}\n{_indent(rest, ' ' * width)}"

    return change


def _quote(text: str) -> str:
    return "".join(f"> {line}" if line.strip() else f">{line}" for line in text.splitlines(True))


def _inside(head: str, tail: str = "") -> Change:
    return lambda text: f"{head}\n{_indent(text)}\n{tail}"


def _around(head: str, tail: str) -> Change:
    return lambda text: f"{head}{text}{tail}"


def _after(*changes: Change) -> Change:
    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


QUOTE: Change = _quote
ITEM = _item("-   ")
NOTE = _inside("!!! note\n")
DETAILS = _inside("??? tip")
TAB = _inside('=== "탭"\n')
FOOTNOTE = _inside("글[^v]\n\n[^v]:", "\n뒤 [끝](end.md)\n")
DEFINITION = _inside("용어\n\n:   뜻\n")
DIV = _around("<div markdown>\n\n", "\n\n</div>\n\n[뒤](after.md)\n")

TEXTS: Mapping[str, Change] = {
    "as it is": str,
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "no final newline": lambda text: text.removesuffix("\n"),
    "decomposed Hangul": lambda text: unicodedata.normalize("NFD", text),
    "tabs for indentation": lambda text: text.replace("    ", "\t"),
    "below a line of text": _around("앞 문단\n", ""),
    "above a line of text": lambda text: text.removesuffix("\n") + "\n뒤 문단 [끝](end.md)\n",
    "below a list": _around("- 항목\n", ""),
    "twice": lambda text: f"{text}\n\n{text}",
}

CONTAINERS: Mapping[str, Change] = {
    "in a quote": QUOTE,
    "in an item": ITEM,
    "in a numbered item": _item("1.  "),
    "in a loose item": _inside("- 항목 [앞](before.md)\n", "\n- [뒤](after.md)\n"),
    "in an admonition": NOTE,
    "in details": DETAILS,
    "in a tab": TAB,
    "in a footnote": FOOTNOTE,
    "in a definition": DEFINITION,
    "in md_in_html": DIV,
    "in raw HTML": _around('<div id="raw">\n', "\n</div>\n\n[뒤](after.md)\n"),
    "in a fence": _around("````\n", "\n````\n\n[뒤](after.md)\n"),
    "in a comment": _around("<!--\n", "\n-->\n\n[뒤](after.md)\n"),
    "quote in item": _after(QUOTE, ITEM),
    "item in quote": _after(ITEM, QUOTE),
    "item in item": _after(ITEM, ITEM),
    "item in admonition": _after(ITEM, NOTE),
    "admonition in item": _after(NOTE, ITEM),
    "admonition in quote": _after(NOTE, QUOTE),
    "tab in details in item": _after(TAB, DETAILS, ITEM),
    "admonition in footnote": _after(NOTE, FOOTNOTE),
    "item in md_in_html": _after(ITEM, DIV),
    "quote in definition": _after(QUOTE, DEFINITION),
}
