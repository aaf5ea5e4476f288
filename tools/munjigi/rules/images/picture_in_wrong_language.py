"""Pictures in another language than the page, though there is one in the page's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.images._images import asset, own_picture, written
from munjigi.rules.links._links import LANGUAGE_NAMES, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="A page shows pictures in its own language", ko="페이지에는 그 언어로 된 그림을 씁니다"
    ),
    why=Text(
        en="A reader of Korean cannot find a button by a picture of the English screen, and the "
        "other way round. A page that shows both languages' pictures means to compare them.",
        ko="영어 화면의 그림으로는 한국어 화면의 단추를 찾기 어렵고, 반대도 마찬가지입니다. 두 "
        "언어의 그림을 함께 보여 주는 페이지는 비교하려는 것으로 봅니다.",
    ),
    message=Text(
        en='"{target}" is a picture in another language; {own} is in this one',
        ko='"{target}" 그림은 다른 언어로 되어 있습니다. 이 언어의 {own} 파일이 있습니다',
    ),
    examples=(
        Bad(
            {
                "ko/index.md": "![메뉴](⟦../en/menu.png⟧)\n",
                "ko/menu.png": b"",
                "en/index.md": "![Menu](menu.png)\n",
                "en/menu.png": b"",
            }
        ),
        Bad(
            {
                "ko/index.md": "![메뉴](a/menu.ko.png)\n",
                "en/index.md": "![Menu](⟦a/menu.ko.png⟧) ![A](⟦a/b-ko.svg⟧)\n",
                "ko/a/menu.ko.png": b"",
                "en/a/menu.ko.png": b"",
                "en/a/menu.en.png": b"",
                "en/a/b-ko.svg": "<svg></svg>",
                "en/a/b-en.svg": "<svg></svg>",
            }
        ),
        Bad(
            {
                "ko/index.md": '<img src="⟦/assets/en/a.svg⟧" alt="연동 메뉴">\n',
                "en/index.md": '<img src="/assets/en/a.svg" alt="Menu">\n',
                "assets/ko/a.svg": "<svg></svg>",
                "assets/en/a.svg": "<svg></svg>",
            }
        ),
        Good(
            {
                "ko/index.md": "![로고](logo.en.svg) ![메뉴](menu.png)\n",
                "ko/logo.en.svg": "<svg></svg>",
                "ko/menu.png": b"",
                "en/index.md": "# A\n",
            }
        ),
        Good(
            {
                "ko/index.md": "![영어 화면](a/menu.en.png) ![메뉴](b.en.png) ![메뉴](b.ko.png)\n",
                **dict.fromkeys(("ko/a/menu.en.png", "ko/a/menu.ko.png"), b""),
                **dict.fromkeys(("ko/b.en.png", "ko/b.ko.png"), b""),
                "en/index.md": "# A\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    options={
        "languages": Text(
            en="Words (lower case) in an alt text by which it says that the language is meant",
            ko="일부러 고른 언어임을 알리는 대체 텍스트의 낱말(소문자)",
        )
    },
)
def picture_in_wrong_language(
    site: Site, *, languages: frozenset[str] = LANGUAGE_NAMES
) -> Iterator[Problem]:
    for view in site.views if len(site.views) > 1 else ():
        for page in view.pages:
            if page.images:
                yield from _wrong(view, page, languages)


def _wrong(view: View, page: Page, languages: frozenset[str]) -> Iterator[Problem]:
    found = [(image, own_picture(view, page, image)) for image in page.images]
    if not any(own for _, own in found):
        return
    shown = {asset(view, page, image) for image, _ in found}
    for image, own in found:
        alt = (image.alt or "").casefold()
        if own is None or own in shown or asset(view, page, image) is None:
            continue
        if any(word in alt for word in languages):
            continue
        yield Problem(
            place(image),
            target=image.target,
            via=page.via(image),
            views=(view.locale,),
            suggestion=written(view, page, image, own),
            own=own.file.path,
        )
