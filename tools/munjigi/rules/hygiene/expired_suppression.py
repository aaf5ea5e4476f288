"""Suppressions whose day has passed, or whose day is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.suppressions import Suppression


@rule(
    summary=Text(
        en="A suppression with a day is gone when the day has passed",
        ko="기한이 있는 예외 주석은 기한이 지나면 지웁니다",
    ),
    why=Text(
        en="The day says when somebody wanted to look again. From the next day on the comment "
        "hides nothing; mend the problem, or give a new day and the reason for it.",
        ko="기한은 다시 살펴보기로 한 날입니다. 그다음 날부터 주석은 문제를 가리지 않습니다. "
        "문제를 고치거나 새 기한과 그 이유를 적으십시오.",
    ),
    message=Text(
        en='the suppression of {rules} holds no longer: "{until}" is past or no date (YYYY-MM-DD)',
        ko='{rules} 규칙의 예외 주석은 효력이 없습니다. "{until}" 값은 지난 날이거나 '
        "날짜(YYYY-MM-DD)가 아닙니다",
    ),
    examples=(
        Bad("⟦<!-- munjigi: allow unused-suppression until=2020-01-31 back soon -->⟧\n\nText.\n"),
        Bad("문장입니다. ⟦<!-- munjigi: allow unused-suppression until=내년 공급사 요청 -->⟧\n"),
        Good(
            "<!-- munjigi: allow unused-suppression until=2999-12-31 back in spring -->\n\nText.\n"
        ),
        Good("<!-- munjigi: allow unused-suppression 공급사 요청 -->\n\n문장입니다.\n"),
    ),
)
def expired_suppression(suppressions: list[Suppression]) -> Iterator[Problem]:
    for suppression in suppressions:
        if suppression.expired:
            yield Problem(suppression.span, rules=suppression.rules, until=suppression.until)
