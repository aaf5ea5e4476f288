"""Links with a name or password in their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.remote import Use
    from munjigi.site import Site


@rule(
    summary=Text(
        en="No link holds a name or password", ko="링크에 이름이나 비밀번호를 적지 않습니다"
    ),
    why=Text(
        en="Every reader of the page could use it. Such an address is never asked, and reports do "
        "not show what stands there.",
        ko="페이지를 읽는 누구나 그 값을 쓸 수 있습니다. 이런 주소로는 요청을 보내지 않으며, "
        "보고서에도 그 값이 나오지 않습니다.",
    ),
    message=Text(
        en="this address holds a name or password and was not asked",
        ko="이 주소에는 이름이나 비밀번호가 있어 요청하지 않았습니다",
    ),
    examples=(
        Bad("See the [API](https://⟦admin:k7Qp2vRz⟧@api.hanbitlog.co.kr/).\n"),
        Bad("[관리자](https://⟦kim⟧@hanbitlog.co.kr/)\n"),
        Good("[지도](https://hanbitlog.co.kr/@37.5,127.0)\n", web={}),
    ),
    severity=Severity.INFO,
)
def link_with_credentials(site: Site) -> Iterator[Problem]:
    for use, _ in site.remote.found(site, State.CREDENTIALS) if site.remote else ():
        yield Problem(_secret(use), via=use.via, masked="…")


def _secret(use: Use) -> Span:
    """What stands between the slashes and the `@`; everything where it is written otherwise."""
    text = use.written
    start = text.find("//") + 2
    end = text.rfind("@", 0, min((at for at in map(text.find, "/?#", (start,) * 3) if at > 0),
                                 default=len(text)))  # fmt: skip
    if end < 0 or len(text) != use.span.end - use.span.start:
        return use.span
    return Span(use.span.path, use.span.start + start, use.span.start + end)
