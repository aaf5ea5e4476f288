"""What the rules about pictures have in common."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from munjigi.rules.links._links import url_from

if TYPE_CHECKING:
    from collections.abc import Collection

    from munjigi.facts import Image
    from munjigi.page import Page
    from munjigi.site import Served, View

EXTENSIONS = ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp")


def asset(view: View, page: Page, image: Image) -> Served | None:
    """The file of the site that a picture shows, or None."""
    to = view.resolve(page, image)
    return to.served if to.kind == "asset" else None


def written(view: View, page: Page, image: Image, served: Served) -> str:
    """The address by which a picture like this one shows a file."""
    html = image.kind == "html"
    return url_from(view, page, served) if html else view.link_to(page, served)


def own_picture(view: View, page: Page, image: Image) -> Served | None:
    """The picture in this language, of one whose path says that it is in another one."""
    locales = [other.locale for other in view.site.views if other.locale]
    if len(locales) < 2 or view.is_fallback(page):  # noqa: PLR2004 (nothing to mix up)
        return None
    mark = _mark(tuple(locales))
    found = [match for match in mark.finditer(image.src) if match[0] != view.locale]
    choices: list[Collection[re.Match[str]]] = [found, *([match] for match in found)]
    for places in choices if found else ():
        served = _at(view, page, image, places)
        if served is not None:
            return served
    return None


def _at(view: View, page: Page, image: Image, places: Collection[re.Match[str]]) -> Served | None:
    """What stands where this language's name is put at `places` of the address."""
    href = image.src
    for match in reversed([*places]):
        href = href[: match.start()] + view.locale + href[match.end() :]
    to = view.resolve_target(page, href, html=image.kind == "html")
    return to.served if to.kind == "asset" else None


@cache
def _mark(locales: tuple[str, ...]) -> re.Pattern[str]:
    """A language's name as a part of a path: `en/a.svg`, `a.en.svg`, `a-en.svg`."""
    names = "|".join(map(re.escape, sorted(locales, key=len, reverse=True)))
    return re.compile(rf"(?<![^/._-])(?:{names})(?=[/._-])")
