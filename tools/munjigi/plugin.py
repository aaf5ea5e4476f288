"""The MkDocs plugin: it shows readers what is coming, and lets `mkdocs.yml` hold our settings.

MkDocs refuses a plugin that it cannot load. This one accepts all settings that stand under
`plugins: munjigi:`; `munjigi check` reads and checks them.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from munjigi.plannedhtml import with_coming, without_gaps
from munjigi.plans import source_paths

LAST = -100  # after the plugins that make HTML


class MunjigiPlugin(BasePlugin):  # type: ignore[type-arg, misc, no-untyped-call, unused-ignore]
    """Accepts any settings: the gate says which of them exist."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Keep the options as they are; returns no errors and no warnings."""
        self.config = options
        return [], []

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        """The page's Markdown with its planned links in comments that Markdown keeps whole."""
        return without_gaps(markdown)

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page's HTML with a list of what is coming in place of its planned links."""

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
        return with_coming(html, exists, str(locale or _language(config)))


def _language(config: MkDocsConfig) -> str:
    """The language of a theme, as Material or MkDocs' own themes name it."""
    for name in ("language", "locale"):
        if config.theme.get(name):
            return str(config.theme[name])
    return "en"
