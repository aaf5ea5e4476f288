"""The settings of mkdocs-static-i18n, as its `config.py` (1.3) reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from munjigi import fields
from munjigi.model import Text
from munjigi.settings import Language
from munjigi.yamlfile import Tree

STRUCTURES = ("folder", "suffix")


def read_i18n(tree: Tree) -> dict[str, Any]:
    """The fields `structure`, `languages` and `fallback_to_default` of `Config`.

    Raises `ConfigError` where mkdocs-static-i18n would refuse to build.
    """
    structure = fields.text(tree, "docs_structure", "suffix")
    if structure not in STRUCTURES:
        place = tree.get("docs_structure") or tree
        raise fields.wrong_type(place, "docs_structure", "folder or suffix", "folder 또는 suffix")
    languages = tuple(_languages(tree))
    only = fields.text(tree, "build_only_locale")
    if only:
        languages = tuple(
            one._replace(default=one.locale == only, build=one.locale == only) for one in languages
        )
    if not any(one.default and one.build for one in languages):
        raise tree.error(
            Text(
                en="i18n has no language with default: true that is built; give one language both",
                ko="i18n에 default: true이면서 빌드하는 언어가 없습니다. 하나를 정하십시오",
            )
        )
    return {
        "structure": structure,
        "languages": languages,
        "fallback_to_default": fields.flag(tree, "fallback_to_default", True),
    }


def _languages(tree: Tree) -> Iterator[Language]:
    listed = tree.get("languages")
    if listed is not None and listed.kind != "sequence":
        en, ko = "a list of mappings with a locale each", "locale을 적은 묶음의 목록"
        if listed.kind == "mapping":
            en += ", as mkdocs-static-i18n 1.0 and later read it"
            ko = f"mkdocs-static-i18n 1.0부터 쓰는 대로 {ko}"
        raise fields.wrong_type(listed, "languages", en, ko)
    for one in listed.elements() if listed else ():
        if one.kind != "mapping":
            raise fields.wrong_type(one, "languages", "a list of mappings", "묶음의 목록")
        yield _language(one)


def _language(tree: Tree) -> Language:
    locale = fields.text(tree, "locale")
    place = tree.get("locale")
    if not locale or place is None:
        message = Text(
            en='this language has no locale; give it one, such as "locale: ko"',
            ko='이 언어에는 locale 값이 없습니다. "locale: ko"처럼 넣으십시오',
        )
        raise tree.error(message)
    default = fields.flag(tree, "default", False)
    return Language(
        locale=locale,
        name=fields.text(tree, "name"),
        default=default,
        build=fields.flag(tree, "build", True) and locale != "null",
        link=fields.text(tree, "link", "/" if default else f"/{locale}/"),
        site_url=fields.text(tree, "site_url") or None,
        nav=fields.nav(tree),
        nav_translations=fields.string_map(tree, "nav_translations"),
        admonition_translations=fields.string_map(tree, "admonition_translations"),
        span=place.span,
    )
