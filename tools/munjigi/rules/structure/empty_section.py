"""Headings with nothing below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.outline import Section, outline, sections, walk
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from munjigi.page import Page

TEMPLATE = "# TODO(title)\n\n<!-- template: text -->\n\nTODO(lead)\n\n## Steps\n"
_TOP = "---\npage_type: guide\n---\n\n"
_LINK = re.compile(r"\]\(|^[ \t]*planned\b")
_ATTRIBUTES = re.compile(r"\{(?![*%{]):?[^{}\n]*\}")
# What fills the heading from elsewhere (`::: package.module`), and what is to be filled in time.
_FILLED = re.compile(r":::|\[?(?:unreleased|미배포)\b", re.IGNORECASE)


@rule(
    summary=Text(en="Every section has text", ko="모든 섹션에 내용이 있습니다"),
    why=Text(
        en="A heading without text promises what the page does not hold.",
        ko="내용이 없는 제목은 지키지 않는 약속과 같습니다.",
    ),
    message=Text(
        en='the section "{section}" has no text of its own',
        ko='"{section}" 섹션에 내용이 없습니다',
    ),
    examples=(
        Bad("# A\n\n## ⟦Limits⟧\n\n## Steps\n\nText.\n\n### ⟦Last⟧\n\n<!-- later -->\n"),
        Bad(
            {
                "index.md": f"{_TOP}# ⟦안내⟧\n\n## Steps\n\n글\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good("# A\n\n## Unreleased\n\n## B\n\n{* code.py *}\n\n## ::: package.module\n"),
        Good("# A\n\n## B\n\n### C\n\n![d](d.png)\n\n## Related\n\n<!-- - [C](c.md) -->\n"),
        Good(
            {
                "index.md": f"{_TOP}# A\n\nText.\n\n## Steps\n\nB\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
    ),
    severity=Severity.WARNING,
)
def empty_section(page: Page) -> Iterator[Problem]:
    found = outline(page)
    asked = set()
    if found is not None:
        asked = {m.section.start for m in found.matches if m.wanted and m.wanted.needs_text}
        if found.title and found.template.title and found.template.title.needs_text:
            asked.add(found.title.start)
    for section in walk(sections(page)):
        heading = section.heading
        whole = heading.level > 1 and not section.children
        if _FILLED.match(heading.text):
            continue
        if (whole or section.start in asked) and _is_empty(page, section):
            yield Problem(heading.text_span, via=page.via(heading), section=heading.text)


def _is_empty(page: Page, section: Section) -> bool:
    if section.heading.path != page.path:
        return False  # what a snippet holds has no place here
    text, at, parts = page.text, section.body, []
    for comment in page.comments:
        if comment.path == page.path and section.body <= comment.start < section.own_end:
            if _LINK.search(comment.text):
                return False  # what is planned there is another rule's
            parts.append(text[at : comment.start])
            at = max(at, comment.end)
    parts.append(text[at : section.own_end])
    return not _ATTRIBUTES.sub("", "".join(parts)).strip()
