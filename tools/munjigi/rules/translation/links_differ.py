"""Links of one language that the other lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import Pair, Side, loose, pairs
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._addresses import without_language
from munjigi.shape import Mark, shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="Both languages link to the same places",
        ko="두 언어의 링크가 같은 곳으로 이어집니다",
    ),
    why=Text(
        en="A link that one language lacks is a way that its readers do not find. Addresses that "
        "differ in their language only are the same.",
        ko="한 언어에만 있는 링크는 다른 언어의 독자가 찾지 못하는 길입니다. 언어만 다른 주소는 "
        "같은 주소로 봅니다.",
    ),
    message=Text(
        en='the link "{link}" of {place} is not in this section',
        ko='{place} 위치의 "{link}" 링크가 이 섹션에 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n[나](b.md) [다](https://x.y/ko/c#d)\n",
                "en/a.md": "# ⟦A⟧ {#a}\n\n[C](https://x.y/en-us/c#e)\n",
                "ko/b.md": "# 나\n",
                "en/b.md": "# B\n",
            }
        ),
        Good(
            {
                "ko/a.md": "[나](b.md)\n",
                "en/a.md": "[B](bee.md), which another rule tells of\n",
                "ko/b.md": "# 나\n",
                "en/b.md": "# B\n",
            }
        ),
        Good(
            {
                "ko/a.md": "[나](b.md#x) [깨진](none.md) [홈](https://x.y/?lang=ko)\n",
                "en/a.md": "[Home](https://x.y/?lang=en) [B](../en/b.md#x)\n",
                "ko/b.md": "# 나 {#x}\n",
                "en/b.md": "# B {#x}\n",
            }
        ),
        Good(
            {
                "ko/a.md": "# 가\n\n[둘](#setup)\n\n## 하나\n\n## 둘 (setup)\n",
                "en/a.md": "# A\n\n[Two](#two)\n\n## One\n\n## Two\n",
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def links_differ(site: Site) -> Iterator[Problem]:
    views = {view.locale: view for view in site.views}
    found = pairs(site)
    ids = {one: id for pair in found for one, id in _ids(pair)}
    for pair in found:
        targets = {
            page.path: _targets(views[page.locale], page, ids) for page in (pair.source, pair.other)
        }

        def target(side: Side, mark: Mark, known: Known = targets) -> str | None:
            return known[side.page.path].get(mark.start)

        broken = Counter(
            side.span
            for couple in pair.both
            for side in couple
            for mark in side.part.marks
            if mark.kind == "link" and target(side, mark) is None
        )
        for lack in loose(pair, "link", target):
            broken[lack.side.span] -= 1  # a broken link may be meant for the one that is lacking
            if broken[lack.side.span] < 0:
                yield Problem(lack.span, link=lack.mark.value, place=lack.there)


Targets = dict[int, str]
Known = dict[str, Targets]


def _ids(pair: Pair) -> Iterator[tuple[tuple[str, str], str]]:
    """By path and id, what names each section in both languages: its id in the default language.

    Where headings have no ids of their own, those made of their words differ; such a section is
    only the page's if it is not sure which section of the other language it is.
    """
    for couple in pair.couples:
        for side in couple:
            if side is not None and side.part.id_start < 0:
                yield (side.page.path, side.part.id), ""
    for source, other in pair.both:
        yield (pair.source.path, source.part.id), source.part.id
        yield (pair.other.path, other.part.id), source.part.id


def _targets(view: View, page: Page, ids: Mapping[tuple[str, str], str]) -> Targets:
    """Where each link of the page leads, by its start, in words that both languages share."""
    found = {}
    for link in page.links:
        if link.path == page.path:
            to = view.resolve(page, link)
            if not to.ok:
                continue
            if to.kind == "external":
                found[link.start] = without_language(link.href)
            elif to.served is not None:
                here = (to.page.path if to.page else "", to.anchor or "")
                found[link.start] = f"{to.served.key}#{ids.get(here, here[1])}"
    return found
