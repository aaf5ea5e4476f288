"""Picture files that are too large to send to a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.images._images import asset
from munjigi.rules.links._links import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Image
    from munjigi.page import Page
    from munjigi.site import Site, View


@rule(
    summary=Text(en="Pictures are small enough to load quickly", ko="그림은 빨리 뜰 만큼 작습니다"),
    why=Text(
        en="A picture of two megabytes takes seconds on a phone. Save screenshots as WebP, or as "
        "PNG with fewer colours, no wider than they are shown, and animations as video. Each file "
        "is reported once, where it is shown first.",
        ko="2MB가 넘는 그림은 휴대전화에서 몇 초씩 걸립니다. 화면 캡처는 보이는 너비로 줄여 WebP나 "
        "색을 줄인 PNG로, 움직이는 그림은 동영상으로 저장하십시오. 같은 파일은 처음 나오는 곳에서 "
        "한 번만 알립니다.",
    ),
    message=Text(
        en='"{target}" is {size} kB large, more than {limit} kB',
        ko='"{target}" 그림의 크기가 {size}kB로 {limit}kB를 넘습니다',
    ),
    examples=(
        Bad(
            {"index.md": "![Menu](⟦menu.png⟧)\n", "menu.png": b"\x89PNG" + bytes(3_000)},
            options={"limit": 2},
        ),
        Bad(
            {"index.md": "![메뉴](⟦메뉴.png⟧) ![또](메뉴.png)\n", "메뉴.png": bytes(2_001)},
            options={"limit": 2},
        ),
        Good({"index.md": "![Menu](menu.png)\n", "menu.png": bytes(3_000)}),
        Good(
            {
                "index.md": "![메뉴](메뉴.png) [영상](a.mp4)\n",
                "메뉴.png": bytes(2_000),
                "a.mp4": bytes(9_000),
            },
            options={"limit": 2},
        ),
    ),
    severity=Severity.WARNING,
    options={"limit": Text(en="The largest size in kB", ko="가장 큰 크기(kB)")},
)
def oversized_image(site: Site, *, limit: int = 2_000) -> Iterator[Problem]:
    seen: set[str] = set()
    large = {src for src, file in site.files.items() if file.size > limit * 1_000}
    for view, page, image in _images(site, large):
        served = asset(view, page, image)
        if served is None or served.file.src in seen or served.file.src not in large:
            continue
        seen.add(served.file.src)
        yield Problem(
            place(image),
            target=image.target,
            via=page.via(image),
            size=(served.file.size + 999) // 1_000,
            limit=limit,
        )


def _images(site: Site, files: set[str]) -> Iterator[tuple[View, Page, Image]]:
    """The pictures of the pages that show some of the files."""
    for view in site.views:
        for page in view.pages:
            if not files.isdisjoint(view.shown_files[page.path]):
                yield from ((view, page, image) for image in page.images)
