"""Which guides name which documents, in the front matter of each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from munjigi.links import split_url
from munjigi.model import Span
from munjigi.page import Page
from munjigi.site import Site

SOURCES, URL = "sources", "url"  # keys of front matter
CHECKED = "checked_on"


class Source(NamedTuple):
    """An address that a guide rests on. `page` is the guide's path without its language.

    `places` are those of the address in every language, in the order of the languages.
    """

    page: str
    url: str
    places: tuple[Span, ...]


def sources(site: Site) -> list[Source]:
    """The sources of all guides, in the order of the site; those without an address left out."""
    found: dict[tuple[str, str], list[Span]] = {}
    for key, page in guides(site):
        for url, span in _named(page):
            found.setdefault((key, url), []).append(span)
    return [Source(key, url, tuple(places)) for (key, url), places in found.items()]


def guides(site: Site) -> Iterator[tuple[str, Page]]:
    """Every page, with its path without its language, once for each language that has it."""
    for view in site.views:
        for page in view.pages:
            served = view.served(page)
            if served is not None and not view.is_fallback(page):
                yield served.key, page


def _named(page: Page) -> Iterator[tuple[str, Span]]:
    listed = page.front_matter.data.get(SOURCES)
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        url = one.get(URL) if isinstance(one, dict) else None
        if isinstance(url, str) and split_url(url).scheme in ("http", "https"):
            yield url, value_place(page, (SOURCES, number, URL))


def value_place(page: Page, keys: tuple[str | int, ...]) -> Span:
    """Where the value under a key stands; the front matter as a whole where that is not known."""
    for one in page.keys:
        if one.keys == keys:
            return Span(page.path, one.value_start, one.value_end)
    return Span(page.path, page.front_matter.start, page.front_matter.start)
