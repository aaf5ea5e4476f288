"""Sections in another order than the template has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.outline import Section, outline
from munjigi.rule import Bad, Good, rule
from munjigi.rules.structure._stubs import insertion, text_end

if TYPE_CHECKING:
    from munjigi.page import Page

TEMPLATE = "# TODO(title)\n\n## Before\n\n## Steps\n\n## More\n\n## Related\n"
_TOP = "---\npage_type: guide\n---\n\n# A\n\n"
_FREE = TEMPLATE.replace(")\n\n", ")\n\n<!-- template: any order -->\n\n", 1)


@rule(
    summary=Text(
        en="Sections stand in the order of the template", ko="섹션은 템플릿의 순서대로 놓입니다"
    ),
    why=Text(
        en="Readers look for a section at the place where they found it in other guides.",
        ko="독자는 다른 안내서에서 본 자리에서 같은 섹션을 찾습니다.",
    ),
    message=Text(
        en='the section "{section}" stands before "{other}"; the template has it after that',
        ko='"{section}" 섹션이 "{other}" 섹션보다 앞에 있습니다. 템플릿에서는 그 뒤입니다',
    ),
    examples=(
        Bad(
            {
                "index.md": f"{_TOP}## Before\n\nB\n\n## ⟦Related⟧\n\nR\n\n## Steps\n\nS\n\n"
                "## More\n\nM\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={
                "index.md": f"{_TOP}## Before\n\nB\n\n## Steps\n\nS\n\n## More\n\nM\n\n"
                "## Related\n\nR\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}## ⟦Steps⟧\n\nS\n\n## Before\n\nB\n\n## Own\n\nO\n",
                "_templates/guide.md": TEMPLATE,
            },
            fixed={"index.md": f"{_TOP}## Before\n\nB\n\n## Steps\n\nS\n\n## Own\n\nO\n"},
        ),
        Good(
            {
                "index.md": f"{_TOP}## Before\n\nB\n\n## 부록\n\n글\n\n## Related\n\nR\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good(
            {
                "index.md": f"{_TOP}## Steps\n\nS\n\n## Before\n\nB\n",
                "_templates/guide.md": _FREE,
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
)
def section_out_of_order(page: Page) -> Iterator[Problem]:
    found = outline(page)
    if found is None or found.template.any_order:
        return
    order = {id(one): number for number, one in enumerate(found.template.sections)}
    placed = [
        (order[id(one.wanted)], one.section) for one in found.matches if one.wanted is not None
    ]
    kept = _longest([number for number, _ in placed])
    for index, (number, section) in enumerate(placed):
        if index in kept:
            continue
        behind = [other for at, (n, other) in enumerate(placed) if at in kept and n <= number]
        ahead = [other for at, (n, other) in enumerate(placed) if at in kept and n > number]
        yield _problem(page, section, behind, ahead)


def _problem(page: Page, section: Section, behind: list[Section], ahead: list[Section]) -> Problem:
    """The section stands before one that it belongs behind, or behind one it belongs before."""
    late = [one for one in behind if one.start > section.start]
    first, other = (section, late[-1]) if late else (ahead[0], section)
    at = text_end(page, late[-1].start, late[-1].end) if late else ahead[0].start
    own = section.heading.path == page.path
    return Problem(
        section.heading.text_span,
        fix=_move(page, section, at) if own else None,
        via=page.via(section.heading),
        section=(first if late else section).heading.text if late else other.heading.text,
        other=late[-1].heading.text if late else ahead[0].heading.text,
    )


def _move(page: Page, section: Section, at: int) -> Fix:
    cut = Edit(Span(page.path, section.start, section.end), "")
    return Fix((cut, insertion(page, at, page.text[section.start : section.end])), safe=False)


def _longest(numbers: list[int]) -> set[int]:
    """The indexes of a longest run of numbers that do not fall."""
    tails: list[int] = []  # of each length, the index of the smallest number that ends such a run
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left([numbers[one] for one in tails], number + 1)
        before.append(tails[at - 1] if at else -1)
        tails[at : at + 1] = [index]
    kept, at = set(), tails[-1] if tails else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
