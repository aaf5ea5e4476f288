"""A page's facts as JSON and back for the cache, and in Python's own format for workers.

Every record is a list of its fields. To keep the text short and quick to read, what mostly is the
same stands as a number: 0 for the page's own path, for an `href` or `src` equal to its target, and
for a kind its place in `KINDS`; a link's or image's usual ending is left out.
"""

from __future__ import annotations

import base64
import json
import marshal
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from munjigi.page import (
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
_PLAIN = (Heading, Definition, Reference, Comment, Include, Flaw)
_RECORDS: tuple[Any, ...] = (Heading, Anchor, Link, Image, Image, *_PLAIN[1:])
_LINK_END = [0, 0, -1]
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def encode(facts: Facts, path: str) -> bytes:
    """The facts of the page at `path` as one line of JSON in UTF-8."""
    anchors = _rows(facts.anchors, path)
    for row in anchors:
        row[4] = _CODES.get(row[4], row[4])
    parts = [
        _front_matter(facts.front_matter),
        _rows(facts.headings, path),
        anchors,
        _link_rows(facts.links, path, "a"),
        _link_rows(facts.images, path, "img"),
        _link_rows(facts.embeds, path, "img"),
        *(_rows(part, path) for part in facts[6:]),
    ]
    return _dump(parts).encode("utf-8", "surrogatepass")


def decode(line: bytes, path: str) -> Facts:
    """The facts that `encode` made this line of. Raises `ValueError` for any other line."""
    try:
        parts = json.loads(line.decode("utf-8", "surrogatepass"))
        front, headings, anchors, links, images, embeds, *rest = parts
        for row in anchors:
            row[0] = row[0] or path
            row[4] = KINDS[row[4]] if row[4].__class__ is int else row[4]
        return Facts(
            FrontMatter(front[0], front[1], _values(front[2]), front[3], front[4]),
            _records(Heading, headings, path),
            tuple(map(partial(tuple.__new__, Anchor), anchors)),
            tuple(map(partial(tuple.__new__, Link), _link_fields(links, path, "a"))),
            tuple(map(partial(tuple.__new__, Image), _link_fields(images, path, "img"))),
            tuple(map(partial(tuple.__new__, Image), _link_fields(embeds, path, "img"))),
            *(_records(kind, rows, path) for kind, rows in zip(_PLAIN[1:], rest, strict=True)),
        )
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError(str(error)) from None


def pack(facts: Facts) -> bytes:
    """The facts as bytes that `unpack` of the same process or a fork of it understands."""
    parts = [list(map(tuple, part)) for part in facts[1:]]
    return marshal.dumps((_front_matter(facts.front_matter), *parts))


def unpack(data: bytes) -> Facts:
    """The facts that `pack` made this of."""
    front, *parts = marshal.loads(data)
    records = (
        tuple(map(partial(tuple.__new__, kind), rows))
        for kind, rows in zip(_RECORDS, parts, strict=True)
    )
    return Facts(FrontMatter(front[0], front[1], _values(front[2]), front[3], front[4]), *records)


def _rows(records: Iterable[tuple[Any, ...]], path: str) -> list[list[Any]]:
    return [[0 if record[0] == path else record[0], *record[1:]] for record in records]


def _records(kind: Any, rows: list[list[Any]], path: str) -> Any:
    for row in rows:
        row[0] = row[0] or path
    return tuple(map(partial(tuple.__new__, kind), rows))


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


def _link_fields(rows: list[list[Any]], path: str, usual: str) -> list[list[Any]]:
    end = ["inline", usual, -1]
    for row in rows:
        row[0] = row[0] or path
        if row[6] == 0:
            row[6] = row[3]
        if len(row) == 10:  # noqa: PLR2004
            row.extend(end)
        else:
            row[10] = KINDS[row[10]] if row[10].__class__ is int else row[10]
            row[11] = row[11] or usual
    return rows


def _front_matter(block: FrontMatter) -> list[Any]:
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
