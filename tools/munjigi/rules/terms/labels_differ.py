"""Bold labels of screens that a section has in one language and not in the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import loose, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape
from munjigi.terms import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from munjigi.pairs import Side
    from munjigi.shape import Mark
    from munjigi.site import Site

LABELS = """\
vendor: acme
vouched_by: vendor
screens:
  - ko: 관리 화면
    en: Admin screen
    labels:
      - {ko: 저장, en: Save}
      - {ko: 삭제, en: Delete}
      - {ko: 열쇠, en: Key, vouched_by: {ko: none, en: vendor}}
"""


@rule(
    summary=Text(
        en="Both languages of a section name the same labels of screens",
        ko="한 섹션의 두 언어는 같은 화면 이름을 적습니다",
    ),
    why=Text(
        en="A reader of one language is sent to another button than the reader of the other. Bold "
        "text that the registry of labels knows is compared, through the names it has in each "
        "language.",
        ko="한 언어의 독자만 다른 단추로 가게 됩니다. 화면 이름 목록에 있는 굵은 글자를, 목록에 "
        "적힌 언어별 이름으로 맞추어 비교합니다.",
    ),
    message=Text(
        en='the label "{label}" of {place} is not in this section',
        ko='{place} 위치의 "{label}" 화면 이름이 이 섹션에 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# ⟦가⟧ {#a}\n\n**저장**을 누르고 **Key** 칸을 봅니다.\n",
                "en/a.md": "# ⟦A⟧ {#a}\n\nSelect **Delete** and look at **Key**.\n",
                "_terms/a.yml": LABELS,
            }
        ),
        Good(
            {
                "ko/a.md": "# 가 {#a}\n\n**저장**(Save), **Key**(열쇠), **반드시**\n\n"
                "- **삭제**: 나중\n",
                "en/a.md": "# A {#a}\n\n**Key** and **Save**, **never**\n",
                "_terms/a.yml": LABELS,
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def labels_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        terms = pair.source.terms
        if terms is None or not terms.vendors:
            continue
        for lack in loose(pair, "label", partial(_group, terms.groups)):
            yield Problem(lack.span, label=lack.mark.value, place=lack.there)


def _group(groups: Mapping[str, str], side: Side, mark: Mark) -> str | None:
    """What both languages know a label by; None for what is none of a screen: `**Cause**:`."""
    leads = side.page.text.startswith(":", mark.end)
    return None if leads else groups.get(words(mark.value))
