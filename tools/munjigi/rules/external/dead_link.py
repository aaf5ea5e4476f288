"""Links to pages that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(
        en="Links lead to pages that are still there", ko="링크는 아직 있는 페이지로 이어집니다"
    ),
    why=Text(
        en="Readers who follow the link get an error. An address counts as dead at once where the "
        "name or the page is surely gone (no such name, 404, 410), else when it failed on two "
        "different days, so that a hiccup of somebody's server is no problem of ours.",
        ko="링크를 따라간 독자는 오류 페이지를 봅니다. 이름이나 페이지가 확실히 없으면(없는 이름, "
        "404, 410) 바로, 그 밖에는 서로 다른 이틀에 실패했을 때 끊긴 것으로 봅니다. 그래서 남의 "
        "서버가 잠깐 멈춘 것은 문제로 치지 않습니다.",
    ),
    message=Text(en='"{address}" is dead: {why}', ko='{why}: "{address}" 주소가 끊겼습니다'),
    examples=(
        Bad(
            "See the [guide](⟦https://help.hanbitlog.co.kr/old⟧).\n",
            web={"https://help.hanbitlog.co.kr/old": "404"},
        ),
        Bad(
            "[안내](⟦https://hanbitlog.co.kr/⟧)를 봅니다.\n",
            web={"https://hanbitlog.co.kr/": "unknown-name"},
        ),
        Good(
            "[안내](https://hanbitlog.co.kr/)와 [API](https://api.hanbitlog.co.kr/)를 봅니다.\n",
            web={"https://hanbitlog.co.kr/": "200", "https://api.hanbitlog.co.kr/": "500"},
        ),
        Good(
            "See the [console](https://app.hanbitlog.co.kr/).\n",
            web={"https://app.hanbitlog.co.kr/": "302 https://login.hanbitlog.co.kr/"},
        ),
    ),
)
def dead_link(site: Site) -> Iterator[Problem]:
    for use, verdict in site.remote.found(site, State.DEAD) if site.remote else ():
        if not use.picture:
            yield Problem(
                use.span, target=use.written, via=use.via, address=use.target, why=verdict.why
            )
