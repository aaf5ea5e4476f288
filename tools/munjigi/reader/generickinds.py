"""The kinds of generic blocks that a dialect has, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.reader import genericcaptions as captions
from munjigi.reader import genericelements as make
from munjigi.reader.genericelements import PREFIX, Kind, listed, words
from munjigi.reader.generichead import boolean, identifier, mode

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect

_ADMONITIONS = ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning")
_TYPES = {"admonition": [*_ADMONITIONS, "important"], "details": []}
_TYPE = {"type": identifier}
_OPEN = {"open": boolean}


def kinds(dialect: Dialect) -> dict[str, Kind]:
    """The kinds of blocks by name."""
    found: dict[str, Kind] = {}
    for extension in dialect.order:
        if extension.startswith(PREFIX):
            for name, kind in _kinds(dialect, extension, extension.removeprefix(PREFIX)):
                found.setdefault(name, kind)
    return found


def _kinds(dialect: Dialect, extension: str, short: str) -> Iterator[tuple[str, Kind]]:
    if short == "admonition":
        yield short, Kind(make.admonition, _TYPE)
        yield from _typed(dialect, extension, short, Kind(make.admonition))
    elif short == "details":
        yield short, Kind(make.details, {**_OPEN, **_TYPE})
        yield from _typed(dialect, extension, short, Kind(make.details, _OPEN))
    elif short == "tab":
        yield short, Kind(make.tab, {"new": boolean, "select": boolean}, True)
    elif short == "html":
        yield short, Kind(make.html, {"markdown": mode}, True, make.read_html)
    elif short == "definition":
        yield "define", Kind(make.definition, argument=False)
    elif short == "caption":
        for name, _, css in captions.figure_types(dialect):
            yield name, Kind(captions.caption, read=captions.read_caption, css=css)


def _typed(dialect: Dialect, extension: str, short: str, kind: Kind) -> Iterator[tuple[str, Kind]]:
    for each in listed(dialect.option(extension, "types", _TYPES[short])):
        name = str(each["name"])
        css = str(each.get("class", name))
        title = str(each.get("title", words(css)))
        yield name, kind._replace(css=css if title else name, title=title or words(name))
