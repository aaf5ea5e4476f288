"""Planned links whose day has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(
        en="A planned page is written by the day that its link names",
        ko="예정 링크의 페이지는 적어 둔 날짜까지 씁니다",
    ),
    why=Text(
        en="Readers were told of a page to come. Once its day has passed, write it, give it a new "
        "day, or take the plan out.",
        ko="독자는 곧 나올 페이지라고 알고 있습니다. 날짜가 지났으면 페이지를 쓰거나, 날짜를 새로 "
        "정하거나, 계획을 지웁니다.",
    ),
    message=Text(
        en='"{text}" was due on {due}{owner}',
        ko='{owner}"{text}" 페이지를 {due}까지 쓰기로 했으나 아직 없습니다',
    ),
    examples=(
        Bad(
            "<!-- planned\n- [Set up](set-up.md) ⟦due=2020-01-31⟧ owner=kim\n"
            "- [Later](later.md) due=2999-12-31\n-->\n"
        ),
        Bad("## 관련 문서\n\n<!-- 추가:\n- [위젯 설정](./widget) ⟦due=2020-02-29⟧\n-->\n"),
        Good(
            {
                "index.md": "<!-- planned\n- [Set up](set-up.md) due=2020-01-31\n"
                "- [Later](later.md)\n-->\n",
                "set-up.md": "# Set up\n",
            }
        ),
    ),
    severity=Severity.WARNING,
)
def overdue_planned_link(site: Site) -> Iterator[Problem]:
    for plan in site.plans.all:
        link = plan.link
        if plan.served is None and link.due is not None and link.due < site.today:
            yield Problem(
                link.due_span or link.span,
                target=link.target,
                via=plan.page.via(plan.comment.comment),
                views=languages(plan.view),
                text=link.text,
                due=link.due.isoformat(),
                owner=_owner(link.owner),
            )


def _owner(name: str) -> Text:
    return Text(f" (owner: {name})", f"{name} 담당 ") if name else Text("", "")
