"""Suppressions that do not say why the problem may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.suppressions import Suppression


@rule(
    summary=Text(
        en="Every suppression says why the problem may stay",
        ko="모든 예외 주석은 문제를 남겨 두는 이유를 밝힙니다",
    ),
    why=Text(
        en="Only a reason lets the next author judge whether the exception still holds.",
        ko="이유가 적혀 있어야 다음 사람이 예외를 계속 둘지 판단할 수 있습니다.",
    ),
    message=Text(
        en="the suppression of {rules} gives no reason",
        ko="{rules} 규칙의 예외 주석에 이유가 없습니다",
    ),
    examples=(
        Bad("⟦<!-- munjigi: allow unused-suppression -->⟧\n\nText.\n"),
        Bad("문장입니다. ⟦<!-- munjigi: allow unused-suppression until=2999-12-31 -->⟧\n"),
        Good("<!-- munjigi: allow unused-suppression the vendor asked for it -->\n\nText.\n"),
        Good(
            "문장입니다. <!-- munjigi: allow unused-suppression until=2999-12-31 공급사 요청 -->\n"
        ),
    ),
)
def suppression_without_reason(suppressions: list[Suppression]) -> Iterator[Problem]:
    for suppression in suppressions:
        if suppression.allowed and not suppression.reason:
            yield Problem(suppression.span, rules=suppression.rules)
