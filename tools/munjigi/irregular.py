"""The links that rules look at twice: few among the many that just name a file of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.page import MADE

if TYPE_CHECKING:
    from munjigi.page import Link, Page
    from munjigi.site import Site
    from munjigi.view import Resolution, View

_PLAIN = ("source", "fragment")
_THERE = ("page", "asset")


class Lead(NamedTuple):
    """A link as it stands on a page, and where it leads."""

    page: Page
    link: Link
    to: Resolution


def irregular(view: View) -> Iterator[Lead]:
    """The links of a language's site that do more than name a file of that site rightly.

    They are broken, or written as a URL, or lead into another language's site.
    """
    site = view.site
    for page in view.pages:
        known = site.suspects.get(page.path)
        rows = suspects(view, page) if known is None else known.get(view.locale, ())
        for number, *anchor in rows:
            if not anchor or not site.has_anchor(site.pages[anchor[0]], anchor[1]):
                link = page.links[number]
                yield Lead(page, link, view.resolve(page, link))


def suspects(view: View, page: Page) -> Iterator[list[Any]]:
    """The links of a page that may be irregular, as JSON: `[number]`, or with what decides it.

    `[number, path, fragment]` is irregular if the page at `path` lacks that anchor. What the site's
    other pages say is not looked at, only which files there are.
    """
    site, locale = view.site, view.locale
    for number, link in enumerate(page.links):
        if link[10] in MADE:
            continue
        to, fragment = view.lead(page, link)
        if to[0] == "external":
            continue
        if to[0] not in _PLAIN or to[1] not in _THERE or to[5] != locale:
            yield [number]
        elif fragment is not None and to[4] is not None:
            if to[4].path != page.path:
                yield [number, to[4].path, fragment]
            elif not site.has_anchor(page, fragment):
                yield [number]


def all_suspects(site: Site, page: Page) -> dict[str, list[Any]]:
    """`suspects` by the locale of each language's site that has the page, if there are any."""
    found = {view.locale: list(suspects(view, page)) for view in site.views_of(page)}
    return {locale: rows for locale, rows in found.items() if rows}
