"""Sections that stayed as they were when the other language changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.meaning import meaning
from munjigi.model import Problem, Severity, Text
from munjigi.pairs import readable
from munjigi.rule import Bad, Good, rule
from munjigi.staleness import State, locked

if TYPE_CHECKING:
    from munjigi.site import Site

_LINE = '{{"page": "a.md", "section": "{}", "ko": "{}", "en": "{}"}}\n\n'
_OLD = "0123456789abcdef"


@rule(
    summary=Text(
        en="What changes in one language changes in the other",
        ko="한 언어에서 바뀐 내용은 다른 언어에서도 바뀝니다",
    ),
    why=Text(
        en="Readers of the other language go by what no longer holds. `translations.lock` knows "
        "which texts were in step, section by section: white space, wrapping, comments and link "
        "targets do not count. Snippets count where one language alone includes them. Translate "
        "the change, then run `munjigi translations sync PAGE`; `--minor --reason TEXT` says that "
        "it needs no translation. Without a lock the rule says nothing.",
        ko="다른 언어의 독자는 이미 틀린 내용을 따라 합니다. 서로 맞춘 글은 `translations.lock` "
        "파일에 섹션마다 적혀 있으며, 공백과 줄 바꿈, 주석, 링크 주소는 비교하지 않습니다. 한 "
        "언어에서만 넣은 조각 파일은 그 내용도 비교합니다. 바뀐 내용을 번역한 뒤 `munjigi "
        "translations sync 페이지` 명령을 실행합니다. 번역할 필요가 없는 변경은 `--minor --reason "
        "이유` 옵션으로 적어 둡니다. 이 파일이 없으면 확인하지 않습니다.",
    ),
    message=Text(
        en='{what}; "munjigi translations diff {page}" shows how',
        ko='{what}. 바뀐 내용은 "munjigi translations diff {page}" 명령으로 볼 수 있습니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n새 글\n\n## 나 {#b}\n",
                "en/a.md": "# ⟦A⟧ {#a}\n\nOld text.\n\n## ⟦B⟧ {#b}\n",
                "translations.lock": _LINE.format("a", _OLD, "88e960cd9476016f")
                + _LINE.format("b", _OLD, _OLD),
            }
        ),
        Good(
            {
                "ko/a.md": "# 가 {#a}\n\n<!-- 주석 -->\n글과\n또 글\n",
                "en/a.md": "# A {#a}\n\nText.\n",
                "translations.lock": _LINE.format("a", "ae068f37fc9c1d83", "7b14a3c2e4a74d13"),
            }
        ),
        Good({"ko/a.md": "# 가 {#a}\n\n새 글\n", "en/a.md": "# A {#a}\n\nOld text.\n"}),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=meaning,
)
def stale_translation(site: Site) -> Iterator[Problem]:
    for one in locked(site).sections:
        behind, ahead = one.behind, one.ahead
        if not (one.state.stale and behind is not None and ahead is not None):
            continue
        if readable(behind.page) and readable(ahead.page):
            title, place = ahead.part.title or ahead.page.src, ahead.place
            what = _both(place) if one.state is State.BOTH else _ahead(title, place)
            name = f"{behind.page.path}#{behind.part.id}".rstrip("#")
            yield Problem(behind.span, what=what, page=name)


def _ahead(title: str, place: str) -> Text:
    return Text(
        en=f'"{title}" in {place} changed after both were in step',
        ko=f'{place} 위치의 "{title}" 내용이 두 언어를 맞춘 뒤에 바뀌었습니다',
    )


def _both(place: str) -> Text:
    return Text(
        en=f"this section and the one in {place} both changed after they were in step",
        ko=f"이 섹션과 {place} 위치의 섹션이 두 언어를 맞춘 뒤에 모두 바뀌었습니다",
    )
