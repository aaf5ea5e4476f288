"""Exceptions for addresses that no page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_CONFIG = "site_name: A\nplugins:\n  - munjigi:\n      links:\n        exceptions: docs/links.yml\n"
_PAGE = "[A](https://hanbitlog.co.kr/a)\n"


@rule(
    summary=Text(
        en="Every exception is about an address that stands on some page",
        ko="모든 예외는 어느 페이지에 있는 주소를 다룹니다",
    ),
    why=Text(
        en="An exception that outlives its link would hide the next one that looks the same.",
        ko="링크가 사라진 뒤에 남은 예외는 다음에 생기는 같은 주소의 문제를 가립니다.",
    ),
    message=Text(en='no link leads to "{pattern}"', ko='"{pattern}" 주소로 가는 링크가 없습니다'),
    examples=(
        Bad(
            {
                "index.md": _PAGE,
                "links.yml": "- address: ⟦https://hanbitlog.co.kr/b⟧\n  reason: slow\n",
            },
            config=_CONFIG,
            web={"https://hanbitlog.co.kr/a": "200"},
        ),
        Good(
            {
                "index.md": _PAGE,
                "links.yml": "- address: https://hanbitlog.co.kr/*\n  reason: 로봇을 막음\n",
            },
            config=_CONFIG,
        ),
    ),
    severity=Severity.WARNING,
)
def unused_link_exception(site: Site) -> Iterator[Problem]:
    for one in site.remote.exceptions if site.remote else ():
        if one.unused:
            yield Problem(one.span, pattern=one.pattern)
