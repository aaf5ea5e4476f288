"""Plans that the page's translation does not share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.planned._edits import line_of, newline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.planned import PlannedComment
    from munjigi.plans import Plan, Plans
    from munjigi.site import Site


@rule(
    summary=Text(
        en="A page and its translations plan the same pages",
        ko="한 페이지의 모든 언어 판에는 같은 예정 링크가 있습니다",
    ),
    why=Text(
        en="A page planned in one language is written in one language, and readers of the other "
        "do not learn that it is to come.",
        ko="한 언어에만 계획하면 한 언어로만 쓰게 되고, 다른 언어의 독자는 그 페이지가 나온다는 "
        "것을 알 수 없습니다.",
    ),
    message=Text(
        en='"{target}" is planned here, and not in {other}',
        ko='예정 링크 "{target}" 주소가 {other} 파일에는 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "## 관련 문서\n\n<!-- planned\n- [위젯](widget.md)\n"
                "- [설치](⟦set-up.md⟧)\n-->\n",
                "en/a.md": "## Related pages\n\n<!-- planned\n- [Widget](widget.md)\n-->\n",
                "ko/b.md": "# 나\n",
                "en/b.md": "<!-- planned\n- [Set up](⟦set-up.md⟧)\n-->\n",
            },
            fixed={
                "en/a.md": "## Related pages\n\n<!-- planned\n- [Widget](widget.md)\n"
                "- [Set up](set-up.md)\n-->\n",
            },
        ),
        Bad(
            {
                "ko/a.md": "## 관련 문서 {#related}\n\n- [나](b.md)\n\n## 끝\n",
                "en/a.md": "## Related pages {#related}\n\n- [B](b.md)\n\n<!-- planned\n"
                "- [Set up](⟦set-up.md⟧) due=2999-01-01\n-->\n",
                "ko/b.md": "# 나\n",
                "en/b.md": "# B\n",
            },
            fixed={
                "ko/a.md": "## 관련 문서 {#related}\n\n- [나](b.md)\n\n<!-- planned\n"
                "- [Set up](set-up.md)\n-->\n\n## 끝\n",
            },
        ),
        Good(
            {
                "ko/a.md": "<!-- planned\n- [위젯](widget.md)\n- [설치](set-up)\n-->\n",
                "en/a.md": "[Set up](set-up.md)\n\n<!-- planned\n- [Widget](./widget)\n-->\n",
                "en/set-up.md": "# Set up\n",
                "ko/c.md": "<!-- planned\n- [설치](set-up)\n-->\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
)
def planned_in_one_language(site: Site) -> Iterator[Problem]:
    missing: dict[tuple[str, str], list[Plan]] = {}
    for plan in site.plans.all if site.i18n is not None else ():
        for locale, other in site.translations(plan.page).items():
            if other is not plan.page and not _knows(site, locale, other, plan.key):
                missing.setdefault((plan.page.path, locale), []).append(plan)
    for (_, locale), found in missing.items():
        other = site.translations(found[0].page)[locale]
        fix = _fix(site, locale, other, found)
        for plan in found:
            yield Problem(
                plan.link.target_span,
                fix=fix,
                target=plan.link.target,
                via=plan.page.via(plan.comment.comment),
                views=languages(plan.view),
                other=other.path,
            )


def _knows(site: Site, locale: str, page: Page, key: str) -> bool:
    """Whether the page in this language plans it too, or needs no plan any more."""
    return site.plans.existing(locale, key) is not None or key in _planned(site.plans, page)


@lru_cache(maxsize=4)
def _planned(plans: Plans, page: Page) -> frozenset[str]:
    """The keys of the pages that a page plans."""
    return frozenset(
        plans.key(page.src, link.target)
        for comment in plans.comments(page)
        for link in comment.links
    )


def _fix(site: Site, locale: str, page: Page, found: list[Plan]) -> Fix | None:
    """The plans at the end of the page's own ones, else in a new comment in its section."""
    end = newline(page.text)
    lines = "".join(f"- {_link(site, locale, plan)}{end}" for plan in found)
    for comment in reversed(site.plans.comments(page)):
        at = _last_line(page, comment)
        if at is not None:
            return Fix((Edit(Span(page.path, at, at), lines),), safe=False)
    sections = site.plans.sections(page)
    if not sections:
        return None
    body = page.text[: sections[-1].end].rstrip()
    written = f"{end}{end}<!-- planned{end}{lines}-->"
    return Fix((Edit(Span(page.path, len(body), len(body)), written),), safe=False)


def _last_line(page: Page, comment: PlannedComment) -> int | None:
    """Where the line starts that closes a comment at the page's left edge."""
    record = comment.comment
    if record.path != page.path or record.via >= 0:
        return None
    first, _ = line_of(page.text, record.end, record.end)
    closing = page.text[first : record.end].strip() == "-->"
    return (
        first
        if closing and line_of(page.text, record.start, record.start)[0] == record.start
        else None
    )


def _link(site: Site, locale: str, plan: Plan) -> str:
    """The link as other pages in the language plan it, else in the words of the first."""
    named = site.plans.awaited.get(locale, {}).get(plan.key, (plan,))[0]
    return f"[{named.link.text}]({plan.link.target})"
