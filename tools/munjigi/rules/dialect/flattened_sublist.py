"""Items of lists that are written as sub-items, and are not shown as such."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from munjigi.detail import ListItem
    from munjigi.page import Page
    from munjigi.site import Site

DEEPER = 2  # spaces more than the item above, from which on a sub-item is meant
_TRULY_SANE = "mdx_truly_sane_lists"  # an extension to which two spaces are a level


def flattened(page: Page) -> list[Any]:
    """The first items that stand deeper than the one above, in the same list: their places."""
    return [
        [one.start, one.start + len(one.marker)]
        for found in page.detail.lists
        if found.path == page.path
        for one in _deeper(page, found.items)
    ]


def _deeper(page: Page, items: Sequence[ListItem]) -> Iterator[ListItem]:
    for above, item in pairwise(items):
        if above.path == item.path == page.path:
            columns = (one.start - page.text.rfind("\n", 0, one.start) for one in (item, above))
            if next(columns) - next(columns) >= DEEPER:
                yield item


@rule(
    summary=Text(
        en="Sub-items are shown below the item that they belong to",
        ko="하위 항목은 상위 항목 아래에 보입니다",
    ),
    why=Text(
        en="GitHub takes two or three spaces for a level, MkDocs four: with fewer, the sub-item "
        "stands beside the item that it explains.",
        ko="GitHub에서는 두세 칸만 들여 써도 하위 항목이 되지만 MkDocs에서는 네 칸을 들여 써야 "
        "합니다. 덜 들여 쓰면 설명하려던 항목과 나란히 보입니다.",
    ),
    message=Text(
        en="this item is not shown as a sub-item: indent it by four spaces from the item above",
        ko="이 항목은 하위 항목으로 보이지 않으므로 위 항목에서 네 칸 들여 쓰십시오",
    ),
    examples=(
        Bad("- Admin\n  ⟦-⟧ Owner\n  - Auditor\n- User\n"),
        Bad("1. 화면을 엽니다.\n   ⟦-⟧ 관리자만 보입니다.\n"),
        Good("- Admin\n    - Owner\n- 사용자\n - 한 칸은 실수일 수 있습니다.\n"),
        Good("- A\n  - B\n", config=f"site_name: A\nmarkdown_extensions: [{_TRULY_SANE}]\n"),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=flattened,
)
def flattened_sublist(site: Site) -> Iterator[Problem]:
    if site.config.dialect.has(_TRULY_SANE) or site.config.file is None:
        return
    for page in site.pages.values():
        if site.views_of(page):
            for start, end in site.gathered(page, flattened):
                yield Problem(Span(page.path, start, end))
