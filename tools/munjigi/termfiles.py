"""The words of a project from its folder of YAML files: glossary entries and vendors' labels.

A file has `terms`, or a `vendor` with its `screens`, or both.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from munjigi.digest import SIZE_LIMIT, digest
from munjigi.model import Text
from munjigi.settings import Config, ConfigError
from munjigi.snippets import Snippets
from munjigi.source import Source
from munjigi.termnodes import (
    by_locale,
    check_keys,
    choice,
    clash,
    elements,
    listed,
    names_of,
    needs,
    not_mapping,
    text_of,
    twice,
    word_of,
)
from munjigi.terms import PARTS, VOUCHED, Term, Terms, UiLabel, Variant, Vendor, words
from munjigi.yamlfile import Tree, parse

_FILE = ("terms", "vendor", "name", "vouched_by", "screens")
_TERM = ("also", "forbidden", "about", "part", "compared")
_SCREEN = ("labels",)
_LABEL = ("vouched_by", "since", "renamed_from")


class TermFiles:
    """The files of the folder that the settings name."""

    def __init__(self, config: Config, snippets: Snippets) -> None:
        folder = config.settings.terms or ""
        paths = term_paths(config.root, folder)
        self.files = {path: snippets.hash(path) for path in paths}
        self._texts = {path: snippets.text(path) for path in paths}

    @cached_property
    def digest(self) -> str:
        """Names all that decides which words there are."""
        return digest(repr(sorted(self.files.items())).encode())

    @cached_property
    def terms(self) -> Terms:
        """What the files say. Raises `ConfigError`."""
        for path, text in self._texts.items():
            if text is None:
                raise ConfigError(UNREADABLE, path)
        return read_terms({path: text or "" for path, text in self._texts.items()})

    def check(self) -> None:
        """Raises `ConfigError` where the files cannot be used."""
        assert self.terms


def term_paths(root: str, folder: str) -> list[str]:
    """The YAML files of a folder, relative to `root` as the folder is; none where it is missing."""
    try:
        names = sorted(os.listdir(os.path.join(root, folder)))
    except OSError:
        return []
    return [
        f"{folder}/{one}"
        for one in names
        if one.endswith((".yml", ".yaml")) and not one.startswith(".")
    ]


def read_terms(files: Mapping[str, str]) -> Terms:
    """The words that files (texts by path) hold. Raises `ConfigError` at the place of a fault."""
    terms: list[Term] = []
    vendors: list[Vendor] = []
    places: dict[int, Tree] = {}
    for path, text in files.items():
        tree = _parsed(path, text)
        if tree is None:
            continue
        check_keys(tree, _FILE, locales=False)
        for one in elements(tree, "terms"):
            terms.append(_term(one))
            places[len(terms) - 1] = one
        vendor = tree.get("vendor")
        if vendor is not None:
            vendors.append(_vendor(tree, text_of(vendor)))
            if [one.id for one in vendors].count(vendors[-1].id) > 1:
                raise vendor.error(twice(vendors[-1].id))
        elif tree.get("screens") is not None:
            raise tree.error(needs("vendor"))
    _check_forms(terms, places)
    return Terms(tuple(terms), tuple(vendors))


def _parsed(path: str, text: str) -> Tree | None:
    tree = parse(Source(path, text), {})
    if tree is not None and tree.document.duplicates:
        span, key = tree.document.duplicates[0]
        raise tree.document.error(twice(key), span.start)
    if tree is not None and tree.kind != "mapping":
        raise tree.error(not_mapping())
    return tree


def _term(tree: Tree) -> Term:
    check_keys(tree, _TERM)
    names = dict(names_of(tree, _TERM))
    if not names:
        raise tree.error(needs("ko, en"))
    part = choice(tree.get("part"), PARTS, "noun")
    usual = "false" if part == "name" else "true"  # a name is the same in all languages
    compared = choice(tree.get("compared"), ("true", "false"), usual) == "true"
    also = {key: tuple(map(word_of, listed(value))) for key, value in by_locale(tree, "also")}
    forbidden = {key: tuple(_variants(value)) for key, value in by_locale(tree, "forbidden")}
    about = {key: words(text_of(value)) for key, value in by_locale(tree, "about")}
    for key, value in (*by_locale(tree, "also"), *by_locale(tree, "forbidden")):
        if key not in names:
            raise value.error(needs(key))
    return Term(names, also, forbidden, about, part, compared)


def _variants(tree: Tree) -> Iterator[Variant]:
    """Forbidden forms with the reasons."""
    if tree.kind != "mapping":
        raise tree.error(not_mapping())
    for key, value in tree.items():
        null = str(value.node.tag).endswith(":null")
        yield Variant(word_of(key), "" if null else words(text_of(value)).rstrip("."))


def _vendor(tree: Tree, name: str) -> Vendor:
    title = tree.get("name")
    given = tree.get("vouched_by")
    labels = []
    for screen in elements(tree, "screens"):
        check_keys(screen, _SCREEN)
        names = dict(names_of(screen, _SCREEN))
        if not names:
            raise screen.error(needs("ko, en"))
        labels += [_label(one, name, names, given) for one in elements(screen, "labels")]
    return Vendor(name, text_of(title) if title else name, tuple(labels))


def _label(tree: Tree, vendor: str, screen: Mapping[str, str], given: Tree | None) -> UiLabel:
    check_keys(tree, _LABEL)
    names = dict(names_of(tree, _LABEL))
    if not names:
        raise tree.error(needs("ko, en"))
    vouched = _vouched(tree.get("vouched_by") or given, names)
    for locale in names:
        if locale not in vouched:
            raise tree.error(needs("vouched_by"))
    since = tree.get("since")
    former = {
        key: tuple(map(word_of, listed(value))) for key, value in by_locale(tree, "renamed_from")
    }
    for key, value in by_locale(tree, "renamed_from"):
        if key not in names or vouched[key] == "none":
            raise value.error(needs(key))
    return UiLabel(vendor, screen, names, vouched, text_of(since) if since else "", former)


def _vouched(tree: Tree | None, names: Iterable[str]) -> dict[str, str]:
    """Who vouches for each name: one word for all, or one for each language."""
    if tree is None:
        return {}
    if tree.kind != "mapping":
        return dict.fromkeys(names, choice(tree, VOUCHED, ""))
    return {text_of(key): choice(value, VOUCHED, "") for key, value in tree.items()}


def _check_forms(terms: list[Term], places: Mapping[int, Tree]) -> None:
    """Raises `ConfigError` where what one entry forbids is what an entry asks for."""
    ids: set[str] = set()
    known: dict[tuple[str, str], tuple[str, bool]] = {}
    for number, term in enumerate(terms):
        if term.id in ids:
            raise places[number].error(twice(term.name("en") or next(iter(term.names.values()))))
        ids.add(term.id)
        for locale in term.names:
            for form in term.forms(locale):
                bad = form.variant is not None
                other = known.setdefault((locale, form.text), (term.id, bad))
                if other != (term.id, bad) and (bad or other[1]):
                    raise places[number].error(clash(form.text))


UNREADABLE = Text(
    en=f"cannot be read: it must be a file of the project, in UTF-8, of {SIZE_LIMIT // 1_000_000} "
    "MB at most",
    ko=f"읽을 수 없습니다. 프로젝트 안에 있는 {SIZE_LIMIT // 1_000_000}MB 이하의 UTF-8 파일이어야 "
    "합니다",
)
