"""Pictures without alt text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page


@rule(
    summary=Text(en="Every picture has alt text", ko="모든 그림에는 대체 텍스트가 있습니다"),
    why=Text(
        en="Readers who cannot see the picture get nothing else, and neither do search engines. "
        'A picture that only decorates says so in HTML: `alt=""`.',
        ko="그림을 볼 수 없는 독자와 검색 엔진은 대체 텍스트로만 그림을 압니다. 꾸미기만 하는 "
        '그림은 HTML에서 `alt=""`로 밝혀 주십시오.',
    ),
    message=Text(en="this picture has no alt text", ko="이 그림에는 대체 텍스트가 없습니다"),
    examples=(
        Bad("⟦![](menu.png)⟧\n"),
        Bad('⟦<img src="menu.png">⟧ 와 ⟦![ ](b.png)⟧\n'),
        Good('![Menu of the console](menu.png) <img src="line.svg" alt="">\n'),
    ),
    severity=Severity.WARNING,
)
def missing_alt_text(page: Page) -> Iterator[Problem]:
    for image in page.images:
        written = image.kind == "html" and image.alt is not None
        if not (image.alt or "").strip() and not written:
            yield Problem(image.span, target=image.target, via=page.via(image))
