"""Alt text that says nothing: a file name, “image”, “screenshot”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

WORDS = frozenset(
    {
        *("image", "img", "picture", "photo", "figure", "screenshot", "screen shot", "icon", "alt"),
        *(
            "alt text",
            "logo.png",
            "이미지",
            "그림",
            "사진",
            "화면",
            "캡처",
            "캡쳐",
            "스크린샷",
            "화면 캡처",
        ),
    }
)
_FILE = re.compile(r"\S+\.(?:avif|gif|ico|jpe?g|png|svg|webp)", re.IGNORECASE)
_NUMBER = re.compile(r"[\s\d_.:()#-]+$")


@rule(
    summary=Text(
        en="Alt text says what the picture shows",
        ko="대체 텍스트는 그림에 무엇이 있는지 알려 줍니다",
    ),
    why=Text(
        en="“Screenshot” or a file name tells those who cannot see the picture only that they miss "
        "something.",
        ko="“스크린샷”이나 파일 이름만으로는 그림을 볼 수 없는 독자가 아무것도 알 수 없습니다.",
    ),
    message=Text(
        en='"{alt}" does not say what the picture shows',
        ko='"{alt}" 대체 텍스트로는 그림의 내용을 알 수 없습니다',
    ),
    examples=(
        Bad("![⟦screenshot⟧](menu.png) ![⟦IMG_1234.png⟧](b.png)\n"),
        Bad("![⟦이미지 3⟧](menu.png)\n"),
        Good("![The console's menu with Integrations open](menu.png)\n"),
        Good("![연동 메뉴가 열린 화면](menu.png) ![](b.png)\n"),
    ),
    severity=Severity.WARNING,
    options={"words": Text(en="Words that say nothing", ko="뜻이 없는 말")},
)
def poor_alt_text(page: Page, *, words: frozenset[str] = WORDS) -> Iterator[Problem]:
    for image in page.images:
        alt = " ".join((image.alt or "").split())
        said = _NUMBER.sub("", alt).casefold()
        if alt and (not said or said in words or _FILE.fullmatch(alt)):
            yield Problem(image.alt_span, alt=alt, target=image.target, via=page.via(image))
