"""Links that went live before their page was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.planned._edits import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Site

_ITEM = re.compile(r"[ \t>]*[-*+][ \t]+")


@rule(
    summary=Text(
        en="Links lead to planned pages only once these are written",
        ko="아직 쓰지 않은 예정 페이지로 링크하지 않습니다",
    ),
    why=Text(
        en="The page is only planned, so the reader gets an error page. Keep the link in the "
        "comment until the page is there; the gate tells you when.",
        ko="아직 없는 페이지라 독자는 오류 페이지를 만납니다. 페이지가 생길 때까지 링크를 주석에 "
        "두십시오. 생기면 문지기가 알려 줍니다.",
    ),
    message=Text(
        en='"{target}" is only planned (in {place}), and not written yet',
        ko='"{target}" 페이지는 {place} 파일의 예정 링크일 뿐 아직 쓰지 않았습니다',
    ),
    examples=(
        Bad(
            "## Related pages\n\n- [Home](index.md)\n- [Set up](⟦set-up.md⟧)\n\n<!-- planned\n"
            "- [Set up](set-up.md)\n-->\n\nSee the [guide](⟦set-up.md#a⟧).\n",
            fixed="## Related pages\n\n- [Home](index.md)\n\n<!-- planned\n- [Set up](set-up.md)\n"
            "-->\n\nSee the guide.\n",
        ),
        Bad(
            {
                "ko/a.md": "[위젯 설정](⟦b/widget.md⟧)을 보십시오.\n",
                "ko/b/c.md": "## 관련 문서\n\n<!-- 추가:\n- [위젯 설정](./widget)\n-->\n",
                "en/b/widget.md": "# Widget\n",
            },
            fixed={"ko/a.md": "위젯 설정을 보십시오.\n"},
        ),
        Good(
            {
                "index.md": "[Gone](gone.md), [B](b.md)\n\n<!-- planned\n- [B](b.md)\n"
                "- [C](c.md)\n-->\n",
                "b.md": "# B\n",
            }
        ),
    ),
    fix="unsafe",
    instead_of=("broken-link",),
)
def live_link_to_planned_page(site: Site) -> Iterator[Problem]:
    awaited = site.plans.awaited
    for view in site.views if awaited else ():
        for page, link, to in view.irregular:
            if to.kind != "missing" or view.is_fallback(page):
                continue
            key = site.plans.key(page.src, link.href)
            plans = awaited.get(site.plans.locale_of(page.src), {}).get(key)
            if plans:
                yield Problem(
                    link.target_span,
                    fix=_fix(site, page, link, key),
                    target=link.target,
                    via=page.via(link),
                    views=languages(view),
                    place=plans[0].link.span.path,
                )


def _fix(site: Site, page: Page, link: Link, key: str) -> Fix | None:
    """The link's words alone; nothing in a list item where the page itself plans it too."""
    if link.via >= 0 or link.path != page.path or link.kind != "inline":
        return None
    first, last = line_of(page.text, link.start, link.end)
    item = _ITEM.fullmatch(page.text[first : link.start])
    whole = item and not page.text[link.end : last].strip()
    if whole and any(
        site.plans.key(page.src, planned.target) == key
        for comment in site.plans.comments(page)
        for planned in comment.links
    ):
        return Fix((Edit(Span(page.path, first, last), ""),), safe=False)
    words = page.text[link.text_start : link.text_end]
    return Fix((Edit(link.span, words),), safe=False)
