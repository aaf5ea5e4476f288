"""The features of a site while MkDocs builds it: its pages as values of ours, and back."""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any

from munjigi.loader import load_site
from munjigi.snippets import Snippets
from munjigi.web.actions import actions
from munjigi.web.dates import last_changed
from munjigi.web.features import Edition, Features
from munjigi.web.feedback import feedback
from munjigi.web.markdown import markdown_path
from munjigi.web.webpage import WebPage, describe, read_sections

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from munjigi.settings import Config
    from munjigi.site import Site


class WebBuild:
    """One build in all languages of the site that `ours` describes."""

    def __init__(self, ours: Config) -> None:
        self._ours = ours
        snippets = Snippets(ours)
        default = ours.default_language
        self._features = Features(
            ours.settings.features,
            default.locale if default else "",
            tuple(one.locale for one in ours.built_languages),
            lambda path: snippets.text(path) or "",
        )
        dated = ours.settings.features & {"metadata", "sitemap"}
        self._changed = last_changed(ours.root, ours.docs_dir) if dated else {}
        self._shown: dict[str, WebPage] = {}
        self._read: Site | None = None

    def order(self, nav: Navigation) -> None:
        """Remember the order of the pages of a nav."""
        self._features.places |= {page.url: number for number, page in enumerate(nav.pages)}

    def content(
        self, html: str, page: Page, config: MkDocsConfig, language: str, site: Site | None
    ) -> str:
        """A page's content with what its site asked for; the page gets a description and a day."""
        path = f"{self._ours.docs_dir}/{page.file.src_uri}"
        shown = self._page(html, page, config, language, path)
        self._shown[page.url] = shown
        if "metadata" in self._features.names:
            # Themes write it as it is; MkDocs escapes nothing.
            page.meta.setdefault("description", escape(shown.description))
        if shown.modified:
            page.update_date = shown.modified  # MkDocs' own is the day of the build
        if site is None and "markdown" in self._features.names:
            self._read = site = self._read or load_site(self._ours).site
        ours = site.pages.get(path) if site else None
        return self._features.add(html, shown, ours, self._edition(config, language))

    def context(self, page: Page, repository: str) -> dict[str, Any]:
        """What templates may show: the page's actions, and where to say what is wrong."""
        shown = self._shown[page.url]
        there = self._features.has_markdown(shown)
        markdown = _way(shown.markdown, page) if there else ""
        made = "generator" in page.meta
        told: dict[str, Any] = {
            "actions": actions(shown.language, markdown, page.edit_url or "", made=made)
        }
        if "feedback" in self._features.names:
            told["feedback"] = feedback(shown, repository)
        return told

    def whole(self, html: str, page: Page) -> str:
        """A whole page with its metadata, scripts and styles."""
        return self._features.whole(html, self._shown[page.url], f"{_way('', page)}/")

    def files(self) -> dict[str, bytes]:
        """What stands beside the pages, by its path in the built site."""
        return self._features.files()

    def _edition(self, config: MkDocsConfig, language: str) -> Edition:
        known = {one.locale: one for one in self._ours.languages}
        one = known.get(language)
        return Edition(
            language,
            one.name if one else language,
            config.site_name,
            config.site_description or "",
            config.site_url or "",
            "" if one is None or one.default else language,
            one.admonition_translations if one else {},
        )

    def _page(
        self, html: str, page: Page, config: MkDocsConfig, language: str, path: str
    ) -> WebPage:
        dest = page.file.dest_uri
        folder = "" if language == self._features.default or not self._ours.languages else language
        above: list[Any] = [one for one in page.ancestors if one.is_section][::-1]
        trail = [] if page.is_homepage else [(config.site_name, f"{folder}/" if folder else "")]
        for section in above:
            for first in section.children:
                if first.is_page and first.is_index and first is not page:
                    trail.append((section.title, first.url))
        return WebPage(
            url=page.url,
            markdown=markdown_path(dest, posixpath.basename(page.file.src_uri)),
            address=page.canonical_url or "",
            key=dest.removeprefix(f"{folder}/") if folder else dest,
            language=language,
            title=str(page.meta.get("title") or page.title),
            description=str(page.meta.get("description") or describe(html)),
            modified=str(page.meta.get("checked_on") or self._changed.get(path, "")),
            meta=page.meta,
            trail=tuple(trail),
            path=tuple(one.title for one in above),
            sections=read_sections(html),
        )


def _way(path: str, page: Page) -> str:
    """The relative address of a path of the built site as seen from a page."""
    folder = posixpath.dirname(page.file.dest_uri)
    return posixpath.relpath(path or ".", folder or ".")
