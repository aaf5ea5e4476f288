"""Values of `mkdocs.yml` with the type that they must have.

Every function here raises `ConfigError`, with its place, for a value of another type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from munjigi.model import Span, Text
from munjigi.settings import NavEntry
from munjigi.yamlfile import Tree


def wrong_type(tree: Tree, name: str, en: str, ko: str) -> Exception:
    """The error for a value that is not what `name` takes."""
    return tree.error(
        Text(en=f"{name} must be {en}", ko=f"{name} 값은 {ko}이어야 합니다"),
    )


def text(tree: Tree | None, name: str, default: str = "") -> str:
    """The text under a key."""
    child, value = _value(tree, name)
    if child is None or value is None:
        return default
    if not isinstance(value, str):
        raise wrong_type(child, name, "a text", "글자")
    return value


def flag(tree: Tree | None, name: str, default: bool) -> bool:
    """True or false under a key."""
    child, value = _value(tree, name)
    if child is None or value is None:
        return default
    if not isinstance(value, bool):
        raise wrong_type(child, name, "true or false", "true 또는 false")
    return value


def number(tree: Tree | None, name: str, default: float, least: float = 0.0) -> float:
    """The number under a key, at least `least`."""
    child, value = _value(tree, name)
    if child is None or value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value:
        raise wrong_type(child, name, f"a number from {least:g} on", f"{least:g} 이상의 수")
    return value


def texts(tree: Tree | None, name: str) -> Iterator[tuple[str, Span]]:
    """The texts of a list (or one text) under a key, each with its place."""
    child = tree.get(name) if tree else None
    if child is None:
        return
    for one in child.elements() if child.kind == "sequence" else (child,):
        value = one.value()
        if not isinstance(value, str):
            raise wrong_type(one, name, "a list of names", "이름의 목록")
        yield value, one.span


def mapping(tree: Tree | None, name: str) -> Mapping[str, Any]:
    """The mapping under a key; empty where there is none."""
    child, value = _value(tree, name)
    if child is None or value is None:
        return {}
    if not isinstance(value, Mapping):
        raise wrong_type(child, name, "a mapping of keys to values", "키와 값의 묶음")
    return value


def string_map(tree: Tree | None, name: str) -> Mapping[str, str]:
    """The mapping under a key, with its keys and values as text."""
    return {str(key): str(value) for key, value in mapping(tree, name).items()}


def nav(tree: Tree | None) -> tuple[NavEntry, ...] | None:
    """The entries under `nav`, or None where there is none."""
    child = tree.get("nav") if tree else None
    if child is None:
        return None
    if child.kind != "sequence":
        raise wrong_type(child, "nav", "a list", "목록")
    return tuple(_entries(child))


def _entries(tree: Tree) -> Iterator[NavEntry]:
    for item in tree.elements():
        pairs: Iterable[tuple[Tree, Tree]] = item.items()
        if item.kind == "mapping":
            for title, value in pairs:
                yield _entry(value, str(title.value()), title.span)
        elif item.kind == "scalar":
            yield _entry(item, None, item.span)
        else:
            raise wrong_type(item, "nav", "a list of pages and sections", "페이지와 묶음의 목록")


def _entry(tree: Tree, title: str | None, span: Span) -> NavEntry:
    if tree.kind == "sequence":
        return NavEntry(title, None, span, span, tuple(_entries(tree)))
    if tree.kind == "mapping":
        parts = (_entry(value, str(key.value()), key.span) for key, value in tree.items())
        return NavEntry(title, None, span, span, tuple(parts))
    value = tree.value()
    return NavEntry(title, None if value is None else str(value), span, tree.span)


def _value(tree: Tree | None, name: str) -> tuple[Tree | None, Any]:
    child = tree.get(name) if tree else None
    return child, None if child is None else child.value()
