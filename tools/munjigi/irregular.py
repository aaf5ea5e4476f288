"""The links that rules look at twice: few among the many that just name a file of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.facts import MADE

if TYPE_CHECKING:
    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Site
    from munjigi.view import Resolution, View

_PLAIN = ("source", "fragment")
_THERE = ("page", "asset")


class Lead(NamedTuple):
    """A link as it stands on a page, and where it leads."""

    page: Page
    link: Link
    to: Resolution


class Suspects(NamedTuple):
    """What need be looked at again on a page while the site has the same files, as JSON values.

    `links` are the numbers of those that may be irregular. One of `[number, path, fragment]` is
    irregular if the page at `path` lacks that anchor, one of `[number]` is in any case. `images`
    are the numbers, embeds counting after the pictures, of those that do more than name a file
    rightly, and `files` the `src` of all that are shown.
    """

    links: list[list[Any]]
    images: list[int]
    files: list[str]


_NONE = Suspects([], [], [])


def irregular(view: View) -> Iterator[Lead]:
    """The links of a language's site that do more than name a file of that site rightly.

    They are broken, or written as a URL, or lead into another language's site.
    """
    site = view.site
    for page in view.pages:
        for number, *anchor in suspects(view, page).links:
            if not anchor or not site.has_anchor(site.pages[anchor[0]], anchor[1]):
                link = page.links[number]
                yield Lead(page, link, view.resolve(page, link))


def suspects(view: View, page: Page) -> Suspects:
    """Those of a page in a language's site."""
    site = view.site
    known = site.suspects.get(page.path)
    if known is None:
        known = site.suspects[page.path] = all_suspects(site, page)
    return Suspects(*known[view.locale]) if view.locale in known else _NONE


def all_suspects(site: Site, page: Page) -> dict[str, Suspects]:
    """Those of a page by the locale of each language's site that has the page, if there are any."""
    found = {view.locale: _suspects(view, page) for view in site.views_of(page)}
    return {locale: one for locale, one in found.items() if one != _NONE}


def _suspects(view: View, page: Page) -> Suspects:
    return Suspects([*_links(view, page)], *_images(view, page))


def _links(view: View, page: Page) -> Iterator[list[Any]]:
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


def _images(view: View, page: Page) -> tuple[list[int], list[str]]:
    odd: list[int] = []
    files: dict[str, None] = {}
    for number, image in enumerate((*page.images, *page.embeds)):
        to, _ = view.lead(page, image)
        if to.kind == "asset" and to.served is not None:
            files[to.served.file.src] = None
        if to.kind != "asset" or to.form != "source" or "{" in image.target:
            odd.append(number)
    return odd, list(files)
