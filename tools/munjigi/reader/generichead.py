"""The first lines of a generic block: `/// name | argument`, and options indented below it.

A port of `split_header` of `pymdownx.blocks`, of the checks of `pymdownx.blocks.block` and of
`parse_selectors` of `pymdownx.blocks.html`, which are its specification.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from munjigi.reader.chunk import Chunk, joined
from munjigi.reader.htmltags import Attribute

START = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|(.*))?(?:\n|$)")
END = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,})[ ]*(?:\n|$)", re.MULTILINE)
_OPTIONS = re.compile(r"^(?:[ ]{4,}(?!\s).*?(?:\n|$))+", re.MULTILINE)
_NOTHING = re.compile(r"(?:\s*#.*)*\s*(?:~|null)?\s*")
_IDENTIFIER = re.compile(
    r"(?:-?[^\x00-\x40\x5B-\x5E\x60\x7B-\x9f]|--)[^\x00-\x2c\x2e\x2f\x3A-\x40\x5B-\x5E\x60\x7B-\x9f]*"
)
MODES = ("auto", "inline", "block", "raw", "html")

_ESCAPE = r"\\(?:[a-fA-F0-9]{1,6}[ \t]?+|[^\r\n\f]|$)"
_WORD = (
    rf"(?:--|-?+(?:[A-Za-z_\x80-\U0010ffff]|{_ESCAPE}))"
    rf"(?:[-0-9A-Za-z_\x80-\U0010ffff]|{_ESCAPE})*+"
)
_TAG = re.compile(_WORD)
_ID = re.compile(rf"#({_WORD})")
_CLASS = re.compile(rf"\.({_WORD})")
_OPEN = re.compile(r"\[[ \t]*+")
_CLOSE = re.compile(r"[ \t]*+\]")
_PAIR = re.compile(
    rf"""[ \t]*+({_WORD})(?:[ \t]*+=[ \t]*+"""
    rf"""("(?:\\.|[^\\"\r\n\f])*+"|'(?:\\.|[^\\'\r\n\f])*+'|(?:{_WORD})++))?+"""
)

Check = Callable[[Any], Any]


class Options(NamedTuple):
    """The options of a block; `attributes` are those that `attrs` gives, `classes` its classes."""

    values: Mapping[str, Any]
    attributes: tuple[Attribute, ...] = ()
    classes: tuple[str, ...] = ()


class Selector(NamedTuple):
    """`tag#id.class[name=value]`."""

    tag: str
    attributes: tuple[Attribute, ...]
    classes: tuple[str, ...]


def boolean(value: Any) -> bool:
    """A value that is true or false. Raises `ValueError` for any other."""
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def string(value: Any) -> str:
    """A value that is a string. Raises `ValueError` for any other."""
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def identifier(value: Any) -> str:
    """A value that may name a class, an id or an attribute. Raises `ValueError` for any other."""
    if _IDENTIFIER.fullmatch(string(value)) is None:
        raise ValueError(value)
    return str(value)


def mode(value: Any) -> str:
    """How content is read, one of `MODES`. Raises `ValueError` for anything else."""
    if string(value).lower() not in MODES:
        raise ValueError(value)
    return str(value).lower()


def split_header(chunk: Chunk, length: int) -> tuple[Chunk | None, Chunk]:
    """What stands below a block's first line, as its options and the rest.

    The end of the block, if it stands here, goes on a line of its own behind an empty one.
    """
    text = chunk.text
    end = next((each.start() for each in END.finditer(text) if len(each[1]) == length), None)
    head = chunk if end is None else chunk.slice(0, end)
    match = _OPTIONS.match(head.text)
    options = chunk.slice(0, match.end()) if match else None
    rest = head.rest(match.end()) if match else head
    return options, rest if end is None else joined([rest, chunk.rest(end)], "\n")


def split_end(chunk: Chunk, length: int) -> tuple[Chunk | None, Chunk | None, int]:
    """What belongs to a block with a fence of this length, what follows it, and where it ends.

    The place is -1 where it does not end here.
    """
    for match in END.finditer(chunk.text):
        if len(match[1]) == length:
            break
    else:
        return chunk, None, -1
    before = match.start() - chunk.text.endswith("\n", 0, match.start())
    return (
        chunk.slice(0, before) if match.start() else None,
        chunk.rest(match.end()) if match.end() < len(chunk.text) else None,
        chunk.at(match.end(1) - 1) + 1,
    )


