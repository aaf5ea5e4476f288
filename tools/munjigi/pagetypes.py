"""The page types of a project: its templates and schemas, and which page has which type."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from munjigi.gitignore import matcher
from munjigi.localized import I18n, is_locale, key_of, locale_of
from munjigi.model import Span, Text
from munjigi.page import FrontMatter, Page
from munjigi.readtemplate import TemplateError, read_template
from munjigi.schema import Schema, SchemaError, parse_schema
from munjigi.settings import Config, ConfigError
from munjigi.snippets import Snippets
from munjigi.source import Source
from munjigi.template import PageType, Template

SCHEMA = ".schema.json"
COMMON = "common"
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
        self.files = {f"{folder}/{one}": snippets.hash(f"{folder}/{one}") for one in names}
        self._texts = {path: snippets.text(path) or "" for path in self.files}

    @cached_property
    def digest(self) -> str:
        """Names all that decides which types there are, and what they ask for."""
        settings = self.config.settings
        parts = (sorted(self.files.items()), settings.type_key, sorted(settings.page_types.items()))
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    @cached_property
    def templates(self) -> Mapping[str, Mapping[str, Template]]:
        """The templates by type and locale. Raises `ConfigError`."""
        found: dict[str, dict[str, Template]] = {}
        for path, text in self._texts.items():
            if path.endswith(".md"):
                name, locale = _named(path)
                found.setdefault(name, {})[locale] = self._template(path, text)
        return found

    @cached_property
    def schemas(self) -> Mapping[str, Schema]:
        """The schemas by type, and the common one. Raises `ConfigError`."""
        parsed: dict[str, Any] = {}
        made = {}
        paths = [path for path in self._texts if path.endswith(SCHEMA)]
        for path in paths:
            parsed[path.rpartition("/")[2]] = _checked(
                path, partial(parse_schema, self._texts[path])
            )
        for path in paths:
            schema = Schema(path, parsed)
            _checked(path, schema.check)
            made[path.rpartition("/")[2].removesuffix(SCHEMA)] = schema
        return made

    def check(self) -> None:
        """Raises `ConfigError` where a template or schema cannot be used."""
        self.templates  # noqa: B018
        self.schemas  # noqa: B018

    def of(self, src: str, block: FrontMatter) -> PageType | None:
        """The type of the page at `src` in the docs folder; None where a project has no types."""
        if not self.files:
            return None
        locale = locale_of(src, self.i18n) if self.i18n else ""
        settings = self.config.settings
        written = block.data.get(settings.type_key)
        name = written if isinstance(written, str) else ""
        given = "" if name else self._by_settings(key_of(src, self.i18n) if self.i18n else src)
        name = name or given
        return PageType(
            name,
            locale,
            settings.type_key,
            tuple(sorted(self.templates)),
            self.templates.get(name, {}),
            self.schemas.get(name) or self.schemas.get(COMMON),
            bool(given),
        )

    def _by_settings(self, key: str) -> str:
        for name, patterns in self.config.settings.page_types.items():
            if matcher(patterns)(key):
                return name
        return ""

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
    return [one for one in names if one.endswith((".md", SCHEMA)) and not one.startswith(".")]


def _named(path: str) -> tuple[str, str]:
    """A template's type and locale, "" for the locale of a site of one language."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    name, dot, locale = stem.rpartition(".")
    return (name, locale) if dot and is_locale(locale) else (stem, "")


def _checked(path: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except SchemaError as error:
        text = Text(
            en=f"this schema of front matter cannot be used: {error}",
            ko=f"이 앞머리 스키마는 쓸 수 없습니다: {error}",
        )
        raise ConfigError(text, path) from None


def _config_error(path: str, text: str, span: Span, message: Text) -> ConfigError:
    return ConfigError(message, path, *Source(path, text).position(span.start))
