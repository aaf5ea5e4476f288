"""Pictures without alt text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Image
    from munjigi.page import Page

Place = tuple[str, int, int]

# What says in HTML, or in attr_list, that a picture is named otherwise or only decorates.
_SAID = re.compile(
    r"""\s(?:alt|aria-label|aria-labelledby)\s*=|\saria-hidden\s*=\s*["']?true"""
    r"""|\srole\s*=\s*["']?(?:presentation|none)\b""",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")


@rule(
    summary=Text(en="Every picture has alt text", ko="모든 그림에는 대체 텍스트가 있습니다"),
    why=Text(
        en="Readers who cannot see the picture get nothing else, and neither do search engines. "
        'A picture that only decorates says so in HTML: `alt=""`.',
        ko="그림을 볼 수 없는 독자와 검색 엔진은 대체 텍스트로만 그림을 압니다. 꾸미기만 하는 "
        '그림은 HTML에서 `alt=""`로 밝혀 주십시오.',
    ),
    message=Text(
        en='the picture "{target}" has no alt text', ko='"{target}" 그림에 대체 텍스트가 없습니다'
    ),
    examples=(
        Bad("⟦![](menu.png)⟧\n\n[⟦![ ](b.png)⟧](guide.md)\n"),
        Bad('⟦<img src="menu.png">⟧ 화면과 ⟦![][b]⟧{ width="300" }\n\n[b]: b.png\n'),
        Good('![Menu of the console](menu.png) <img src="line.svg" alt="">\n'),
        Good(
            '![](line.svg){ role="presentation" } ![](menu.png){ alt="연동 메뉴" }\n\n'
            '<img src="a.svg" aria-hidden="true"> `![](b.png)` [![](c.svg) 설치](install.md)\n'
        ),
    ),
    severity=Severity.WARNING,
)
def missing_alt_text(page: Page) -> Iterator[Problem]:
    silent = [
        image
        for image in page.images
        if not (image.alt or "").strip() and (image.kind != "html" or image.alt is None)
    ]
    links = sorted(_worded(page)) if silent else []
    for image in silent:
        if not _is_named(page, image) and not _is_beside_text(links, image):
            yield Problem(image.span, target=image.target, via=page.via(image))


def _worded(page: Page) -> Iterator[Place]:
    """Where the links are that hold words."""
    return ((link.path, link.start, link.end) for link in page.links if link.text.strip())


def _is_named(page: Page, image: Image) -> bool:
    """Whether an attribute says what `alt` does not; those of a snippet are not looked at."""
    if image.path != page.path:
        return False
    text = page.text
    if image.kind == "html":
        return bool(_SAID.search(text, image.start, image.end))
    attributes = _ATTRIBUTES.match(text, image.end)
    return attributes is not None and bool(_SAID.search(f" {attributes[1]}"))


def _is_beside_text(links: list[Place], image: Image) -> bool:
    """Whether the picture is part of a link whose words say all."""
    at = bisect_left(links, (image.path, image.start, 0)) - 1
    return at >= 0 and links[at][0] == image.path and image.end <= links[at][2]
