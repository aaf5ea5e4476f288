"""Sections that do not open or close with the admonition that their template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Fix, Problem, Text
from munjigi.outline import Outline, Section, outline
from munjigi.rule import Bad, Good, rule
from munjigi.rules.structure._stubs import insertion, text_end

if TYPE_CHECKING:
    from munjigi.detail import Admonition
    from munjigi.page import Page
    from munjigi.template import Wanted

TEMPLATE = """\
# TODO(제목)

## 준비 {#before}

<!-- template: opens: info/note -->

## 절차 {#steps}

<!-- template: closes: success -->
"""
_TOP = "---\npage_type: guide\n---\n\n# A\n\n"
_OPENS = Text(en="opens", ko="시작 부분")
_CLOSES = Text(en="closes", ko="끝부분")


@rule(
    summary=Text(
        en="Sections open and close with the admonitions of their type",
        ko="섹션의 시작과 끝에는 유형에 맞는 알림 상자가 있습니다",
    ),
    why=Text(
        en="Readers who skim look at boxes. A template may ask for one where a section starts or "
        "ends, such as what to have ready, or that the work is done.",
        ko="훑어 읽는 독자는 상자부터 봅니다. 템플릿은 준비할 것이나 완료 상태처럼 섹션의 시작이나 "
        "끝에 둘 상자를 정할 수 있습니다.",
    ),
    message=Text(
        en='no "{kind}" admonition {where} the section "{section}"',
        ko='"{section}" 섹션의 {where}에 "{kind}" 알림 상자가 없습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": f"{_TOP}## ⟦준비⟧\n\n열쇠\n\n!!! info\n    문\n\n## ⟦절차⟧\n\n켜기\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={
                "index.md": f'{_TOP}## 준비\n\n!!! info "TODO(info)"\n\n    TODO(info)\n\n열쇠\n\n'
                "!!! info\n    문\n\n## 절차\n\n켜기\n\n"
                '!!! success "TODO(success)"\n\n    TODO(success)\n',
            },
        ),
        Good(
            {
                "index.md": f"{_TOP}## Ready {{#before}}\n\n<!-- c -->\n\n!!! note\n    Key\n\n"
                "## Steps {#steps}\n\nGo.\n\n???+ success\n    Done\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good("## 준비\n\n유형이 없습니다.\n"),
    ),
    fix="unsafe",
    deep=True,
)
def missing_admonition(page: Page) -> Iterator[Problem]:
    found = outline(page)
    for section, wanted in _asking(found) if found else ():
        if section.heading.path != page.path:
            continue
        boxes = [
            one
            for one in page.detail.admonitions
            if one.path == page.path and section.body <= one.start < section.own_end
        ]
        if wanted.opens and not _opens(page, section, boxes[:1], wanted.opens):
            yield _problem(page, section, wanted.opens[0], _OPENS, section.body)
        if wanted.closes and not _closes(page, section, boxes[-1:], wanted.closes):
            yield _problem(page, section, wanted.closes[0], _CLOSES, section.own_end)


def _asking(found: Outline) -> Iterator[tuple[Section, Wanted]]:
    title = found.template.title
    if found.title is not None and title is not None:
        yield found.title, title
    for match in found.matches:
        if match.wanted is not None:
            yield match.section, match.wanted


def _opens(page: Page, section: Section, boxes: list[Admonition], kinds: tuple[str, ...]) -> bool:
    return any(one.kind in kinds and not _shown(page, section.body, one.start) for one in boxes)


def _closes(page: Page, section: Section, boxes: list[Admonition], kinds: tuple[str, ...]) -> bool:
    return any(one.kind in kinds and not _shown(page, one.end, section.own_end) for one in boxes)


def _shown(page: Page, start: int, end: int) -> str:
    """The text between two places, without comments and white space."""
    text = page.text[start:end]
    for comment in reversed(page.comments):
        if comment.path == page.path and start <= comment.start and comment.end <= end:
            text = text[: comment.start - start] + text[comment.end - start :]
    return text.strip()


def _problem(page: Page, section: Section, kind: str, where: Text, at: int) -> Problem:
    box = f'!!! {kind} "TODO({kind})"\n\n    TODO({kind})'
    start = section.body if where is _OPENS else text_end(page, section.body, at)
    after = start + len(page.text[start:]) - len(page.text[start:].lstrip("\r\n"))
    place = after if where is _OPENS else start
    return Problem(
        section.heading.text_span,
        fix=Fix((insertion(page, place, box),), safe=False),
        section=section.heading.text,
        kind=kind,
        where=where,
    )
