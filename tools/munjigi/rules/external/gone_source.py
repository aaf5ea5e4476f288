"""Guides whose source is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.watched import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

URL = "https://help.hanbitlog.co.kr/limits"
SAID = "An account may send 200 requests per minute to this address."


@rule(
    summary=Text(en="A guide's sources are still there", ko="안내서의 출처는 아직 있는 문서입니다"),
    why=Text(
        en="When a vendor takes a document away, what the guide tells has often ended with it. "
        "Find the document that took its place, or what became of the feature.",
        ko="공급사가 문서를 없앴다면 안내서가 설명하는 기능도 없어졌을 때가 많습니다. 대신하는 "
        "문서를 찾거나 기능이 어떻게 되었는지 확인하십시오.",
    ),
    message=Text(en="this source is gone: {why}", ko="{why}: 이 출처는 이제 없습니다"),
    examples=(
        Bad(
            f"---\nsources:\n  - name: Limits\n    url: ⟦{URL}⟧\n---\n\n# Limits\n",
            sources={URL: (SAID, "404")},
        ),
        Bad(
            f"---\nsources:\n  - name: 사용 한도\n    url: ⟦{URL}⟧\n---\n\n# 사용 한도\n",
            sources={URL: ("", "410")},
        ),
        Good(
            f"---\nsources:\n  - name: Limits\n    url: {URL}\n---\n\n# Limits\n",
            sources={URL: (SAID, "500")},
        ),
    ),
    watches=True,
)
def gone_source(site: Site) -> Iterator[Problem]:
    for one in site.remote.sources if site.remote else ():
        if one.standing is Standing.GONE:
            for place in one.places:
                yield Problem(place, target=one.url, why=one.why)
