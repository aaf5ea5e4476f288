"""Links that send readers to another language though the page exists in theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import (
    LANGUAGE_NAMES,
    ending,
    languages,
    place,
    retarget,
    shows_address,
    translation,
    url_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Served, Site, View

# A link that names a language is meant to change it.


@rule(
    summary=Text(
        en="Links stay in the reader's language where the page exists in it",
        ko="독자의 언어로 된 페이지가 있으면 링크도 그 언어의 페이지로 이어집니다",
    ),
    why=Text(
        en="The page's readers chose their language. A link copied from another language's page "
        "leaves it without a word, or breaks, since each language is built by itself.",
        ko="독자는 읽을 언어를 이미 골랐습니다. 다른 언어의 페이지에서 옮겨 온 링크는 말없이 그 "
        "언어로 보내거나, 언어마다 따로 빌드하므로 깨집니다.",
    ),
    message=Text(
        en='"{target}" leads to the page in another language; {page} is in this one',
        ko='"{target}" 링크는 다른 언어의 페이지로 갑니다. 이 언어의 {page} 파일이 있습니다',
    ),
    examples=(
        Bad(
            {
                "ko/index.md": "[설치](⟦/en/setup/#install⟧), [확인](⟦../en/setup.md⟧)\n",
                "ko/setup.md": "## 설치 {#install}\n",
                "en/index.md": "[Setup](⟦https://example.com/setup/⟧)\n",
                "en/setup.md": "## Install {#install}\n",
            },
            fixed={
                "ko/index.md": "[설치](setup.md#install), [확인](setup.md)\n",
                "en/index.md": "[Setup](setup.md)\n",
            },
        ),
        Bad(
            {
                "ko/setup.md": '<a href="⟦/en/⟧">처음</a>, [설치](⟦/en/index.html#install⟧)\n',
                "ko/index.md": "# 처음\n",
                "en/index.md": "## Install\n",
            }
        ),
        Good(
            {
                "ko/a.md": "원문: <https://example.com/en/>, [example.com/en](https://example.com/en)",
                "ko/index.md": "# 처음\n",
                "en/index.md": "# Home\n",
            }
        ),
        Good(
            {
                "ko/index.md": "[English](/en/setup/), [이 페이지의 영문](/en/), [A](/en/only/)\n",
                "ko/setup.md": "[처음](index.md)\n",
                "en/index.md": "[Setup](setup.md)\n",
                "en/setup.md": "# Setup\n",
                "en/only.md": "# Only here\n",
            }
        ),
    ),
    fix="safe",
    options={
        "switches": Text(
            en="Beginnings of words (lower case) by which a link says that it changes the language",
            ko="언어를 바꾸는 링크임을 알리는 낱말의 첫머리(소문자)",
        )
    },
)
def wrong_language_link(
    site: Site, *, switches: frozenset[str] = LANGUAGE_NAMES
) -> Iterator[Problem]:
    for view in site.views:
        for page, link, to in view.irregular:
            own = translation(view, to)
            if own is None or own.file.path == page.path or view.is_fallback(page):
                continue
            if to.form == "own-site" and shows_address(link):
                continue
            if any(word.startswith(tuple(switches)) for word in _words(link.text)):
                continue
            target = _target(view, page, link, own)
            found = site.page_of(own.file)
            same = found is None or to.anchor is None or site.has_anchor(found, to.anchor)
            yield Problem(
                place(link),
                fix=retarget(link, target, safe=True) if same else None,
                target=link.target,
                via=page.via(link),
                views=languages(view),
                suggestion=target if same else target.partition("#")[0],
                page=own.file.path,
            )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _target(view: View, page: Page, link: Link, own: Served) -> str:
    path = url_from(view, page, own) if link.kind == "html" else view.link_to(page, own)
    return path + ending(link.href)
