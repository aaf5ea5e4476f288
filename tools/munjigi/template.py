"""Page types as values: what a template asks of pages, as `readtemplate` reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Protocol

from munjigi.model import Span

TODO = re.compile(r"TODO\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\s*\d+[.)]\s+")
_DIGITS = re.compile(r"\d+")


class Label(NamedTuple):
    """A label of an entry: its `names` (the first is the one that stubs carry)."""

    names: tuple[str, ...]
    required: bool

    @property
    def keys(self) -> frozenset[str]:
        """The names as `key` makes them."""
        return frozenset(map(key, self.names))


class Wanted(NamedTuple):
    """A section that a template asks for.

    `span` is its heading in the template, `stub` its text there without the template's comments,
    subsections included. `id` is "" where the template gives none.
    """

    span: Span
    level: int
    id: str
    text: str
    stub: str
    also: tuple[str, ...] = ()
    optional: bool = False
    repeated: bool = False
    labels: tuple[Label, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    needs_text: bool = False
    children: tuple[Wanted, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The headings that mean this section, as `key` makes them; none where any text will do."""
        return _names((self.text, *self.also))

    @property
    def id_pattern(self) -> re.Pattern[str]:
        """What matches the section's id, and those of its repetitions."""
        return _id_pattern(self.id, repeated=self.repeated)

    @property
    def text_pattern(self) -> re.Pattern[str]:
        """What matches the key of a heading with any text where the template has `TODO(…)`."""
        return _text_pattern((self.text, *self.also), repeated=self.repeated)


@cache
def _names(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(one) for one in texts if not TODO.search(one))


@cache
def _id_pattern(section: str, *, repeated: bool) -> re.Pattern[str]:
    parts = _DIGITS.split(section) if repeated else [section]
    return re.compile(".+".join(map(re.escape, parts)))


@cache
def _text_pattern(texts: tuple[str, ...], *, repeated: bool) -> re.Pattern[str]:
    found = []
    for one in texts:
        pattern = ".+".join(re.escape(key(part, strip=False)) for part in TODO.split(one)[::2])
        found.append(_DIGITS.sub(r"\\d+", pattern) if repeated else pattern)
    return re.compile("|".join(found))


class SchemaFault(NamedTuple):
    """What a schema says against front matter.

    `path` leads to the value (keys and positions), `keyword` is JSON Schema's name for what does
    not hold, `expected` its value in the schema, `key` the key that is missing or not known,
    `known` the keys that the schema knows there.
    """

    path: tuple[str | int, ...]
    keyword: str
    expected: Any
    key: str = ""
    known: tuple[str, ...] = ()


class Schema(Protocol):
    """A JSON Schema of a page type's front matter."""

    path: str

    def faults(self, data: Mapping[str, Any]) -> list[SchemaFault]:
        """What the schema says against front matter."""


class Template(NamedTuple):
    """The template of a page type in one language.

    `sections` are those below the title, `title` is the heading of level 1, if there is one.
    `front_matter` is the block at the top with its fences. `about` says what the type is for, ""
    where the template does not say it.
    """

    path: str
    text: str
    front_matter: str
    title: Wanted | None
    sections: tuple[Wanted, ...]
    open: bool = False
    any_order: bool = False
    about: str = ""

    @property
    def placeholders(self) -> frozenset[str]:
        """What stands in the template's `TODO(…)`."""
        return _placeholders(self.text)


@cache
def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match[1].strip() for match in TODO.finditer(text))


class PageType(NamedTuple):
    """What a page is: `name` is its type, "" where it has none.

    `templates` holds the type's templates by locale; it is empty for a type that no template is
    for. `names` are all types, `key` is the key of front matter that names the type, and
    `by_settings` says that `mkdocs.yml` gave the type.
    """

    name: str
    locale: str
    key: str
    names: tuple[str, ...]
    templates: Mapping[str, Template] = {}
    schema: Schema | None = None
    by_settings: bool = False

    @property
    def template(self) -> Template | None:
        """The template in the page's language."""
        return self.templates.get(self.locale)


def key(text: str, *, strip: bool = True) -> str:
    """Text by which headings and labels are compared: without case, number, signs and spaces."""
    made = unicodedata.normalize("NFC", text).casefold()
    if strip:
        number = _NUMBER.match(made)
        made = _without_signs(made[number.end() :] if number else made)
    return _SPACES.sub("", made)


def _without_signs(text: str) -> str:
    """The text from its first letter or digit to its last one: without emoji and punctuation."""
    places = [n for n, one in enumerate(text) if one.isalnum()]
    return text[places[0] : places[-1] + 1] if places else ""
