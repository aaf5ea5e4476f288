"""Markup that reaches the reader as signs: asterisks, brackets, pipes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

_MARKUP = re.compile(
    r"(?P<bold>(?<![\w*])\*\*(?:[^\s*][^*]*\*\*|[^*]*[^\s*]\*\*(?![\w*])))"
    r"|(?P<link>\[[^\[\]]+\] \((?:https?://|\.{0,2}/|[\w-]+\.md)[^()\s]*\))"
    r"|(?P<table>^\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$)"
)
KINDS = {
    "bold": Text(en="bold text", ko="굵은 글씨"),
    "link": Text(en="a link", ko="링크"),
    "table": Text(en="a table", ko="표"),
}


@rule(
    summary=Text(
        en="Markup is rendered, not shown", ko="마크다운 기호가 독자에게 그대로 보이지 않습니다"
    ),
    why=Text(
        en="Readers see `**` or a row of pipes where bold text or a table was meant: a space too "
        "many, a missing empty line, or a word that goes on after the signs.",
        ko="굵은 글씨나 표 대신 `**`나 막대 기호가 그대로 보입니다. 빈칸이 하나 더 있거나, 빈 줄이 "
        "없거나, 기호 바로 뒤에 글자가 이어진 경우입니다.",
    ),
    message=Text(
        en='"{text}" is shown as it is written; {kind} was meant',
        ko='"{text}" 부분이 {kind} 모양으로 바뀌지 않고 그대로 보입니다',
    ),
    examples=(
        Bad("Press ⟦** Save**⟧ now.\n"),
        Bad("⟦[설치 안내] (install.md)⟧를 보십시오.\n"),
        Bad("Text\n\nName | Value\n\n⟦|---|---|⟧\n"),
        Good("**Save** and [설치 안내](install.md), 2 ** 3 and a**b, `** x **`, \\*\\*a\\*\\*\n"),
        Good("| A | B |\n|---|---|\n| ** | x |\n"),
    ),
    severity=Severity.WARNING,
    deep=True,
)
def unrendered_markup(page: Page) -> Iterator[Problem]:
    for run in page.detail.runs:
        for match in _MARKUP.finditer(run.text.rstrip()):
            kind = str(match.lastgroup)
            start = run.start + match.start()
            yield Problem(
                Span(run.path, start, start + len(match[0])),
                via=page.via(run),
                text=match[0],
                kind=KINDS[kind],
            )
