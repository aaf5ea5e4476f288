"""A page's facts as JSON and back for the cache, and in Python's own format for workers.

Both hold the facts in parts, so that nobody pays for a part that nobody asks for.

Every record is a list of its fields. To keep the text short and quick to read, what mostly is the
same stands as a number: 0 for the page's own path, for an `href` or `src` equal to its target, and
for a kind its place in `KINDS`; a link's or image's usual ending is left out.
"""

from __future__ import annotations

import base64
import json
import marshal
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from munjigi.facts import (
    Anchor,
    Comment,
    Definition,
    Facts,
    Flaw,
    FrontMatter,
    Heading,
    Image,
    Include,
    Link,
    Reference,
)
from munjigi.keptfacts import KeptFacts

KINDS = (
    "inline",
    "reference",
    "autolink",
    "html",
    "footnote",
    "permalink",
    "heading",
    "attribute",
    "name",
    "footnote-reference",
    "tab",
    "code",
    "definition",
)
FRONT_MATTER_LIMIT = 50_000  # values
_CODES = {kind: code for code, kind in enumerate(KINDS)}
_DEFAULTS: Mapping[str, Any] = {**Facts._field_defaults, "written": 0}
PARTS = tuple(_DEFAULTS)
_NO_BLOCK = Facts().front_matter
_RECORDS: Mapping[str, Any] = {
    "headings": Heading,
    "anchors": Anchor,
    "links": Link,
    "images": Image,
    "embeds": Image,
    "definitions": Definition,
    "undefined": Reference,
    "comments": Comment,
    "includes": Include,
    "flaws": Flaw,
}
_USUAL = {"links": "a", "images": "img", "embeds": "img"}
_LINK_END = [0, 0, -1]
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def encode(facts: Facts, path: str) -> bytes:
    """The facts of the page at `path` as one line: a part of JSON in UTF-8 for each of `PARTS`.

    The parts stand between tabs, which JSON escapes; one that says nothing is empty.
    """
    anchors = _rows(facts.anchors, path)
    for row in anchors:
        row[4] = _CODES.get(row[4], row[4])
    parts = [
        _front_matter(facts.front_matter),
        _rows(facts.headings, path),
        anchors,
        _link_rows(facts.links, path, _USUAL["links"]),
        _link_rows(facts.images, path, _USUAL["images"]),
        _link_rows(facts.embeds, path, _USUAL["embeds"]),
        *(_rows(part, path) for part in facts[6:]),
        facts.written,
    ]
    return "\t".join([_dump(part) if part else "" for part in parts]).encode(
        "utf-8", "surrogatepass"
    )


def decode(line: bytes, path: str, again: Callable[[], Facts]) -> KeptFacts:
    """The facts that `encode` made this line of; `again` reads the page where a part is not ours.

    Raises `ValueError` for a line that has not all parts.
    """
    if line.count(b"\t") != len(PARTS) - 1:
        raise ValueError("parts are missing")
    parts: dict[str, bytes] = {}

    def make(name: str) -> Any:
        if not parts:
            parts.update(zip(PARTS, line.split(b"\t"), strict=True))
        try:
            return _part(parts[name], name, path)
        except ValueError:
            return getattr(again(), name)

    return KeptFacts(make)


def _part(data: bytes, name: str, path: str) -> Any:
    """What a part says. Raises `ValueError` for any that `encode` does not make."""
    if not data:
        return _DEFAULTS[name]
    try:
        if name == "written":
            return int(data)
        part = json.loads(data.decode("utf-8", "surrogatepass"))
        if name == "front_matter":
            return _block(part)
        for row in part:
            row[0] = row[0] or path
        if name in _USUAL:
            _fill_links(part, _USUAL[name])
        elif name == "anchors":
            for row in part:
                row[4] = KINDS[row[4]] if row[4].__class__ is int else row[4]
        return tuple(map(partial(tuple.__new__, _RECORDS[name]), part))
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def pack(facts: Facts | KeptFacts) -> bytes:
    """The facts as bytes that `unpack` of the same process or a fork of it understands."""
    parts = [list(map(tuple, getattr(facts, name))) for name in _RECORDS]
    every: tuple[Any, ...] = (_front_matter(facts.front_matter), *parts, facts.written)
    return marshal.dumps([marshal.dumps(part) if part else b"" for part in every])


