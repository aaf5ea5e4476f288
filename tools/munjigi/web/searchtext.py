"""A page's HTML, as its theme gets it, parted into the sections that a search leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_HEADING = re.compile(r"h[1-6]")
_SPACES = re.compile(r"\s+")
_UNREAD = frozenset({"script", "style", "template", "svg", "noscript"})
_EMPTY = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "link", "meta"})
_INLINE = frozenset(
    {"abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"}
    | {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)


class Section(NamedTuple):
    """A heading with the text below it, up to the next one; `anchor` is "" where the page starts.

    `text` is on one line, with single spaces; `linked` is what of it leads elsewhere.
    """

    anchor: str
    heading: str
    text: str
    linked: str


class Entry(NamedTuple):
    """A page of the index: its address from the top of the site, and how much its hits weigh."""

    url: str
    title: str
    weight: float
    sections: tuple[Section, ...]


def sections_of(html: str) -> tuple[Section, ...]:
    """The sections in their order, the first of them what stands before any heading with an id.

    What has `data-search-exclude` is left out, as Material's own search does it: an element, or the
    section of a heading.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(one.frozen() for one in reader.drafts if one.kept)


@dataclass
class _Draft:
    anchor: str = ""
    kept: bool = True
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)

    def frozen(self) -> Section:
        return Section(self.anchor, *map(_line, (self.heading, self.text, self.linked)))


def _line(parts: Iterable[str]) -> str:
    return _SPACES.sub(" ", "".join(parts)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts = [_Draft()]
        self._unread = 0  # how many elements deep inside of what is not read
        self._open = ""  # the heading that is being read
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._unread:
            self._unread += tag not in _EMPTY
        elif _HEADING.fullmatch(tag):
            self._start(tag, given)
        elif _skipped(tag, given):
            self._unread += tag not in _EMPTY
        elif tag == "a":
            self._in_link = "href" in given
        elif tag not in _INLINE:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread -= tag not in _EMPTY
        elif tag == self._open:
            self._open = ""
        elif tag == "a":
            self._in_link = False
            self.drafts[-1].linked.append(" ")
        elif tag not in _INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._add(data)

    def _add(self, text: str) -> None:
        draft = self.drafts[-1]
        (draft.heading if self._open else draft.text).append(text)
        if self._in_link and not self._open:
            draft.linked.append(text)

    def _start(self, tag: str, given: dict[str, str | None]) -> None:
        title = tag == "h1" and len(self.drafts) == 1 and not self.drafts[0].heading
        if title or given.get("id"):
            self._open = tag
        if given.get("id") and not title:  # the page's title leads to its top
            kept = "data-search-exclude" not in given
            self.drafts.append(_Draft(str(given["id"]), kept))
        self._add(" ")


def _skipped(tag: str, given: dict[str, str | None]) -> bool:
    if tag in _UNREAD or "data-search-exclude" in given:
        return True
    return "headerlink" in str(given.get("class") or "").split()
