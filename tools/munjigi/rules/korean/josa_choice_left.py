"""Particles that leave the choice to the reader: `API을(를)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.josa import PAIRS, Pair
from munjigi.lazypattern import lazy
from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.readings import finals, names_of
from munjigi.rule import Bad, Good, rule
from munjigi.rules.korean._flow import flows
from munjigi.rules.korean._particles import READINGS, attached

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.readings import Names
    from munjigi.rules.korean._flow import Flow


def _written(pair: Pair) -> Iterator[str]:
    """Patterns of the ways to write both forms."""
    for first, second in ((pair.long, pair.short), (pair.short, pair.long)):
        yield rf"{first}\({second}\)"
        yield rf"{first}/{second}(?![\w(])"
    if pair.long.endswith(pair.short):
        yield rf"\({pair.long.removesuffix(pair.short)}\){pair.short}"


_CHOICE = lazy("|".join(f"(?P<p{n}>{'|'.join(_written(p))})" for n, p in enumerate(PAIRS)))
_PLACEHOLDER = lazy(  # a name that only a program knows
    r"(?:[\]}>_○●◯□…]|%[sd])[)\"'”’」]*\Z"
)


@rule(
    summary=Text(
        en="One Korean particle is chosen, not two offered",
        ko="조사는 둘을 함께 적지 않고 하나를 골라 씁니다",
    ),
    why=Text(
        en="Programs write “을(를)” because they do not know the word before it. A writer does, "
        "and two particles make readers stumble.",
        ko="“을(를)” 표기는 앞말을 모르는 프로그램이 씁니다. 글쓴이는 앞말을 알고 있으며, 조사를 "
        "둘 다 적으면 읽는 흐름이 끊깁니다.",
    ),
    message=Text(
        en='"{written}" leaves the reader to choose a particle',
        ko='"{written}" 표기 대신 앞말에 맞는 조사 하나를 고르십시오',
    ),
    examples=(
        Bad("API⟦을(를)⟧ 엽니다.\n", fixed="API를 엽니다.\n"),
        Bad(
            "**버튼**⟦을/를⟧ 눌러 `id`⟦(으)로⟧ 보냅니다. 서버⟦(이)라⟧는 말입니다.\n",
            fixed="**버튼**을 눌러 `id`로 보냅니다. 서버라는 말입니다.\n",
        ),
        Bad("Xyzzyq⟦은(는)⟧ 읽는 법을 알 수 없는 이름입니다.\n"),
        Good("`{name}을(를) 찾을 수 없습니다`라는 메시지에서 {name}을(를) 바꿉니다.\n"),
        Good("조사는 '을/를' 또는 은(는), “이(가)” 가운데 고르고, 종이/가위를 씁니다.\n"),
        Good("Write API을(를) here, where hardly a word is Korean, and nobody will mind it.\n"),
        Good("Press **Save** and copy the `id` of the API.\n"),
    ),
    options={"readings": READINGS},
    severity=Severity.WARNING,
    fix="unsafe",
    deep=True,
)
def josa_choice_left(page: Page, *, readings: tuple[str, ...] = ()) -> Iterator[Problem]:
    names = names_of(readings)
    for flow in flows(page):
        for match in _CHOICE.finditer(flow.text):
            start = match.start()
            span = flow.span(*match.span()) if attached(flow, start) else None
            if span is None or _PLACEHOLDER.search(flow.text, max(start - 4, 0), start):
                continue
            right = _right(flow, match, names)
            via = page.via(flow.piece(start).source)
            edit = Edit(span, right)
            fix = Fix((edit,), safe=False) if right and not via else None
            yield Problem(span, fix=fix, via=via, written=match[0])


def _right(flow: Flow, match: re.Match[str], names: Names) -> str:
    """The one form that fits, or "" where it is not known or both do."""
    pair = PAIRS[int(str(match.lastgroup)[1:])]
    forms = {pair.fitting(final) for final in finals(flow.before(match.start()), names)}
    return forms.pop() if len(forms) == 1 else ""
