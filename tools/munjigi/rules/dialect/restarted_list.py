"""Numbered lists that go on in the file, and start again from 1 on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.detail import ListItem
    from munjigi.page import Page
    from munjigi.site import Site

_KEEPS = ("sane_lists", "pymdownx.fancylists")  # extensions that show the first number as written
_SANE = "site_name: A\nmarkdown_extensions: [sane_lists]\n"


def restarts(page: Page) -> list[Any]:
    """The lists whose first number is not 1: its start, its end and what is written."""
    return [
        [first.start, first.start + len(first.marker), first.marker]
        for first in (one.items[0] for one in page.detail.lists if one.ordered and one.items)
        if first.path == page.path and _counts(page, first)
    ]


def _counts(page: Page, first: ListItem) -> bool:
    """Whether a list begins with another number than 1, on a line where no other list begins."""
    before = page.text[page.text.rfind("\n", 0, first.start) + 1 : first.start]
    number = first.marker[:-1]
    return number.isdigit() and int(number) > 1 and not before.strip(" \t>")


@rule(
    summary=Text(
        en="Numbered lists show the numbers that are written",
        ko="번호 목록의 번호가 그대로 보입니다",
    ),
    why=Text(
        en="MkDocs counts every list from 1. Text, code or a picture between two steps ends the "
        "list unless it is indented by four spaces, and the next step is shown as 1 again. "
        "A line that begins with a year and a dot is such a list, too: write `2026\\.` there.",
        ko="MkDocs는 목록마다 1부터 셉니다. 두 단계 사이의 글, 코드, 그림을 네 칸 들여 쓰지 않으면 "
        "목록이 거기서 끝나고 다음 단계가 다시 1로 보입니다. 연도와 점으로 시작하는 줄도 목록이 "
        "되므로 그런 줄은 `2026\\.`처럼 적습니다.",
    ),
    message=Text(
        en='"{number}" is shown as 1: what stands above is not indented as a part of the list',
        ko='위의 내용이 목록에 들지 않아 "{number}" 번호가 1로 보입니다',
    ),
    examples=(
        Bad("1. Open the page.\n\n![A menu](a.png)\n\n⟦2.⟧ Press the button.\n"),
        Bad("1. 화면을 엽니다.\n\n```sh\nls\n```\n\n⟦2.⟧ 단추를 누릅니다.\n3. 닫습니다.\n"),
        Bad("⟦2026.⟧ 3. 1.부터 바뀝니다.\n"),
        Good("1. Open the page.\n\n    ```sh\n    ls\n    ```\n\n2. Press the button.\n"),
        Good("0. 준비\n\n글\n\n1. 화면을 엽니다.\n\n2026\\. 3. 1.\n"),
        Good("1. A\n\nText.\n\n2. B\n", config=_SANE),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=restarts,
)
def restarted_list(site: Site) -> Iterator[Problem]:
    if any(site.config.dialect.has(one) for one in _KEEPS) or site.config.file is None:
        return
    for page in site.pages.values():
        if site.views_of(page):
            for start, end, number in site.gathered(page, restarts):
                yield Problem(Span(page.path, start, end), number=number)
