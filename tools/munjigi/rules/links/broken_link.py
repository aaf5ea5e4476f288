"""Links that lead nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import (
    HINTS,
    docs_path,
    languages,
    place,
    retarget,
    translation,
    url_from,
)
from munjigi.rules.links._made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Resolution, Site, View

_MAIL = re.compile(r"[^\s/@:]+@[\w-]+(\.[\w-]+)+")
_HOST = re.compile(r"www\.\w|([\w-]+\.)+(ai|app|co|com|dev|edu|gov|io|kr|net|org)(?=[/?#]|$)")


@rule(
    summary=Text(
        en="Every link leads to a page or file of the site",
        ko="모든 링크는 사이트에 있는 페이지나 파일로 이어집니다",
    ),
    why=Text(
        en="Readers who follow a broken link get an error page. MkDocs and browsers resolve links "
        "differently for Markdown, raw HTML and each language; this rule follows both.",
        ko="깨진 링크를 누른 독자는 오류 페이지를 만납니다. 마크다운과 HTML, 언어에 따라 링크를 "
        "찾는 방법이 다르며 이 규칙은 MkDocs와 브라우저의 방법을 그대로 따릅니다.",
    ),
    message=Text(
        en='"{target}" leads nowhere: {reason}',
        ko='{reason} "{target}" 링크는 갈 곳이 없습니다',
    ),
    examples=(
        Bad(
            {"index.md": "See [Setup](⟦set-up.md#tokens⟧).\n", "setup.md": "## Tokens\n"},
            fixed={"index.md": "See [Setup](setup.md#tokens).\n"},
        ),
        Bad(
            {
                "ko/index.md": "[설치](⟦Install.md⟧)\n",
                "ko/install.md": "# 설치\n",
                "en/a.md": "# A\n",
            },
            fixed={"ko/index.md": "[설치](install.md)\n"},
        ),
        Bad(
            {
                "index.md": '<a href="⟦a/b.md⟧">B</a> and <a href="a/b/">B</a>\n',
                "a/b.md": "[top](../index.md), [above](⟦../../README.md⟧)\n",
            },
            fixed={"index.md": '<a href="a/b/">B</a> and <a href="a/b/">B</a>\n'},
        ),
        Bad(
            "[누리집](⟦www.example.org/a⟧), [문의][mail]\n\n[mail]: ⟦help@example.org⟧\n",
            fixed="[누리집](https://www.example.org/a), [문의][mail]\n\n"
            "[mail]: mailto:help@example.org\n",
        ),
        Bad("[Home](⟦/nowhere/⟧), [blog](⟦https://example.com/blog/⟧), [root](/).\n"),
        Good(
            {
                "index.md": "[가](가%20나.md), [B](<b c/>), <https://example.org/>, [C](#c)\n",
                "가 나.md": "`[code](none.md)`\n\n<!-- [later](none.md) -->\n",
                "b c.md": "[map](/sitemap.xml), [older](/2.1/a/), \\[no](none.md)\n",
            }
        ),
        Good("[API](reference/client.md)\n", options={"generated": frozenset({"reference/*"})}),
        Good("[API](api/client.md)\n", config="site_name: A\nplugins: [search, gen-files]\n"),
    ),
    fix="unsafe",
    options={
        "generated": Text(
            en="Paths in the docs folder that a plugin makes at build time (`*`: anything)",
            ko="빌드할 때 플러그인이 만드는 문서 폴더 안의 경로(`*`는 모든 글자)",
        )
    },
)
def broken_link(site: Site, *, generated: frozenset[str] = frozenset()) -> Iterator[Problem]:
    for number, (view, page, link, to) in enumerate(_broken(site, Made(site, generated))):
        meant = _meant(view, page, link, to) if number < HINTS else ""
        yield Problem(
            place(link),
            fix=retarget(link, meant, safe=False),
            target=link.target,
            via=page.via(link),
            views=languages(view),
            suggestion=meant,
            reason=_reason(view, to),
        )


def _broken(site: Site, made: Made) -> Iterator[tuple[View, Page, Link, Resolution]]:
    for view in site.views:
        for page, link, to in view.irregular:
            if _is_broken(view, to) and not made.target(page, link, to):
                yield view, page, link, to


def _is_broken(view: View, to: Resolution) -> bool:
    if translation(view, to) is not None:
        return False
    if to.kind == "outside" and to.form != "source":
        # Beside the site anything may stand, unless it was meant to count from the site's own top.
        return view.site.at(to.path) is not None
    return to.kind in ("missing", "outside")


def _meant(view: View, page: Page, link: Link, to: Resolution) -> str:
    if view.is_fallback(page):
        return ""
    if _MAIL.fullmatch(link.href):
        return f"mailto:{link.href}"
    if _HOST.match(link.href):
        return f"https://{link.href}"
    href = link.href if to.form in ("source", "url") else f"/{to.path}"
    meant = next(iter(view.suggestions(page, href)), "")
    if meant and link.kind == "html":
        path, mark, fragment = meant.partition("#")
        served = view.resolve_target(page, path).served
        return url_from(view, page, served) + mark + fragment if served else ""
    return meant


def _reason(view: View, to: Resolution) -> Text:
    if to.kind == "outside":
        return Text(en="it points outside the site", ko="사이트 밖을 가리켜")
    if to.form == "source":
        path = docs_path(view, to.path)
        return Text(en=f"there is no {path}", ko=f"{path} 파일이 없어")
    return Text(
        en=f"the site has nothing at /{to.path}", ko=f"사이트의 /{to.path} 주소가 비어 있어"
    )
