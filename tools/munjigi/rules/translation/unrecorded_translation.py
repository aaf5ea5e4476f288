"""Sections that the lock of the translations does not know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from munjigi.meaning import meaning
from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.staleness import Standing, State, locked

if TYPE_CHECKING:
    from munjigi.site import Site

_LINE = '{{"page": "a.md", "section": "{}", "ko": "0123456789abcdef", "en": "0123456789abcdef"}}'
_KOREAN = "# 가 {#a}\n\n## 나 {#b}\n"


@rule(
    summary=Text(
        en="Every section in two languages is recorded in the lock of the translations",
        ko="두 언어로 된 섹션은 모두 번역 잠금 파일에 기록되어 있습니다",
    ),
    why=Text(
        en="What no line of `translations.lock` knows can never be stale: a later change in one "
        "language is told by no one. Where both languages say the same, run `munjigi translations "
        "sync PAGE`. Without a lock the rule says nothing.",
        ko="`translations.lock` 파일에 없는 섹션은 나중에 한 언어만 바뀌어도 알 수 없습니다. 두 "
        "언어의 내용이 같으면 `munjigi translations sync 페이지` 명령으로 기록합니다. 이 파일이 "
        "없으면 확인하지 않습니다.",
    ),
    message=Text(
        en='{what} is in no record; if it says the same as {place}, run "munjigi translations '
        'sync {page}"',
        ko='{what} 기록이 없습니다. {place} 위치의 내용과 같으면 "munjigi translations sync '
        '{page}" 명령으로 기록하십시오',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": _KOREAN,
                "en/a.md": "# A {#a}\n\n## ⟦B⟧ {#b}\n",
                "translations.lock": f"{_LINE.format('a')}\n\n",
            }
        ),
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n",
                "en/a.md": "# A {#a}\n",
                "ko/b.md": "# 나 {#b}\n\n## 다 {#c}\n",
                "en/b.md": "# ⟦B⟧ {#b}\n\n## C {#c}\n",
                "translations.lock": f"{_LINE.format('a')}\n\n",
            }
        ),
        Good(
            {
                "ko/a.md": _KOREAN,
                "en/a.md": "# A {#a}\n\n## B {#b}\n",
                "translations.lock": f"{_LINE.format('a')}\n\n{_LINE.format('b')}\n\n",
            }
        ),
        Good({"ko/a.md": "# 가 {#a}\n", "en/a.md": "# A {#a}\n"}),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=meaning,
)
def unrecorded_translation(site: Site) -> Iterator[Problem]:
    for _, found in groupby(locked(site).sections, lambda one: (one.now.page, one.now.locale)):
        every = [one for one in found if one.state is not State.MISSING]
        new = [one for one in every if one.state is State.NEW]
        told = new[:1] if len(new) == len(every) else new
        for one in told:
            yield from _problem(one, whole=len(new) == len(every))


def _problem(one: Standing, *, whole: bool) -> Iterator[Problem]:
    behind, ahead = one.behind, one.ahead
    if behind is not None and ahead is not None:
        name = behind.page.path if whole else f"{behind.page.path}#{behind.part.id}".rstrip("#")
        what = _PAGE if whole else _SECTION
        yield Problem(behind.span, what=what, page=name, place=ahead.place)


_PAGE = Text(en="this page", ko="이 페이지의")
_SECTION = Text(en="this section", ko="이 섹션의")
