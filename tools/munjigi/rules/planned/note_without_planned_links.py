"""Notes that promise pages which nobody has planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Fix, Problem, Severity, Span, Text
from munjigi.related import Section, holds, notes
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.planned._edits import as_edit, without_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="A note that tells of pages to come stands beside planned links",
        ko="준비 중이라는 안내에는 예정 링크가 있습니다",
    ),
    why=Text(
        en="Without a planned link nothing ever takes the note away, and readers go on being told "
        "that pages will come. Plan the pages, or drop the note.",
        ko="예정 링크가 없으면 안내를 지울 때를 아무도 모르고, 독자는 나오지 않을 페이지를 "
        "기다립니다. 예정 링크를 쓰거나 안내를 지웁니다.",
    ),
    message=Text(
        en="the note tells of pages to come, and no planned link names one",
        ko="준비 중이라는 안내는 있으나 예정 링크가 없습니다",
    ),
    examples=(
        Bad(
            "## Related pages\n\n- [Home](index.md)\n\n⟦More guides are in preparation.⟧\n",
            fixed="## Related pages\n\n- [Home](index.md)\n",
        ),
        Bad(
            '## 관련 문서 {#related}\n\n⟦!!! info "작업 방침"\n    링크는 나중에 추가합니다.⟧'
            "\n\n- [홈](index.md)\n\n## 끝\n\n안내서는 준비하고 있습니다.\n",
            fixed="## 관련 문서 {#related}\n\n- [홈](index.md)\n\n## 끝\n\n안내서는 준비하고 "
            "있습니다.\n",
        ),
        Good(
            "## 관련 문서\n\n이 문서를 먼저 읽습니다.\n\n- [홈](index.md)\n\n## See also\n\n"
            "Widgets are being written about.\n\n<!-- planned\n- [Widget](widget.md)\n-->\n"
        ),
        Good("The next release is in preparation.\n\n## Related pages\n\n```\ncoming soon\n```\n"),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
)
def note_without_planned_links(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page in view.pages:
            if not view.is_fallback(page):
                for section in site.plans.sections(page):
                    yield from _check(site, view, page, section)


def _check(site: Site, view: View, page: Page, section: Section) -> Iterator[Problem]:
    found = notes(page, section)
    if not found or any(holds(section, page, one.comment) for one in site.plans.comments(page)):
        return
    for note in found:
        yield Problem(note, fix=_fix(page, note), views=languages(view))


def _fix(page: Page, note: Span) -> Fix:
    change = without_block(page.text, note.start, note.end)
    return Fix((as_edit(page.path, page.text, [change]),), safe=False)
