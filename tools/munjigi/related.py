"""Sections that list related pages, and the notes in them that tell of pages to come."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from munjigi.model import Span

if TYPE_CHECKING:
    from munjigi.facts import Comment, Heading, Link
    from munjigi.page import Page

ANCHORS = frozenset({"related"})
HEADINGS = frozenset(
    {
        *("related", "related pages", "related guides", "related articles", "related documents"),
        *("related documentation", "related links", "related topics", "see also"),
        *("관련 문서", "관련 페이지", "관련 안내서", "관련 글", "관련 링크", "관련 항목"),
        *("함께 보기", "같이 보기", "함께 볼 문서"),
    }
)
_KOREAN = (
    r"준비\s*중|준비하고\s*있|작성\s*중|작성하고\s*있|작업\s*방침",
    r"(?:추가|공개|제공|작성|연결)(?:할|될)?\s*예정",
    r"링크\S*\s+(?:\S+\s+)?(?:추가|연결)(?:하지|할|합니다|됩니다|될)",
    r"(?:곧|추후|나중에)\s+(?:추가|공개|제공|작성|연결)",
)
_ENGLISH = (
    r"\b(?:coming soon|in preparation|being (?:written|prepared)|in the works)\b",
    r"\b(?:will|to) be (?:added|written|published|linked|available)\b",
    r"\b(?:is|are|still|only) planned\b",
    r"\bnot (?:yet )?(?:been )?written\b",
    r"\b(?:added|linked|published) later\b",
)
_TO_COME = re.compile("|".join((*_KOREAN, *_ENGLISH)), re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_NO_TEXT = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]|[ \t]*(?:#|\||<)")
_BOX = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]")
_COLONS = re.compile(r"[ \t]*(:{3,})[ \t]*[\w{]")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_SIGNS = re.compile(r"^\W+|\W+$")
_INDENT = 4
TO_THE_END = sys.maxsize


class Section(NamedTuple):
    """A heading of the page's own text with what stands below it, `start` to `end`.

    The last section ends at `TO_THE_END`, so that the text need not be read for it.
    """

    heading: Heading
    start: int
    end: int


def is_related(
    heading: Heading, texts: frozenset[str] = HEADINGS, ids: frozenset[str] = ANCHORS
) -> bool:
    """Whether a heading announces related pages."""
    return says_related(heading.id, heading.text, texts, ids)


def says_related(
    anchor: str, text: str, texts: frozenset[str] = HEADINGS, ids: frozenset[str] = ANCHORS
) -> bool:
    """Whether a heading with this anchor and text announces related pages."""
    return anchor in ids or _SIGNS.sub("", text).casefold() in texts


def related_sections(
    page: Page, texts: frozenset[str] = HEADINGS, ids: frozenset[str] = ANCHORS
) -> list[Section]:
    """The page's sections with related links in order, subsections being part of them."""
    found: list[Section] = []
    opened: Heading | None = None
    for heading in page.headings:
        if heading.path != page.path:
            continue
        if opened is not None and heading.level <= opened.level:
            found.append(Section(opened, opened.end, heading.start))
            opened = None
        if opened is None and is_related(heading, texts, ids):
            opened = heading
    if opened is not None:
        found.append(Section(opened, opened.end, TO_THE_END))
    return found


def holds(section: Section, page: Page, record: Comment | Heading | Link) -> bool:
    """Whether a record stands in the section, or came in by a snippet that stands there."""
    at = page.via(record) or record.span
    return at.path == page.path and section.start <= at.start < section.end


@lru_cache(maxsize=4)
def notes(page: Page, section: Section) -> tuple[Span, ...]:
    """The boxes and paragraphs, without links, that tell readers of pages to come."""
    if not _TO_COME.search(page.text, section.start, section.end):
        return ()
    comments = [one.span for one in page.comments if one.path == page.path]
    return tuple(
        Span(page.path, start, end)
        for start, end in _blocks(page.text, _within(section, page.text), comments)
        if _TO_COME.search(page.text, start, end) and "](" not in page.text[start:end]
    )


def _within(section: Section, text: str) -> Section:
    return section._replace(end=min(section.end, len(text)))


def _blocks(text: str, section: Section, comments: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Boxes, and paragraphs of plain text, each with its last line's ending left out."""
    hidden = {one.start: one.end for one in comments}
    at = section.start
    while at < section.end:
        line = _line(text, at)
        content = at + len(text[at:line]) - len(text[at:line].lstrip(" \t>"))
        if content in hidden:
            at = _line(text, hidden[content])
        elif not text[at:line].strip() or _NO_TEXT.match(text, at):
            at = line
        elif fence := _FENCE.match(text, at):
            at = _closing(text, line, section.end, fence[1])
        else:
            box, colons = _BOX.match(text, at), _COLONS.match(text, at)
            if box:
                end = _indented(text, line, section.end, len(box[1]) + _INDENT)
            elif colons:
                end = _closing(text, line, section.end, colons[1])
            else:
                end = _paragraph(text, line, section.end)
            yield at, at + len(text[at:end].rstrip())
            at = end


def _line(text: str, at: int) -> int:
    """Where the line after this place starts."""
    match = _LINE.match(text, at)
    return max(at + 1, match.end()) if match else len(text)


def _closing(text: str, at: int, end: int, mark: str) -> int:
    """The end of the line that closes a block."""
    while at < end:
        line = _line(text, at)
        if text[at:line].strip().startswith(mark) and not text[at:line].strip(" \t\r\n" + mark[0]):
            return line
        at = line
    return end


def _indented(text: str, at: int, end: int, columns: int) -> int:
    """The end of the lines that are blank or stand this far in."""
    last = at
    while at < end:
        line = _line(text, at)
        body = text[at:line].expandtabs(_INDENT)
        if body.strip():
            if len(body) - len(body.lstrip(" ")) < columns:
                return last
            last = line
        at = line
    return last


def _paragraph(text: str, at: int, end: int) -> int:
    while at < end and text[at : _line(text, at)].strip() and not _BOX.match(text, at):
        at = _line(text, at)
    return min(at, end)
