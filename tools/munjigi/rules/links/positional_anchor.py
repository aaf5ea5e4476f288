"""Links to `#_1` and the like: anchors that count headings because their words made no id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from munjigi.facts import MADE
from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._ids import COUNTED, new_ids
from munjigi.rules.links._links import fragment, languages, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Heading, Link
    from munjigi.page import Page
    from munjigi.site import Site, View

_ASCII = "site_name: A\nmarkdown_extensions: [attr_list]\n"

SHOWN = 50  # links to one page at most of which each shows the fix of them all


def underscored(page: Page) -> list[int]:
    """The numbers of the links that may lead to an anchor that counts headings."""
    return [
        number for number, link in enumerate(page.links) if "#_" in link[6] and link[10] not in MADE
    ]


@rule(
    summary=Text(
        en="Links lead to anchors with a name, not to the number of a heading",
        ko="링크는 제목의 번호가 아니라 이름이 있는 앵커를 가리킵니다",
    ),
    why=Text(
        en="The default slugify drops Hangul, so Korean headings get the ids `_1`, `_2` in turn. "
        "As soon as a heading is added above, the link leads to another section, and nothing "
        "tells. Give the heading an id, or set `slugify` of the `toc` extension to "
        "`pymdownx.slugs.slugify`.",
        ko="기본 slugify는 한글을 버리므로 한국어 제목의 id는 차례대로 `_1`, `_2`가 됩니다. 위에 "
        "제목이 하나만 늘어도 링크는 다른 절을 가리키며 아무도 알아채지 못합니다. 제목에 id를 "
        "적거나 `toc` 확장의 `slugify`를 `pymdownx.slugs.slugify`로 설정합니다.",
    ),
    message=Text(
        en='"{anchor}" only counts headings: give "{heading}" an id of its own',
        ko='"{anchor}" 앵커는 제목의 순서일 뿐이므로 "{heading}" 제목에 id를 적어야 합니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "[준비](⟦a.md#_1⟧), [설치](⟦a.md#_2⟧), [API](a.md#api)\n",
                "a.md": "## 준비\n\n## 설치 방법 ##\n\n## API\n\n## 확인\n\n[처음](⟦#_1⟧)\n",
            },
            config=_ASCII,
            fixed={
                "index.md": "[준비](a.md#준비), [설치](a.md#설치-방법), [API](a.md#api)\n",
                "a.md": "## 준비 {#준비}\n\n## 설치 방법 {#설치-방법} ##\n\n## API\n\n## 확인\n\n"
                "[처음](#준비)\n",
            },
        ),
        Bad("See [the question](⟦#_1⟧).\n\n## ???\n", config="site_name: A\n"),
        Good(
            {
                "index.md": "[준비](a.md#_1), [설치](a.md#install), [예](a.md#ex_1), [7](#_7)\n"
                "[밖](https://example.org/#_1)\n",
                "a.md": "## 준비 {#_1}\n\n## 설치 {#install}\n\n## Ex\n\n## Ex\n",
            },
            config=_ASCII,
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    gathers=underscored,
)
def positional_anchor(site: Site) -> Iterator[Problem]:
    found: dict[str, list[_Counted]] = {}
    for view in site.views:
        for one in _counted(view):
            found.setdefault(one.to.path, []).append(one)
    targets: dict[Span, set[str]] = {}
    for path, links in found.items():
        for one in links:
            targets.setdefault(one.link.span, set()).add(path)
    for links in found.values():
        fix = _fix(site, links, targets)
        for number, one in enumerate(links):
            yield Problem(
                place(one.link),
                fix=fix if number < 1 or len(links) < SHOWN else None,
                target=one.link.target,
                via=one.page.via(one.link),
                views=languages(one.view),
                anchor=f"#{one.heading.id}",
                heading=one.heading.text,
            )


class _Counted(NamedTuple):
    view: View
    page: Page
    link: Link
    to: Page
    heading: Heading


def _counted(view: View) -> Iterator[_Counted]:
    headings: dict[str, dict[str, Heading]] = {}
    for page in view.pages:
        for number in view.site.gathered(page, underscored):
            link = page.links[number]
            to = view.resolve(page, link)
            if to.page is None or to.anchor is None or not COUNTED.fullmatch(to.anchor):
                continue
            if to.page.path not in headings:
                made = (one for one in to.page.headings if not one.explicit)
                headings[to.page.path] = {one.id: one for one in made}
            heading = headings[to.page.path].get(to.anchor)
            if heading is not None:
                yield _Counted(view, page, link, to.page, heading)


def _fix(site: Site, found: list[_Counted], targets: dict[Span, set[str]]) -> Fix | None:
    """Ids for all headings of a page that links count, at once: the others count anew then."""
    page = found[0].to
    names = new_ids(site, page, {one.heading.id for one in found})
    edits: dict[Span, str] = {}
    for link, heading in ((one.link, one.heading) for one in found):
        span = fragment(link)
        if span is None or link.via >= 0 or len(targets[link.span]) > 1:
            return None
        if not _takes_id(site, page, heading):
            return None
        name = names[heading.id]
        edits[Span(heading.path, heading.text_end, heading.text_end)] = f" {{#{name}}}"
        edits[span] = f"#{name}"
    return Fix(tuple(Edit(span, text) for span, text in edits.items()), safe=False)


def _takes_id(site: Site, page: Page, heading: Heading) -> bool:
    """Whether an id can be written behind the heading's words."""
    after = page.text[heading.text_end : heading.end]
    written = site.config.dialect.has("attr_list") and heading.via < 0
    return written and "{" not in after and "</" not in after
