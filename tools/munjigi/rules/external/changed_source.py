"""Guides whose source no longer says what it said when the guide was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.external._changes import counts, lines
from munjigi.watched import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

GUIDE = (
    "---\nchecked_on: 2026-11-01\nsources:\n  - name: {}\n"
    "    url: {}https://help.hanbitlog.co.kr/limits{}\n---\n\n# {}\n"
)
URL = "https://help.hanbitlog.co.kr/limits"
LIMIT = "An account may send 200 requests per minute to this address. More are refused."
LOWER = "An account may send 100 requests per minute to this address. More are refused."
REWORDED = "An account may send 200 requests per minute to that address. More are refused."


@rule(
    summary=Text(
        en="A guide's sources still say what they said when it was checked",
        ko="안내서의 출처는 확인한 날과 같은 내용입니다",
    ),
    why=Text(
        en="Vendors change limits, menus and dates without a word. `munjigi links --sources` "
        "compares each source with its fingerprint in `docs/sources.lock`; after a look at the "
        "guide, `munjigi links --sources --accept PAGE` records the review. Numbers, dates, code, "
        "labels and words such as “not” always count, and so do another title and steps of a "
        "numbered list in another order; rewording counts from a certain size on.",
        ko="공급사는 알리지 않고 한도와 메뉴, 날짜를 바꿉니다. `munjigi links --sources` 명령은 "
        "출처를 `docs/sources.lock` 파일의 지문과 비교합니다. 안내서를 다시 살펴본 뒤 `munjigi "
        "links --sources --accept PAGE` 명령으로 확인을 기록합니다. 숫자, 날짜, 코드, 화면 이름, "
        "부정하는 말의 변경과 바뀐 제목, 번호 목록에서 순서가 바뀐 단계는 언제나 알리고, 표현만 "
        "다듬은 변경은 일정 크기부터 알립니다.",
    ),
    message=Text(
        en="this source has changed since {day} ({counts}); look at the guide again",
        ko="{day} 이후 이 출처가 바뀌었으므로({counts}) 안내서를 다시 확인해야 합니다",
    ),
    examples=(
        Bad(GUIDE.format("Limits", "⟦", "⟧", "Limits"), sources={URL: (LIMIT, LOWER)}),
        Bad(
            GUIDE.format("사용 한도", "⟦", "⟧", "사용 한도"),
            sources={URL: ("토큰을 만들 수 있습니다.", "토큰을 더는 만들 수 없습니다.")},
        ),
        Bad(
            GUIDE.format("Limits", "⟦", "⟧", "Limits"),
            sources={URL: (LIMIT, REWORDED)},
            options={"reworded": 0.01},
        ),
        Good(GUIDE.format("Limits", "", "", "Limits"), sources={URL: (LIMIT, LIMIT)}),
        Good(GUIDE.format("Limits", "", "", "Limits"), sources={URL: (LIMIT, REWORDED)}),
        Good(GUIDE.format("Limits", "", "", "Limits"), sources={URL: (LIMIT, "403")}),
    ),
    severity=Severity.WARNING,
    options={
        "reworded": Text(
            en="The share of a sentence's words that may differ where no fact does (0 to 1)",
            ko="사실이 같은 문장에서 달라도 되는 낱말의 비율(0~1)",
        )
    },
    watches=True,
)
def changed_source(site: Site, *, reworded: float = 0.3) -> Iterator[Problem]:
    for one in site.remote.sources if site.remote else ():
        change = one.change.beyond(reworded)
        if one.standing is Standing.CHANGED and any(change):
            for place in one.places:
                details = lines(change) if place == min(one.places) else ""
                yield Problem(
                    place, target=one.url, day=one.day, counts=counts(change), details=details
                )
