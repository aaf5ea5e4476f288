"""The page types of a project: its templates and schemas, and which page has which type."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from munjigi.digest import SIZE_LIMIT, digest
from munjigi.facts import FrontMatter
from munjigi.gitignore import matcher
from munjigi.localized import I18n, is_locale, key_of, locale_of
from munjigi.model import Span, Text
from munjigi.nearest import nearest
from munjigi.page import Page
from munjigi.readtemplate import TemplateError, read_template
from munjigi.schema import Schema
from munjigi.schemafile import SchemaError, parse_schema
from munjigi.settings import Config, ConfigError
from munjigi.snippets import Snippets
from munjigi.source import Source
from munjigi.template import PageType, Template

SCHEMA = ".schema.json"
COMMON = "common"
README = "readme.md"  # says something about the folder, and is no template
Read = Callable[[str, str], Page]


class PageTypes:
    """The types whose templates stand in the folder that the settings name.

    `read` makes a page of a template's path and text.
    """

    def __init__(self, config: Config, snippets: Snippets, read: Read) -> None:
        folder = config.settings.templates or ""
        self.config = config
        self.i18n = I18n.of(config)
        self._read = read
        names = _names(os.path.join(config.root, folder))
        paths = names if folder == "." else [f"{folder}/{one}" for one in names]
        self.files = {path: snippets.hash(path) for path in paths}
        self._texts = {path: snippets.text(path) for path in paths}

    @cached_property
    def digest(self) -> str:
        """Names all that decides which types there are, and what they ask for."""
        settings = self.config.settings
        named = sorted(settings.page_types.items())
        parts = (sorted(self.files.items()), settings.type_key, named, self.i18n)
        return digest(repr(parts).encode())

    @cached_property
    def templates(self) -> Mapping[str, Mapping[str, Template]]:
        """The templates by type and locale. Raises `ConfigError`."""
        found: dict[str, dict[str, Template]] = {}
        for path in self.files:
            if path.endswith(".md"):
                name, locale = _named(path)
                found.setdefault(name, {})[locale] = self._template(path, self._text(path))
        return found

    @cached_property
    def schemas(self) -> Mapping[str, Schema]:
        """The schemas by type, and the common one. Raises `ConfigError`."""
        parsed: dict[str, Any] = {}
        made = {}
        paths = [path for path in self.files if path.endswith(SCHEMA)]
        for path in paths:
            name = path.rpartition("/")[2]
            parsed[name] = _checked(path, partial(parse_schema, self._text(path)))
        for path in paths:
            schema = Schema(path, parsed)
            _checked(path, schema.check)
            made[schema.name.removesuffix(SCHEMA)] = schema
        return made

    def check(self) -> None:
        """Raises `ConfigError` where a template, a schema or a setting cannot be used."""
        known = {*self.templates, *self.schemas}
        for name in self.config.settings.page_types:
            if self.files and name not in known:
                raise ConfigError(_unknown(name, known), self.config.file or "")
        for name, found in self.templates.items():
            if self.i18n is None and len(found) > 1 and "" not in found:
                raise ConfigError(_ambiguous(name), self.config.settings.templates or "")

    def of(self, src: str, block: FrontMatter) -> PageType | None:
        """The type of the page at `src` in the docs folder; None where a project has no types."""
        if not self.files:
            return None
        locale = locale_of(src, self.i18n) if self.i18n else ""
        written = block.data.get(self.config.settings.type_key)
        name = written if isinstance(written, str) else ""
        given = "" if name else self._by_settings(key_of(src, self.i18n) if self.i18n else src)
        name = name or given
        return PageType(
            name,
            locale,
            self.config.settings.type_key,
            tuple(sorted(self.templates)),
            _in_locale(self.templates.get(name, {}), locale),
            self.schemas.get(name) or self.schemas.get(COMMON),
            bool(given),
        )

    @cached_property
    def _matchers(self) -> Mapping[str, Callable[[str], bool]]:
        named = self.config.settings.page_types
        return {name: matcher(patterns) for name, patterns in named.items()}

    def _by_settings(self, key: str) -> str:
        return next((name for name, matches in self._matchers.items() if matches(key)), "")

    def _text(self, path: str) -> str:
        text = self._texts[path]
        if text is None:
            raise ConfigError(_UNREADABLE, path)
        return text

    def _template(self, path: str, text: str) -> Template:
        try:
            return read_template(self._read(path, text))
        except TemplateError as error:
            raise _config_error(path, text, error.span, error.message) from None


def _names(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [
        one
        for one in names
        if one.endswith((".md", SCHEMA)) and not one.startswith(".") and one.lower() != README
    ]


def _named(path: str) -> tuple[str, str]:
    """A template's type and locale, "" for a template of no language."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    name, dot, locale = stem.rpartition(".")
    return (name, locale) if dot and is_locale(locale) else (stem, "")


def _in_locale(found: Mapping[str, Template], locale: str) -> Mapping[str, Template]:
    """The templates of a type, one of which serves the locale if any can.

    A template without a language serves all that have none of their own, and in a site of one
    language (locale "") a single template serves whatever its name says.
    """
    others = {one: template for one, template in found.items() if one}
    own = found.get(locale) or found.get("")
    if own is None and not locale and len(others) == 1:
        return {"": next(iter(others.values()))}
    return others if own is None else {**others, locale: own}


_UNREADABLE = Text(
    en=f"cannot be read: it must be a file of the project, in UTF-8, of {SIZE_LIMIT // 1_000_000} "
    "MB at most",
    ko=f"읽을 수 없습니다. 프로젝트 안에 있는 {SIZE_LIMIT // 1_000_000}MB 이하의 UTF-8 파일이어야 "
    "합니다",
)


def _unknown(name: str, known: Iterable[str]) -> Text:
    near = nearest(name, known) or ", ".join(sorted(known))
    return Text(
        en=f'page_types names the type "{name}", which has no template; did you mean {near}?',
        ko=f'page_types 설정의 "{name}" 유형에는 템플릿이 없습니다. 쓸 수 있는 유형: {near}',
    )


def _ambiguous(name: str) -> Text:
    return Text(
        en=f'the type "{name}" has templates in several languages, but the site has one language; '
        f"keep one of them as {name}.md",
        ko=f'사이트의 언어는 하나인데 "{name}" 유형의 템플릿은 언어가 여럿입니다. '
        f"하나만 {name}.md 이름으로 남겨 두십시오",
    )


def _checked(path: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except SchemaError as error:
        text = Text(
            en=f"this schema of front matter cannot be used: {error.reason.en}",
            ko=f"이 앞머리 스키마는 쓸 수 없습니다. {error.reason.ko}",
        )
        raise ConfigError(text, path, error.line, error.column) from None


def _config_error(path: str, text: str, span: Span, message: Text) -> ConfigError:
    return ConfigError(message, path, *Source(path, text).position(span.start))
