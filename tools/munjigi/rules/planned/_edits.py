"""Taking planned links out of comments, and lines and blocks out of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from munjigi.model import Edit, Span

if TYPE_CHECKING:
    from munjigi.planned import PlannedComment, PlannedLink

_BLANK = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_BLANK_BEFORE = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*\Z")
_MARKER = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+\Z")


class Change(NamedTuple):
    """The characters `start` to `end` become `text`."""

    start: int
    end: int
    text: str = ""


def newline(text: str) -> str:
    """The line ending that a file uses."""
    return "\r\n" if "\r\n" in text else "\n"


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines from `start` to `end`, the last one's ending included."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    at = min((one for one in (text.find("\n", end), text.find("\r", end)) if one >= 0), default=-1)
    if at < 0:
        return first, len(text)
    return first, at + (2 if text.startswith("\r\n", at) else 1)


def alone(text: str, start: int, end: int) -> str | None:
    """What indents a block that has its lines for itself; None where it shares them."""
    first, last = line_of(text, start, end)
    before, after = text[first:start], text[end:last]
    return None if before.strip(" \t>") or after.strip() else before


def without_block(text: str, start: int, end: int) -> Change:
    """Remove whole lines and the blank ones that they would leave in excess."""
    first, last = line_of(text, start, end)
    blank = _BLANK.match(text, last)
    last = blank.end() if blank else last
    if last == len(text):
        before = _BLANK_BEFORE.search(text, 0, first)
        first = before.start() if before else first
        return Change(first, last, newline(text) if first else "")
    return Change(first, last)


def without_link(text: str, comment: PlannedComment, link: PlannedLink) -> Change:
    """Remove a planned link, with its line where the comment neither opens nor closes on it."""
    first, last = line_of(text, link.span.start, link.span.end)
    if comment.comment.start < first and last <= comment.comment.end - len("-->"):
        return Change(first, last)
    marker = _MARKER.search(text, first, link.span.start)
    return Change(marker.start() if marker else link.span.start, link.span.end)


def as_edit(path: str, text: str, changes: list[Change]) -> Edit:
    """The changes as one edit that covers no more than it must; they touch, but overlap nowhere."""
    changes = sorted(changes)
    start, end = changes[0].start, max(change.end for change in changes)
    parts, at = [], start
    for change in changes:
        parts += [text[at : change.start], change.text]
        at = max(at, change.end)
    return Edit(Span(path, start, end), "".join((*parts, text[at:end])))
