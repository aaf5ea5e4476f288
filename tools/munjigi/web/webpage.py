"""What is known of a page once MkDocs has rendered it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_UNSEEN = frozenset({"button", "script", "style", "svg", "template"})
_UNSEEN_CLASSES = frozenset({"headerlink", "munjigi-coming-hint"})
_LONG = 160  # characters; search engines show no more of a description
_SENTENCE = re.compile(r"[.!?。](?=\s)")
_LEAD = re.compile(
    r'</h1>\s*(?:<div class="admonition\b(?:(?!</?div\b).)*</div>\s*)?<p>(.*?)</p>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text under it, up to the next heading; blanks are single spaces."""

    level: int
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page of the built site.

    `url` leads from the top of the site to it, `markdown` to its Markdown; `address` is its full
    address, "" in a site that does not know its own. `key` is the same in all languages. `modified`
    is the day (ISO 8601) on which it was checked or, failing that, last changed; "" where nobody
    knows. `trail` holds the titles and urls of the pages above it, the home page first, and `path`
    the titles of the sections of the nav that it stands in.
    """

    url: str
    markdown: str
    address: str
    key: str
    language: str
    title: str
    description: str
    modified: str
    meta: Mapping[str, Any]
    trail: tuple[tuple[str, str], ...]
    path: tuple[str, ...]
    sections: tuple[Section, ...]


def read_sections(html: str) -> tuple[Section, ...]:
    """The sections of a page's content, as readers see them, from the first heading on."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(
        Section(level, id_, _joined(title), _joined(text))
        for level, id_, title, text in reader.found
    )


def describe(html: str) -> str:
    """The first paragraph under the title, as whole sentences of at most 160 characters.

    A call-out between them, as of a page that is behind, is no part of it.
    """
    paragraph = _LEAD.search(html)
    if paragraph is None:
        return ""
    reader = _Reader()
    reader.feed(f"<h1>x</h1>{paragraph[1]}")
    reader.close()
    text = _joined(reader.found[0][3])
    if len(text) <= _LONG:
        return text
    ends = [one.end() for one in _SENTENCE.finditer(text[: _LONG + 1])]
    short = text[:_LONG]
    return text[: ends[-1]] if ends else (short.rpartition(" ")[0] or short) + "…"


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


class _Reader(HTMLParser):
    """Gathers the text of each heading and of what follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, list[str], list[str]]] = []
        self._into: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        classes = set((named.get("class") or "").split())
        if self._unseen or tag in _UNSEEN or classes & _UNSEEN_CLASSES:
            if tag not in _VOID:
                self._unseen.append(tag)
        elif re.fullmatch("h[1-6]", tag):
            self._into = []
            self.found.append((int(tag[1]), named.get("id") or "", self._into, []))
        elif tag not in _INLINE:
            self._into.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if self._unseen[-1] == tag:
                self._unseen.pop()
        elif re.fullmatch("h[1-6]", tag) and self.found:
            self._into = self.found[-1][3]
        elif tag not in _INLINE:
            self._into.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._into.append(data)


_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr"})
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "label", "mark", "small", "span",
     "strong", "sub", "sup", "u", "wbr"}
)  # fmt: skip
