"""What pages say of themselves while MkDocs builds them, and what other pages gather of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from munjigi.web.changes import Change, Guide, changes, with_changes
from munjigi.web.facts import line, with_facts
from munjigi.web.freshness import Review, with_review
from munjigi.web.guides import with_guides

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

Relative = Callable[[str, str], str]  # the address of a page as seen from another


class Gathered:
    """The pages of one language: facts and dates from their front matter and their tables.

    `today` is the day of the build.
    """

    def __init__(self, review: Review, features: Collection[str], today: date) -> None:
        self._review = review
        self._features = features
        self._today = today
        self._changes: list[Change] = []

    def take(self, html: str, page: Page) -> None:
        """Take in what a page says of changes."""
        guide = Guide(str(page.title), page.parent.title if page.parent else "", page.url)
        self._changes += changes(html, guide, page.meta.get(self._review.expires))

    def topped(self, html: str, page: Page, language: str) -> str:
        """A page's content with its facts below the title, and whether it is due for a check."""
        review = self._review
        if "review" in self._features:
            html = with_review(html, page.meta, review, self._today, language)
        if "facts" in self._features:
            keys = {"expires": review.expires, "checked": review.checked}
            html = with_facts(html, page.meta, language, **keys)
        return html

    def fill(self, pages: Iterable[tuple[Page, str]], relative: Relative) -> None:
        """Put what was gathered into the pages, each with its language, that ask for it."""
        known = list(pages)
        metas = {page.url: page.meta for page, _ in known}
        for page, language in known:

            def said(href: str, page: Page = page, language: str = language) -> str:
                meta = metas.get(urljoin(page.url, href.partition("#")[0]).removeprefix("./"))
                return line(meta, language, expires=self._review.expires) if meta else ""

            def link(url: str, page: Page = page) -> str:
                return relative(url, page.url)

            html = with_guides(page.content or "", said)
            page.content = with_changes(html, self._changes, self._today, link, language)
