"""Sections of related pages without any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.facts import MADE
from munjigi.model import Problem, Severity, Text
from munjigi.related import Section, holds, notes
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.template import TODO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.site import Site

SHORT = 100  # characters of text; with more, the section is about something else
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t].*$", re.MULTILINE)
_MARKUP = re.compile(r"<\w|```|~~~")


@rule(
    summary=Text(
        en="A section of related pages has links, or plans for them",
        ko="관련 문서 섹션에는 링크나 예정 링크가 있습니다",
    ),
    why=Text(
        en="The heading promises pages and leads to none. Link some, plan some, or leave the "
        "section out.",
        ko="제목만 있으면 독자는 갈 곳이 없습니다. 링크나 예정 링크를 쓰거나 섹션을 지웁니다.",
    ),
    message=Text(
        en='"{heading}" has neither links nor planned links',
        ko='"{heading}" 섹션에 링크도 예정 링크도 없습니다',
    ),
    examples=(
        Bad("## ⟦Related pages⟧\n\n## Other\n\n[Home](index.md)\n"),
        Bad("## ⟦더 읽기⟧ {#related}\n\n이어서 읽을 만한 문서입니다.\n\n<!-- 검토 필요 -->\n"),
        Good("## Related pages\n\n- TODO(a link to the page to read next)\n"),
        Good("## Related pages\n\n### Guides\n\n- <https://example.com/>\n"),
        Good(
            "## 관련 문서\n\n<!-- planned\n- [홈](home.md)\n-->\n\n## 관련 링크\n\n준비 중입니다.\n"
        ),
        Good(
            {"index.md": '## See also\n\n--8<-- "a.md"\n', "_snippets/a.md": "[Home](index.md)\n"}
        ),
    ),
    severity=Severity.WARNING,
    instead_of=("empty-section",),
)
def empty_related_section(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page in view.pages:
            if not view.is_fallback(page):
                for section in site.plans.sections(page):
                    if _is_empty(site, page, section):
                        heading = section.heading
                        yield Problem(
                            heading.text_span, views=languages(view), heading=heading.text
                        )


def _is_empty(site: Site, page: Page, section: Section) -> bool:
    if any(link.kind not in MADE and holds(section, page, link) for link in page.links):
        return False
    if any(holds(section, page, one.comment) for one in site.plans.comments(page)):
        return False
    if notes(page, section):
        return False  # of a note without plans another rule tells
    comments = [one for one in page.comments if one.path == page.path]
    text = page.text[section.start : section.end]
    for comment in reversed(comments):
        if section.start <= comment.start < section.end:
            start, end = comment.start - section.start, comment.end - section.start
            text = text[:start] + text[end:]
    if TODO.search(text):
        return False  # `leftover-placeholder` tells of it
    return not _MARKUP.search(text) and len(_ITEM.sub("", text).strip()) <= SHORT
