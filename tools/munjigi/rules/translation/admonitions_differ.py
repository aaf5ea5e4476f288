"""Admonitions of other kinds, or in another order, than in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import lacks, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages have the same admonitions",
        ko="두 언어의 알림 상자가 같습니다",
    ),
    why=Text(
        en="A warning that one language lacks, or shows as a tip, does not warn.",
        ko="한 언어에서 빠지거나 팁으로 바뀐 주의는 독자에게 주의가 되지 못합니다.",
    ),
    message=Text(
        en='no "{kind}" admonition here as in {place}',
        ko='{place} 위치의 "{kind}" 알림 상자가 여기에는 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n!!! warning\n    글\n",
                "en/a.md": '# A {#a}\n\n⟦!!! tip "B"⟧\n    Text.\n',
            }
        ),
        Bad({"ko/a.md": "# ⟦가⟧ {#a}\n\n글\n", "en/a.md": "# A {#a}\n\n??? note\n    B\n"}),
        Good({"ko/a.md": "!!! note\n    글\n", "en/a.md": '!!! note "A"\n    Text.\n'}),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def admonitions_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for lack in lacks(pair, "admonition"):
            yield Problem(lack.span, kind=lack.mark.value, place=lack.there)
