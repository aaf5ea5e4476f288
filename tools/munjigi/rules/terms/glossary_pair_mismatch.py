"""Terms that a section names in one language and not in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.pairs import pairs, place
from munjigi.rule import Bad, Good, rule
from munjigi.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.pairs import Side
    from munjigi.site import Site
    from munjigi.terms import Terms

TERMS = """\
terms:
  - {ko: 앱 ID, en: App ID}
  - {ko: API 토큰, en: API token, also: {en: token}}
  - {ko: 역할, en: role, compared: false}
"""


@rule(
    summary=Text(
        en="Both languages of a section use the same terms of the glossary",
        ko="한 섹션의 두 언어는 용어집의 같은 용어를 씁니다",
    ),
    why=Text(
        en="A term that has another name in one language is another thing to the reader, who then "
        "looks for it in vain. Terms that each language may leave out have `compared: false`.",
        ko="한 언어에서만 이름이 다르면 독자는 다른 것으로 알고 헛되이 찾습니다. 언어에 따라 쓰지 "
        "않을 수 있는 용어에는 `compared: false` 설정을 둡니다.",
    ),
    message=Text(
        en='"{term}" of {place} is "{name}" in this language, which is not in this section',
        ko='{place} 위치의 "{term}" 용어는 이 언어로 "{name}"인데, 이 섹션에 없습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 값 {#a}\n\n앱 ID를 적습니다.\n\n## ⟦준비⟧ {#b}\n\n토큰을 적습니다.\n",
                "en/a.md": "# ⟦Values⟧ {#a}\n\nNote the application identifier.\n\n"
                "## Ready {#b}\n\nNote the API token.\n",
                "_terms/a.yml": TERMS,
            }
        ),
        Good(
            {
                "ko/a.md": "# 값 {#a}\n\n앱 ID와 API 토큰, 역할\n\n## 나만 {#b}\n\n앱 ID\n",
                "en/a.md": "# Values {#a}\n\nApp IDs and tokens\n",
                "_terms/a.yml": TERMS,
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=shape,
)
def glossary_pair_mismatch(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        terms = pair.source.terms
        if terms is not None:
            for source, other in pair.both:
                yield from _missing(terms, source, other)
                yield from _missing(terms, other, source)


def _missing(terms: Terms, there: Side, here: Side) -> Iterator[Problem]:
    """What one side names and the other, the one here, does not."""
    seen = {mark.value for mark in here.part.marks if mark.kind in ("term", "form")}
    for mark in there.part.marks:
        if mark.kind != "term" or mark.value in seen:
            continue
        seen.add(mark.value)
        term = terms.by_id[mark.value]
        name = term.name(here.page.locale)
        if term.compared and name:
            yield Problem(
                here.span,
                term=term.name(there.page.locale),
                name=name,
                place=place(there.page, mark.start),
            )
