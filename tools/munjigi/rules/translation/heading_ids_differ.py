"""Headings with another id than in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.pairs import Side, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site

_TOP = "---\npage_type: guide\n---\n\n"


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
        Bad(
            {
                "ko/a.md": f"{_TOP}# 가 {{#a}}\n\n## 나 {{#⟦second⟧}}\n",
                "en/a.md": f"{_TOP}# A {{#a}}\n\n## B {{#b}}\n",
                "_templates/guide.ko.md": "# TODO(제목) {#a}\n\n## 나 {#b}\n",
                "_templates/guide.en.md": "# TODO(title) {#a}\n\n## B {#b}\n",
            },
            fixed={"ko/a.md": f"{_TOP}# 가 {{#a}}\n\n## 나 {{#b}}\n"},
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
                asked = _asked(source.page)
                wrong = two.id in asked and one.id not in asked
                yield _problem(site, *((source, other) if wrong else (other, source)))


def _asked(page: Page) -> set[str]:
    """The ids that the template of the page's type asks for."""
    return {one.id for one in page.template.sections} if page.template else set()


def _problem(site: Site, side: Side, right: Side) -> Problem:
    span = Span(side.page.path, side.part.id_start, side.part.id_end)
    free = right.part.id not in site.ids(side.page)
    fix = Fix((Edit(span, right.part.id),)) if free else None
    return Problem(span, fix=fix, id=right.part.id, place=right.place)
