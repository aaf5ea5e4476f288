"""Call-outs in another tool's notation, which MkDocs shows as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page, Run

KINDS = {"caution": "warning", "important": "info", "success": "success"}
_COLONS = re.compile(
    r"(:{3,}) ?(note|tip|info|warning|danger|caution|important|success)\b ?(.*)", re.IGNORECASE
)
_CLOSE = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)


@rule(
    summary=Text(
        en="Call-outs are written as MkDocs reads them",
        ko="알림 상자는 MkDocs 문법으로 씁니다",
    ),
    why=Text(
        en="Docusaurus' `:::info` is plain text to MkDocs: the reader sees the colons.",
        ko="Docusaurus의 `:::info` 표시는 MkDocs에서 콜론까지 글자로 나옵니다.",
    ),
    message=Text(
        en='"{written}" shows as text here; write `!!! {kind}` and indent what belongs to it',
        ko='"{written}" 표시는 글자로 보이므로 `!!! {kind}` 줄을 쓰고 내용을 들여 쓰십시오',
    ),
    examples=(
        Bad(
            "⟦:::info⟧\nAsk an admin.\n:::\n\nText.\n",
            fixed="!!! info\n    Ask an admin.\n\nText.\n",
        ),
        Bad(
            "⟦:::caution 주의⟧\n\n토큰을 숨기십시오.\n\n:::\n",
            fixed='!!! warning "주의"\n\n    토큰을 숨기십시오.\n\n',
        ),
        Bad("- ⟦:::tip⟧\n"),
        Good("> [!NOTE]\n> Some extensions render this.\n"),
        Good("!!! note\n    Ask an admin.\n\n::: munjigi.reader\n\n`:::info`\n"),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def foreign_admonition(page: Page) -> Iterator[Problem]:
    for run in page.detail.runs:
        match = _COLONS.match(run.text)
        if match is None:
            continue
        kind = match[2].lower()
        kind = KINDS.get(kind, kind)
        yield Problem(
            Span(run.path, run.start, run.start + len(run.text.rstrip())),
            fix=_fix(page, run, match, kind),
            via=page.via(run),
            written=run.text.strip(),
            kind=kind,
        )


def _fix(page: Page, run: Run, match: re.Match[str], kind: str) -> Fix | None:
    """The block as an admonition, where it stands alone and has its end."""
    text = page.text
    at_line = run.start == text.rfind("\n", 0, run.start) + 1
    if run.via >= 0 or not at_line:
        return None
    first_end = text.find("\n", run.start)
    close = _CLOSE.search(text, first_end) if first_end >= 0 else None
    if close is None:
        return None
    title = match[3].strip().strip("[]").replace('"', "'")
    head = f'!!! {kind} "{title}"' if title else f"!!! {kind}"
    edits = [Edit(Span(page.path, run.start, first_end), head)]
    for line in re.finditer(r"^(?=[^\n])", text[first_end + 1 : close.start()], re.MULTILINE):
        at = first_end + 1 + line.start()
        edits.append(Edit(Span(page.path, at, at), "    "))
    end = min(close.end() + 1, len(text))
    edits.append(Edit(Span(page.path, close.start(), end), ""))
    return Fix(tuple(edits), safe=True)
