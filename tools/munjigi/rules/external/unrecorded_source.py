"""Sources of which nobody has recorded what they said when the guide was checked."""

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
        en="What a guide's sources said is on record", ko="안내서의 출처는 내용이 기록되어 있습니다"
    ),
    why=Text(
        en="Without a record nobody can tell whether the source has changed. Compare the guide "
        "with it, then say so with `munjigi links --sources --accept PAGE`; no run records by "
        "itself, because only a reader can vouch for a guide.",
        ko="기록이 없으면 출처가 바뀌었는지 알 수 없습니다. 안내서를 출처와 대조한 뒤 `munjigi "
        "links --sources --accept PAGE` 명령으로 기록하십시오. 안내서가 맞는지는 사람만 확인할 수 "
        "있으므로 저절로 기록되지 않습니다.",
    ),
    message=Text(
        en="what this source said when the guide was checked is not recorded",
        ko="안내서를 확인한 날 이 출처가 어떤 내용이었는지 기록이 없습니다",
    ),
    examples=(
        Bad(
            f"---\nsources:\n  - name: Limits\n    url: ⟦{URL}⟧\n---\n\n# Limits\n",
            sources={URL: ("", SAID)},
        ),
        Bad(
            f"---\nsources:\n  - name: 사용 한도\n    url: ⟦{URL}⟧\n---\n\n# 사용 한도\n",
            sources={URL: ("", SAID)},
        ),
        Good(
            f"---\nsources:\n  - name: Limits\n    url: {URL}\n---\n\n# Limits\n",
            sources={URL: (SAID, SAID)},
        ),
    ),
    severity=Severity.INFO,
    watches=True,
)
def unrecorded_source(site: Site) -> Iterator[Problem]:
    for one in site.remote.sources if site.remote else ():
        if one.standing is Standing.NEW:
            for place in one.places:
                yield Problem(place, target=one.url)
