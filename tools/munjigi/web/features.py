"""What a site asked the plugin to add: to each page, and beside the pages."""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from munjigi.web import llms
from munjigi.web.dress import dressed
from munjigi.web.markdown import to_markdown
from munjigi.web.metadata import with_link, with_metadata
from munjigi.web.publish import assets, with_assets
from munjigi.web.sitemap import sitemap

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.web.webpage import WebPage


class Edition(NamedTuple):
    """The site in one language: `folder` is its place in the built site, "" for the top.

    `name` is the language's own, `titles` what call-outs of a type are called in it.
    """

    language: str
    name: str
    title: str
    summary: str
    address: str
    folder: str
    titles: Mapping[str, str]


@dataclass
class Features:
    """The features that are on, and the pages of the build by language and url.

    `text_of` gives a text file of the project by its path.
    """

    names: frozenset[str] = frozenset()
    default: str = ""
    languages: tuple[str, ...] = ()
    text_of: Callable[[str], str] = lambda _: ""
    editions: dict[str, Edition] = field(default_factory=dict)
    pages: dict[str, dict[str, WebPage]] = field(default_factory=dict)
    markdown: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # of urls in the nav

    def add(self, html: str, page: WebPage, ours: Page | None, edition: Edition) -> str:
        """A page's content with what belongs to it."""
        self.editions[edition.language] = edition
        self.pages.setdefault(edition.language, {})[page.url] = page
        if "markdown" in self.names and ours is not None:
            self._keep(page, ours, edition)
        return dressed(html, self.names, edition.language)

    def has_markdown(self, page: WebPage) -> bool:
        """Whether the page's Markdown stands beside it."""
        return page.url in self.markdown.get(page.language, {})

    def whole(self, html: str, page: WebPage, top: str) -> str:
        """A whole page with its metadata and scripts; `top` leads to the top of the site."""
        edition = self.editions[page.language]
        if "metadata" in self.names:
            others = tuple(one for one in self.languages if one != page.language)
            html = with_metadata(html, page, edition.title, edition.address, others)
        if self.has_markdown(page):
            html = with_link(html, f"{top}{page.markdown}")
        return with_assets(html, self.names, top, page.language)

    def files(self) -> dict[str, bytes]:
        """What stands beside the pages, by its path in the built site."""
        made = assets(self.names)
        if "sitemap" in self.names:
            every = [page for pages in self.pages.values() for page in pages.values()]
            data = sitemap(every, self.default).encode()
            made |= {"sitemap.xml": data, "sitemap.xml.gz": gzip.compress(data, mtime=0)}
        if "markdown" in self.names:
            for language, edition in self.editions.items():
                made |= self._as_markdown(language, edition)
        return made

    def _keep(self, page: WebPage, ours: Page, edition: Edition) -> None:
        def title(kind: str) -> str:
            return edition.titles.get(kind, kind.capitalize())

        here = posixpath.dirname(page.markdown)

        def from_top(target: str) -> str:
            if (
                not target
                or target.startswith(("#", "/"))
                or ":" in target.split("/", maxsplit=1)[0]
            ):
                return target
            return posixpath.relpath(posixpath.join(here, target), edition.folder or ".")

        markdown = to_markdown(ours, self.text_of, title)
        self.markdown.setdefault(edition.language, {})[page.url] = markdown
        if not page.meta.get("generator"):
            text = to_markdown(ours, self.text_of, title, from_top)
            self.texts.setdefault(edition.language, {})[page.url] = text

    def _as_markdown(self, language: str, edition: Edition) -> dict[str, bytes]:
        pages, markdown = self.pages[language], self.markdown.get(language, {})
        made = {pages[url].markdown: text.encode() for url, text in markdown.items()}
        known = [pages[url] for url in self._ordered(language) if url in markdown]
        others = {
            other.name: posixpath.relpath(
                posixpath.join(other.folder, llms.NAME), edition.folder or "."
            )
            for other in self.editions.values()
            if other.language != language
        }
        index = llms.index(known, edition.title, edition.summary, others, edition.folder)
        texts = self.texts.get(language, {})
        whole = llms.full(
            edition.title, edition.summary, [texts[page.url] for page in known if page.url in texts]
        )
        for name, text in ((llms.NAME, index), (llms.FULL, whole)):
            made[posixpath.join(edition.folder, name)] = text.encode()
        return made

    def _ordered(self, language: str) -> list[str]:
        """The urls of a language, in the order of the nav where they stand in it."""
        last = len(self.places)
        return sorted(self.pages[language], key=lambda url: self.places.get(url, last))
