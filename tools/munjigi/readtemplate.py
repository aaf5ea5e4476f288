"""Reads the template of a page type: a page that has the sections which its pages must have.

Comments in the template (`<!-- template: … -->`) say what a page cannot show; they stand below the
heading they speak of and hold one or more of these, parted by `;` or a line end:

- `optional`: the section may be missing; `repeated`: it may stand more than once, and digits in its
  id and heading stand for any others
- `also: 사전 준비, 준비물`: other headings that mean the same
- `entries: 증상/문제, 원인, 해결, 참고?`: each entry of the section carries these labels; `/`
  parts labels that mean the same, `?` marks one that may be missing
- `opens: info` and `closes: success`: the admonition that the section starts or ends with
- `text`: the section has text of its own before its first subsection
- `other sections` and `any order`, below the title: what a page may do
- `about: …`, below the title: what the type is for, in a line for lists of types

`TODO(…)` is for the writer to fill in, and stands for any text in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from munjigi.model import Span, Text
from munjigi.nearest import nearest
from munjigi.template import Label, Template, Wanted

if TYPE_CHECKING:
    from munjigi.page import Comment, Flaw, Heading, Page

WORDS = ("optional", "repeated", "text", "other sections", "any order")
LISTS = ("also", "entries", "opens", "closes", "about")
FLAWS = {
    "front-matter": Text(en="its front matter cannot be read", ko="앞머리 설정을 읽을 수 없습니다"),
    "unclosed-comment": Text(en="a comment has no end", ko="주석이 끝나지 않았습니다"),
    "unclosed-fence": Text(en="a code block has no end", ko="코드 블록이 끝나지 않았습니다"),
}
_COMMENT = re.compile(r"\s*template:")
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n)")
_PART = re.compile(r"[^;\r\n]+")


class TemplateError(ValueError):
    """A template that cannot be understood: where, what, and what to do."""

    def __init__(self, span: Span, message: Text) -> None:
        super().__init__(message.en)
        self.span = span
        self.message = message


def read_template(page: Page) -> Template:
    """The template that a page is. Raises `TemplateError`."""
    for flaw in page.flaws:
        if flaw.kind in FLAWS:
            raise TemplateError(flaw.span, _flawed(flaw))
    headings = [one for one in page.headings if one.path == page.path]
    notes = _notes(page, headings)
    title = next((one for one in headings if one.level == 1), None)
    above = notes.pop(None, {}) | (notes[title] if title else {})
    block = page.front_matter
    return Template(
        page.path,
        page.text,
        page.text[block.start : block.end] if block.start >= 0 else "",
        _wanted(page, title, notes, ()) if title else None,
        _sections(page, [one for one in headings if one is not title], notes),
        open="other sections" in above,
        any_order="any order" in above,
        about=", ".join(above.get("about", ())),
    )


Notes = dict["Heading | None", dict[str, Any]]


def _sections(page: Page, headings: list[Heading], notes: Notes) -> tuple[Wanted, ...]:
    """The sections of the highest level, each with those below it."""
    made = []
    while headings:
        first, *rest = headings
        inner = next((n for n, one in enumerate(rest) if one.level <= first.level), len(rest))
        made.append(_wanted(page, first, notes, _sections(page, rest[:inner], notes)))
        headings = rest[inner:]
    return tuple(made)


def _wanted(page: Page, heading: Heading, notes: Notes, children: tuple[Wanted, ...]) -> Wanted:
    said = notes[heading]
    return Wanted(
        heading.span,
        heading.level,
        heading.id if heading.explicit else "",
        heading.text,
        _stub(page, heading),
        tuple(said.get("also", ())),
        "optional" in said,
        "repeated" in said,
        tuple(_label(one) for one in said.get("entries", ())),
        _kinds(said, "opens"),
        _kinds(said, "closes"),
        "text" in said,
        children,
    )


def _kinds(said: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(kind.strip() for one in said.get(name, ()) for kind in one.split("/"))


def _label(written: str) -> Label:
    names = tuple(one.strip() for one in written.removesuffix("?").split("/"))
    return Label(names, not written.endswith("?"))


def _stub(page: Page, heading: Heading) -> str:
    end = next(
        (
            one.start
            for one in page.headings
            if one.path == page.path and one.start > heading.start and one.level <= heading.level
        ),
        len(page.text),
    )
    parts, at = [], heading.start
    for span in notes(page):
        if heading.start < span.start < end:
            parts.append(page.text[at : span.start])
            at = span.end
    return "".join((*parts, page.text[at:end])).rstrip() + "\n"


def notes(page: Page) -> Iterator[Span]:
    """The comments for the reader of the template.

    With them goes the space around, so that one empty line is left where there were two.
    """
    for comment in page.comments:
        if comment.path == page.path and _COMMENT.match(comment.text):
            above = page.text[: comment.start].rstrip(" \t")
            alone = above.endswith(("\n\n", "\r\n\r\n", "\r\r"))
            ends = 2 if alone else int(above.endswith(("\n", "\r")))
            end = comment.end
            for _ in range(ends):
                match = _LINE_END.match(page.text, end)
                end = match.end() if match else end
            yield Span(page.path, len(above), end)


def _notes(page: Page, headings: list[Heading]) -> Notes:
    """What the comments below each heading say; None stands for the top of the page."""
    notes: Notes = {None: {}, **{one: {} for one in headings}}
    for comment in page.comments:
        if _COMMENT.match(comment.text):
            above = [one for one in headings if one.start < comment.start]
            notes[above[-1] if above else None].update(_said(comment))
    return notes


def _said(comment: Comment) -> Iterator[tuple[str, Any]]:
    for part in _PART.finditer(comment.text, comment.text.index(":") + 1):
        name, _, value = (one.strip() for one in part[0].partition(":"))
        values = [one.strip() for one in value.split(",") if one.strip()]
        if name and name not in (LISTS if values else WORDS):
            written = part[0].strip()
            start = comment.start + len("<!--") + part.start() + part[0].index(written)
            span = Span(comment.path, start, start + len(written))
            raise TemplateError(span, _unknown(written))
        if name:
            yield name, values or True


def _flawed(flaw: Flaw) -> Text:
    said, note = FLAWS[flaw.kind], f": {flaw.note}" if flaw.note else ""
    return Text(
        en=f"this template cannot be used: {said.en}{note}",
        ko=f"이 템플릿은 쓸 수 없습니다. {said.ko}{note}",
    )


def _unknown(written: str) -> Text:
    names = {**{one: one for one in WORDS}, **{one: f"{one}: …" for one in LISTS}}
    near = names.get(nearest(written.partition(":")[0], names)) or ", ".join(names.values())
    return Text(
        en=f'a template cannot say "{written}"; did you mean {near}?',
        ko=f'템플릿 주석에 "{written}" 표시는 쓸 수 없습니다. 쓸 수 있는 표시: {near}',
    )
