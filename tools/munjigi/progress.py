"""How far each page is in each language: for tables of the terminal and of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.gitignore import matcher
from munjigi.localized import key_of
from munjigi.staleness import Standing, State, standings

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site


class Progress(NamedTuple):
    """A page in one other language than the default one; a side is None where it is missing.

    `page` is its path without the language.
    """

    page: str
    locale: str
    source: Page | None
    other: Page | None
    sections: tuple[Standing, ...] = ()

    @property
    def done(self) -> int:
        """The sections in step."""
        return self._count(State.DONE)

    @property
    def stale(self) -> int:
        """The sections of which one side changed, or both."""
        return sum(one.state.stale for one in self.sections)

    @property
    def missing(self) -> int:
        """The sections that one language lacks; of a page that it lacks, the page."""
        return self._count(State.MISSING) + (self.source is None or self.other is None)

    @property
    def new(self) -> int:
        """The sections that the lock does not know."""
        return self._count(State.NEW)

    def _count(self, state: State) -> int:
        return sum(one.state is state for one in self.sections)


def progress(site: Site) -> list[Progress]:
    """Every page in every other language, in the order of the site."""
    if site.i18n is None:
        return []
    found: dict[tuple[str, str], list[Standing]] = {}
    for one in standings(site).sections:
        found.setdefault((one.now.page, one.now.locale), []).append(one)
    leave = matcher(site.config.settings.not_in_lock)
    rows = []
    for key, pages in _pages(site):
        for view in site.views:
            if view.locale != site.i18n.default and not leave(key):
                source, other = pages.get(site.i18n.default), pages.get(view.locale)
                told = tuple(found.get((key, view.locale), ()))
                rows.append(Progress(key, view.locale, source, other, told))
    return rows


def _pages(site: Site) -> Iterator[tuple[str, dict[str, Page]]]:
    """Each page by its path without the language, in the languages that have it."""
    seen = set()
    for page in site.pages.values():
        there = site.translations(page) if site.i18n and site.views_of(page) else {}
        key = key_of(page.src, site.i18n) if site.i18n else page.src
        if there and key not in seen:
            seen.add(key)
            yield key, dict(there)
