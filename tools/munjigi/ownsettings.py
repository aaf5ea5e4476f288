"""What stands under `plugins: munjigi:` of `mkdocs.yml`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from munjigi import fields
from munjigi.gitignore import PatternError, matcher
from munjigi.linksettings import read_links, unknown_setting
from munjigi.lock import LOCK
from munjigi.model import Span, Text
from munjigi.nearest import nearest
from munjigi.paths import inside, slashes
from munjigi.project import Project, missing, outside
from munjigi.settings import BASELINE, LinkSettings, Settings
from munjigi.yamlfile import Tree

NAMES = (
    "select", "ignore", "rules", "objects", "templates", "type_key", "page_types", "baseline",
    "lock", "not_in_lock", "terms", "features", "links", "search_below",
)  # fmt: skip
# What the plugin adds to a built site; a site asks for each by its name.
FEATURES = (
    "checklists", "copy", "dates", "facts", "feedback", "headings", "markdown", "metadata",
    "review", "search", "section", "sitemap", "steps", "tables",
)  # fmt: skip
TEMPLATES = "_templates"  # in the docs folder
TERMS = "_terms"  # there too


def read_settings(tree: Tree | None, project: Project, docs_dir: str) -> Settings:
    """The settings; `tree` is None where the plugin is not listed.

    Raises `ConfigError` for a key that does not exist or has no such value.
    """
    lock = f"{docs_dir}/{LOCK}"
    if tree is None:
        return Settings(lock=lock)
    here = tree if tree.kind == "mapping" else None
    for key, _ in here.items() if here else ():
        if key.node.value not in (*NAMES, "enabled"):
            raise key.error(unknown_setting("munjigi", str(key.node.value), NAMES))
    rules, places = _rules(here)
    select = tuple(fields.texts(here, "select")) if here and here.get("select") else None
    return Settings(
        select,
        tuple(fields.texts(here, "ignore")),
        rules,
        places,
        _folder(here, "templates", project, f"{docs_dir}/{TEMPLATES}"),
        fields.text(here, "type_key", "page_type"),
        dict(_page_types(here)),
        fields.text(here, "baseline", BASELINE),
        fields.text(here, "lock", lock),
        _patterns(here, "not_in_lock", here and here.get("not_in_lock"), "not_in_lock"),
        _folder(here, "terms", project, f"{docs_dir}/{TERMS}"),
        _links(here.get("links") if here else None),
        frozenset(_features(here)),
        _patterns(here, "search_below", here and here.get("search_below"), "search_below"),
    )


def _features(tree: Tree | None) -> Iterator[str]:
    place = tree.get("features") if tree else None
    for name, _ in fields.texts(tree, "features"):
        if name not in FEATURES and place is not None:
            raise place.error(_no_feature(name))
        yield name


def _rules(
    tree: Tree | None,
) -> tuple[dict[str, Mapping[str, Any]], dict[tuple[str, ...], Span]]:
    rules: dict[str, Mapping[str, Any]] = {}
    places: dict[tuple[str, ...], Span] = {}
    listed = tree.get("rules") if tree else None
    for rule, options in listed.items() if listed else ():
        name = str(rule.node.value)
        places[(name,)] = rule.span
        for key, value in options.items():
            places[(name, str(key.node.value))] = key.span
            places[(name, str(key.node.value), "value")] = value.span
        given = options.value() if options.kind == "mapping" else None
        rules[name] = dict(given) if isinstance(given, Mapping) else {}
    return rules, places


def _folder(tree: Tree | None, name: str, project: Project, usual: str) -> str | None:
    """The folder that a setting names; the usual one only where it exists."""
    given = fields.text(tree, name)
    path = given or usual
    full = os.path.realpath(os.path.join(project.root, path))
    usable = inside(full, project.bounds) and os.path.isdir(full)
    if given and tree is not None and not usable:
        place = tree.get(name) or tree
        known = inside(full, project.bounds)
        raise place.error(missing(name, given) if known else outside(name))
    return slashes(os.path.relpath(full, project.root)) if usable else None


def _links(tree: Tree | None) -> LinkSettings:
    return LinkSettings() if tree is None else read_links(tree)


def _page_types(tree: Tree | None) -> Iterator[tuple[str, str]]:
    child = tree.get("page_types") if tree else None
    if child is not None and child.kind != "mapping":
        raise fields.wrong_type(
            child, "page_types", "a mapping of types to patterns", "유형과 패턴의 묶음"
        )
    for key, value in child.items() if child else ():
        name = str(key.node.value)
        yield name, _patterns(child, name, value, "page_types")


def _patterns(tree: Tree | None, name: str, place: Tree | None, setting: str) -> str:
    """The patterns of a list under a key, one a line."""
    patterns = "\n".join(text for text, _ in fields.texts(tree, name))
    try:
        matcher(patterns)
    except PatternError as error:
        if place is None:
            raise
        raise place.error(_bad_pattern(setting, str(error))) from None
    return patterns


def _bad_pattern(setting: str, pattern: str) -> Text:
    return Text(
        en=f'{setting} has the pattern "{pattern}", which matches nothing that can be meant',
        ko=f'{setting} 설정에 올바르지 않은 패턴 "{pattern}" 값이 있습니다',
    )


def _no_feature(name: str) -> Text:
    hint = nearest(name, FEATURES) or ", ".join(FEATURES)
    return Text(
        en=f'munjigi has no feature "{name}"; did you mean {hint}?',
        ko=f'munjigi에는 "{name}" 기능이 없습니다. 쓸 수 있는 이름: {hint}',
    )
