"""The links that rules look at twice: few among the many that just name a file of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.page import MADE

if TYPE_CHECKING:
    from munjigi.page import Link, Page
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
    locale = view.locale
    for page in view.pages:
        for link in page.links:
            if link[10] in MADE:
                continue
            to = view.resolve(page, link)
            form, kind = to[0], to[1]
            if form == "external" or (
                form in _PLAIN and kind in _THERE and to[5] == locale and to[7]
            ):
                continue
            yield Lead(page, link, to)
