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
        *("alt", "alt text", "capture", "figure", "icon", "image", "image alt", "image alt text"),
        *("image name", "image title", "img", "photo", "pic", "picture", "screen", "screen shot"),
        *("screencapture", "screenshot", "screenshot from", "screengrab", "pasted image", "dsc"),
        *("untitled", "enter image description here", "insert image description"),
        *("그림", "그림 설명", "대체 텍스트", "무제", "사진", "설명", "스크린샷", "스샷", "아이콘"),
        *("이미지", "이미지 설명", "제목 없음", "캡처", "캡처 화면", "캡쳐", "캡쳐 화면", "화면"),
        *("화면 캡처", "화면 캡쳐", "화면캡처", "화면캡쳐", "참고 이미지", "예시 이미지"),
    }
)
LONGEST = 80  # characters of a text that may say nothing
_FILE = re.compile(r"[^\s/]+\.(?:avif|bmp|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
# Numbers, dates and times of day, and the signs around them.
_NUMBER = re.compile(r"[\d\W_]+|\b(?:am|pm|at|kakaotalk|오전|오후)\b")
_MACHINE = re.compile(r"[\w-]*_[\w-]+")  # made for a file system, not for readers


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
        Bad(
            "![⟦screenshot⟧](menu.png) ![⟦IMG_1234.png⟧](b.png) ![⟦open_menu⟧](img/open_menu.png)\n"
        ),
        Bad("![⟦이미지 3⟧](menu.png)\n\n![⟦스크린샷 2026-11-20 오후 3.25.20⟧](b.png)\n"),
        Bad('<img src="a.png" alt="⟦Screenshot 2026-11-20 at 10.11.12 AM⟧">\n'),
        Good("![The console's menu with Integrations open](menu.png) ![menu](menu.png)\n"),
        Good("![연동 메뉴가 열린 화면](menu.png) ![](b.png) ![api-v2-map](api-v2-map.png)\n"),
        Good("![Image upload](a.png) ![Figure 1: the console](b.png) ![404](404.png)\n"),
        Good("![사진](a.png)\n", options={"words": frozenset({"image"})}),
    ),
    severity=Severity.WARNING,
    options={
        "words": Text(
            en="Texts that say nothing, in lower case and without numbers",
            ko="뜻이 없는 대체 텍스트(소문자로, 숫자 없이)",
        )
    },
)
def poor_alt_text(page: Page, *, words: frozenset[str] = WORDS) -> Iterator[Problem]:
    for image in page.images:
        alt = " ".join((image.alt or "").split())
        if 0 < len(alt) <= LONGEST and _says_nothing(alt, image.src, words):
            yield Problem(image.alt_span, alt=alt, target=image.target, via=page.via(image))


def _says_nothing(alt: str, src: str, words: frozenset[str]) -> bool:
    if _FILE.fullmatch(alt):
        return True
    name = _ENDING.sub("", src.partition("?")[0].rpartition("/")[2])
    if alt == name and _MACHINE.fullmatch(alt):
        return True
    bare = " ".join(_NUMBER.sub(" ", _ENDING.sub("", alt.casefold())).split())
    return bare in words
