"""Values of the files with a project's words, or a `ConfigError` at their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from munjigi.localized import is_locale
from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.terms import words
from munjigi.yamlfile import Tree

LONGEST = 100  # characters of a word


def names_of(tree: Tree, others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words under all keys but the others."""
    for key, value in tree.items():
        name = text_of(key)
        if name not in others:
            yield name, word_of(value)


def by_locale(tree: Tree, name: str) -> list[tuple[str, Tree]]:
    """The locales and values of the mapping under a key; raises `ConfigError`."""
    child = tree.get(name)
    if child is None:
        return []
    if child.kind != "mapping":
        raise child.error(not_mapping())
    check_keys(child, ())
    return [(text_of(key), value) for key, value in child.items()]


def elements(tree: Tree, name: str) -> list[Tree]:
    """The mappings of a list under a key; raises `ConfigError`."""
    child = tree.get(name)
    if child is None:
        return []
    if child.kind != "sequence":
        raise child.error(_not_list(name))
    found = list(child.elements())
    for one in found:
        if one.kind != "mapping":
            raise one.error(not_mapping())
    return found


def listed(tree: Tree) -> list[Tree]:
    """The elements of a list, or the one value."""
    return list(tree.elements()) if tree.kind == "sequence" else [tree]


def check_keys(tree: Tree, known: tuple[str, ...], *, locales: bool = True) -> None:
    """Raises `ConfigError` at a key that is neither known nor a locale, where those may be."""
    for key, _ in tree.items():
        name = text_of(key)
        if name not in known and not (locales and is_locale(name)):
            raise key.error(_unknown(name, known, locales=locales))


def text_of(tree: Tree) -> str:
    """A scalar as it is written, dates and numbers too; raises `ConfigError`."""
    if tree.kind != "scalar" or not str(tree.node.tag).startswith("tag:yaml.org,2002:"):
        raise tree.error(_NO_TEXT)
    return str(tree.node.value).strip()


def word_of(tree: Tree) -> str:
    """A word, or words with one space between them; raises `ConfigError`."""
    made = words(text_of(tree))
    if not made or len(made) > LONGEST:
        raise tree.error(_NO_TEXT)
    return made


def choice(tree: Tree | None, values: tuple[str, ...], default: str) -> str:
    """One of the values; the default where nothing is given. Raises `ConfigError`."""
    if tree is None:
        return default
    made = text_of(tree).lower()
    if made not in values:
        raise tree.error(_not_one_of(values))
    return made


_NO_TEXT = Text(
    en=f"this must be a text of 1 to {LONGEST} characters",
    ko=f"1자 이상 {LONGEST}자 이하의 글자여야 합니다",
)


def not_mapping() -> Text:
    """What is said of a value that is no mapping."""
    return Text(en="this must be a mapping of keys to values", ko="키와 값의 묶음이어야 합니다")


def _not_list(name: str) -> Text:
    return Text(en=f"{name} must be a list", ko=f"{name} 값은 목록이어야 합니다")


def _not_one_of(values: tuple[str, ...]) -> Text:
    names = ", ".join(values)
    return Text(en=f"this must be one of {names}", ko=f"다음 중 하나여야 합니다: {names}")


def needs(name: str) -> Text:
    """What is said where a key is missing."""
    return Text(en=f"this lacks {name}", ko=f"{name} 값이 없습니다")


def twice(name: str) -> Text:
    """What is said of the second of two."""
    return Text(
        en=f'"{name}" stands twice; keep one of them',
        ko=f'"{name}" 항목이 두 번 있습니다. 하나만 남겨 두십시오',
    )


def clash(text: str) -> Text:
    """What is said where entries contradict each other."""
    return Text(
        en=f'this entry and another one do not agree whether "{text}" may be written',
        ko=f'"{text}" 표현을 써도 되는지를 이 항목과 다른 항목이 다르게 정합니다',
    )


def _unknown(name: str, known: tuple[str, ...], *, locales: bool) -> Text:
    usable = (*known, "ko", "en") if locales else known
    hint = nearest(name, usable) or ", ".join(usable)
    return Text(
        en=f'there is no key "{name}" here; did you mean {hint}?',
        ko=f'여기에는 "{name}" 키가 없습니다. 쓸 수 있는 이름: {hint}',
    )
