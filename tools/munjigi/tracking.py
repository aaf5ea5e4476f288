"""The site with all that is needed to say how its languages stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.cache import Cache
from munjigi.engine import lint
from munjigi.rule import rule_families
from munjigi.run import load
from munjigi.selection import Selection
from munjigi.sources import Sources

if TYPE_CHECKING:
    from munjigi.model import Diagnostic
    from munjigi.settings import Config
    from munjigi.site import Site

FAMILY = "translation"
APART = "sections-differ"  # a section that is missing says nothing about the one before it


def track(config: Config, *, cache: bool) -> tuple[Site, list[Diagnostic]]:
    """The site, and what its languages have not in common; raises `ConfigError`."""
    wanted = [name for name, family in rule_families().items() if _compares(name, family)]
    sources = Sources(config.root, config.bounds)
    selection = Selection(config, [*wanted, "stale-translation"], (), sources)
    loaded = load(config, selection, Cache(config.root) if cache else None)
    rules = selection.rules()
    found = lint(loaded.site, rules, selection.options, found=loaded.findings)
    return loaded.site, [one for one in found if _compares(one.rule, FAMILY)]


def _compares(rule: str, family: str) -> bool:
    """Whether a rule compares a section with its translation: such rules are named for that."""
    return family == FAMILY and rule.rpartition("-")[2] in ("differ", "differs") and rule != APART
