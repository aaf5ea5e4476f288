"""Front matter that MkDocs cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page


@rule(
    summary=Text(en="Front matter is valid YAML", ko="앞머리 설정은 올바른 YAML입니다"),
    why=Text(
        en="MkDocs shows broken front matter as text at the top of the page, and ignores every "
        "setting in it. Of a key that stands twice, one value is lost.",
        ko="MkDocs는 잘못된 앞머리 설정을 페이지 맨 위에 글자로 보여 주고 설정은 모두 무시합니다. "
        "같은 키를 두 번 쓰면 한 값은 버려집니다.",
    ),
    message=Text(
        en="front matter cannot be read: {error}",
        ko='앞머리 설정에 "{error}" 오류가 있어 읽을 수 없습니다',
    ),
    examples=(
        Bad("---\ntitle: [a\n⟦⟧---\n\n# 안내\n"),
        Good("---\ntitle: 안내\ntags: [a, b]\n---\n\n# A\n"),
        Good("---\n\n# A rule above a heading\n"),
    ),
)
def invalid_front_matter(page: Page) -> Iterator[Problem]:
    for flaw in page.flaws:
        if flaw.kind == "front-matter":
            yield Problem(flaw.span, error=flaw.note)
