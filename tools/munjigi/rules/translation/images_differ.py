"""Pictures of one language that the other lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import Side, loose, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._addresses import without_language
from munjigi.shape import Mark, shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="Both languages show the same pictures",
        ko="두 언어의 그림이 같습니다",
    ),
    why=Text(
        en="A picture that one language lacks leaves its readers to guess. A picture for each "
        "language is one picture.",
        ko="한 언어에만 있는 그림은 다른 언어의 독자가 짐작해야 하는 화면입니다. 언어마다 따로 둔 "
        "그림은 같은 그림으로 봅니다.",
    ),
    message=Text(
        en='the picture "{image}" of {place} is not in this section',
        ko='{place} 위치의 "{image}" 그림이 이 섹션에 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n![나](b.svg)\n",
                "en/a.md": "# ⟦A⟧ {#a}\n\nText.\n",
                "ko/b.svg": "<svg></svg>",
                "en/b.svg": "<svg></svg>",
            }
        ),
        Good(
            {
                "ko/a.md": "![나](b.svg)\n",
                "en/a.md": "![B](b.svg)\n",
                "ko/b.svg": "<svg></svg>",
                "en/b.svg": "<svg></svg>",
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def images_differ(site: Site) -> Iterator[Problem]:
    views = {view.locale: view for view in site.views}
    for pair in pairs(site):
        pictures = {
            page.path: _pictures(views[page.locale], page) for page in (pair.source, pair.other)
        }

        def picture(side: Side, mark: Mark, known: Known = pictures) -> str | None:
            return known[side.page.path].get(mark.start)

        for lack in loose(pair, "image", picture):
            yield Problem(lack.span, image=lack.mark.value, place=lack.there)


Pictures = dict[int, str]
Known = dict[str, Pictures]


def _pictures(view: View, page: Page) -> Pictures:
    """Each picture of the page, by its start, in words that both languages share."""
    found = {}
    for image in page.images:
        if image.path == page.path:
            to = view.resolve(page, image)
            if to.kind == "external":
                found[image.start] = without_language(image.src)
            elif to.served is not None:
                found[image.start] = without_language(f"/{to.served.key}")
    return found
