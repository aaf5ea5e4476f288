"""Planned links of which the reader learns nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.lazypattern import lazy
from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.related import holds, notes
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.planned._edits import alone, line_of, newline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.planned import PlannedComment
    from munjigi.related import Section
    from munjigi.site import Site

_HANGUL = lazy("[가-힣]")


@rule(
    summary=Text(
        en="Readers are told which pages are in preparation",
        ko="준비 중인 페이지는 독자에게도 알립니다",
    ),
    why=Text(
        en="A comment tells readers nothing: they look for a guide and do not learn that it is to "
        "come. Where MkDocs builds with the plugin munjigi, it shows them the list by itself.",
        ko="주석은 독자에게 보이지 않으므로 찾는 안내서가 곧 나온다는 것을 알 수 없습니다. "
        "MkDocs에 munjigi 플러그인을 켜면 준비 중인 페이지 목록이 저절로 나옵니다.",
    ),
    message=Text(
        en="nothing tells the reader of the pages in preparation: {titles}",
        ko="준비 중인 {titles} 페이지가 있다는 것을 독자에게 알리지 않았습니다",
    ),
    examples=(
        Bad(
            "## Related pages\n\n- [Home](index.md)\n\n⟦<!-- planned\n- [Set up](set-up.md)\n"
            "- [Widget](widget.md)\n-->⟧\n",
            fixed="## Related pages\n\n- [Home](index.md)\n\nIn preparation: Set up, Widget.\n\n"
            "<!-- planned\n- [Set up](set-up.md)\n- [Widget](widget.md)\n-->\n",
        ),
        Bad(
            "## 관련 문서\n\n⟦<!-- 추가:\n- [위젯 설정](./widget)\n-->⟧\n",
            fixed="## 관련 문서\n\n다음 페이지는 준비하고 있습니다: 위젯 설정.\n\n<!-- 추가:\n"
            "- [위젯 설정](./widget)\n-->\n",
        ),
        Good(
            "## 관련 문서\n\n:::info 참조 문서 작업 방침\n현재는 섹션 제목만 유지합니다.\n:::\n\n"
            "<!-- 추가:\n- [위젯 설정](./widget)\n-->\n\n## Related pages\n\nMore guides are in "
            "preparation.\n\n<!-- planned\n- [Widget](widget.md)\n-->\n"
        ),
        Good(
            "## 관련 문서\n\n<!-- planned\n- [위젯 설정](widget.md)\n-->\n",
            config="site_name: A\nplugins: [munjigi]\n",
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    options={
        "plugins": Text(
            en="MkDocs plugins that show the reader what is planned",
            ko="예정 링크를 독자에게 보여 주는 MkDocs 플러그인",
        )
    },
)
def planned_without_note(
    site: Site, *, plugins: frozenset[str] = frozenset({"munjigi"})
) -> Iterator[Problem]:
    if plugins & site.config.plugins.keys():
        return
    for view in site.views:
        for page in view.pages:
            if page.comments and not view.is_fallback(page):
                for problem in _check(site, page):
                    problem.views = languages(view)
                    yield problem


def _check(site: Site, page: Page) -> Iterator[Problem]:
    sections = site.plans.sections(page)
    noted: set[Section] = set()
    for comment in site.plans.comments(page):
        section = next((one for one in sections if holds(one, page, comment.comment)), None)
        if not comment.links or section in noted:
            continue
        if section is not None and notes(page, section):
            noted.add(section)
            continue
        titles = [link.text for link in comment.links]
        yield Problem(
            comment.comment.span,
            fix=_fix(page, comment, titles),
            via=page.via(comment.comment),
            titles=", ".join(titles),
        )


def _fix(page: Page, comment: PlannedComment, titles: list[str]) -> Fix | None:
    start, end = comment.comment.start, comment.comment.end
    indent = alone(page.text, start, end) if comment.comment.path == page.path else None
    if indent is None:
        return None
    named = ", ".join(titles)
    note = f"In preparation: {named}."
    if _HANGUL.search(named):
        note = f"다음 페이지는 준비하고 있습니다: {named}."
    first, _ = line_of(page.text, start, end)
    ending = newline(page.text)
    written = f"{indent}{note}{ending}{indent.rstrip()}{ending}"
    return Fix((Edit(Span(page.path, first, first), written),), safe=False)
