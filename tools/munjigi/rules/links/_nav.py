"""What the rules about the nav have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from munjigi.site import Site

# Plugins that make the nav, or entries of it, while the site is built.
NAV_PLUGINS = frozenset(
    {
        *("api-autonav", "awesome-nav", "awesome-pages", "literate-nav", "monorepo", "multirepo"),
        *("nav-weight", "navigation", "pages", "techdocs-core"),
    }
)
_OWN_ENTRIES = ("!", "*", "...")


def made_by_plugin(site: Site, target: str) -> bool:
    """Whether an entry means something to a plugin that it does not mean to MkDocs."""
    if NAV_PLUGINS.isdisjoint(site.config.plugins):
        return False
    return target.endswith("/") or target.startswith(_OWN_ENTRIES) or "*" in target


def is_made(site: Site) -> bool:
    """Whether a plugin makes the nav."""
    return not NAV_PLUGINS.isdisjoint(site.config.plugins)
