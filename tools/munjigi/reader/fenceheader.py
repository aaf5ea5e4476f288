"""A fence's first line, as `pymdownx.superfences` 13.1 understands it.

`validator` functions other than the extension's own are taken to accept every option, and `format`
functions to render the id. `tab="…"` makes no fence since version 8, and is read as one all the
same: sites that use it render it, with an older version or a hook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple

from munjigi.reader.attrlist import Attribute, scan_attributes
from munjigi.reader.dialect import Dialect, Named, kept
from munjigi.reader.fences import id_place

_LANGUAGE = re.compile(r" *+\.?([\w#.+-]+)(?= |\Z)")
_KEY = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*")
_OPTION = re.compile(r"""([a-zA-Z][a-zA-Z0-9_]*)(?:=(["'])(.*?)\2)?""")
_DEFAULT = Named("pymdownx.superfences.default_validator")
TAB = "tab"
_CHECKS: dict[str, re.Pattern[str] | None] = {
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*\Z"),
    "linenums": re.compile(r"\d"),
    "title": None,
    "title_mode": None,
    TAB: None,
}

_KEPT = 1_000  # first lines

Values = Mapping[str, str | None]
Rendered = tuple[str, int, int, Values, Values, int]  # the end of a `FenceBlock`


class _Kind(NamedTuple):
    """An entry of `custom_fences`, or the one for all other languages (`name` "*")."""

    name: str
    highlight: bool = False
    validator: str = "default"  # default, highlight or other
    renders: bool = True
    has_id: bool = True


class Header(NamedTuple):
    """A fence's first line, understood: `rest` are attributes for the rendered element."""

    language: str
    kind: _Kind
    options: Values
    rest: Values
    attributes: list[Attribute]


def _are_options(words: list[str]) -> bool:
    """Whether words are `key`, `key="value"` and `key='value'`, where values may hold spaces.

    A value may end at any of its quotes before a space or the end, so all ways are followed at
    once.
    """
    ready = True  # the words so far may be whole options
    inside: set[str] = set()  # quotes of values that may still be open
    for word in words:
        key = _KEY.match(word) if ready else None
        ready = word[-1] in inside
        if key is None:
            continue
        after = word[key.end() :]
        ready = ready or not after
        if after.startswith(('="', "='")):
            inside.add(after[1])
            ready = ready or (after[-1] == after[1] and after not in ('="', "='"))
    return ready


class HeaderRules:
    """What the dialect's settings say about a fence's first line."""

    def __init__(self, dialect: Dialect) -> None:
        self.pygments = bool(dialect.option("pymdownx.highlight", "use_pygments", True))
        self.relaxed = bool(dialect.option("pymdownx.superfences", "relaxed_headers"))
        self.strict_quotes = dialect.has("pymdownx.quotes")
        self.attr_list = dialect.has("attr_list")
        self.kinds = _kinds(dialect.option("pymdownx.superfences", "custom_fences"))
        self._known: dict[str, Header | None] = {}

    def read(self, text: str, start: int, end: int) -> Header | None:
        """What stands after the marker, or None where that makes the line no fence."""
        line = text[start:end]
        if line in self._known:
            return self._known[line]
        header = self._read(text, start, end)
        if "{" not in line and len(self._known) < _KEPT:  # attributes have places
            self._known[line] = header
        return header

    def _read(self, text: str, start: int, end: int) -> Header | None:
        named = _LANGUAGE.match(text[start:end])
        language = named[1] if named else ""
        after = text[start + (named.end() if named else 0) : end]
        body = after.strip(" ")
        if body[:1] == "{" and body[-1] == "}" and body != "{}":
            braces = end - len(after.lstrip(" ")) + 1
            return self._braced(language, scan_attributes(body[1:-1], braces)[0])
        words = [word for word in body.split(" ") if word]
        if body != "{}" and words and not _are_options(words):
            return self._relaxed(language, []) if body.split() == words else None
        pairs = ((one[1], one[1] if one[3] is None else one[3]) for one in _OPTION.finditer(body))
        return self._chosen(language, dict(pairs), []) or self._relaxed(language, [])

    def _braced(self, language: str, attributes: list[Attribute]) -> Header | None:
        classes = [one.value or "" for one in attributes if one.key == "."]
        values = {one.key: one.value for one in attributes if one.key not in ("id", ".")}
        if not language and classes:
            language = classes[0]
        header = self._chosen(language, values, attributes, braces=True)
        return header or self._relaxed(language, attributes)

    def _relaxed(self, language: str, attributes: list[Attribute]) -> Header | None:
        return self._chosen(language, {}, attributes) if self.relaxed else None

    def _chosen(
        self, language: str, values: Values, attributes: list[Attribute], *, braces: bool = False
    ) -> Header | None:
        """By the first kind that accepts the values; only braces may hold further attributes."""
        for kind in self.kinds:
            if kind.name in ("*", language):
                accepted = self._accepted(kind, values)
                if accepted is not None and (braces or not accepted[1]):
                    return Header(language, kind, *accepted, attributes)
        return None

    def _accepted(self, kind: _Kind, values: Values) -> tuple[Values, Values] | None:
        """The values as options of the kind and as attributes, or None where it refuses them."""
        if kind.validator == "default":
            return {}, values
        if kind.validator == "other":
            return (values, {}) if values else None
        options: dict[str, str | None] = {}
        rest: dict[str, str | None] = {}
        for key, value in values.items():
            check = _CHECKS.get(key)
            if check is not None and value is None and self.pygments:
                return None  # the extension's own check fails with a TypeError
            known = key == TAB or (self.pygments and key in _CHECKS)
            fits = known and (check is None or check.match(value or "") is not None)
            (options if fits else rest)[key] = value
        return options, rest

    def rendered(self, text: str, header: Header, number: int) -> Rendered:
        """What the element of the fence has."""
        kind = header.kind
        start, end = id_place(header.attributes)
        shown = start >= 0 and kind.has_id
        rest = header.rest if self.attr_list else {}
        if kind.highlight and self.pygments:
            rest = {key: value for key, value in rest.items() if key.startswith("data-")}
        id = unescape(text[start:end].partition('"')[0]) if shown else ""
        return id, start, end, rest, header.options, number if kind.highlight else -1


@kept
def rules_of(dialect: Dialect) -> HeaderRules:
    """What a dialect's settings say about a fence's first line."""
    return HeaderRules(dialect)


def _kinds(custom: Any) -> list[_Kind]:
    """The kinds of fences, in the order in which they are asked."""
    kinds = [_Kind("*", highlight=True, validator="highlight")]
    for one in custom if isinstance(custom, list) else ():
        if not isinstance(one, Mapping) or one.get("name") is None or one.get("class") is None:
            continue
        kind = _Kind(
            str(one["name"]),
            validator=_validator(one.get("validator", _DEFAULT)),
            renders=bool(one.get("format", _DEFAULT)),
            has_id=not _is_mathjax(one.get("format")),
        )
        if kind.name == "*":
            kinds[0] = kind
        else:
            kinds.append(kind)
    return kinds[::-1]


def _validator(value: Any) -> str:
    name = value.name if isinstance(value, Named) else ""
    module, _, function = name.rpartition(".")
    if module == "pymdownx.superfences" and function in (
        "default_validator",
        "highlight_validator",
    ):
        return function.partition("_")[0]
    return "other"


def _is_mathjax(value: Any) -> bool:
    if not isinstance(value, Named) or not value.name.startswith("pymdownx.arithmatex."):
        return False
    return "mathjax" in value.name or value.kwargs.get("mode") == "mathjax"
