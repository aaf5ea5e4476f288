"""Numbered lists with more steps in one language than in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import pairs, smaller
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
    deep=True,
    gathers=shape,
)
def steps_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for span, own, there, where in smaller(pair, "steps", int):
            yield Problem(span, own=int(own or 0), there=int(there), place=where)
