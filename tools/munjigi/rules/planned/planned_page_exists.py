"""Planned links whose page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.planned._promote import fixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.plans import Plan
    from munjigi.site import Site


@rule(
    summary=Text(
        en="A planned link goes live as soon as its page is there",
        ko="예정 링크는 페이지가 생기면 바로 연결합니다",
    ),
    why=Text(
        en="Links that wait in comments are forgotten: the page is there, and nobody is led to it. "
        "The fix puts the link into the list of related links; with the last plan, the comment "
        "goes, and so does the note that tells of pages to come.",
        ko="주석에서 기다리는 링크는 잊히기 쉽습니다. 페이지가 생겨도 독자는 찾아가지 못합니다. "
        "자동으로 고치면 링크를 관련 문서 목록으로 옮기고, 남은 예정 링크가 없으면 주석과 "
        "준비 중이라는 안내도 함께 지웁니다.",
    ),
    message=Text(
        en='the planned page "{target}" exists by now: "{title}"',
        ko='"{title}" 페이지가 생겼으니 예정 링크 "{target}" 주소를 연결하십시오',
    ),
    examples=(
        Bad(
            {
                "index.md": "## Related pages\n\n- [Home](home.md)\n\nMore guides are in "
                "preparation.\n\n<!-- planned\n- [Set up](⟦./set-up⟧) due=2027-03-01\n"
                "- [Later](later.md)\n-->\n",
                "set-up.md": "# Set up\n",
                "home.md": "# Home\n",
            },
            fixed={
                "index.md": "## Related pages\n\n- [Home](home.md)\n- [Set up](set-up.md)\n\nMore "
                "guides are in preparation.\n\n<!-- planned\n- [Later](later.md)\n-->\n",
            },
        ),
        Bad(
            {
                "ko/a/index.md": "## 관련 문서\n\n:::info 참조 문서 작업 방침\n현재는 제목만 "
                "둡니다.\n:::\n\n<!-- 최종 작업 시 추가:\n- [위젯 설정](⟦../b/widget#size⟧)\n"
                "- [문제 해결](⟦trouble/⟧)\n-->\n",
                "ko/b/widget.md": "# 위젯 설정\n\n## 크기 {#size}\n",
                "ko/a/trouble.md": "# 문제 해결\n",
                "en/a/index.md": "# A\n",
            },
            fixed={
                "ko/a/index.md": "## 관련 문서\n\n- [위젯 설정](../b/widget.md#size)\n"
                "- [문제 해결](trouble.md)\n",
            },
        ),
        Bad(
            {
                "index.md": "!!! tip\n    Text.\n\n    <!-- planned [B](⟦b.md⟧) -->\n\nText.\n",
                "b.md": "# B\n",
            },
            fixed={"index.md": "!!! tip\n    Text.\n\n    - [B](b.md)\n\nText.\n"},
        ),
        Good(
            {
                "index.md": "## Text\n\n<!-- - [B](b.md) -->\n\n## Related pages\n\n"
                "<!-- planned\n- [C](c.md)\n-->\n\n<!-- See [B](b.md). -->\n",
                "b.md": "# B\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="safe",
)
def planned_page_exists(site: Site) -> Iterator[Problem]:
    for found in _by_page(site):
        for plan, fix in fixes(site.plans, found):
            page = plan.served and site.page_of(plan.served.file)
            title = (page and site.plans.title(page)) or plan.key
            yield Problem(
                plan.link.target_span,
                fix=fix,
                target=plan.link.target,
                via=plan.page.via(plan.comment.comment),
                views=languages(plan.view),
                title=title,
            )


def _by_page(site: Site) -> list[list[Plan]]:
    found: dict[str, list[Plan]] = {}
    for plan in site.plans.all:
        if plan.served is not None:
            found.setdefault(plan.page.path, []).append(plan)
    return list(found.values())
