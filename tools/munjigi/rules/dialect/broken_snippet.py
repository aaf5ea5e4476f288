"""Snippets that cannot be included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

REASONS = {
    "missing-snippet": Text(en="there is no such file", ko="그런 파일이 없습니다."),
    "snippet-cycle": Text(en="it includes itself", ko="자기 자신을 불러옵니다."),
    "snippet-outside": Text(
        en="it stands outside the project", ko="프로젝트 밖에 있는 파일입니다."
    ),
}


@rule(
    summary=Text(
        en="Every snippet that a page includes is there",
        ko="페이지가 불러오는 조각 파일은 모두 제자리에 있습니다",
    ),
    why=Text(
        en="MkDocs stops, or leaves the text out without a word, depending on `check_paths`.",
        ko="`check_paths` 설정에 따라 MkDocs가 멈추거나, 아무 말 없이 그 부분을 빼고 빌드합니다.",
    ),
    message=Text(
        en="this snippet is not included: {reason}",
        ko="{reason} 그래서 이 조각을 불러올 수 없습니다",
    ),
    examples=(
        Bad('⟦--8<-- "none.md"⟧\n'),
        Bad({"ko/a.md": '앞\n\n⟦--8<-- "없음.md"⟧\n', "en/a.md": "# A\n"}),
        Good({"index.md": '--8<-- "note.md"\n', "_snippets/note.md": "Text.\n"}),
    ),
)
def broken_snippet(page: Page) -> Iterator[Problem]:
    for flaw in page.flaws:
        if flaw.kind in REASONS:
            yield Problem(flaw.span, via=page.via(flaw), reason=REASONS[flaw.kind])
