"""Headings with another id than in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.pairs import pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Headings have the same id in both languages",
        ko="두 언어의 제목 id가 같습니다",
    ),
    why=Text(
        en="The id is how the languages know that two sections are the same one, and how readers "
        "stay at their place when they change the language.",
        ko="id가 같아야 두 언어의 같은 섹션을 알아보고, 독자가 언어를 바꾸어도 읽던 자리에 "
        "머뭅니다.",
    ),
    message=Text(
        en='the heading in {place} has the id "{id}"',
        ko='{place} 위치의 제목에는 "{id}" id가 있습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n## 나 {#b}\n\n## 다 {#c}\n",
                "en/a.md": "# A {#a}\n\n## B {#⟦second⟧}\n\n## C {#c}\n",
            },
            fixed={"en/a.md": "# A {#a}\n\n## B {#b}\n\n## C {#c}\n"},
        ),
        Good({"ko/a.md": "# 가 {#a}\n\n## 나\n", "en/a.md": "# A {#a}\n\n## B {#b}\n"}),
    ),
    fix="safe",
    deep=True,
    gathers=shape,
)
def heading_ids_differ(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        for source, other in pair.both:
            one, two = source.part, other.part
            if one.id_start >= 0 and two.id_start >= 0 and one.id != two.id:
                span = Span(pair.other.path, two.id_start, two.id_end)
                free = one.id not in site.ids(pair.other)
                yield Problem(
                    span,
                    fix=Fix((Edit(span, one.id),)) if free else None,
                    id=one.id,
                    place=source.place,
                )
