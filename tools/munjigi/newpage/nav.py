"""A new page's entry in the nav of `mkdocs.yml`, as an edit that leaves the rest as it is.

What an edit did is read again: where the file would then say anything but what it said before and
the entry, there is no edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from munjigi.newpage.navplace import Addition, Slot, Way, find_slot, lists_page
from munjigi.newpage.navtext import insertion
from munjigi.rulenav import past_block
from munjigi.settings import ConfigError
from munjigi.source import Source
from munjigi.yamlfile import Tree, parse


class Edited(NamedTuple):
    """The text of `mkdocs.yml` with the page in its navs, None where one cannot be edited.

    `found` tells whether the file has a nav at all.
    """

    text: str | None
    found: bool = True


def add_page(path: str, text: str, addition: Addition, locales: frozenset[str]) -> Edited:
    """Put a page into the nav of the file, and into those of its languages in `locales`."""
    try:
        return _add_page(path, text, addition, locales)
    except (ConfigError, RecursionError):  # in values that nobody asked for until now
        return Edited(None)


def _add_page(path: str, text: str, addition: Addition, locales: frozenset[str]) -> Edited:
    ways = [way for way, _ in _navs(_parsed(path, text), locales)]
    for way in ways:
        tree = _parsed(path, text)
        nav = dict(_navs(tree, locales))[way]
        if lists_page(nav, addition):
            continue
        slot = find_slot(nav, addition)
        made = _inserted(text, slot, addition)
        if made is None or not _only_adds(tree, _parsed(path, made), way, slot, addition):
            return Edited(None)
        text = made
    return Edited(text, found=bool(ways))


def _inserted(text: str, slot: Slot, addition: Addition) -> str | None:
    made = insertion(text, slot, addition)
    if made is None:
        return None
    at = past_block(text, made[0])
    if at != made[0] and slot.way:
        return None  # `munjigi docs` writes this part of the nav
    return text[:at] + made[1] + text[at:]


def _parsed(path: str, text: str) -> Tree:
    tree = parse(Source(path, text), {})
    assert tree is not None  # the configuration was read from it
    return tree


def _navs(tree: Tree, locales: frozenset[str]) -> Iterator[tuple[Way, Any]]:
    """The lists of pages in the file, each with what leads to it."""
    nav = tree.get("nav")
    if nav is not None and nav.kind == "sequence":
        yield ("nav",), nav.node
    for way, i18n in _i18n(tree):
        languages = i18n.get("languages")
        for number, language in enumerate(languages.elements() if languages else ()):
            own, locale = language.get("nav"), language.get("locale")
            named = locale is not None and locale.node.value in locales
            if own is not None and own.kind == "sequence" and named:
                yield (*way, "languages", number, "nav"), own.node


def _i18n(tree: Tree) -> Iterator[tuple[Way, Tree]]:
    """The settings of mkdocs-static-i18n."""
    plugins = tree.get("plugins")
    if plugins is None:
        return
    listed: list[tuple[Way, Tree]] = [
        (("plugins", number), one) for number, one in enumerate(plugins.elements())
    ]
    for way, one in listed or [(("plugins",), plugins)]:
        settings = one.get("i18n")
        if settings is not None:
            yield (*way, "i18n"), settings


def _only_adds(before: Tree, after: Tree, way: Way, slot: Slot, addition: Addition) -> bool:
    """Whether the file says what it said, and has the entry where it should be, once."""
    expected = _copied(before.value())
    try:
        nav = _follow(expected, way)
        container = _follow(nav, slot.way)
    except (LookupError, TypeError):
        return False
    entry: Any = [addition.target] if slot.section else addition.target
    title = addition.section if slot.section else addition.title
    if isinstance(container, dict):
        if title in container:
            return False
        container[title] = entry
    else:
        at = slot.at if slot.before else slot.at + 1
        container.insert(at, {title: entry} if slot.section else entry)
    found = dict(_navs(after, addition.locales)).get(way)
    return bool(after.value() == expected and lists_page(found, addition) == 1)


def _copied(value: Any) -> Any:
    """A copy in which no part stands twice: an alias and its anchor are told apart."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _follow(value: Any, way: Way) -> Any:
    for step in way:
        value = value[step]
    return value
