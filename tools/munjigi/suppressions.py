"""Comments that let a problem stand: `<!-- munjigi: allow RULE[, RULE] [until=DAY] reason -->`.

A comment that shares its line with text covers that line. One that stands alone covers the block
that follows: up to the next blank line, or to the closing fence of code, with all that is indented
below the block's first line. `allow-page` in place of `allow` covers the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from munjigi.facts import Comment
from munjigi.model import Span

_OURS = re.compile(r"\s*munjigi\s*:\s*", re.IGNORECASE)
_FORM = re.compile(
    r"(?P<verb>allow|allow-page)\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)"
    r"(?:\s+until=(?P<until>\S+))?(?=\s|$)(?P<reason>.*)",
    re.DOTALL,
)
_WORD = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_FENCE = re.compile(r"`{3,}|~{3,}")
_EMPTY = " \t\r\n>"


class Allowed(NamedTuple):
    """One rule that a comment names, with the place of the name."""

    rule: str
    span: Span


class Suppression(NamedTuple):
    """A comment of ours. It covers `covers`; `lines` is what goes when the comment goes.

    `allowed` is empty and `body` all that was written where the comment has not our form.
    `until` is as written or "". `unused` is for the engine to fill in: the names that hid nothing.
    """

    span: Span
    body: Span
    text: str
    allowed: tuple[Allowed, ...]
    until: str
    reason: str
    covers: Span
    lines: Span
    expired: bool = False
    unused: tuple[Allowed, ...] = ()

    @property
    def rules(self) -> str:
        """The names as one text."""
        return ", ".join(allowed.rule for allowed in self.allowed)


def is_suppression(comment: Comment) -> bool:
    """Whether the comment speaks to us."""
    return _OURS.match(comment.text) is not None


def find_suppressions(
    path: str, text: str, comments: tuple[Comment, ...], today: date
) -> Iterator[Suppression]:
    """Our comments among those that stand in the file at `path`, which has this `text`."""
    layout = _Layout(text, [comment for comment in comments if comment.path == path])
    for comment in layout.comments:
        head = _OURS.match(comment.text)
        if head:
            yield _suppression(comment, head.end(), layout, today)


def _suppression(comment: Comment, head: int, layout: _Layout, today: date) -> Suppression:
    path, base = comment.path, comment.start + len("<!--")
    body = comment.text.rstrip()
    form = _FORM.fullmatch(body, head)
    until = (form and form["until"]) or ""
    allowed: tuple[Allowed, ...] = ()
    if form:
        allowed = tuple(
            Allowed(word[0], Span(path, base + word.start(), base + word.end()))
            for word in _WORD.finditer(body, form.start("rules"), form.end("rules"))
        )
    page = form is not None and form["verb"] == "allow-page"
    lines = layout.own_lines(comment)
    return Suppression(
        span=comment.span,
        body=Span(path, base + head, base + max(head, len(body))),
        text=body[head:],
        allowed=allowed,
        until=until,
        reason=form["reason"].strip() if form else "",
        covers=Span(path, *((0, len(layout.text)) if page else layout.covered(comment))),
        lines=Span(path, *lines),
        expired=bool(until) and not _is_to_come(until, today),
    )


def _is_to_come(until: str, today: date) -> bool:
    try:
        return date.fromisoformat(until) >= today
    except ValueError:
        return False


class _Layout:
    """The lines of a file with its comments blanked out; made only for files that have comments."""

    def __init__(self, text: str, comments: list[Comment]) -> None:
        self.text = text
        self.comments = comments
        self._ends: dict[int, int] = {}

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        found = [match.span() for match in _LINE.finditer(self.text)]
        return found[:-1] if len(found) > 1 and found[-1][0] == found[-1][1] else found

    @cached_property
    def _bare(self) -> list[str]:
        parts, at = [], 0
        for comment in self.comments:
            start = max(at, comment.start)
            parts += [self.text[at:start], re.sub(r"[^\r\n]", " ", self.text[start : comment.end])]
            at = max(at, comment.end)
        bare = "".join((*parts, self.text[at:]))
        return [bare[start:end] for start, end in self._lines]

    @cached_property
    def _next(self) -> list[int]:
        """For each line the next one, itself included, that has more than comments on it."""
        found, after = [0] * len(self._bare), len(self._bare)
        for index in range(len(self._bare) - 1, -1, -1):
            after = index if self._bare[index].strip(_EMPTY) else after
            found[index] = after
        return [*found, len(self._bare)]

    def _number(self, offset: int) -> int:
        return bisect_right(self._lines, (offset, len(self.text) + 1)) - 1

    def own_lines(self, comment: Comment) -> tuple[int, int]:
        """The comment with the space before it; its whole lines where nothing else stands there."""
        first, last = self._number(comment.start), self._number(comment.end - 1)
        start = self._lines[first][0]
        before = self.text[start : comment.start].rstrip(" \t")
        if any(self._bare[index].strip(_EMPTY) for index in (first, last)):
            return (start + len(before) if before else comment.start), comment.end
        return start, self._lines[last][1]

    def covered(self, comment: Comment) -> tuple[int, int]:
        """What the comment covers: its line, or the block that follows."""
        first, last = self._number(comment.start), self._number(comment.end - 1)
        if any(self._bare[index].strip(_EMPTY) for index in (first, last)):
            return self._lines[first][0], self._line_end(last)
        block = self._next[last + 1]
        if block == len(self._lines):
            return comment.start, comment.end
        if block not in self._ends:
            self._ends[block] = self._line_end(self._block_end(block))
        return comment.start, self._ends[block]

    def _line_end(self, index: int) -> int:
        start, end = self._lines[index]
        return start + len(self.text[start:end].rstrip("\r\n"))

    def _block_end(self, first: int) -> int:
        """The last line of the block whose first line is `first`."""
        opening = self._bare[first].lstrip(_EMPTY)
        fence = _FENCE.match(opening)
        if fence:
            return self._closing_fence(first, fence[0])
        indent, last = _indent(self._bare[first]), first
        for index in range(first + 1, len(self._bare)):
            line = self._bare[index]
            if not line.strip(_EMPTY):
                following = self._next[index]
                if following == len(self._bare) or _indent(self._bare[following]) <= indent:
                    return last
            else:
                last = index
        return last

    def _closing_fence(self, first: int, fence: str) -> int:
        for index in range(first + 1, len(self._bare)):
            line = self._bare[index].strip(_EMPTY)
            if line.startswith(fence) and not line.strip(fence[0]):
                return index
        return len(self._bare) - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
