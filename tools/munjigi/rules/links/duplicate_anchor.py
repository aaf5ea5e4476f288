"""Anchors that stand on a page more than once."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Anchor
    from munjigi.page import Page

WRITTEN = ("heading", "attribute", "html", "name")  # kinds of anchors that authors give
NEAR = 200  # characters
_TAG = re.compile(r"<[^>]*(>|$)|^[\"']?\s*(id|name)=[\"']?$")
_SEEN = re.compile(r"\w")


@rule(
    summary=Text(
        en="Every anchor stands on a page once", ko="한 페이지에서 앵커는 한 번만 나옵니다"
    ),
    why=Text(
        en="A link to an anchor that stands twice leads to the first one, whichever was meant. "
        "MkDocs numbers headings that have the same text, but leaves explicit ids as they are.",
        ko="같은 앵커가 둘이면 링크는 언제나 첫 번째로 갑니다. MkDocs는 문구가 같은 제목에는 "
        "번호를 붙이지만 직접 적은 id는 그대로 둡니다.",
    ),
    message=Text(
        en='the anchor "{anchor}" already stands at {first}',
        ko='"{anchor}" 앵커가 이미 {first} 자리에 있습니다',
    ),
    examples=(
        Bad("## Set up {#setup}\n\nText.\n\n## Set up again {#⟦setup⟧}\n"),
        Bad(
            '## 설치\n\n글입니다.\n\n<div id="⟦설치⟧"></div>\n\n<a name="확인"></a>\n\n글입니다.'
            '\n\n<a name="⟦확인⟧"></a>\n'
        ),
        Good("## Example\n\nText.\n\n## Example\n\n## 예시\n\n## 예시\n"),
        Good(
            '<a id="a" name="a"></a>\n\n<a name="setup"></a>\n\n## Setup\n\nText[^1][^1]\n\n'
            "[^1]: 주석\n"
        ),
        Good('<code id="">a</code> <b id="">b</b>\n'),
    ),
    severity=Severity.WARNING,
)
def duplicate_anchor(page: Page) -> Iterator[Problem]:
    first: dict[str, Anchor] = {}
    lines: list[int] = []
    for anchor in page.anchors:
        if anchor.kind not in WRITTEN or not anchor.id:
            continue
        known = first.setdefault(anchor.id, anchor)
        if known is not anchor and not _same_place(page, known, anchor):
            lines = lines or [match.end() for match in re.finditer(r"^", page.text, re.MULTILINE)]
            line = bisect_right(lines, known.start)
            here = known.path == page.path
            yield Problem(
                anchor.span,
                via=page.via(anchor),
                anchor=anchor.id,
                first=Text(en=f"line {line}", ko=f"{line}행") if here else known.path,
            )


def _same_place(page: Page, one: Anchor, other: Anchor) -> bool:
    """Whether nothing that readers see stands between: `<a name="x"></a>` before its heading."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    if one.path != page.path or other.path != page.path or end - start > NEAR:
        return False
    return not _SEEN.search(_TAG.sub("", page.text[start:end]))