def read_options(chunk: Chunk | None, checks: Mapping[str, Check]) -> Options | None:
    """The options that stand in YAML, each checked; None where the block must not have them."""
    if chunk is None:
        return Options({})
    data = _data(chunk.text)
    if data is None or not all(name == "attrs" or name in checks for name in data):
        return None
    try:
        values = {name: checks[name](data[name]) for name in data if name != "attrs"}
        attributes, classes = _attributes(chunk, data.get("attrs", {}))
    except ValueError:
        return None
    return Options(values, tuple(attributes), classes)


def _data(text: str) -> dict[str, Any] | None:
    from munjigi.reader.fullyaml import read_full

    text = textwrap.dedent(text)
    return {} if _NOTHING.fullmatch(text) else read_full(text).data


def _attributes(chunk: Chunk, given: Any) -> tuple[list[Attribute], tuple[str, ...]]:
    """The attributes and the classes in `attrs`. Raises `ValueError`."""
    if not isinstance(given, dict):
        raise ValueError(given)
    found: list[Attribute] = []
    classes: tuple[str, ...] = ()
    for key, value in given.items():
        name = identifier(key)
        if name.lower() == "class":
            classes = tuple(identifier(each) for each in string(value).split())
            continue
        text = identifier(value) if name.lower() == "id" else string(value)
        found.append(Attribute(name.lower(), text, *_place(chunk, name, text)))
    return found, classes


def _place(chunk: Chunk, name: str, value: str) -> tuple[int, int]:
    """Where the value of an attribute stands in YAML, or (-1, -1) where it is written otherwise."""
    pattern = rf"""(?:^|[\s{{,"']){re.escape(name)}["']?\s*:\s*["']?({re.escape(value)})"""
    match = re.search(pattern, chunk.text)
    if match is None or not value:
        return -1, -1
    start, end = match.span(1)
    return chunk.at(start), chunk.at(end - 1) + 1


def read_selector(chunk: Chunk, *, tag: bool) -> Selector | None:
    """What an argument says as a selector, with or without a tag; None where it says nothing."""
    text = chunk.text
    named = _TAG.match(text) if tag else None
    if tag and named is None:
        return None
    position = named.end() if named else 0
    found: dict[str, Attribute] = {}
    classes: list[str] = []
    ids = 0
    while position < len(text):
        match = _ID.match(text, position) or _CLASS.match(text, position)
        if match is None:
            position = _brackets(chunk, position, found, classes)
            if position < 0:
                return None
            continue
        if match[0][0] == ".":
            classes.append(match[1])
        else:
            ids += 1
            found["id"] = _attribute(chunk, "id", match.span(1))
        position = match.end()
    if ids > 1:
        return None
    return Selector(named[0] if named else "", tuple(found.values()), tuple(sorted(classes)))


def _brackets(chunk: Chunk, position: int, found: dict[str, Attribute], classes: list[str]) -> int:
    """Take what stands in brackets; where they end, or -1 where they are wrong."""
    opening = _OPEN.match(chunk.text, position)
    if opening is None:
        return -1
    position = opening.end()
    while match := _PAIR.match(chunk.text, position):
        position = match.end()
        name = match[1].lower()
        start, end = match.span(2)
        if start >= 0 and match[2][0] in "\"'":
            start, end = start + 1, end - 1
        if name == "class":
            classes += (each for each in chunk.text[start:end].split(" ") if each and start >= 0)
        elif start < 0:
            found[name] = Attribute(name, name, -1, -1)
        else:
            found[name] = _attribute(chunk, name, (start, end))
    closing = _CLOSE.match(chunk.text, position)
    return closing.end() if closing else -1


def _attribute(chunk: Chunk, name: str, place: tuple[int, int]) -> Attribute:
    start, end = place
    last = chunk.at(end - 1) + 1 if end > start else chunk.at(start)
    return Attribute(name, chunk.text[start:end], chunk.at(start), last)


def merged(first: Iterable[Attribute], second: Iterable[Attribute]) -> dict[str, Attribute]:
    """Attributes by name, where those of `second` replace those of `first`."""
    return {each.name: each for each in (*first, *second)}
