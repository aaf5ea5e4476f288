"""Reads the template of a page type: a page that has the sections which its pages must have.

Comments in the template (`<!-- template: … -->`) say what a page cannot show; they stand below the
heading they speak of and hold one or more of these, parted by `;` or a line end:

- `optional`: the section may be missing; `repeated`: it may stand more than once, and digits in its
  id and heading stand for any others
- `also: 사전 준비, 준비물`: other headings that mean the same
- `entries: 증상/문제, 원인, 해결, 참고?`: each entry of the section carries these labels; `/`
  parts labels that mean the same, `?` marks one that may be missing
- `opens: info` and `closes: success`: the admonition that the section starts or ends with, of a
  kind that Material knows or that the template shows
- `text`: the section has text of its own before its first subsection
- `other sections` and `any order`, below the title: what a page may do
- `about: …`, below the title: what the type is for, in a line for lists of types

`TODO(…)` is for the writer to fill in, and stands for any text in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any

from munjigi.model import Span, Text
from munjigi.nearest import nearest
from munjigi.template import Label, Template, Wanted

if TYPE_CHECKING:
    from munjigi.facts import Comment, Flaw, Heading
    from munjigi.page import Page

WORDS = ("optional", "repeated", "text", "other sections", "any order")
LISTS = ("also", "entries", "opens", "closes", "about")
ADMONITIONS = (  # of Material for MkDocs
    *("note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger"),
    *("bug", "example", "quote"),
)
FLAWS = {
    "front-matter": Text(en="its front matter cannot be read", ko="앞머리 설정을 읽을 수 없습니다"),
    "unclosed-comment": Text(en="a comment has no end", ko="주석이 끝나지 않았습니다"),
    "unclosed-fence": Text(en="a code block has no end", ko="코드 블록이 끝나지 않았습니다"),
}
_COMMENT = re.compile(r"\s*template:")
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n)")
_SHOWN = re.compile(r"^[ \t]*(?:!{3}|\?{3}\+?|/{3})[ \t]*([\w-]+)", re.MULTILINE)
_ID = re.compile(r"\s\{:?\s*#[\w-]+[^{}]*\}\s*$")
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
    _check_ids(headings)
    marks = _marks(page, headings)
    title = next((one for one in headings if one.level == 1), None)
    above = marks.pop(None, {}) | (marks[title] if title else {})
    block = page.front_matter
    return Template(
        page.path,
        page.text,
        page.text[block.start : block.end] if block.start >= 0 else "",
        _wanted(page, title, marks, ()) if title else None,
        _sections(page, [one for one in headings if one is not title], marks),
        open="other sections" in above,
        any_order="any order" in above,
        about=", ".join(above.get("about", ())),
    )


Marks = dict["Heading | None", dict[str, Any]]


def _check_ids(headings: list[Heading]) -> None:
    """Raises `TemplateError` for an id that stands twice, or that `attr_list` is needed for."""
    seen = set()
    for one in headings:
        unread = _ID.search(one.text)
        if unread is not None:
            raise TemplateError(one.text_span, _no_attr_list(unread[0].strip()))
        if one.explicit and one.id in seen:
            span = Span(one.path, one.id_start, one.id_end)
            raise TemplateError(span, _twice(Text(en=f'id "{one.id}"', ko=f'"{one.id}" id')))
        seen.add(one.id)


def _sections(page: Page, headings: list[Heading], marks: Marks) -> tuple[Wanted, ...]:
    """The sections of the highest level, each with those below it."""
    made: list[Wanted] = []
    while headings:
        first, *rest = headings
        inner = next((n for n, one in enumerate(rest) if one.level <= first.level), len(rest))
        wanted = _wanted(page, first, marks, _sections(page, rest[:inner], marks))
        if any(wanted.names & one.names for one in made):
            name = Text(en=f'section "{first.text}"', ko=f'"{first.text}" 섹션')
            raise TemplateError(first.text_span, _twice(name))
        made.append(wanted)
        headings = rest[inner:]
    return tuple(made)


def _wanted(page: Page, heading: Heading, marks: Marks, children: tuple[Wanted, ...]) -> Wanted:
    said = marks[heading]
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
    return tuple(_split(said.get(name, ())))


def _split(values: Iterable[str]) -> Iterator[str]:
    return (kind.strip() for one in values for kind in one.split("/"))


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
    for span in own_comments(page):
        if heading.start < span.start < end:
            parts.append(page.text[at : span.start])
            at = span.end
    return "".join((*parts, page.text[at:end])).rstrip() + "\n"


def own_comments(page: Page) -> Iterator[Span]:
    """The comments that are the template's own, and no page's.

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


def _marks(page: Page, headings: list[Heading]) -> Marks:
    """What the template's comments below each heading say; None stands for the top of the page."""
    shown = set(_SHOWN.findall(page.text))
    marks: Marks = {None: {}, **{one: {} for one in headings}}
    for comment in page.comments:
        if _COMMENT.match(comment.text):
            above = [one for one in headings if one.start < comment.start]
            marks[above[-1] if above else None].update(_said(comment, shown))
    return marks


def _said(comment: Comment, shown: Set[str]) -> Iterator[tuple[str, Any]]:
    for part in _PART.finditer(comment.text, comment.text.index(":") + 1):
        name, _, value = (one.strip() for one in part[0].partition(":"))
        values = [one.strip() for one in value.split(",") if one.strip()]
        written = part[0].strip()
        start = comment.start + len("<!--") + part.start() + part[0].index(written)
        span = Span(comment.path, start, start + len(written))
        if name and name not in (LISTS if values else WORDS):
            raise TemplateError(span, _unknown(written))
        for kind in _split(values) if name in ("opens", "closes") else ():
            if kind not in ADMONITIONS and kind not in shown:
                raise TemplateError(span, _no_admonition(kind))
        if name:
            yield name, values or True


def _twice(what: Text) -> Text:
    return Text(
        en=f"the {what.en} stands twice in this template; take one away",
        ko=f"이 템플릿에는 {what.ko} 표기가 두 번 있습니다. 하나를 지우십시오",
    )


def _no_attr_list(written: str) -> Text:
    return Text(
        en=f'"{written}" is no id without the extension attr_list: add it to markdown_extensions',
        ko=f'attr_list 확장이 없으면 "{written}" 표시는 id가 되지 않습니다. markdown_extensions에 '
        "attr_list를 더하십시오",
    )


def _no_admonition(kind: str) -> Text:
    near = nearest(kind, ADMONITIONS) or ", ".join(ADMONITIONS)
    return Text(
        en=f'no admonition is of the kind "{kind}"; did you mean {near}? A kind of your own has to '
        "stand in the template",
        ko=f'"{kind}" 종류의 알림 상자는 없습니다. 쓸 수 있는 종류: {near}. 직접 만든 종류는 '
        "템플릿에 그 알림 상자를 보여 주십시오",
    )


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
