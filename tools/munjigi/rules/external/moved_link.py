"""Links to addresses whose pages have moved for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_FRONT = Text(en="the front page", ko="첫 페이지")


@rule(
    summary=Text(
        en="Links name the address where the page is now",
        ko="링크에는 페이지가 지금 있는 주소를 적습니다",
    ),
    why=Text(
        en="A permanent redirect (301, 308) says that the old address will not be kept for ever. "
        "Temporary redirects, and those to a page that asks to sign in, are fine. Where a page "
        "deep in a site now leads to the front page, look for what became of it.",
        ko="영구 리디렉션(301, 308)은 옛 주소가 언젠가 없어진다는 뜻입니다. 임시 리디렉션과 "
        "로그인 페이지로 가는 리디렉션은 괜찮습니다. 깊은 곳의 페이지가 첫 페이지로 이어지면 그 "
        "내용이 어디로 갔는지 찾아보십시오.",
    ),
    message=Text(
        en='"{address}" has moved for good to {to}',
        ko='"{address}" 주소가 영구히 옮겨졌습니다. 새 주소는 {to}입니다',
    ),
    examples=(
        Bad(
            "See the [guide](⟦https://hanbitlog.co.kr/old⟧).\n",
            web={"https://hanbitlog.co.kr/old": "301 https://hanbitlog.co.kr/new"},
            fixed="See the [guide](https://hanbitlog.co.kr/new).\n",
        ),
        Bad(
            "[안내][1]의 순서를 따릅니다.\n\n[1]: ⟦https://hanbitlog.co.kr/옛#설정⟧\n",
            web={"https://hanbitlog.co.kr/옛#설정": "308 https://hanbitlog.co.kr/new #설정"},
            fixed="[안내][1]의 순서를 따릅니다.\n\n[1]: https://hanbitlog.co.kr/new#설정\n",
        ),
        Bad(
            "See the [guide](⟦https://hanbitlog.co.kr/a/b⟧).\n",
            web={"https://hanbitlog.co.kr/a/b": "301 https://hanbitlog.co.kr/"},
        ),
        Good(
            "[앱](https://hanbitlog.co.kr/app)을 엽니다.\n",
            web={"https://hanbitlog.co.kr/app": "302 https://hanbitlog.co.kr/app/home"},
        ),
        Good(
            "Open the [console](https://hanbitlog.co.kr/console).\n",
            web={"https://hanbitlog.co.kr/console": "301 https://hanbitlog.co.kr/login?to=console"},
        ),
    ),
    severity=Severity.INFO,
    fix="safe",
)
def moved_link(site: Site) -> Iterator[Problem]:
    for use, verdict in site.remote.found(site, State.MOVED) if site.remote else ():
        yield Problem(
            use.span,
            target=use.written,
            via=use.via,
            fix=use.fix(verdict.to),
            address=use.target,
            to=verdict.to or _FRONT,
        )
