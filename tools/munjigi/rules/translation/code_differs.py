"""Code that differs between the languages in more than its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.pairs import lacks, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages show the same code",
        ko="두 언어의 코드가 같습니다",
    ),
    why=Text(
        en="Code is the same in every language, apart from comments. A difference is a mistake in "
        "one of them.",
        ko="코드는 주석 말고는 언어와 관계없이 같습니다. 다르다면 어느 한쪽이 틀린 것입니다.",
    ),
    message=Text(
        en="this code is not that of {place}",
        ko="{place} 위치의 코드와 다릅니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n```sh\ncurl a  # 요청\n```\n",
                "en/a.md": "# A {#a}\n\n⟦```sh\ncurl b\n```⟧\n",
            },
            fixed={"en/a.md": "# A {#a}\n\n```sh\ncurl a  # 요청\n```\n"},
        ),
        Bad({"ko/a.md": "# ⟦가⟧ {#a}\n", "en/a.md": "# A {#a}\n\n```sh\ncurl b\n```\n"}),
        Good(
            {
                "ko/a.md": "```sh\n# 토큰\ncurl a  # 요청\n```\n",
                "en/a.md": "```sh\n# token\ncurl  a # request\n```\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    gathers=shape,
)
def code_differs(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for lack in lacks(pair, "code"):
            page, mark = lack.other.page, lack.mark
            whole = Fix((Edit(lack.span, page.text[mark.start : mark.end]),), safe=False)
            same = lack.own is not None and _indent(page, mark.start) == _indent(
                lack.side.page, lack.own.start
            )
            yield Problem(lack.span, fix=whole if same else None, place=lack.there)


def _indent(page: Page, start: int) -> str:
    return page.text[page.text.rfind("\n", 0, start) + 1 : start]
