"""Which files the plugin mkdocs-exclude (1.0) takes out of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import translate
from typing import Any

from munjigi.gitignore import Matcher

PLUGIN = "exclude"


def plugin_excluder(plugins: Mapping[str, Mapping[str, Any]]) -> Matcher:
    """Tells of a path in the docs folder whether the plugin takes it out.

    Expressions (`regex`) that are none, or that may take long, exclude nothing here.
    """
    options = plugins.get(PLUGIN)
    found = list(_patterns(options)) if options else []
    return lambda path: any(one.match(path) for one in found)


def _patterns(options: Mapping[str, Any]) -> Iterator[re.Pattern[str]]:
    for one in _texts(options.get("glob")):
        yield re.compile(translate(one))
    for one in _texts(options.get("regex")):
        from munjigi.safepattern import is_slow

        try:
            if not is_slow(one):
                yield re.compile(one)
        except re.error:
            continue  # MkDocs says so itself


def _texts(value: object) -> list[str]:
    """A list's texts, or the one text that stands for a list of it."""
    every = value if isinstance(value, list) else [value]
    return [one for one in every if isinstance(one, str)]
