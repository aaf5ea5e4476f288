"""Headings more than one level below the heading before them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from munjigi.page import Page


@rule(
    summary=Text(
        en="Headings go down one level at a time",
        ko="제목은 한 단계씩 내려갑니다",
    ),
    why=Text(
        en="Screen readers and the table of contents show a page by the levels of its headings. "
        "Where one is left out, readers look for a section that there is none of.",
        ko="화면 낭독기와 목차는 제목의 단계로 페이지의 구조를 보여 줍니다. 단계를 건너뛰면 "
        "독자는 없는 섹션을 찾게 됩니다.",
    ),
    message=Text(
        en="this heading is of level {level}, the one before it of level {before}",
        ko="이 제목은 {level}단계인데 바로 앞 제목은 {before}단계입니다",
    ),
    examples=(
        Bad("# A\n\nText.\n\n### ⟦B⟧\n\nText.\n\n## C\n\nText.\n\n##### ⟦D⟧\n\nText.\n"),
        Bad("설치\n----\n\n글입니다.\n\n#### ⟦확인⟧\n\n글입니다.\n"),
        Good("### A\n\nText.\n\n## B\n\nText.\n\n### C\n\nText.\n\n# D\n\nText.\n"),
    ),
    severity=Severity.INFO,
)
def skipped_heading_level(page: Page) -> Iterator[Problem]:
    for before, heading in pairwise(page.headings):
        if heading.level > before.level + 1:
            yield Problem(
                heading.text_span,
                via=page.via(heading),
                level=heading.level,
                before=before.level,
            )
