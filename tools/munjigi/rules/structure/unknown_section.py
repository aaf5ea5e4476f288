"""Sections that the template of the page's type does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.nearest import nearest
from munjigi.outline import outline
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from munjigi.page import Page

TEMPLATE = (
    "# TODO(제목)\n\n## 시작하기 전에\n\n## 관련 문서\n\n<!-- template: also: 참고 문서 -->\n"
)
OPEN = TEMPLATE.replace(")\n\n", ")\n\n<!-- template: other sections -->\n\n", 1)
_TOP = "---\npage_type: guide\n---\n\n# 안내\n\n"


@rule(
    summary=Text(
        en="A page has no sections that its type does not know",
        ko="유형에 없는 섹션을 두지 않습니다",
    ),
    why=Text(
        en="Five names for one section are five places to look. What is really new belongs into "
        "the template, or into a section that it has.",
        ko="같은 섹션에 이름이 다섯이면 찾을 곳도 다섯입니다. 정말 새로운 섹션이라면 템플릿에 "
        "더하고, 아니면 템플릿에 있는 섹션에 넣습니다.",
    ),
    message=Text(
        en='the template {template} has no section "{section}"',
        ko='{template} 템플릿에는 "{section}" 섹션이 없습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": f"{_TOP}## ⟦시작하기 전⟧\n\n글\n\n## 참고 문서\n\n## ⟦부록⟧\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Bad(
            {
                "index.md": f"{_TOP}## 관련 문서\n\n글\n\n## ⟦참고 문서⟧\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good(
            {
                "index.md": f"{_TOP}## 시작하기 전에\n\n### 아무 제목\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good({"index.md": f"{_TOP}## 부록\n\n글\n", "_templates/guide.md": OPEN}),
        Good("# A\n\n## No type, no template\n\nText.\n"),
    ),
    severity=Severity.WARNING,
)
def unknown_section(page: Page) -> Iterator[Problem]:
    found = outline(page)
    if found is None or found.template.open:
        return
    names = [one.text for one in found.template.sections]
    for match in found.matches:
        if match.wanted is None:
            heading = match.section.heading
            yield Problem(
                heading.text_span,
                via=page.via(heading),
                section=heading.text,
                template=found.template.path,
                suggestion=nearest(heading.text, names),
            )
