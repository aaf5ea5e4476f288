"""Containers nested deeper than anyone reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page


@rule(
    summary=Text(
        en="Lists, quotes and call-outs are nested sensibly",
        ko="목록과 인용, 알림 상자를 알맞은 깊이로 겹칩니다",
    ),
    why=Text(
        en="Beyond a hundred levels MkDocs fails or shows the rest as text, and what stands there "
        "is not checked.",
        ko="백 단계를 넘으면 MkDocs가 실패하거나 나머지를 글자로 보여 주며, 그 안은 검사하지 "
        "않습니다.",
    ),
    message=Text(
        en="what follows is nested too deep to be checked",
        ko="여기부터는 너무 깊이 겹쳐 있어 검사하지 못했습니다",
    ),
    examples=(
        Bad(f"{'>' * 100}⟦⟧> text\n"),
        Bad(f"{'>' * 100}⟦⟧> 본문\n"),
        Good("> > > text\n"),
    ),
    severity=Severity.WARNING,
)
def nesting_too_deep(page: Page) -> Iterator[Problem]:
    for flaw in page.flaws:
        if flaw.kind == "too-deep":
            yield Problem(flaw.span, via=page.via(flaw))
