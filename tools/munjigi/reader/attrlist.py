"""Attribute lists `{ #id .class key="value" }`, as `markdown.extensions.attr_list` scans them."""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(r"""([^ =}]+)(?:="([^"\n]*)"|='([^'\n]*)'|=([^ =}]+))?| """)


class Attribute(NamedTuple):
    """One attribute. `key` is `id` for `#x` and `.` for `.x`; `value` is None for a bare word.

    `start` to `end` is the place of the value, or of the whole word where there is none.
    """

    key: str
    value: str | None
    start: int
    end: int


def scan_attributes(text: str, base: int = 0) -> tuple[list[Attribute], str]:
    """What stands between the braces as attributes, and what is left from a `}` on, if anything.

    Places count from `base`. As `get_attrs_and_remainder`: the scan stops at the first character
    that fits nowhere, and what follows is dropped unless a `}` stands in it.
    """
    attributes = []
    position = 0
    while (match := _PART.match(text, position)) is not None:
        position = match.end()
        if match[1] is not None:
            attributes.append(_attribute(match, base))
    stray = text.find("}", position)
    return attributes, text[stray:] if stray >= 0 else ""


def _attribute(match: re.Match[str], base: int) -> Attribute:
    word, group = match[1], match.lastindex or 1
    if group > 1:
        return Attribute(word, match[group], base + match.start(group), base + match.end(group))
    start, end = base + match.start(), base + match.end()
    if word[0] == ".":
        return Attribute(".", word[1:], start + 1, end)
    if word[0] == "#":
        return Attribute("id", word[1:], start + 1, end)
    return Attribute(word, None, start, end)
