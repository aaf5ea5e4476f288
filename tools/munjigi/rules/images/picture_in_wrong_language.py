"""Pictures in another language than the page, though there is one in the page's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Image, Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="A page shows pictures in its own language", ko="페이지에는 그 언어로 된 그림을 씁니다"
    ),
    why=Text(
        en="A reader of Korean cannot find a button by a picture of the English screen, and the "
        "other way round.",
        ko="영어 화면의 그림으로는 한국어 화면의 단추를 찾기 어렵고, 반대도 마찬가지입니다.",
    ),
    message=Text(
        en='"{target}" is a picture in another language; there is "{own}" in this one',
        ko='"{target}" 그림은 다른 언어로 되어 있으며 이 언어의 그림 "{own}" 파일이 있습니다',
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
                "ko/index.md": "![메뉴](⟦a/menu.en.png⟧)\n",
                "ko/a/menu.en.png": b"",
                "ko/a/menu.ko.png": b"",
                "en/index.md": "# A\n",
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
    ),
    severity=Severity.WARNING,
)
def picture_in_wrong_language(site: Site) -> Iterator[Problem]:
    locales = {view.locale for view in site.views if view.locale}
    if len(locales) < 2:  # noqa: PLR2004 — nothing to mix up
        return
    mark = re.compile(rf"(?<=[/._-])(?:{'|'.join(sorted(map(re.escape, locales)))})(?=[/._-])")
    for view in site.views:
        for page in view.pages:
            if view.is_fallback(page):
                continue
            for image in page.images:
                yield from _wrong(view, page, image, mark)


def _wrong(view: View, page: Page, image: Image, mark: re.Pattern[str]) -> Iterator[Problem]:
    for match in mark.finditer(image.src):
        if match[0] == view.locale:
            continue
        own = image.src[: match.start()] + view.locale + image.src[match.end() :]
        to = view.resolve_target(page, own, html=image.kind == "html")
        if to.kind == "asset":
            yield Problem(
                place(image),
                target=image.target,
                via=page.via(image),
                views=(view.locale,),
                own=own,
            )
            return
