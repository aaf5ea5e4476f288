"""Planned links whose target is nearly the path of a page that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.plans import Plan
    from munjigi.site import Site


@rule(
    summary=Text(
        en="A planned link names its page exactly",
        ko="예정 링크는 페이지의 경로를 정확하게 씁니다",
    ),
    why=Text(
        en="A plan goes live when a page with just this path is there. With one letter amiss it "
        "waits for ever, while the page that it means has long been written.",
        ko="예정 링크는 같은 경로의 페이지가 생겨야 연결됩니다. 한 글자만 달라도 이미 쓴 페이지를 "
        "끝없이 기다립니다.",
    ),
    message=Text(
        en='"{target}" is planned, and the site has "{near}"',
        ko='예정 링크 "{target}" 주소와 거의 같은 "{near}" 페이지가 있습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "<!-- planned\n- [Tokens](⟦access-token.md#a⟧)\n-->\n",
                "access-tokens.md": "# Tokens\n",
            },
            fixed={"index.md": "<!-- planned\n- [Tokens](access-tokens.md#a)\n-->\n"},
        ),
        Bad(
            {
                "ko/a/b.md": "## 관련 문서\n\n<!-- 추가:\n- [위젯 설정](⟦../Widget_setup⟧)\n-->\n",
                "ko/widget-setup.md": "# 위젯 설정\n",
                "en/a/b.md": "# B\n",
            },
            fixed={
                "ko/a/b.md": "## 관련 문서\n\n<!-- 추가:\n- [위젯 설정](../widget-setup.md)\n-->\n"
            },
        ),
        Good(
            {
                "index.md": "<!-- planned\n- [Step 2](step-2.md)\n- [Other](other/tokens.md)\n"
                "- [User](user.md)\n- [SSL](ssl.md)\n-->\n",
                "sso.md": "# SSO\n",
                "step-1.md": "# Step 1\n",
                "tokens.md": "# Tokens\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    instead_of=("planned-in-one-language",),
)
def near_miss_planned_target(site: Site) -> Iterator[Problem]:
    for plan in site.plans.all:
        near = site.plans.near(plan.locale, plan.key) if plan.served is None else []
        if near:
            yield Problem(
                plan.link.target_span,
                fix=_fix(site, plan, near),
                target=plan.link.target,
                via=plan.page.via(plan.comment.comment),
                views=languages(plan.view),
                near=", ".join(near),
            )


def _fix(site: Site, plan: Plan, near: list[str]) -> Fix | None:
    served = site.plans.existing(plan.locale, near[0])
    if len(near) > 1 or served is None or plan.comment.comment.via >= 0:
        return None
    end = f"#{plan.anchor}" if plan.anchor else ""
    written = plan.view.link_to(plan.page, served) + end
    return Fix((Edit(plan.link.target_span, written),), safe=False)
