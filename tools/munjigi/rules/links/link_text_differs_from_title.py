"""Related links whose words are not the title of the page they lead to."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from munjigi.facts import MADE
from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.related import ANCHORS, HEADINGS, related_sections
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page
    from munjigi.site import Resolution, Site, View

# What may stand before a link that is the whole point of its list item.
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]+[*_]*")
_SIGNS = re.compile(r"[\W_]+")


def lists_related_pages(page: Page) -> bool:
    """Whether the page has a section with related links by the names that these mostly have."""
    return bool(related_sections(page))


@rule(
    summary=Text(
        en="Related links carry the titles of their pages",
        ko="관련 문서 링크의 글자는 그 페이지의 제목과 같습니다",
    ),
    why=Text(
        en="Titles change, and lists of related pages keep the old words: the reader looks for one "
        "page and lands on another. A part of the title, or the heading that the anchor leads to, "
        "is as good.",
        ko="제목은 바뀌는데 관련 문서 목록에는 옛 이름이 남아, 독자는 찾던 페이지가 아니라고 "
        "생각합니다. 제목의 일부나 앵커가 가리키는 제목을 써도 됩니다.",
    ),
    message=Text(
        en='the link says "{text}", the page is titled "{title}"',
        ko='"{title}" 페이지로 가는 링크의 글자가 "{text}" 문구로 되어 있습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "[Anything](a.md)\n\n## Related pages\n\n- [⟦Old name⟧](a.md)\n"
                "- [Set up: the widget](b.md#x) and more\n\nSee [that](a.md).\n",
                "a.md": "---\ntitle: New name\n---\n\n# The heading\n",
                "b.md": "# Other\n\n## Set up “the widget” {#x}\n",
            },
            fixed={
                "index.md": "[Anything](a.md)\n\n## Related pages\n\n- [New name](a.md)\n"
                "- [Set up: the widget](b.md#x) and more\n\nSee [that](a.md).\n",
            },
        ),
        Bad(
            {
                "ko/index.md": "## 더 읽기 {#related}\n\n* **[⟦토큰 발급⟧](a.md#b)**\n\n## 끝\n\n"
                "- [가](a.md)\n",
                "ko/a.md": "# `API` 키 [관리]\n\n## 키 만들기 {#b}\n",
                "en/index.md": "## Related {#related}\n\n- [API keys](a.md)\n",
                "en/a.md": "# Manage API keys\n",
            },
            fixed={
                "ko/index.md": "## 더 읽기 {#related}\n\n* **[키 만들기](a.md#b)**\n\n## 끝\n\n"
                "- [가](a.md)\n",
            },
        ),
        Good(
            {
                "index.md": "## 관련 문서\n\n- [첫 페이지](#top), [밖](https://example.org)\n"
                "- [그림](x.png)\n- 먼저 [이 글](a.md)부터\n- [가나다](a.md): 설명\n"
                "- [![](x.png)](a.md)\n",
                "a.md": "# 가나다\n",
                "x.png": b"\x89PNG",
            }
        ),
    ),
    severity=Severity.INFO,
    fix="unsafe",
    options={
        "headings": Text(
            en="Headings of sections with related links, in lower case",
            ko="관련 링크가 있는 섹션의 제목(소문자)",
        ),
        "anchors": Text(en="Anchors of such headings", ko="그런 제목의 앵커"),
    },
    gathers=lists_related_pages,
)
def link_text_differs_from_title(
    site: Site,
    *,
    headings: frozenset[str] = HEADINGS,
    anchors: frozenset[str] = ANCHORS,
) -> Iterator[Problem]:
    usual = (headings, anchors) == (HEADINGS, ANCHORS)
    for view in site.views:
        for page in view.pages:
            if usual and not site.gathered(page, lists_related_pages):
                continue
            sections = related_sections(page, headings, anchors)
            starts = [section.start for section in sections]
            for link in page.links if sections else ():
                number = bisect_right(starts, link.start) - 1
                if link.path == page.path and number >= 0 and link.start < sections[number].end:
                    yield from _check(view, page, link)


def _check(view: View, page: Page, link: Link) -> Iterator[Problem]:
    if link.kind in (*MADE, "autolink", "html") or view.is_fallback(page) or not link.text.strip():
        return
    to = view.resolve(page, link)
    if to.page is None or not to.ok or to.page is page or to.locale != view.locale:
        return
    titles = _titles(to.page, to)
    if not titles or any(_is_same(link.text, title) for title in (*titles, _name(to.page))):
        return
    line = page.text.rfind("\n", 0, link.start) + 1
    if not _ITEM.fullmatch(page.text[line : link.start]):
        return
    written = titles[0].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    yield Problem(
        link.text_span,
        fix=Fix((Edit(link.text_span, written),), safe=False),
        target=link.target,
        views=languages(view),
        text=" ".join(link.text.split()),
        title=titles[0],
    )


def _titles(page: Page, to: Resolution) -> list[str]:
    """What the page (or the section that the anchor leads to) is called, the best name first."""
    named = [one.text for one in page.headings if to.anchor and one.id == to.anchor]
    given = page.front_matter.data.get("title")
    first = [one.text for one in page.headings if one.level == 1][:1]
    return [*named, *([given] if isinstance(given, str) and given else []), *first]


def _name(page: Page) -> str:
    """The file's name, which is a name too."""
    return page.src.rpartition("/")[2]


def _is_same(text: str, title: str) -> bool:
    """Whether a text is a title or a part of it; case, signs and spaces make no difference."""
    words, whole = _words(text), _words(title)
    return "".join(words) in "".join(whole) or set(words) <= set(whole)


def _words(text: str) -> list[str]:
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text)).casefold().split()