def unpack(data: bytes) -> KeptFacts:
    """The facts that `pack` made this of."""
    parts = dict(zip(PARTS, marshal.loads(data), strict=True))
    return KeptFacts(lambda name: _unpacked(parts.pop(name), name))


def _unpacked(data: bytes, name: str) -> Any:
    if not data:
        return _DEFAULTS[name]
    part = marshal.loads(data)
    if name in _RECORDS:
        return tuple(map(partial(tuple.__new__, _RECORDS[name]), part))
    return _block(part) if name == "front_matter" else part


def _block(part: list[Any]) -> FrontMatter:
    start, end, data, error, error_offset = part
    return FrontMatter(start, end, _values(data), error, error_offset)


def _rows(records: Iterable[tuple[Any, ...]], path: str) -> list[list[Any]]:
    return [[0 if record[0] == path else record[0], *record[1:]] for record in records]


def _link_rows(records: Iterable[tuple[Any, ...]], path: str, usual: str) -> list[list[Any]]:
    rows = []
    for record in records:
        row = list(record)
        if row[0] == path:
            row[0] = 0
        if row[6] == row[3]:
            row[6] = 0
        row[10] = _CODES.get(row[10], row[10])
        if row[11] == usual:
            row[11] = 0
        if row[10:] == _LINK_END:
            del row[10:]
        rows.append(row)
    return rows


def _fill_links(rows: list[list[Any]], usual: str) -> None:
    end = ["inline", usual, -1]
    for row in rows:
        if row[6] == 0:
            row[6] = row[3]
        if len(row) == 10:  # noqa: PLR2004
            row.extend(end)
        else:
            row[10] = KINDS[row[10]] if row[10].__class__ is int else row[10]
            row[11] = row[11] or usual


def _front_matter(block: FrontMatter) -> list[Any]:
    if block == _NO_BLOCK:
        return []
    budget = [FRONT_MATTER_LIMIT]
    try:
        data, error = _plain(block.data, budget), block.error
    except RecursionError:
        data, error = {}, block.error or "too many or too deep values"
    return [block.start, block.end, data, error, block.error_offset]


def _plain(value: Any, budget: list[int]) -> Any:
    """The value in JSON's types; what JSON lacks becomes `{"": kind, "v": value}`."""
    budget[0] -= 1
    if budget[0] < 0:
        raise RecursionError
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return [_plain(one, budget) for one in value]
    if not isinstance(value, Mapping):
        return _odd(value, budget)
    if all(isinstance(key, str) and key for key in value):
        return {key: _plain(one, budget) for key, one in value.items()}
    pairs = [[_plain(key, budget), _plain(one, budget)] for key, one in value.items()]
    return {"": "map", "v": pairs}


def _odd(value: Any, budget: list[int]) -> dict[str, Any]:
    if isinstance(value, tuple | set | frozenset):
        return {
            "": "tuple" if isinstance(value, tuple) else "set",
            "v": [_plain(one, budget) for one in value],
        }
    if isinstance(value, bytes):
        return {"": "bytes", "v": base64.b64encode(value).decode()}
    kind = "time" if isinstance(value, datetime) else "date" if isinstance(value, date) else "text"
    return {"": kind, "v": str(value) if kind == "text" else cast(date, value).isoformat()}


_MAKERS: Mapping[str, Any] = {
    "map": lambda pairs: {_hashable(key): value for key, value in pairs},
    "tuple": tuple,
    "set": set,
    "bytes": base64.b64decode,
    "time": datetime.fromisoformat,
    "date": date.fromisoformat,
    "text": str,
}


def _hashable(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key


def _values(value: Any) -> Any:
    if isinstance(value, list):
        return [_values(one) for one in value]
    if isinstance(value, dict):
        made = {key: _values(one) for key, one in value.items()}
        return _MAKERS[made[""]](made["v"]) if "" in made else made
    return value
