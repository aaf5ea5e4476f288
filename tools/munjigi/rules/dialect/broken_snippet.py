"""Snippets that cannot be included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Flaw
    from munjigi.model import Span
    from munjigi.page import Page

REASONS = {
    "missing-snippet": Text(en="there is no such file", ko="그런 파일이 없어"),
    "snippet-cycle": Text(en="it includes itself", ko="자기 자신을 다시 불러와"),
    "snippet-outside": Text(en="it stands outside the project", ko="프로젝트 밖의 파일이어서"),
}
NO_SECTION = Text(en="its file has no such section", ko="파일에 그런 구역이 없어")


@rule(
    summary=Text(
        en="Every snippet that a page includes is there",
        ko="페이지가 불러오는 조각 파일은 모두 제자리에 있습니다",
    ),
    why=Text(
        en="MkDocs stops, or leaves the text out without a word, depending on `check_paths` of "
        "pymdownx.snippets. A snippet is looked for in the folders of its `base_path`.",
        ko="pymdownx.snippets의 `check_paths` 설정에 따라 MkDocs가 멈추거나, 아무 말 없이 그 부분을"
        " 빼고 빌드합니다. 조각 파일은 `base_path` 설정의 폴더에서 찾습니다.",
    ),
    message=Text(
        en='the snippet "{snippet}" is not included: {reason}',
        ko='{reason} "{snippet}" 조각을 불러올 수 없습니다',
    ),
    examples=(
        Bad('⟦--8<-- "none.md"⟧\n'),
        Bad({"ko/a.md": '앞\n\n⟦--8<-- "없음.md"⟧\n', "en/a.md": "# A\n"}),
        Bad(
            {
                "index.md": '⟦--8<-- "loop.md"⟧\n\n⟦--8<-- "note.md:steps"⟧\n\n'
                '⟦--8<-- "../../note.md"⟧\n',
                "_snippets/loop.md": '조각\n\n⟦--8<-- "loop.md"⟧\n',
                "_snippets/note.md": "Text.\n",
            }
        ),
        Good({"index.md": '--8<-- "note.md"\n', "_snippets/note.md": "Text.\n"}),
        Good('```\n;--8<-- "none.md"\n```\n\n`--8<-- "none.md"`는 조각을 불러옵니다.\n'),
        Good('--8<-- "none.md"\n', config="site_name: A\n"),
    ),
)
def broken_snippet(page: Page) -> Iterator[Problem]:
    found = {include.span for include in page.includes if include.file}
    for flaw in page.flaws:
        if flaw.kind in REASONS:
            yield Problem(
                flaw.span, via=page.via(flaw), snippet=flaw.note, reason=_reason(flaw, found)
            )


def _reason(flaw: Flaw, found: set[Span]) -> Text:
    missing = flaw.kind == "missing-snippet"
    return NO_SECTION if missing and flaw.span in found else REASONS[flaw.kind]
