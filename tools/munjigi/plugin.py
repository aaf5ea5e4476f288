"""The MkDocs plugin: it shows readers what is coming, which pages are behind their translation and
what words mean, and lets `mkdocs.yml` hold our settings.

MkDocs refuses a plugin that it cannot load. This one accepts all settings that stand under
`plugins: munjigi:`; `munjigi check` reads and checks them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file

from munjigi.glossaryhtml import with_tables, with_tips
from munjigi.plannedhtml import with_coming, without_gaps
from munjigi.plans import source_paths
from munjigi.stalehtml import with_note, with_table
from munjigi.usage import UsageError
from munjigi.web.dress import dressed
from munjigi.web.publish import assets, with_assets

if TYPE_CHECKING:
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
        self.features: frozenset[str] = frozenset()
        return [], []

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The files of the site, without the lock of the translations."""
        self.site = _tracked(config)
        self.terms = _terms(config)
        self.features = _features(config)
        if self.site is not None:
            for file in list(files):
                path = f"{self.site.config.docs_dir}/{file.src_uri}"
                if path == self.site.config.settings.lock:
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
        html = with_coming(html, exists, language)
        if self.terms is not None:
            html = with_tables(html, self.terms, language) or with_tips(html, self.terms, language)
        html = html if self.site is None else self._standing(html, page, self.site)
        return dressed(html, self.features, language)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The whole page with the scripts and styles of its features."""
        language = str(getattr(page.file, "locale", None) or _language(config))
        top = get_relative_url(".", page.url)
        return with_assets(output, self.features, f"{top.rstrip('/')}/", language)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the scripts and styles into the built site."""
        for path, data in assets(self.features).items():
            write_file(data, os.path.join(config.site_dir, path))

    def _standing(self, html: str, page: Page, site: Site) -> str:
        def link(url: str) -> str:
            return get_relative_url(url, page.url)

        ours = site.pages.get(f"{site.config.docs_dir}/{page.file.src_uri}")
        if ours is None:
            return html
        locale = getattr(page.file, "locale", None) or ours.locale
        return with_note(with_table(html, site, str(locale), link), site, ours, link)


def _tracked(config: MkDocsConfig) -> Site | None:
    """The site with what is known of its translations; None where there is nothing to tell.

    What is wrong with the configuration is for `munjigi check` to say.
    """
    from munjigi.config import load_config
    from munjigi.settings import ConfigError
    from munjigi.tracking import track

    try:
        ours = load_config(config.config_file_path) if config.config_file_path else None
        if ours is None or not ours.languages or not ours.settings.lock:
            return None
        return track(ours, cache=True)[0]
    except (ConfigError, UsageError):
        return None


def _features(config: MkDocsConfig) -> frozenset[str]:
    """What the site asks the plugin to add."""
    from munjigi.config import load_config
    from munjigi.settings import ConfigError

    try:
        ours = load_config(config.config_file_path) if config.config_file_path else None
    except ConfigError:
        return frozenset()  # for `munjigi check` to say
    return ours.settings.features if ours else frozenset()


def _terms(config: MkDocsConfig) -> Terms | None:
    """The words of the project; a warning is logged where its files cannot be used."""
    from munjigi.config import load_config
    from munjigi.settings import ConfigError
    from munjigi.snippets import Snippets
    from munjigi.termfiles import TermFiles

    try:
        ours = load_config(config.config_file_path) if config.config_file_path else None
    except ConfigError:
        return None  # for `munjigi check` to say
    if ours is None or ours.settings.terms is None:
        return None
    try:
        return TermFiles(ours, Snippets(ours)).terms
    except ConfigError as error:
        _LOG.warning(error.of("en"))
        return None


def _language(config: MkDocsConfig) -> str:
    """The language of a theme, as Material or MkDocs' own themes name it."""
    for name in ("language", "locale"):
        if config.theme.get(name):
            return str(config.theme[name])
    return "en"
