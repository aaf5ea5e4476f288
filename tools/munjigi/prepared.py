"""What the plugin knows of a project before pages are built.

What is wrong with the configuration is for `munjigi check` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.config import load_config
from munjigi.rule import load_rules
from munjigi.settings import ConfigError, Settings
from munjigi.snippets import Snippets
from munjigi.termfiles import TermFiles
from munjigi.tracking import track
from munjigi.usage import UsageError
from munjigi.web.freshness import Review

if TYPE_CHECKING:
    from munjigi.settings import Config
    from munjigi.site import Site
    from munjigi.terms import Terms


def configured(path: str | None) -> Config | None:
    """The configuration in a `mkdocs.yml`; None where there is none that can be used."""
    try:
        return load_config(path) if path else None
    except ConfigError:
        return None


def tracked(config: Config | None) -> Site | None:
    """The site with what is known of its translations; None where there is nothing to tell."""
    if config is None or not config.languages or not config.settings.lock:
        return None
    try:
        return track(config, cache=True)[0]
    except (ConfigError, UsageError):
        return None


def terms_of(config: Config | None) -> Terms | None:
    """The words of the project; raises `ConfigError` where its files cannot be used."""
    if config is None or config.settings.terms is None:
        return None
    return TermFiles(config, Snippets(config)).terms


def review_of(settings: Settings) -> Review:
    """The options of `overdue-review`, the usual ones where others cannot be used."""
    rule = load_rules(["overdue-review"])["overdue-review"]
    given = settings.rules.get(rule.id, {})
    usable = {
        key: given[key]
        for key, usual in rule.options.items()
        if type(given.get(key)) is type(usual)
    }
    return Review(**{**rule.options, **usable})
