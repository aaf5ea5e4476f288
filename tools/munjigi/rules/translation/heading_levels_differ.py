"""Headings of another level than in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Headings have the same level in both languages",
        ko="두 언어의 제목 단계가 같습니다",
    ),
    why=Text(
        en="A heading of another level puts what follows into another section.",
        ko="제목의 단계가 다르면 뒤따르는 내용이 다른 섹션에 들어갑니다.",
    ),
    message=Text(
        en="this heading is of level {own}, the one in {place} of level {there}",
        ko="이 제목은 {own}단계인데 {place} 위치의 제목은 {there}단계입니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n## 나 {#b}\n",
                "en/a.md": "# A {#a}\n\n### ⟦B⟧ {#b}\n",
            }
        ),
        Good({"ko/a.md": "# 가\n\n## 나\n", "en/a.md": "# A\n\n## B\n"}),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def heading_levels_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for source, other in pair.both:
            if source.part.level != other.part.level:
                yield Problem(
                    other.span, own=other.part.level, there=source.part.level, place=source.place
                )
