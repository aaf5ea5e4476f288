"""Fences and comments that never end."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.dialect._fences import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Flaw
    from munjigi.page import Page

WHAT = {
    "unclosed-fence": Text(en="fence", ko="코드 블록"),
    "unclosed-comment": Text(en="comment", ko="주석"),
}
_MARKED = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_BARE = re.compile(r"(`{3,}|~{3,})[ \t]*(?=[\r\n]|\Z)")


@rule(
    summary=Text(
        en="Every fence and every comment has its end", ko="코드 블록과 주석은 모두 닫혀 있습니다"
    ),
    why=Text(
        en="Without its end the block is no block: readers see the marks, and what should be "
        "hidden or shown as code is rendered. The end of a fence has as many signs as its start, "
        "stands as deep as that, and no line between them stands less deep.",
        ko="닫히지 않으면 코드나 주석이 되지 않습니다. 기호가 그대로 보이고, 감추려던 내용이나 "
        "코드가 본문으로 나옵니다. 코드 블록의 끝은 시작과 같은 수의 기호로 같은 깊이에 두며, 그 "
        "사이에 더 얕은 줄이 있으면 안 됩니다.",
    ),
    message=Text(en="this {what} has no end", ko="이 {what} 뒤에 닫는 표시가 없습니다"),
    examples=(
        Bad("# A\n\n⟦```bash⟧\ncurl example.com\n\n## B\n"),
        Bad("본문\n\n⟦<!--⟧ planned\n- 나중에\n"),
        Bad("1.  하나\n\n    ⟦```json⟧\n  {}\n    ```\n\n글\n\n⟦~~~⟧\n"),
        Good('```yaml tab="File"\na: b\n```\n\nText.\n'),
        Good("```yaml title=a.yml, which another rule tells of\na: b\n```\n"),
        Good("```\nA\n```\n\n<!-- B -->\n\nWrite `<!--` and `-->` around it.\n"),
        Good("````md\n```bash\n````\n\n1.  하나\n\n    ~~~\n    코드\n    ~~~\n"),
    ),
)
def unclosed_block(page: Page) -> Iterator[Problem]:
    opened = ""
    flaws = [flaw for flaw in page.flaws if flaw.kind in WHAT]
    marked = [match.start() for match in _MARKED.finditer(page.text)] if flaws else []
    for flaw in flaws:
        bare = _bare(page, flaw)
        if bare and bare == opened:
            opened = ""  # the end that the fence before was to have
            continue
        if bare and _is_refused(page.text, marked, flaw.start):
            continue  # the end of a block that `unknown-fence-option` tells of
        opened = _sign(page, flaw)
        yield Problem(flaw.span, via=page.via(flaw), what=WHAT[flaw.kind])


def _bare(page: Page, flaw: Flaw) -> str:
    """The signs of a fence without a word behind them."""
    match = _BARE.match(page.text, flaw.start) if flaw.path == page.path else None
    return match[1] if match else ""


def _is_refused(text: str, marked: list[int], at: int) -> bool:
    """Whether the last line with a marker before a bare one has options: they open no block.

    `marked` is where the lines with a marker start.
    """
    before = bisect_left(marked, text.rfind("\n", 0, at) + 1)
    return before > 0 and OPENING.match(text, marked[before - 1]) is not None


def _sign(page: Page, flaw: Flaw) -> str:
    """The signs of a fence."""
    if flaw.path != page.path or flaw.kind != "unclosed-fence":
        return ""
    first = page.text[flaw.start]
    end = flaw.start
    while page.text.startswith(first, end):
        end += 1
    return page.text[flaw.start : end]
