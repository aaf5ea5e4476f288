"""Pages that neither the nav nor any link leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages
from munjigi.rules.links._made import blog_folders
from munjigi.rules.links._nav import is_made
from munjigi.site import Inclusion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.site import Site, View

_NAV = "site_name: A\nnav:\n  - index.md\n"
_I18N = (
    _NAV + "  - b.md\nplugins:\n  - i18n:\n      docs_structure: folder\n"
    "      languages:\n        - {locale: ko, name: 한국어, default: true}\n"
    "        - {locale: en, name: English}\n"
)


@rule(
    summary=Text(
        en="Every page stands in the nav, or a link leads to it",
        ko="모든 페이지는 nav에 있거나 다른 페이지에서 링크로 갈 수 있습니다",
    ),
    why=Text(
        en="Readers find such a page by searching at best. Put it into the nav, link to it, or "
        "name it in `not_in_nav`. Where `validation: nav: omitted_files` is `warn`, a link alone "
        "does not count.",
        ko="이런 페이지는 검색으로나 찾을 수 있습니다. nav에 넣거나 링크를 걸거나 `not_in_nav`에 "
        "적습니다. `validation: nav: omitted_files` 설정이 `warn`이면 링크만으로는 부족합니다.",
    ),
    message=Text(en="no nav entry leads to this page, {page}", ko="nav에 {page} 페이지가 없습니다"),
    examples=(
        Bad({"index.md": "# Home\n", "lost.md": "⟦⟧# Lost\n\n[Me](#lost)\n"}, config=_NAV),
        Bad(
            {
                "ko/index.md": "# 처음\n",
                "ko/b.md": "# 나\n",
                "ko/a.md": "⟦⟧# 가\n",
                "en/b.md": "# B\n",
            },
            config=_I18N,
        ),
        Bad(
            {"index.md": "[A](a.md)\n", "a.md": "⟦⟧# 가\n"},
            config=_NAV + "validation: {omitted_files: warn}\n",
        ),
        Bad({"index.md": "[A](a.md)\n", "a.md": "⟦⟧# A\n"}, config=_NAV, options={"linked": True}),
        Good({"index.md": "[가](a.md)\n", "a.md": "# 가\n", "404.md": "# None\n"}, config=_NAV),
        Good({"index.md": "# A\n", "a.md": "# A\n"}, config=_NAV + "not_in_nav: a.md\n"),
        Good({"index.md": "# A\n", "a.md": "# A\n"}),
    ),
    severity=Severity.WARNING,
    options={
        "linked": Text(
            en="Report pages that only links lead to as well",
            ko="링크로만 갈 수 있는 페이지도 보고할지 여부",
        )
    },
)
def page_not_in_nav(site: Site, *, linked: bool = False) -> Iterator[Problem]:
    level = _level(site)
    if is_made(site) or level == "ignore":
        return
    for view in site.views:
        lost = [page for page in view.pages if view.nav is not None and _is_lost(view, page)]
        if lost and not linked and level != "warn":
            reached = _reached(view)
            lost = [page for page in lost if page.path not in reached]
        for page in lost:
            yield Problem(Span(page.path, 0, 0), views=languages(view), page=page.path)


def _level(site: Site) -> object:
    """What `validation` says of files that the nav leaves out."""
    validation = site.config.validation
    nav = validation.get("nav")
    own = nav.get("omitted_files") if isinstance(nav, Mapping) else None
    return own or validation.get("omitted_files")


def _is_lost(view: View, page: Page) -> bool:
    served = view.served(page)
    if served is None or page.path in view.nav_pages or view.is_fallback(page):
        return False
    made = any(served.key.startswith(f"{blog}posts/") for blog in blog_folders(view.site))
    return served.file.inclusion is Inclusion.INCLUDED and served.key != "404.md" and not made


def _reached(view: View) -> set[str]:
    """The paths of the pages that links on other pages lead to."""
    found = set()
    for page in view.pages:
        for link in page.links:
            to = view.resolve(page, link).page
            if to is not None and to is not page:
                found.add(to.path)
    return found
