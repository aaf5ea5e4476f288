"""Sections that the template of the page's type asks for, and the page lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Fix, Problem, Span, Text
from munjigi.outline import Match, Section, match_children, outline
from munjigi.rule import Bad, Good, rule
from munjigi.rules.structure._stubs import insertion, text_end

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.template import Wanted

TEMPLATE = """\
---
page_type: guide
---

# TODO(제목)

## 시작하기 전에 {#before}

<!-- template: also: 준비물 -->

TODO(준비할 것)

## 절차 {#steps}

### 1단계: TODO(할 일) {#step-1}

<!-- template: repeated -->

1. TODO(한 동작)

## 참고 {#notes}

<!-- template: optional -->
"""
_TOP = "---\npage_type: guide\n---\n\n"


@rule(
    summary=Text(
        en="A page has the sections of its type",
        ko="페이지에는 유형에 맞는 섹션이 모두 있습니다",
    ),
    why=Text(
        en="Readers who know one guide find their way in all of them. Which sections a page type "
        "has stands in its template.",
        ko="안내서 하나에 익숙해진 독자는 다른 안내서에서도 같은 자리에서 같은 내용을 찾습니다. "
        "유형마다 필요한 섹션은 템플릿에 적혀 있습니다.",
    ),
    message=Text(
        en='the section "{section}" is missing; {template} asks for it in line {line}',
        ko='"{section}" 섹션이 없습니다. {template} 파일 {line}번째 줄에서 요구합니다',
    ),
    examples=(
        Bad(
            {
                "index.md": f"{_TOP}# 안내\n\n## ⟦준비물⟧\n\n열쇠\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={
                "index.md": f"{_TOP}# 안내\n\n## 준비물\n\n열쇠\n\n## 절차 {{#steps}}\n\n"
                "### 1단계: TODO(할 일) {#step-1}\n\n1. TODO(한 동작)\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}# 안내\n\n## 준비 {{#before}}\n\n열쇠\n\n## ⟦절차⟧\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={
                "index.md": f"{_TOP}# 안내\n\n## 준비 {{#before}}\n\n열쇠\n\n## 절차\n\n글\n\n"
                "### 1단계: TODO(할 일) {#step-1}\n\n1. TODO(한 동작)\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}# ⟦안내⟧\n\n글\n\n## 절차\n\n### 1단계: 켜기\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={
                "index.md": f"{_TOP}# 안내\n\n글\n\n## 시작하기 전에 {{#before}}\n\n"
                "TODO(준비할 것)\n\n## 절차\n\n### 1단계: 켜기\n\n글\n",
            },
        ),
        Good("# A page without a type\n"),
        Good(
            {
                "index.md": f"{_TOP}# A\n\n## 시작하기 전에\n\n글\n\n## 순서 {{#steps}}\n\n"
                "### 2단계: 켜기\n\n글\n",
                "plain.md": "# 유형이 없는 페이지\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
    ),
    fix="unsafe",
)
def missing_section(page: Page) -> Iterator[Problem]:
    found = outline(page)
    if found is None:
        return
    yield from _missing(page, found.title, found.matches, found.template.sections)
    for match in found.matches:
        if match.wanted is not None and match.wanted.children:
            inner = match_children(page, match.section, match.wanted)
            yield from _missing(page, match.section, inner, match.wanted.children)


def _missing(
    page: Page, parent: Section | None, matches: tuple[Match, ...], wanted: tuple[Wanted, ...]
) -> Iterator[Problem]:
    present = {id(match.wanted): match.section for match in matches}
    before = parent
    for number, one in enumerate(wanted):
        if id(one) in present:
            before = max((m.section for m in matches if m.wanted is one), key=lambda s: s.start)
        elif not one.optional:
            after = next((present[id(o)] for o in wanted[number:] if id(o) in present), None)
            yield _problem(page, one, parent, before, after)


def _problem(
    page: Page,
    wanted: Wanted,
    parent: Section | None,
    before: Section | None,
    after: Section | None,
) -> Problem:
    """The problem at the section behind which the missing one should stand."""
    place = before or after
    span = place.heading.text_span if place else Span(page.path, 0, 0)
    at = _place(page, parent, before, after)
    template = page.template
    line = template.text.count("\n", 0, wanted.span.start) + 1 if template else 0
    return Problem(
        span,
        fix=Fix((insertion(page, at, wanted.stub),), safe=False),
        via=page.via(place.heading) if place else None,
        section=wanted.text,
        template=wanted.span.path,
        line=line,
    )


def _place(
    page: Page, parent: Section | None, before: Section | None, after: Section | None
) -> int:
    """Where the section goes: behind the one before it, else in front of the one after it."""
    if before is not None and before is not parent:
        return text_end(page, before.start, before.end)
    if after is not None:
        return after.start
    if parent is not None:
        return text_end(page, parent.body, parent.own_end)
    return len(page.text)
