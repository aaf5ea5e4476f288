"""Planned links: links to pages that are not written yet, kept in a page's HTML comments.

Two forms are read. A clear one, anywhere: `<!-- planned`, then one link a line, then `-->`. And any
comment with a Markdown list of links in a section of related pages, its other lines being free.
After a link may stand `due=2027-03-01` and `owner=name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from munjigi.links import folder_of, source_target, split_url, unquote
from munjigi.model import Span, Text
from munjigi.related import Section, holds

if TYPE_CHECKING:
    from munjigi.facts import Comment
    from munjigi.page import Page

_CLEAR = re.compile(
    r"\s*planned(?:(?=[ \t]*(?:\r|\n|\Z))|[ \t]*:|(?=[ \t]+(?:[-*+][ \t]+)?\[))", re.IGNORECASE
)
_LINE = re.compile(r"[^\r\n]+")
_LEAD = re.compile(r"[ \t>]*")
_MARKER = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\([ \t]*(?:<(?P<angle>[^<>]*)>|(?P<plain>(?:[^\s()<>]|\([^\s()]*\))*))"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
)
_ATTRIBUTE = re.compile(r"(?<!\S)(?P<name>\w+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]*))")
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|`+|\*+|(?<!\w)_+|_+(?!\w)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_START = len("<!--")

NO_LINK = Text(en="it holds no link", ko="링크가 없어")
TWO_LINKS = Text(en="it holds more than one link", ko="링크가 여럿이어서")
NO_TEXT = Text(en="the link has no words", ko="링크의 글자가 없어")
NO_PAGE = Text(en="the link names no page of this site", ko="이 사이트의 페이지를 가리키지 않아")
NO_DATE = Text(
    en="due= takes a day such as 2027-03-01", ko="due= 값이 2027-03-01 같은 날짜가 아니어서"
)
UNKNOWN = Text(
    en="only due= and owner= may follow a link", ko="링크 뒤에는 due=, owner= 값만 올 수 있어"
)


class PlannedLink(NamedTuple):
    """One planned link. `span` is its line from the link to its end; `text` has no markup.

    `due` is the day on which the page should be there. `target` is as written.
    """

    span: Span
    text: str
    text_span: Span
    target: str
    target_span: Span
    due: date | None = None
    due_span: Span | None = None
    owner: str = ""


class PlanFlaw(NamedTuple):
    """A part of a comment with planned links that cannot be read as one, and why."""

    span: Span
    reason: Text


class PlannedComment(NamedTuple):
    """A comment with planned links; `clear` tells the form with the word `planned`."""

    comment: Comment
    clear: bool
    links: tuple[PlannedLink, ...]
    flaws: tuple[PlanFlaw, ...]


def planned_comments(page: Page, sections: Iterable[Section]) -> tuple[PlannedComment, ...]:
    """The page's comments with planned links, those of its snippets included, in order.

    `sections` are those with related links.
    """
    found = (
        read_comment(comment, page.src, related=any(holds(one, page, comment) for one in sections))
        for comment in page.comments
    )
    return tuple(one for one in found if one is not None)


def read_comment(comment: Comment, src: str = "", *, related: bool) -> PlannedComment | None:
    """A comment's planned links, or None for an ordinary one.

    `src` is the path of its page in the docs folder, "" where targets above that folder may pass.
    `related` says that it stands in a section of related pages.
    """
    head = _CLEAR.match(comment.text)
    if head is None and not related:
        return None
    links: list[PlannedLink] = []
    flaws: list[PlanFlaw] = []
    for line in _LINE.finditer(comment.text, head.end() if head else 0):
        _read_line(comment, src, line, links, flaws, clear=head is not None)
    if head is not None and not links and not flaws:
        flaws.append(PlanFlaw(comment.span, NO_LINK))
    if head is None and not links and not flaws:
        return None
    return PlannedComment(comment, head is not None, tuple(links), tuple(flaws))


def _read_line(
    comment: Comment,
    src: str,
    line: re.Match[str],
    links: list[PlannedLink],
    flaws: list[PlanFlaw],
    *,
    clear: bool,
) -> None:
    """Read one line of a comment; in the form that is not `clear` only list items count."""
    lead = _LEAD.match(comment.text, line.start(), line.end())
    start, end = lead.end() if lead else line.start(), line.start() + len(line[0].rstrip())
    marker = _MARKER.match(comment.text, start, end)
    if start >= end or not (clear or (marker and comment.text[marker.end() : end][:1] == "[")):
        return
    start = marker.end() if marker else start
    found = list(_LINK.finditer(comment.text, start, end))
    if len(found) != 1:
        flaws.append(PlanFlaw(_span(comment, start, end), TWO_LINKS if found else NO_LINK))
        return
    made = _link(comment, found[0], end, flaws)
    flaw = _flaw(made, src)
    if flaw is None:
        links.append(made)
    elif clear or flaw is NO_TEXT:  # a comment without the word may well hold other links
        flaws.append(PlanFlaw(_span(comment, start, end), flaw))


def _flaw(link: PlannedLink, src: str) -> Text | None:
    url = split_url(link.target)
    if url.scheme or url.host or not url.path:
        return NO_PAGE
    if src and source_target(folder_of(src), unquote(url.path)).startswith("../"):
        return NO_PAGE
    return None if link.text else NO_TEXT


def _link(comment: Comment, match: re.Match[str], end: int, flaws: list[PlanFlaw]) -> PlannedLink:
    target = "plain" if match["angle"] is None else "angle"
    due, due_span, owner = None, None, ""
    for one in _ATTRIBUTE.finditer(comment.text, match.end(), end):
        value = one["bare"] if one["quoted"] is None else one["quoted"]
        if one["name"] == "owner":
            owner = value
        elif one["name"] == "due":
            due, due_span = day(value), _span(comment, *one.span())
            if due is None:
                flaws.append(PlanFlaw(due_span, NO_DATE))
        else:
            flaws.append(PlanFlaw(_span(comment, *one.span()), UNKNOWN))
    return PlannedLink(
        _span(comment, match.start(), end),
        plain(match["text"]),
        _span(comment, *match.span("text")),
        match[target],
        _span(comment, *match.span(target)),
        due,
        due_span,
        owner,
    )


def _span(comment: Comment, start: int, end: int) -> Span:
    base = comment.start + _START
    return Span(comment.path, base + start, base + end)


def day(text: str) -> date | None:
    """The day that a text such as 2027-03-01 names."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def plain(text: str) -> str:
    """The words of a link without markup."""
    return " ".join(_MARKUP.sub(lambda match: match[1] or "", text).split())
