"""The MkDocs plugin: what the readers of a built site get of munjigi, and its settings.

Readers see what is coming, which pages are behind their translation and what words mean, and find
things with our search; `features` adds more.
MkDocs refuses a plugin that it cannot load. This one accepts all settings that stand under
`plugins: munjigi:`; `munjigi check` reads and checks them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, get_relative_url, write_file

from munjigi.gitignore import matcher
from munjigi.glossaryhtml import with_tables, with_tips
from munjigi.plannedhtml import with_coming, without_gaps
from munjigi.plans import source_paths
from munjigi.prepared import configured, review_of, terms_of, tracked
from munjigi.settings import ConfigError, Settings
from munjigi.stalehtml import with_note, with_table
from munjigi.watched import SOURCES_LOCK
from munjigi.web.build import WebBuild
from munjigi.web.gathered import Gathered
from munjigi.web.search import BELOW, SCRIPT, STYLE, SiteSearch, with_button

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.utils.templates import TemplateContext

    from munjigi.settings import Config
    from munjigi.site import Site
    from munjigi.terms import Terms

_LOG = get_plugin_logger("munjigi")
FIRST, LAST = 100, -100  # before all other plugins, and after those that make HTML


class MunjigiPlugin(BasePlugin):  # type: ignore[type-arg, misc, no-untyped-call, unused-ignore]
    """Accepts any settings: the gate says which of them exist."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Keep the options as they are; returns no errors and no warnings."""
        self.config = options
        self.site: Site | None = None
        self.terms: Terms | None = None
        self.ours: Config | None = None
        self.settings = Settings()
        self.gathered: Gathered | None = None
        self.web: WebBuild | None = None
        self.search = SiteSearch()
        return [], []

    @property
    def features(self) -> frozenset[str]:
        """What the site asks the plugin to add."""
        return self.settings.features

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The configuration, with what the search needs on every page."""
        self.ours = ours = configured(config.config_file_path)
        self.settings = ours.settings if ours else Settings()
        if ours is not None and self.features and self.web is None:  # once for all languages
            self.web = WebBuild(ours)
        if self.web is not None and not config.repo_url:
            config.edit_uri = None  # it would lead nowhere
        if "search" in self.features:
            for names, name in ((config.extra_css, STYLE), (config.extra_javascript, SCRIPT)):
                if name not in names:  # this is called once for each language
                    names.insert(0, name)  # the site's own come later and have the last word
        return config

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The files of the site, without locks, templates and terms."""
        ours = self.ours
        self.site = tracked(ours)
        self.terms = self._terms()
        today = get_build_datetime().date()
        self.gathered = Gathered(review_of(self.settings), self.features, today)
        for file in list(files):
            if file.src_uri == SOURCES_LOCK or (
                ours is not None
                and (
                    f"{ours.docs_dir}/{file.src_uri}" == ours.settings.lock
                    or file.src_uri.startswith(ours.own_folders)
                )
            ):
                files.remove(file)
        return files

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        """The page's Markdown with its planned links in comments that Markdown keeps whole."""
        return without_gaps(markdown)

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page's HTML with what is coming, what words mean, and what is behind."""

        def exists(target: str) -> bool:
            found = map(files.get_file_from_path, source_paths(page.file.src_uri, target))
            return any(
                file is not None
                and file.is_documentation_page()
                and file.inclusion.value > InclusionLevel.DRAFT.value
                and getattr(file, "locale", None) == locale
                for file in found
            )

        locale = getattr(page.file, "locale", None)  # mkdocs-static-i18n names the language
        language = str(locale or _language(config))
        if self.gathered is not None:
            self.gathered.take(html, page)
        html = with_coming(html, exists, language)
        if self.terms is not None:
            html = with_tables(html, self.terms, language) or with_tips(html, self.terms, language)
        if self.gathered is not None:
            html = self.gathered.topped(html, page, language)
        if self.site is not None:
            html = self._standing(html, page, self.site)
        if "search" in self.features:
            self._searched(html, page, config)
        return self.web.content(html, page, config, language, self.site) if self.web else html

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """The nav, whose order is that of the pages beside the site."""
        if self.web is not None:
            self.web.order(nav)
        return nav

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: Any
    ) -> TemplateContext:
        """What templates may show, under the name `munjigi`."""
        if self.web is not None:
            context["munjigi"] = self.web.context(  # type: ignore[typeddict-unknown-key]
                page, config.repo_url or ""
            )
        return context

    @event_priority(FIRST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """What is gathered from all pages, in the pages that ask for it."""
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        usual = _language(config)
        told = [(page, str(getattr(page.file, "locale", None) or usual)) for page in pages]
        if self.gathered is not None:
            self.gathered.fill(told, get_relative_url)
        return env

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The whole page with the metadata, scripts and styles of its features."""
        if self.web is not None:
            output = self.web.whole(output, page)
        return with_button(output, _languages(config)) if "search" in self.features else output

    @event_priority(LAST)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """The page of missing addresses, with the search as well."""
        if "search" in self.features and template_name.endswith(".html"):
            return with_button(output_content, _languages(config))
        return output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put into the built site what stands beside its pages."""
        for path, data in self.web.files().items() if self.web else ():
            write_file(data, os.path.join(config.site_dir, path))
        if "search" in self.features:
            for path, text in self.search.files(self.terms):
                write_file(text.encode(), os.path.join(config.site_dir, path))

    def _terms(self) -> Terms | None:
        try:
            return terms_of(self.ours)
        except ConfigError as error:
            _LOG.warning(error.of("en"))
            return None

    def _searched(self, html: str, page: Page, config: MkDocsConfig) -> None:
        """Take the page into the search; its front matter may say no, or how much it weighs."""
        ours = page.meta.get("search")  # the keys are those of Material's search
        options = ours if isinstance(ours, dict) else {}
        if options.get("exclude"):
            return
        languages = _languages(config)
        locale = getattr(config.plugins.get("i18n"), "current_language", None) or languages[0]
        path = page.file.src_uri.removeprefix(f"{locale}/")
        weight = BELOW if matcher(self.settings.search_below)(path) else 1.0
        boost = options.get("boost", 1)
        weight *= boost if isinstance(boost, (int, float)) else 1
        self.search.add(str(locale), page.url, str(page.title or ""), html, weight=weight)

    def _standing(self, html: str, page: Page, site: Site) -> str:
        def link(url: str) -> str:
            return get_relative_url(url, page.url)

        ours = site.pages.get(f"{site.config.docs_dir}/{page.file.src_uri}")
        if ours is None:
            return html
        locale = getattr(page.file, "locale", None) or ours.locale
        return with_note(with_table(html, site, str(locale), link), site, ours, link)


def _languages(config: MkDocsConfig) -> list[str]:
    """The languages that are built, the default one first."""
    i18n = config.plugins.get("i18n")
    if i18n is None:
        return [_language(config)]
    built = [one for one in i18n.config.languages if one.build]
    return [one.locale for one in sorted(built, key=lambda one: not one.default)]


def _language(config: MkDocsConfig) -> str:
    """The language of a theme, as Material or MkDocs' own themes name it."""
    for name in ("language", "locale"):
        if config.theme.get(name):
            return str(config.theme[name])
    return "en"
