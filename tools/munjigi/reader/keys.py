"""Keyboard keys of pymdownx.keys: `++ctrl+alt+del++` shows as Ctrl+Alt+Del.

Keys with quoted names (`++"Send"+enter++`) and backslashes before `+` run at priority 185, between
code spans (190) and escapes (180): `early_keys`. All others run at 70, after emoji and wikilinks
(75) and before emphasis (60): `keys`. Both make elements, whose text is final; backslashes make a
string.

Bound: a quoted name may have `_LONGEST` characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.keynames import ALIASES, NAMES
from munjigi.reader.replacement import Replacement, find

EXTENSION = "pymdownx.keys"
_LONGEST = 1000

_KEY = rf"""(?:[\w\-]+|"(?:\\.|[^\\"]){{1,{_LONGEST}}}"|'(?:\\.|[^\\']){{1,{_LONGEST}}}')"""
_EARLY = re.compile(
    rf"(?s)(?<!\\)((?:\\{{2}})+)(?=\+)|(?<!\\)\+{{2}}((?:{_KEY}\+(?!\+))*?{_KEY})\+{{2}}"
)
_LATE = re.compile(r"\+{2}([\w\-]+(?:\+[\w\-]+)*?)\+{2}")
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(.)")
_PLUS = re.compile(r"(?<!\\)(?:\\\\)*(\+)")


def early_keys(text: str, dialect: Dialect) -> list[Replacement]:
    """Keys with quoted names, and pairs of backslashes before a plus."""
    if not dialect.has(EXTENSION) or "+" not in text:
        return []
    found = []
    position, placed = 0, -1
    while hit := find(_EARLY, text, position, placed):
        match, base = hit
        start, position = match.start() + base, match.end() + base
        shown = _early(match, dialect)
        if shown is not None:
            found.append(Replacement(start, position, shown, element=match[1] is None))
            placed = position
    return found


def _early(match: re.Match[str], dialect: Dialect) -> str | None:
    if match[1]:
        return match[1].replace("\\\\", "\\")
    parts = [part for part in _PLUS.split(match[2]) if part != "+"]
    quoted = any(part.startswith(('"', "'")) for part in parts)
    return _shown(parts, dialect) if quoted else None


def keys(text: str, dialect: Dialect) -> list[Replacement]:
    """Keys that go by their names."""
    if not dialect.has(EXTENSION) or "++" not in text:
        return []
    found = []
    for match in _LATE.finditer(text):
        shown = _shown(match[1].split("+"), dialect)
        if shown is not None:
            found.append(Replacement(match.start(), match.end(), shown, element=True))
    return found


def _shown(parts: list[str], dialect: Dialect) -> str | None:
    """The keys' names, unless one of them is unknown."""
    own = dialect.option(EXTENSION, "key_map", {})
    own = own if isinstance(own, Mapping) else {}
    camel = flag(dialect, EXTENSION, "camel_case", False)
    names = [_name(part, own, camel) for part in parts]
    if None in names:
        return None
    separator = dialect.option(EXTENSION, "separator", "+") or ""
    return str(separator).join(str(name) for name in names)


def _name(key: str, own: Mapping[str, str], camel: bool) -> str | None:
    if key.startswith(('"', "'")):
        return unescape(_ESCAPE.sub(r"\1", key[1:-1])).strip()
    if camel:
        key = _dashed(key)
    key = ALIASES.get(key, key)
    return own.get(key) or NAMES.get(key)


def _dashed(key: str) -> str:
    """`PgDn` as `pg-dn`."""
    parts = []
    last = ""
    for char in key:
        if char.isupper() and last not in ("", "-"):
            parts.append("-")
        parts.append(char.lower() if char.isupper() else char)
        last = char
    return "".join(parts)
