"""Fences and comments that never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

WHAT = {
    "unclosed-fence": Text(en="fence", ko="코드 울타리"),
    "unclosed-comment": Text(en="comment", ko="주석"),
}


@rule(
    summary=Text(
        en="Every fence and every comment has its end", ko="코드 울타리와 주석은 모두 닫혀 있습니다"
    ),
    why=Text(
        en="Without its end the block is no block: the reader sees the marks, and what should be "
        "hidden or shown as code is rendered.",
        ko="닫히지 않으면 코드나 주석이 되지 않습니다. 기호가 그대로 보이고, 감추려던 내용이나 "
        "코드가 본문으로 나옵니다.",
    ),
    message=Text(en="this {what} has no end", ko="이 {what} 뒤에 닫는 표시가 없습니다"),
    examples=(
        Bad("# A\n\n⟦```bash⟧\ncurl example.com\n\n## B\n"),
        Bad("본문\n\n⟦<!--⟧ planned\n- 나중에\n"),
        Good("```\nA\n```\n\n<!-- B -->\n\nWrite `<!--` and `-->` around it.\n"),
    ),
)
def unclosed_block(page: Page) -> Iterator[Problem]:
    for flaw in page.flaws:
        if flaw.kind in WHAT:
            yield Problem(flaw.span, via=page.via(flaw), what=WHAT[flaw.kind])
