"""Links to an anchor that the page does not have."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import HINTS, fragment, languages, place
from munjigi.rules.links._made import has_made_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Site, View

# Fragments that no element carries: routes of scripts, and what the theme adds to the page.
NOT_IN_TEXT = ("/", "!", "__")
_RESERVED = str.maketrans({" ": "%20", "(": "%28", ")": "%29"})


@rule(
    summary=Text(
        en="Every anchor in a link stands on the page it leads to",
        ko="링크의 앵커는 모두 대상 페이지에 있습니다",
    ),
    why=Text(
        en="A browser that does not find the anchor shows the top of the page, and the reader does "
        "not learn which section was meant. Headings that were reworded are the usual cause: an "
        "explicit id, {#like-this}, survives rewording and translation.",
        ko="브라우저는 앵커를 찾지 못하면 페이지의 맨 위를 보여 주므로 독자는 어느 절을 읽으라는 "
        "뜻인지 알 수 없습니다. 대개 제목의 문구를 고칠 때 깨집니다. {#like-this}처럼 id를 직접 "
        "적으면 문구를 고치거나 번역해도 앵커가 그대로입니다.",
    ),
    message=Text(
        en='{page} has no anchor "{anchor}"',
        ko='{page} 페이지에 "{anchor}" 앵커가 없습니다',
    ),
    examples=(
        Bad(
            {"index.md": "[Steps](a.md⟦#stpes⟧)\n", "a.md": "## Steps\n"},
            fixed={"index.md": "[Steps](a.md#steps)\n"},
        ),
        Bad(
            "[설치](⟦#설치-방볍⟧)와 [확인](⟦#Verify⟧)\n\n## 설치 방법\n\n## 확인 {#verify}\n",
            fixed="[설치](#설치-방법)와 [확인](#verify)\n\n## 설치 방법\n\n## 확인 {#verify}\n",
        ),
        Bad(
            "[one][a]\n\n[a]: #one\n[b]: ⟦#none⟧\n\n# One\n\n[two][b], <a href='⟦#three⟧'>3</a>\n",
        ),
        Bad(
            {
                "ko/index.md": "[단계](a.md⟦#step⟧), [절차](a.md#절차), [영어](/en/a/⟦#절차⟧)\n",
                "ko/a.md": "## 절차\n\n## 단계 {#steps}\n",
                "en/index.md": "[Steps](a.md#steps)\n",
                "en/a.md": "## Steps\n",
            },
            fixed={
                "ko/index.md": "[단계](a.md#steps), [절차](a.md#절차), [영어](/en/a/#절차)\n",
            },
        ),
        Bad("[설치](⟦#설치-방법⟧)\n\n## 설치 방법\n", config="site_name: A\n"),
        Good(
            {
                "index.md": "[a](a.md#%EC%84%A4%EC%B9%98), [b](a.md#b), [c](a.md#c-1), [d](#fn:1)\n"
                "[top](#top), [none](#), [cookies](#__consent), [route](#/a), [pdf](m.pdf#page=2)\n"
                "\nText[^1]\n\n[^1]: note\n",
                "a.md": '## 설치\n\n<a name="b"></a>\n\nText.\n{: #c-1 }\n',
                "m.pdf": b"%PDF",
            }
        ),
        Good(
            {"index.md": "[실행](cli.md#run)\n", "cli.md": "# CLI\n\n::: mkdocs-click\n"},
            config="site_name: A\nmarkdown_extensions: [mkdocs-click]\n",
        ),
        Good(
            {"index.md": "[`run`](api.md#app.run)\n", "api.md": "# 참조\n\n::: app.run\n"},
            config="site_name: A\nplugins: [mkdocstrings]\n",
        ),
    ),
    fix="unsafe",
)
def broken_anchor(site: Site) -> Iterator[Problem]:
    named: dict[Span, str] = {}
    for number, (view, page, link, to, anchor) in enumerate(_broken(site)):
        hinted = number < HINTS and not view.is_fallback(page)
        near = site.near_anchors(to, anchor) if hinted else []
        meant = f"#{near[0].translate(_RESERVED)}" if near else ""
        span = fragment(link)
        yield Problem(
            span or place(link),
            fix=_fix(span, link, meant),
            target=link.target,
            via=page.via(link),
            views=languages(view),
            suggestion=meant or (_heading(to, anchor) if hinted else ""),
            page=named.setdefault(link.span, to.path),  # one message for all languages
            anchor=anchor,
        )


def _broken(site: Site) -> Iterator[tuple[View, Page, Link, Page, str]]:
    """The links, each with the page it leads to and the anchor that this page does not have."""
    made: dict[str, bool] = {}
    for view in site.views:
        for page, link, to in view.irregular:
            if to.anchor_found or to.page is None or to.anchor is None:
                continue
            path = to.page.path
            if path not in made:
                made[path] = has_made_parts(site, to.page)
            if not made[path] and not to.anchor.startswith(NOT_IN_TEXT):
                yield view, page, link, to.page, to.anchor


def _fix(span: Span | None, link: Link, meant: str) -> Fix | None:
    if span is None or not meant or link.via >= 0:
        return None
    return Fix((Edit(span, meant),), safe=False)


def _heading(page: Page, anchor: str) -> str:
    """A heading with the words of the anchor, and the id to give it, as in a slugify of ASCII."""
    words = _letters(anchor)
    named = (one for one in page.headings if words and _letters(one.text) == words)
    return next((f"{'#' * one.level} {one.text} {{#{anchor}}}" for one in named), "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text))).casefold()
