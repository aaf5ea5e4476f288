"""Suppressions that hide nothing: the problem is gone, or the comment is not in our form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.nearest import nearest
from munjigi.rule import Bad, Good, rule, rule_families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.suppressions import Suppression

FORM = "allow RULE until=YYYY-MM-DD reason"


@rule(
    summary=Text(
        en="Every suppression hides a problem", ko="모든 예외 주석은 실제로 있는 문제를 가립니다"
    ),
    why=Text(
        en="A suppression that outlives its problem hides the next one in the same place. One with "
        "a misspelt rule hides nothing, though its author thinks it does. Of rules about addresses "
        "outside the site only a whole run of `munjigi links`, or of `munjigi links --sources`, "
        "can say so; it does where it could tell of every address beside the comment.",
        ko="문제가 사라진 뒤에도 남은 예외 주석은 같은 자리에 생기는 다음 문제를 가립니다. "
        "규칙 이름이 틀린 주석은 아무것도 가리지 못합니다. 사이트 밖의 주소를 다루는 규칙의 "
        "주석은 `munjigi links` 명령이나 `munjigi links --sources` 명령으로 모두 확인할 때, "
        "주석 옆의 모든 주소를 판단할 수 있으면 알립니다.",
    ),
    message=Text(
        en='"{rule}" suppresses nothing here', ko='"{rule}" 예외 주석이 가리는 문제가 없습니다'
    ),
    examples=(
        Bad(
            "<!-- munjigi: allow ⟦unused-suppression⟧ vendor page returns in spring -->\n\nText.\n",
            fixed="\nText.\n",
        ),
        Bad(
            "문장입니다. <!-- munjigi: allow ⟦broken-lnik⟧, ⟦vauge-link-text⟧ 공급사 요청 -->\n",
            fixed="문장입니다.\n",
        ),
        Bad("<!-- munjigi: ⟦ignore all of this⟧ -->\n\nText.\n"),
        Bad(
            "[A](https://hanbitlog.co.kr/a) <!-- munjigi: allow ⟦dead-link⟧ 봄에 다시 엽니다 -->\n",
            fixed="[A](https://hanbitlog.co.kr/a)\n",
            web={"https://hanbitlog.co.kr/a": "200"},
        ),
        Good("<!-- an ordinary comment -->\n\nText.\n"),
        Good(
            "[A](https://hanbitlog.co.kr/a) <!-- munjigi: allow dead-link back in spring -->\n",
            web={"https://hanbitlog.co.kr/a": "500"},
        ),
    ),
    fix="safe",
)
def unused_suppression(suppressions: list[Suppression]) -> Iterator[Problem]:
    for suppression in suppressions:
        if not suppression.allowed:
            yield Problem(suppression.body, rule=suppression.text, suggestion=FORM)
        for unused in suppression.unused:
            known = rule_families()
            yield Problem(
                unused.span,
                fix=_without_unused(suppression),
                rule=unused.rule,
                suggestion="" if unused.rule in known else nearest(unused.rule, known),
            )


def _without_unused(suppression: Suppression) -> Fix:
    """All unused names taken out at once; the comment too, if none is left."""
    kept = [one for one in suppression.allowed if one not in suppression.unused]
    if not kept:
        return Fix((Edit(suppression.lines, ""),))
    first, last = suppression.allowed[0].span, suppression.allowed[-1].span
    names = Span(first.path, first.start, last.end)
    return Fix((Edit(names, ", ".join(one.rule for one in kept)),))
