"""Pages that the site had at the commit of `--since`, and what may have taken their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.site import Served, Site


def gone_pages(site: Site) -> Iterator[tuple[str, Served, Page]]:
    """Each address, with a leading `/`, at which a page stood that now holds nothing."""
    before = site.before
    if before is None or before.config.file is None or site.config.file is None:
        return
    views = [view.files.values() for view in site.views]
    taken = {served.dest for files in views for served in files if served.file.built}
    for view in before.views:
        for page in view.pages:
            served = view.files[page.src]
            if served.dest not in taken and not view.is_fallback(page):
                yield f"/{view.url_of(page)}", served, page


class Successors:
    """The pages that are new since the commit, by language and title, and by file name."""

    def __init__(self, site: Site, before: Site) -> None:
        self.before = before
        self.known: dict[tuple[str, str], str] = {}
        for page in site.pages.values():
            if page.path not in before.pages and site.views_of(page):
                locale = site.locale_of(page)
                for name in _names(page):
                    self.known.setdefault((locale, name), page.src)

    def of(self, page: Page) -> str:
        """The `src` of what may have taken the place of an old page, or ""."""
        locale = self.before.locale_of(page)
        found = (self.known.get((locale, name)) for name in _names(page))
        return next(filter(None, found), "")


def _names(page: Page) -> list[str]:
    """What the page is known by: its title, its first heading, its file's name."""
    title = page.front_matter.data.get("title")
    first = [one.text for one in page.headings if one.level == 1][:1]
    file = page.src.rpartition("/")[2]
    names = [*([title] if isinstance(title, str) else []), *first]
    return [*filter(None, names), *([] if file == "index.md" else [file])]
