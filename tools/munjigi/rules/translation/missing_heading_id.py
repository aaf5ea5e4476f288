"""Headings without the id that the same heading has in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.pairs import Side, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import Part, shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site


@rule(
    summary=Text(
        en="A heading with an id has it in both languages",
        ko="제목의 id는 두 언어에 모두 있습니다",
    ),
    why=Text(
        en="Without an id the anchor is made from the words, and so another one in each language: "
        "links and the switch between languages miss the section.",
        ko="id가 없으면 제목의 글자로 앵커를 만들어 언어마다 달라집니다. 그러면 링크와 언어 "
        "전환이 섹션을 찾지 못합니다.",
    ),
    message=Text(
        en='this heading has no id; the one in {place} has "{id}"',
        ko='이 제목에는 id가 없습니다. {place} 위치의 제목에는 "{id}" id가 있습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n## 나 {#b}\n",
                "en/a.md": "# A {#a}\n\n## ⟦Bees⟧\n",
            },
            fixed={"en/a.md": "# A {#a}\n\n## Bees {#b}\n"},
        ),
        Bad(
            {
                "ko/a.md": "# ⟦가⟧ {.x}\n\n## 나\n",
                "en/a.md": "# A {#top}\n\n## 나\n",
            },
            fixed={"ko/a.md": "# 가 { #top .x}\n\n## 나\n"},
        ),
        Good({"ko/a.md": "# 가\n\n## 나 {#b}\n", "en/a.md": "# A\n\n## B\n"}),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
    gathers=shape,
)
def missing_heading_id(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for source, other in pair.both:
            if not source.part.level or source.part.id == other.part.id:
                continue
            explicit = [side for side in (source, other) if side.part.id_start >= 0]
            if len(explicit) == 1:
                side = other if explicit[0] is source else source
                yield _problem(site, side, explicit[0])


def _problem(site: Site, side: Side, given: Side) -> Problem:
    page, part = side.page, side.part
    free = given.part.id not in site.ids(page)
    can = free and site.config.dialect.has("attr_list")
    return Problem(
        side.span,
        fix=Fix((_edit(page, part, given.part.id),)) if can else None,
        id=given.part.id,
        place=given.place,
    )


def _edit(page: Page, part: Part, made: str) -> Edit:
    """The id put behind the heading's words, or into an attribute list that stands there."""
    line = page.text[part.text_end : part.body].split("\n", 1)[0]
    if line.lstrip().startswith("{"):
        at = part.text_end + line.index("{") + 1
        return Edit(Span(page.path, at, at), f" #{made} ")
    return Edit(Span(page.path, part.text_end, part.text_end), f" {{#{made}}}")
