"""What stands in a page's HTML: every id, href and src, without what MkDocs adds by itself.

Such furniture follows from what is compared anyway (a permalink from its heading), so it is set
aside: `FURNITURE` is the whole list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, NamedTuple

Attributes = dict[str, str]


class Furniture(NamedTuple):
    """HTML that no line of the page asks for: `attribute` of `tag` where class and value match.

    `inside` is the class of a div that it must stand in, or "".
    """

    tag: str
    attribute: str
    css: str
    value: str
    inside: str
    reason: str

    def matches(
        self, tag: str, attribute: str, attributes: Attributes, around: Sequence[str]
    ) -> bool:
        """Whether `attribute` of this start tag is this furniture."""
        return (
            tag == self.tag
            and attribute == self.attribute
            and (not self.css or self.css in attributes.get("class", "").split())
            and (not self.inside or any(self.inside in each.split() for each in around))
            and re.fullmatch(self.value, attributes[attribute], re.DOTALL) is not None
        )


LINE = r"#?.+-.+-\d+"

FURNITURE = (
    Furniture("a", "href", "headerlink", "#.*", "", "toc: permalink of a heading"),
    Furniture("a", "href", "toclink", "#.*", "", "toc: anchorlink around a heading"),
    Furniture("a", "href", "footnote-backref", "#.*", "", "footnotes: way back to the text"),
    Furniture("a", "href", "", "#.*", "toc", "toc: entry of the table that [TOC] stands for"),
    Furniture("a", "href", "", LINE, "highlight", "highlight: link of a line of code to itself"),
    Furniture("a", "id", "", LINE, "highlight", "highlight: anchor of a line of code"),
    Furniture("a", "name", "", LINE, "highlight", "highlight: anchor of a line of code"),
    Furniture("span", "id", "", LINE, "highlight", "highlight: line of code"),
    Furniture("input", "id", "", r"__tabbed_\d+_\d+", "", "tabbed: button of a tab, numbered"),
    Furniture("img", "src", "twemoji", "https://.*", "", "emoji: picture of a character"),
    Furniture("img", "src", "emojione", "https://.*", "", "emoji: picture of a character"),
    Furniture("img", "src", "gemoji", "https://.*", "", "emoji: picture of a character"),
)


@dataclass
class Rendered:
    """Multisets; links and sources are counted with their element. `headings` are (level, id).

    `aside` are the sources and alts of furniture: a page may also write them itself.
    """

    ids: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    hrefs: Counter[tuple[str, str]] = field(default_factory=Counter)
    srcs: Counter[tuple[str, str]] = field(default_factory=Counter)
    alts: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    headings: Counter[tuple[int, str]] = field(default_factory=Counter)
    aside: Counter[Any] = field(default_factory=Counter)

    @property
    def size(self) -> int:
        """How many ids, names, hrefs and srcs there are."""
        return sum(c.total() for c in (self.ids, self.names, self.hrefs, self.srcs))


class _Collector(HTMLParser):
    # What browsers do; Python does so from its later versions on.
    CDATA_CONTENT_ELEMENTS = (
        *("script", "style", "textarea", "title"),
        *("xmp", "iframe", "noembed", "noframes"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.found = Rendered()
        self.divs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div":
            self.divs.append(dict(attrs).get("class") or "")
        attributes: Attributes = {}
        for name, value in attrs:  # of an attribute written twice, browsers keep the first
            attributes.setdefault(name, value or "")
        self._take(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.divs:
            self.divs.pop()

    def _take(self, tag: str, attributes: Attributes) -> None:
        found = self.found
        if self._wanted(tag, "id", attributes):
            found.ids[attributes["id"]] += 1
        if tag == "a" and self._wanted(tag, "name", attributes):
            found.names[attributes["name"]] += 1
        if self._wanted(tag, "href", attributes):
            found.hrefs[tag, attributes["href"]] += 1
        if self._wanted(tag, "src", attributes):
            found.srcs[tag, attributes["src"]] += 1
            if tag == "img":
                found.alts[attributes["src"], attributes.get("alt")] += 1
        elif "src" in attributes:
            found.aside[tag, attributes["src"]] += 1
            found.aside[attributes["src"], attributes.get("alt")] += 1
        if re.fullmatch("h[1-6]", tag):
            found.headings[int(tag[1]), attributes.get("id", "")] += 1

    def _wanted(self, tag: str, attribute: str, attributes: Attributes) -> bool:
        return attribute in attributes and not any(
            each.matches(tag, attribute, attributes, self.divs) for each in FURNITURE
        )


def collect(html: str) -> Rendered:
    """The ids, hrefs and srcs of a page's HTML, as a browser would decode their values."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    return collector.found
