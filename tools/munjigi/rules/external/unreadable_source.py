"""Sources that no program can read, so that nobody would notice a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.watched import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

URL = "https://help.hanbitlog.co.kr/limits"
SAID = "An account may send 200 requests per minute to this address."


@rule(
    summary=Text(
        en="A guide's sources can be read and compared",
        ko="안내서의 출처는 읽고 비교할 수 있습니다",
    ),
    why=Text(
        en="A page behind a login, one that only scripts fill, or one that keeps programs out may "
        "say anything by now: it is not known, and not taken for unchanged. Read it in a browser "
        "from time to time.",
        ko="로그인해야 보이거나 스크립트가 채우거나 프로그램을 막는 페이지는 지금 무엇이라고 "
        "하는지 알 수 없습니다. 바뀌지 않은 것으로 치지 않으므로 가끔 브라우저로 읽어 보십시오.",
    ),
    message=Text(
        en="this source could not be read, so it may have changed: {why}",
        ko="{why}: 이 출처를 읽지 못해 바뀌었는지 알 수 없습니다",
    ),
    examples=(
        Bad(
            f"---\nsources:\n  - name: Limits\n    url: ⟦{URL}⟧\n---\n\n# Limits\n",
            sources={URL: (SAID, "403")},
        ),
        Bad(
            f"---\nsources:\n  - name: 사용 한도\n    url: ⟦{URL}⟧\n---\n\n# 사용 한도\n",
            sources={URL: ("", "503")},
        ),
        Good(
            f"---\nsources:\n  - name: Limits\n    url: {URL}\n---\n\n# Limits\n",
            sources={URL: (SAID, SAID)},
        ),
    ),
    severity=Severity.INFO,
    watches=True,
)
def unreadable_source(site: Site) -> Iterator[Problem]:
    for one in site.remote.sources if site.remote else ():
        if one.standing is Standing.UNREAD:
            for place in one.places:
                yield Problem(place, target=one.url, why=one.why)
