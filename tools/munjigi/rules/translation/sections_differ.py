"""Sections of one language that the other lacks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.pairs import Pair, Side, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site

_START = itemgetter(0)


@rule(
    summary=Text(
        en="Both languages have the same sections",
        ko="두 언어의 섹션이 같습니다",
    ),
    why=Text(
        en="Sections are matched by their ids, and where these are missing by order and level. "
        "What is told in one language only does not exist for readers of the other. Beside a "
        "section that is missing, those without ids are not compared: which is which is not sure.",
        ko="섹션은 id로 짝을 찾고, id가 없으면 순서와 단계로 찾습니다. 한 언어에만 있는 내용은 "
        "다른 언어의 독자에게는 없는 내용입니다. 빠진 섹션 가까이에 있는 id 없는 섹션은 "
        "어느 것끼리 짝인지 확실하지 않으므로 내용을 견주지 않습니다.",
    ),
    message=Text(
        en='behind this heading the section "{section}" of {place} is missing',
        ko='이 제목 뒤에 {place} 위치의 "{section}" 섹션이 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n## 나 {#b}\n\n## 다 {#c}\n",
                "en/a.md": "# A {#a}\n\n## ⟦B⟧ {#b}\n",
            }
        ),
        Bad(
            {
                "ko/a.md": "# ⟦가⟧ {#a}\n\n## 다 {#c}\n",
                "en/a.md": "# A {#a}\n\n## B {#b}\n\n## C {#c}\n",
            }
        ),
        Good(
            {
                "ko/a.md": "# 가\n\n## 나\n\n## 다 {#c}\n",
                "en/a.md": "# A\n\n## B\n\n## C {#c}\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def sections_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        known = _starts(pair, 0), _starts(pair, 1)
        for couple in pair.couples:
            there = couple.other if couple.source is None else couple.source
            if there is None or None not in couple:
                continue
            span = _before(pair, there, *known[there.page is not pair.source])
            yield Problem(span, section=there.part.title, place=there.place)


def _starts(pair: Pair, side: int) -> tuple[list[int], list[Span]]:
    """Where the sections start that both have, in the order of one side, and their twins."""
    found = sorted(((both[side].part.start, both[1 - side].span) for both in pair.both), key=_START)
    return [start for start, _ in found], [span for _, span in found]


def _before(pair: Pair, there: Side, starts: list[int], twins: list[Span]) -> Span:
    """The heading of the section that the missing one belongs behind."""
    before = bisect_left(starts, there.part.start)
    here = pair.other if there.page is pair.source else pair.source
    return twins[before - 1] if before else Span(here.path, 0, 0)
