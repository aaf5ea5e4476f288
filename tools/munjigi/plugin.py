"""The MkDocs plugin: it lets `mkdocs.yml` hold munjigi's settings.

MkDocs refuses a plugin that it cannot load. This one accepts the settings under `plugins: munjigi:`
and does nothing else while a site is built; `munjigi check` reads and checks them.
"""

from __future__ import annotations

from typing import Any

from mkdocs.plugins import BasePlugin


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
