"""Pages that a language lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Every page exists in every language",
        ko="모든 페이지가 언어마다 있습니다",
    ),
    why=Text(
        en="Where `fallback_to_default` is off, readers of that language get no page at all, and "
        "links to it break. Sites that fall back to their default language have chosen otherwise.",
        ko="`fallback_to_default` 설정이 꺼져 있으면 그 언어의 독자에게는 페이지가 없고 링크도 "
        "깨집니다. 기본 언어로 대신하도록 설정한 사이트는 확인하지 않습니다.",
    ),
    message=Text(
        en="this page is missing in: {languages}",
        ko="이 페이지가 없는 언어: {languages}. 페이지를 만드십시오",
    ),
    examples=(
        Bad({"ko/a.md": "⟦⟧# 가\n", "ko/b.md": "# 나\n", "en/b.md": "# B\n"}),
        Bad({"ko/b.md": "# 나\n", "en/b.md": "# B\n", "en/c/d.md": "⟦⟧# D\n"}),
        Good({"ko/a.md": "# 가\n", "en/a.md": "# A\n"}),
        Good("# A site of one language\n"),
    ),
    severity=Severity.WARNING,
)
def untranslated_page(site: Site) -> Iterator[Problem]:
    if site.i18n is None or site.config.fallback_to_default:
        return
    locales = [view.locale for view in site.views]
    for page in site.pages.values():
        if page.locale in locales and site.views_of(page):
            there = site.translations(page)
            missing = [one for one in locales if one not in there]
            first = next((one for one in locales if one in there), page.locale)
            if missing and page.locale == first:
                names = ", ".join(missing)
                yield Problem(Span(page.path, 0, 0), languages=names)
