"""What the lock of the translations says: which texts were in step, one section a line.

A line is a JSON object: `page` (its path without its language), `section` (its id), and the hash of
the section in the default language and in one other. `minor` is the language in which it has
changed since in a way that needs no translation, and `reason` why. Each line is true for good, so
that lines of two branches can stand beside each other. An empty line parts them, so that Git merges
changes of neighbours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from munjigi.model import Span

LOCK = "translations.lock"  # in the docs folder
_LINE = re.compile(r"[^\r\n]+")
_HASH = re.compile(r"[0-9a-f]{16}|")
_NAMES = frozenset({"page", "section", "minor", "reason"})


class Record(NamedTuple):
    """Two texts that were in step: of a section in the default language (`source`) and `locale`."""

    page: str
    section: str
    locale: str
    source: str
    other: str
    minor: str = ""
    reason: str = ""

    def line(self, default: str) -> str:
        """The record as it stands in the lock of a site with this default language."""
        said = {"page": self.page, "section": self.section}
        said |= {default: self.source, self.locale: self.other}
        if self.minor:
            said |= {"minor": self.minor, "reason": self.reason}
        return json.dumps(said, ensure_ascii=False)


class Line(NamedTuple):
    """A line and its place; `record` is None where it is none of ours."""

    span: Span
    record: Record | None


def read_lock(path: str, text: str, default: str) -> tuple[Line, ...]:
    """The lines of the lock at `path`, empty ones left out."""
    return tuple(
        Line(Span(path, match.start(), match.end()), _record(match[0], default))
        for match in _LINE.finditer(text)
        if match[0].strip()
    )


def write_lock(records: Iterable[Record], default: str) -> str:
    """The text of a lock with these records."""
    return "".join(f"{one.line(default)}\n\n" for one in sorted(set(records)))


def _record(line: str, default: str) -> Record | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        return None
    locales = [name for name in said if name not in _NAMES and name != default]
    complete = {"page", "section", default} <= said.keys() and len(locales) == 1
    minor, reason = said.get("minor", ""), said.get("reason", "")
    if not complete or bool(minor) != bool(reason) or minor not in ("", default, *locales):
        return None
    made = Record(said["page"], said["section"], locales[0], said[default], said[locales[0]])
    whole = _HASH.fullmatch(made.source) and _HASH.fullmatch(made.other)
    return made._replace(minor=minor, reason=reason) if whole else None


def records(lines: Iterable[Line]) -> Iterator[Record]:
    """The lines that are ours."""
    return (line.record for line in lines if line.record is not None)
