"""Keywords and formats of JSON Schema for which `jsonschema` (4.26) knows no bounds.

Its own take a power of a value's length, end in an exception of Python's, or do nothing without
other libraries.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import datetime
from typing import Any

from munjigi.schemafile import LONGEST_VALUE

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d.*")


def _matches(_: Any, pattern: str, value: object, __: Any) -> Iterator[Any]:
    """What `pattern` says against a value; a text that is too long to be tried does not match."""
    from jsonschema import ValidationError

    if isinstance(value, str) and (len(value) > LONGEST_VALUE or re.search(pattern, value) is None):
        yield ValidationError(f"{value[:LONGEST_VALUE]!r} does not match {pattern!r}")


def _unique(_: Any, wanted: bool, value: object, __: Any) -> Iterator[Any]:
    """What `uniqueItems` says, in linear time."""
    from jsonschema import ValidationError

    if wanted and isinstance(value, list) and len({_key(one) for one in value}) < len(value):
        yield ValidationError("an item stands twice")


def _key(value: Any) -> Hashable:
    """What equal values of JSON have in common: 1 and 1.0 are equal, 1 and true are not."""
    if isinstance(value, Mapping):
        return frozenset((name, _key(one)) for name, one in value.items())
    if isinstance(value, list):
        return tuple(map(_key, value))
    return isinstance(value, bool), value


def _multiple(_: Any, step: float, value: object, __: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(value, int | float) and not isinstance(value, bool) and not _divides(step, value):
        yield ValidationError("is no multiple")


def _divides(step: float, value: float) -> bool:
    try:
        quotient = value / step if isinstance(step, float) else value % step
    except OverflowError:
        return False
    return quotient.is_integer() if isinstance(step, float) else quotient == 0


KEYWORDS = {"pattern": _matches, "uniqueItems": _unique, "multipleOf": _multiple}


def _is_uri(value: object) -> bool:
    """Whether a text is an absolute address; letters of all scripts are welcome in it."""
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


def _is_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(_TIME.fullmatch(value) and datetime.fromisoformat(value))


def _is_regex(value: object) -> bool:
    """Whether a text is a regular expression, of a length and depth that can be compiled."""
    return not isinstance(value, str) or (len(value) <= LONGEST_VALUE and bool(re.compile(value)))


FORMATS: Mapping[str, Any] = {
    "uri": (_is_uri, ()),
    "date-time": (_is_time, ValueError),
    "regex": (_is_regex, (re.error, OverflowError, RecursionError)),
}
