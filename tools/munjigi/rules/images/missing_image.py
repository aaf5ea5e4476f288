"""Pictures that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import HINTS, languages, place, retarget
from munjigi.rules.links._made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Image, Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="Every picture on a page is a file of the site",
        ko="페이지의 그림은 모두 사이트에 있습니다",
    ),
    why=Text(
        en="Readers see a broken frame instead of the picture. Letter case counts: `Menu.PNG` and "
        "`menu.png` are two files on the web server, even where they are one on your disk.",
        ko="그림 자리에 깨진 틀이 보입니다. 내 컴퓨터에서는 같은 파일이라도 웹 서버에서는 "
        "`Menu.PNG`와 `menu.png`가 서로 다른 파일이므로 대소문자까지 맞아야 합니다.",
    ),
    message=Text(en='there is no picture "{target}"', ko='"{target}" 그림 파일이 없습니다'),
    examples=(
        Bad(
            {"index.md": "![Menu](⟦Menu.PNG⟧)\n", "menu.png": b"\x89PNG\r\n\x1a\n"},
            fixed={"index.md": "![Menu](menu.png)\n"},
        ),
        Bad('<img src="⟦assets/login.png⟧" alt="로그인 화면">\n\n![메뉴][m]\n\n[m]: ⟦none.svg⟧\n'),
        Good(
            {"index.md": "![Menu](menu.png) ![Map](https://example.org/a.png)\n", "menu.png": b""}
        ),
    ),
    fix="unsafe",
    options={
        "generated": Text(
            en="Paths in the docs folder that a plugin makes at build time (`*`: anything)",
            ko="빌드할 때 플러그인이 만드는 문서 폴더 안의 경로(`*`는 모든 글자)",
        )
    },
)
def missing_image(site: Site, *, generated: frozenset[str] = frozenset()) -> Iterator[Problem]:
    for number, (view, page, image) in enumerate(_missing(site, Made(site, generated))):
        near = view.suggestions(page, image.src) if number < HINTS else []
        meant = near[0] if near else ""
        yield Problem(
            place(image),
            fix=retarget(image, meant, safe=False),
            target=image.target,
            via=page.via(image),
            views=languages(view),
            suggestion=meant,
        )


def _missing(site: Site, made: Made) -> Iterator[tuple[View, Page, Image]]:
    for view in site.views:
        for page in view.pages:
            for image in page.images:
                to = view.resolve(page, image)
                if to.kind in ("missing", "outside") and not made.target(page, image, to):
                    yield view, page, image
