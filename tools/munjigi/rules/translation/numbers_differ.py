"""Numbers, dates and amounts of one language that the other lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.numbers import LETTERS, says
from munjigi.pairs import Lack, loose, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages name the same numbers and dates",
        ko="두 언어의 숫자와 날짜가 같습니다",
    ),
    why=Text(
        en="A date or a limit that was corrected in one language only is wrong in the other. Units "
        "and ways to write a date are understood: “30일” is 30 days, “3월 1일” is March 1.",
        ko="한 언어에서만 고친 날짜나 한도는 다른 언어에서 틀린 값입니다. 30일과 30 days, 3월 1일과"
        " March 1처럼 적는 방법만 다른 것은 같은 값으로 봅니다.",
    ),
    message=Text(
        en='"{number}" of {place} is not in this section',
        ko='{place} 위치의 "{number}" 값이 이 섹션에 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# ⟦가⟧ {#a}\n\n2026년 3월 1일부터 30일 동안\n",
                "en/a.md": "# ⟦A⟧ {#a}\n\nFor 60 days from 2026-03-01\n",
            }
        ),
        Good(
            {
                "ko/a.md": "2026년 3월 1일부터 30초, 두 번, `401`, 1,000건\n",
                "en/a.md": "30 seconds from March 1, 2026, 2 times, 401, 1000 calls\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def numbers_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for lack in loose(pair, "number"):
            if not _said(lack):
                yield Problem(lack.span, number=_shown(lack), place=lack.there)


def _said(lack: Lack) -> bool:
    """Whether the side says the number in a word, or with another or no unit."""
    part, value = lack.side.part, lack.mark.value
    if says(lack.side.page.text[part.start : part.end], value):
        return True
    bare = value.rstrip(LETTERS)
    left = [mark.value for mark in part.marks if mark.kind == "number"]
    there = [mark.value for mark in lack.other.part.marks if mark.kind == "number"]
    return any(
        one.rstrip(LETTERS) == bare and bare in (one, value) and left.count(one) > there.count(one)
        for one in left
        if one != value
    )


def _shown(lack: Lack) -> str:
    return lack.other.page.text[lack.mark.start : lack.mark.end]
