"""Numbered lists with more steps in one language than in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.pairs import lacks, pairs, place
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages have the same steps",
        ko="두 언어의 단계 수가 같습니다",
    ),
    why=Text(
        en="A step that one language lacks is a step that its readers do not take.",
        ko="한 언어에만 있는 단계는 다른 언어의 독자가 건너뛰는 단계입니다.",
    ),
    message=Text(
        en="{own} steps here, {there} in {place}",
        ko="여기는 {own}단계이고 {place} 위치의 목록은 {there}단계입니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n1. 하나\n2. 둘\n3. 셋\n",
                "en/a.md": "# A {#a}\n\n⟦1. One\n2. Two⟧\n",
            }
        ),
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n⟦1. 하나⟧\n",
                "en/a.md": "# A {#a}\n\n1. One\n2. Two\n",
            }
        ),
        Good({"ko/a.md": "1. 하나\n2. 둘\n", "en/a.md": "1. One\n1. Two\n"}),
    ),
    severity=Severity.WARNING,
    gathers=shape,
)
def steps_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for lack in lacks(pair, "steps"):
            more, fewer = int(lack.mark.value), int(lack.own.value) if lack.own else 0
            if fewer <= more:
                yield Problem(lack.span, own=fewer, there=more, place=lack.there)
            elif lack.own is not None:
                yield Problem(
                    Span(lack.other.page.path, lack.mark.start, lack.mark.end),
                    own=more,
                    there=fewer,
                    place=place(lack.side.page, lack.own.start),
                )
