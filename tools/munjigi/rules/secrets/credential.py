"""Passwords, keys and tokens that are written on a page, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.secretpatterns import secrets
from munjigi.secretvalues import masked, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

# Values that vendors publish as examples or defaults, and that look real.
DOCUMENTED = frozenset(
    {
        "edd1c9f034335f136f87ad84b625c8f1",  # Apache APISIX
        "4054f7cf07e344346cd3f287985e76a2",  # Apache APISIX
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",  # FastAPI
    }
)
_URL = "postgres://billing:⟦k7Qp2vRz9XwT⟧@db.hanbitlog.co.kr/main"


@rule(
    summary=Text(
        en="No page holds a password, key or token that works",
        ko="페이지에 실제 비밀번호, 키, 토큰을 적지 않습니다",
    ),
    why=Text(
        en="Whoever reads the page, its source or its history can use what stands there, code and "
        "comments included. Revoke the value at once, issue a new one, and write a placeholder "
        "such as `$API_TOKEN`. Reports show only the first characters of it.",
        ko="코드와 주석을 포함하여 페이지에 적힌 값은 페이지나 소스, 변경 이력을 보는 누구나 쓸 수 "
        "있습니다. 값을 바로 폐기하고 새로 발급받은 다음, 페이지에는 `$API_TOKEN` 같은 표시를 "
        "적으십시오. 보고서에는 값의 앞 몇 글자만 나옵니다.",
    ),
    message=Text(
        en="this {kind} looks real: {masked} ({length} characters)",
        ko="{kind} 정보 {masked}({length}자) 값이 실제 값으로 보입니다",
    ),
    examples=(
        Bad(
            "```bash\ncurl -H 'Authorization: Bearer ⟦3f9Kx81QmZ7vTn2LdR60wYbE⟧' https://a.kr\n```\n"
        ),
        Bad(f"<!-- 임시: {_URL} -->\n\n본문입니다.\n"),
        Bad("---\nclient_secret: ⟦b7e41c9d50fa4826bd3f91e07ac658d2⟧\n---\n\n# 설정\n"),
        Bad("`kim@hanbitlog.co.kr/token:⟦Zq3nW8xKc5Rb1VtY7mLp0HsJd4Ug9FeA2oQi6DyT⟧`\n"),
        Good(
            "`Authorization: Bearer <token>`, `-u $API_KEY:X`, `api_key=xxxxxxxxxxxxxxxxxxxxxxxx`\n"
        ),
        Good("```\nkim ALL=NOPASSWD: /opt/kav4fs/bin/kav4fs-control2\n```\n"),
        Good("토큰은 `pat-na1-00000000-0000-0000-0000-000000000000` 형식입니다.\n"),
        Good("앱 ID는 `5d0c6f4e-1b7a-4c3e-9f6d-2a8b1c0e7d93`입니다.\n"),
        Good("sha256: b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c\n"),
        Good(
            "API_TOKEN=3f9Kx81QmZ7vTn2LdR60\n",
            options={"allowed": frozenset({"3f9Kx81QmZ7vTn2LdR60"})},
        ),
    ),
    options={
        "allowed": Text(
            en="Published values that look real, exactly as they are written",
            ko="실제 값처럼 보이지만 공개된 예시 값(적힌 그대로)",
        )
    },
)
def credential(page: Page, *, allowed: frozenset[str] = DOCUMENTED) -> Iterator[Problem]:
    def real(value: str, context: bool) -> bool:
        return value not in allowed and plausible(value, context)

    text = page.text
    for found in secrets(text, real):
        value = text[found.start : found.end]
        yield Problem(
            Span(page.path, found.start, found.end),
            kind=found.kind,
            masked=masked(value),
            length=len(value),
        )
