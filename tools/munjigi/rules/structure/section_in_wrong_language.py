"""Headings of sections in another language than the page's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Text
from munjigi.outline import Match, match_children, outline
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from munjigi.page import Page

KO = "# TODO(제목)\n\n## 시작하기 전에 {#before}\n\n## 절차 {#steps}\n"
EN = "# TODO(title)\n\n## Before you start {#before}\n\n## Steps {#steps}\n"
_TOP = "---\npage_type: guide\n---\n\n"
_FILES = {"_templates/guide.ko.md": KO, "_templates/guide.en.md": EN}


@rule(
    summary=Text(
        en="Sections are named in the page's language", ko="섹션 제목은 페이지의 언어로 씁니다"
    ),
    why=Text(
        en="A heading left in the other language stops the reader, and its section is not found "
        "by those who search in theirs.",
        ko="다른 언어로 남은 제목은 독자를 멈칫하게 하고, 자기 언어로 검색하는 사람은 그 섹션을 "
        "찾지 못합니다.",
    ),
    message=Text(
        en='"{section}" is the heading of another language; this one is "{name}"',
        ko='"{section}" 제목은 다른 언어의 것입니다. 이 페이지에서는 "{name}" 제목을 씁니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": f"{_TOP}# 가\n\n## ⟦Before you start⟧\n\n글\n\n## 절차\n\n글\n",
                "en/a.md": f"{_TOP}# A\n\n## Before you start\n\nB\n\n## ⟦절차⟧ {{#steps}}\n\nS\n",
                **_FILES,
            },
            fixed={
                "ko/a.md": f"{_TOP}# 가\n\n## 시작하기 전에\n\n글\n\n## 절차\n\n글\n",
                "en/a.md": f"{_TOP}# A\n\n## Before you start\n\nB\n\n## Steps {{#steps}}\n\nS\n",
            },
        ),
        Good(
            {
                "ko/a.md": f"{_TOP}# 가\n\n## 준비 {{#before}}\n\n글\n\n## 절차\n\n글\n",
                "en/a.md": f"{_TOP}# A\n\n## Before you start\n\nB\n\n## Do it {{#steps}}\n\nS\n",
                **_FILES,
            }
        ),
    ),
    fix="safe",
)
def section_in_wrong_language(page: Page) -> Iterator[Problem]:
    found = outline(page)
    if found is None:
        return
    for match in found.matches:
        yield from _foreign(page, match)
        if match.wanted is not None:
            for inner in match_children(page, match.section, match.wanted):
                yield from _foreign(page, inner)


def _foreign(page: Page, match: Match) -> Iterator[Problem]:
    if match.foreign and match.wanted is not None:
        heading = match.section.heading
        edit = Edit(heading.text_span, match.wanted.text)
        own = heading.path == page.path
        yield Problem(
            heading.text_span,
            fix=Fix((edit,)) if own else None,
            via=page.via(heading),
            section=heading.text,
            name=match.wanted.text,
        )
