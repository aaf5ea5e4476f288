"""What two languages of a page must have in common, section by section.

A section's own text counts up to its first subsection. Values are compared as they are, apart from
links and pictures, whose addresses rules resolve first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.facts import MADE
from munjigi.numbers import numbers
from munjigi.outline import sections, walk
from munjigi.terms import is_short

if TYPE_CHECKING:
    from munjigi.detail import CodeSpan
    from munjigi.outline import Section
    from munjigi.page import Page

_COMMENT = re.compile(
    r"(?:(?<=\s)|^)(?:#(?!!)|//|--(?=\s))[^\r\n]*|/\*.*?\*/|<!--.*?-->", re.M | re.S
)
_SPACES = re.compile(r"\s+")


class Mark(NamedTuple):
    """One thing of a section: its kind, what is compared, and its place.

    `kind`: steps, table, code, admonition, number, link, image, label, term or form.
    """

    kind: str
    value: str
    start: int
    end: int


class Part(NamedTuple):
    """A section's heading and own content; level 0 is what stands above the first heading.

    `text_start` to `text_end` are the heading's words, `id_start` to `id_end` its explicit id or
    (-1, -1), `body` to `end` the section's own text. `level` is that of the heading.
    """

    id: str
    level: int
    title: str
    start: int
    text_start: int
    text_end: int
    id_start: int
    id_end: int
    body: int
    end: int
    marks: tuple[Mark, ...]


def shape(page: Page) -> list[Any]:
    """The page's parts as a JSON value, for `parts`."""
    found = [one for one in walk(sections(page)) if one.heading.path == page.path]
    top = max(page.front_matter.end, 0)
    first = found[0].start if found else len(page.text)
    made = [Part("", 0, "", top, top, top, -1, -1, top, first, ()), *map(_part, found)]
    starts = [one.start for one in made]
    marks: list[list[Mark]] = [[] for _ in made]
    for mark in sorted(_marks(page), key=lambda mark: (mark.start, mark.kind)):
        marks[bisect_right(starts, mark.start) - 1].append(mark)
    return [[*one[:-1], held] for one, held in zip(made, marks, strict=True)]


def _part(section: Section) -> Part:
    heading = section.heading
    return Part(
        heading.id,
        heading.level,
        heading.text,
        section.start,
        heading.text_start,
        heading.text_end,
        heading.id_start if heading.explicit else -1,
        heading.id_end if heading.explicit else -1,
        section.body,
        section.own_end,
        (),
    )


def parts(gathered: list[Any]) -> tuple[Part, ...]:
    """The parts of a page from what `shape` gathered."""
    return tuple(
        Part._make([*one[:-1], tuple(Mark._make(mark) for mark in one[-1])]) for one in gathered
    )


def _marks(page: Page) -> Iterator[Mark]:
    every = chain(_blocks(page), _numbers(page), _targets(page), _labels(page), _terms(page))
    return (mark for path, mark in every if path == page.path)


Found = Iterator[tuple[str, Mark]]


def _blocks(page: Page) -> Found:
    for listed in page.detail.lists:
        if listed.ordered:
            yield listed.path, Mark("steps", str(len(listed.items)), listed.start, listed.end)
    for table in page.detail.tables:
        if table.rows:
            size = f"{len(table.rows) - 1}x{len(table.rows[0])}"
            yield table.path, Mark("table", size, table.start, table.end)
    for fence in page.detail.fences:
        code = page.text[fence.start : fence.end]  # includes as they are written
        yield fence.path, Mark("code", f"{fence.language} {_hash(code)}", fence.start, fence.end)
    for box in page.detail.admonitions:
        end = _line_end(page.text, box.start)
        yield box.path, Mark("admonition", box.kind, box.start, end)


def _numbers(page: Page) -> Found:
    texts = [(one.path, one.start, one.text) for one in page.detail.runs]
    texts += [(one.path, _inside(page, one), one.text) for one in page.detail.code_spans]
    for path, at, text in texts:
        for value, start, end in numbers(text):
            yield path, Mark("number", value, at + start, at + end)


def _inside(page: Page, code: CodeSpan) -> int:
    """Where the text between the markers of inline code starts."""
    return max(code.start, page.text.find(code.text, code.start, code.end))


def _targets(page: Page) -> Found:
    for link in page.links:
        if link.kind not in MADE and link.tag == "a":
            yield link.path, Mark("link", link.href, link.start, link.end)
    for image in page.images:
        yield image.path, Mark("image", image.src, image.start, image.end)


def _labels(page: Page) -> Found:
    for bold in page.detail.emphasis:
        if bold.kind == "strong" and is_short(bold):
            words = page.text[bold.text_start : bold.text_end]
            yield bold.path, Mark("label", words, bold.start, bold.end)


def _terms(page: Page) -> Found:
    """What the glossary knows: `term` where an entry's name stands, `form` for all other forms."""
    matcher = page.terms.matcher(page.locale) if page.terms else None
    for run in page.detail.runs if matcher else ():
        for use in matcher.find(run.text) if matcher else ():
            for form in use.forms:
                kind = "term" if form.main else "form"
                at = run.start + use.start, run.start + use.end
                yield run.path, Mark(kind, form.term.id, *at)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end - text.startswith("\r", end - 1)


def without_comments(code: str) -> str:
    """The code with spaces instead of its comments, so that every place stays where it is."""
    return _COMMENT.sub(lambda match: re.sub(r"[^\r\n]", " ", match[0]), code)


def _hash(code: str) -> str:
    """Names what code does: without comments and white space."""
    bare = _SPACES.sub(" ", without_comments(code)).strip()
    return blake2b(bare.encode("utf-8", "replace"), digest_size=8).hexdigest()
