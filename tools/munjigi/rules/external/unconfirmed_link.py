"""Links of which nobody can say just now whether they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(en="Links can be confirmed to work", ko="링크가 열리는지 확인할 수 있습니다"),
    why=Text(
        en="The server could not be reached just now, or keeps robots out (401, 403, 429, 999, "
        "robots.txt), or a script makes the page. That is no fault of the link, and nothing that "
        "readers need notice: open the link yourself once, and if it always ends here, list it "
        "among the exceptions.",
        ko="서버에 지금 연결할 수 없거나, 서버가 로봇을 막거나(401, 403, 429, 999, robots.txt), "
        "스크립트가 페이지를 만듭니다. 독자에게는 잘 열릴 수 있습니다. 링크를 한 "
        "번 직접 열어 보고, 늘 이렇다면 예외 파일에 적으십시오.",
    ),
    message=Text(
        en='"{address}" could not be confirmed: {why}',
        ko='{why}: "{address}" 주소를 확인하지 못했습니다',
    ),
    examples=(
        Bad(
            "See the [API](⟦https://api.hanbitlog.co.kr/⟧).\n",
            web={"https://api.hanbitlog.co.kr/": "503"},
        ),
        Bad(
            "[앱](⟦https://app.hanbitlog.co.kr/⟧)을 엽니다.\n",
            web={"https://app.hanbitlog.co.kr/": "403"},
        ),
        Good(
            "[앱](https://app.hanbitlog.co.kr/)을 엽니다.\n",
            web={"https://app.hanbitlog.co.kr/": "200"},
        ),
    ),
    severity=Severity.INFO,
)
def unconfirmed_link(site: Site) -> Iterator[Problem]:
    states = (State.UNREACHABLE, State.REFUSED, State.UNCHECKED)
    for use, verdict in site.remote.found(site, *states) if site.remote else ():
        yield Problem(
            use.span, target=use.written, via=use.via, address=use.target, why=verdict.why
        )
