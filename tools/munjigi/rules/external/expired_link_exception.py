"""Exceptions for addresses whose day has passed."""

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
        en="An exception with a day is gone when the day has passed",
        ko="기한이 있는 예외는 기한이 지나면 지웁니다",
    ),
    why=Text(
        en="The day says when somebody wanted to look again. From the next day on the address is "
        "asked like all others.",
        ko="기한은 다시 살펴보기로 한 날입니다. 그다음 날부터 그 주소도 다른 주소처럼 확인합니다.",
    ),
    message=Text(
        en='the exception for "{pattern}" was meant to hold until {until}',
        ko='"{pattern}" 주소의 예외는 기한이 {until} 날짜로 끝났습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": _PAGE,
                "links.yml": "- address: ⟦https://hanbitlog.co.kr/a⟧\n  reason: back in spring\n"
                "  until: 2026-03-01\n",
            },
            config=_CONFIG,
            web={"https://hanbitlog.co.kr/a": "200"},
        ),
        Good(
            {
                "index.md": _PAGE,
                "links.yml": "- address: https://hanbitlog.co.kr/*\n  reason: 봄에 다시 열림\n"
                "  until: 2027-03-01\n",
            },
            config=_CONFIG,
        ),
    ),
    severity=Severity.WARNING,
)
def expired_link_exception(site: Site) -> Iterator[Problem]:
    for one in site.remote.exceptions if site.remote else ():
        if one.expired:
            yield Problem(one.span, pattern=one.pattern, until=one.until)
