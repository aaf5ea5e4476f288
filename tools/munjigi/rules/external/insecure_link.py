"""Links by http to pages that answer by https as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(
        en="Links use https where the page has it", ko="https로 열리는 페이지는 https로 연결합니다"
    ),
    why=Text(
        en="Whoever sits on the way can read and change a page that comes by http, and a picture "
        "by http is not shown on a page by https at all.",
        ko="http로 오는 페이지는 중간에서 누구나 읽고 바꿀 수 있으며, https 페이지에서는 http "
        "그림이 아예 보이지 않기도 합니다.",
    ),
    message=Text(en='"{address}" answers by https too', ko='"{address}" 주소는 https로도 열립니다'),
    examples=(
        Bad(
            "See the [guide](⟦http://hanbitlog.co.kr/guide⟧).\n",
            web={"http://hanbitlog.co.kr/guide": "https"},
            fixed="See the [guide](https://hanbitlog.co.kr/guide).\n",
        ),
        Bad(
            "[안내](⟦http://hanbitlog.co.kr/guide#설정⟧)를 봅니다.\n",
            web={"http://hanbitlog.co.kr/guide#설정": "301 https://hanbitlog.co.kr/guide #설정"},
            fixed="[안내](https://hanbitlog.co.kr/guide#설정)를 봅니다.\n",
        ),
        Good(
            "[안내](http://hanbitlog.co.kr/guide)를 봅니다.\n",
            web={"http://hanbitlog.co.kr/guide": "200"},
        ),
    ),
    severity=Severity.INFO,
    fix="safe",
)
def insecure_link(site: Site) -> Iterator[Problem]:
    for use, verdict in site.remote.found(site, State.INSECURE) if site.remote else ():
        yield Problem(
            use.span,
            target=use.written,
            via=use.via,
            fix=use.fix(verdict.to),
            address=use.target,
        )
