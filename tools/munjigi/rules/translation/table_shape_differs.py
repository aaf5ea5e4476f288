"""Tables with other rows or columns than in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import pairs, smaller
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages have tables of the same size",
        ko="두 언어의 표 크기가 같습니다",
    ),
    why=Text(
        en="A row that one language lacks is a fact that its readers do not get.",
        ko="한 언어에만 있는 행은 다른 언어의 독자가 얻지 못하는 정보입니다.",
    ),
    message=Text(
        en="the table in {place} has {there} rows×columns, which is {own} here",
        ko="{place} 위치의 표는 크기(행×열)가 {there}인데 여기는 {own}입니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
                "en/a.md": "⟦| A | B |\n| --- | --- |\n| 1 | 2 |⟧\n\n3 and 4\n",
            }
        ),
        Bad({"ko/a.md": "⟦⟧글\n", "en/a.md": "| A |\n| --- |\n| B |\n"}),
        Good(
            {
                "ko/a.md": "| 가 | 나 |\n| --- | --- |\n| 다 | 라 |\n",
                "en/a.md": "A | B\n--- | ---\nC | D\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def table_shape_differs(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for span, own, there, where in smaller(pair, "table", _cells):
            yield Problem(span, own=_shown(own), there=_shown(there), place=where)


def _cells(size: str) -> int:
    rows, _, columns = size.partition("x")
    return int(rows) * int(columns)


def _shown(size: str) -> str:
    return (size or "0x0").replace("x", "×")
