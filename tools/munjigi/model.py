"""The values that everything else speaks in: places in files, edits, messages and findings.

Imports nothing of ours. All offsets are characters, from 0, into a file's text as `source.Source`
holds it (decoded from UTF-8, byte order mark removed, line endings untouched).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple


class Severity(Enum):
    """How much a finding matters; every severity but `INFO` makes `munjigi check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """The characters `start` to `end` (not included) of the file at `path`.

    `path` is relative to the project's folder and uses `/` on every system.
    """

    path: str
    start: int
    end: int


class Edit(NamedTuple):
    """Replace what stands at `span` with `text`; an empty span inserts.

    An edit of a file that does not exist makes it; `text` None, alone in a fix's edits of a file,
    deletes it.
    """

    span: Span
    text: str | None


class Fix(NamedTuple):
    """Edits that mend one problem; `safe` ones change nothing else that a reader sees."""

    edits: tuple[Edit, ...]
    safe: bool = True


class Text(NamedTuple):
    """One sentence in both languages; leaving one out is a `TypeError`."""

    en: str
    ko: str

    def of(self, language: str) -> str:
        """The sentence in `language` (`ko`, or English for everything else)."""
        return self.ko if language == "ko" else self.en


class Problem:
    """What a rule yields: where, the values that its message names, and a fix if there is one.

    `views` names the languages in whose built site the problem shows; None means every language
    that has the page. `target` is the link or image as written, where the problem is about one.
    `via` is the place of the include through which a snippet's text reached the page.
    `masked` among the values says that the span is a secret, and what of it may be shown.
    """

    __slots__ = ("fix", "span", "target", "values", "via", "views")

    def __init__(
        self,
        span: Span,
        *,
        fix: Fix | None = None,
        target: str | None = None,
        views: tuple[str, ...] | None = None,
        via: Span | None = None,
        **values: Any,
    ) -> None:
        self.span = span
        self.fix = fix
        self.target = target
        self.views = views
        self.via = via
        self.values = values


class Diagnostic(NamedTuple):
    """A problem as reported: with its rule, severity and message in both languages."""

    span: Span
    rule: str
    severity: Severity
    message: Text
    values: Mapping[str, Any] = {}
    target: str | None = None
    views: tuple[str, ...] = ()
    fix: Fix | None = None
