"""The plain kind of YAML, without PyYAML: `key: value` lines, and lists of plain values.

Everything here reads as PyYAML's safe loader reads it, or is not read at all.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any

_ENTRY = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]{0,99}):(?: +(.*))?")
_ITEM = re.compile(r"( *)- +(.*)")
_FLOW = re.compile(r"\[([^\[\]{}\"'?:#&*!|>%@`]*)\]")
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^'\\]*'")
_QUOTED_FLOW = re.compile(rf"\[ *(?:{_QUOTED.pattern})(?: *, *(?:{_QUOTED.pattern}))* *\]")
# More than what YAML 1.1 takes for a number, a date or a time, and begins with a digit.
_NUMERIC = re.compile(
    r"[0-9_.:]+(?:[eE][-+][0-9]+)?|0[xb][0-9a-fA-F_]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
)
_INTEGER = re.compile(r"0|[1-9][0-9]{0,15}")
_DECIMAL = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SPECIAL = frozenset("-?:,[]{}#&*!|>%@`.+<=~")
_QUOTES = frozenset("'\"")
_DIGITS = frozenset("0123456789")
_OPEN, _CLOSED = -1, -2  # a key that a list may follow, and one that has its value
_CASES = (str.lower, str.title, str.upper)
_WORDS: dict[str, bool | None] = {
    case(word): value
    for case in _CASES
    for word, value in (
        ("yes", True),
        ("no", False),
        ("true", True),
        ("false", False),
        ("on", True),
        ("off", False),
        ("null", None),
    )
}


class _NotPlainError(Exception):
    """PyYAML has to read this."""


def read_plain(block: str) -> dict[str, Any] | None:
    """The mapping that a block of YAML holds, or None where the block is not of the plain kind.

    `block` is what stands between the fences, with `\\n` line ends.
    """
    # All else, among it tabs and YAML's further line ends (U+0085, U+2028), is PyYAML's to judge.
    if not block.replace("\n", "").isprintable():
        return None
    try:
        return _mapping(block) or None
    except _NotPlainError:
        return None


def _mapping(block: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    key, indent = "", _CLOSED  # the last key, and how far the list in it is indented
    for raw in block.split("\n"):
        line = raw.rstrip(" ")
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            key, indent = intern(entry[1]), _CLOSED if entry[2] else _OPEN
            if key in data or key in _WORDS:
                raise _NotPlainError
            data[key] = _value(entry[2]) if entry[2] else None
        elif line and not line.startswith("#"):
            indent = _add_item(data, key, indent, line)
    return data


def _add_item(data: dict[str, Any], key: str, indent: int, line: str) -> int:
    item = _ITEM.fullmatch(line)
    if item is None:
        raise _NotPlainError
    if indent == _OPEN:
        indent = len(item[1])
        data[key] = []
    if len(item[1]) != indent:
        raise _NotPlainError
    data[key].append(_scalar(item[2]))
    return indent


def _value(text: str) -> Any:
    if text[0] != "[":
        return _scalar(text)
    if _QUOTED_FLOW.fullmatch(text):
        return [item[1:-1] for item in _QUOTED.findall(text)]
    flow = _FLOW.fullmatch(text)
    if flow is None:
        raise _NotPlainError
    items = [item.strip(" ") for item in flow[1].split(",")]
    if items == [""]:
        return []
    if "" in items:
        raise _NotPlainError
    return [_scalar(item) for item in items]


def _scalar(text: str) -> Any:
    first = text[0]
    if first in _QUOTES:
        inner = text[1:-1]
        if len(text) == 1 or text[-1] != first or first in inner or "\\" in inner:
            raise _NotPlainError
        return inner
    if first in _DIGITS and _NUMERIC.fullmatch(text):
        return _number(text)
    if first in _SPECIAL or ": " in text or " #" in text or text[-1] == ":":
        raise _NotPlainError
    return _WORDS.get(text, text)


def _number(text: str) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    day = _DATE.fullmatch(text)
    if day is None:
        raise _NotPlainError
    from datetime import date

    try:
        return date(int(day[1]), int(day[2]), int(day[3]))
    except ValueError:
        raise _NotPlainError from None
