"""Links to a part of somebody else's page that has no such part."""

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
        en="Links to a part of another site's page find that part",
        ko="다른 사이트 페이지의 한 부분으로 가는 링크는 그 부분을 찾아갑니다",
    ),
    why=Text(
        en="The reader lands at the top of the page and must search. Pages that a script fills, "
        "files that are no HTML, and text fragments (`#:~:text=`) are not judged.",
        ko="독자는 페이지 맨 위에 도착해 내용을 직접 찾아야 합니다. 스크립트가 채우는 페이지와 "
        "HTML이 아닌 파일, 텍스트 조각(`#:~:text=`)은 따지지 않습니다.",
    ),
    message=Text(en='the page has no anchor "{anchor}"', ko='페이지에 "{anchor}" 앵커가 없습니다'),
    examples=(
        Bad(
            "See [scopes](⟦https://hanbitlog.co.kr/api#scope⟧).\n",
            web={"https://hanbitlog.co.kr/api#scope": "200 #scopes #tokens"},
        ),
        Bad(
            "[권한](⟦https://hanbitlog.co.kr/api#%EA%B6%8C%ED%95%9C⟧)을 봅니다.\n",
            web={"https://hanbitlog.co.kr/api#%EA%B6%8C%ED%95%9C": "200 #토큰"},
        ),
        Good(
            "[권한](https://hanbitlog.co.kr/api#%EA%B6%8C%ED%95%9C)을 봅니다.\n",
            web={"https://hanbitlog.co.kr/api#%EA%B6%8C%ED%95%9C": "200 #권한"},
        ),
        Good(
            "See [line 3](https://github.com/a/b/blob/main/c.py#L3).\n",
            web={"https://github.com/a/b/blob/main/c.py#L3": "200 #readme"},
        ),
    ),
)
def missing_remote_anchor(site: Site) -> Iterator[Problem]:
    for use, verdict in site.remote.found(site, State.NO_ANCHOR) if site.remote else ():
        yield Problem(
            use.span,
            target=use.written,
            via=use.via,
            address=use.target,
            anchor=use.target.partition("#")[2],
            suggestion=verdict.near,
        )
