"""Lines of the lock of the translations that are about no section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.meaning import meaning
from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.staleness import locked

if TYPE_CHECKING:
    from munjigi.site import Site

_LINE = '{{"page": "{}", "section": "{}", "ko": "0123456789abcdef", "en": "0123456789abcdef"}}'
_NOT_OURS = Text(en="it has not the form of a record", ko="기록의 형식이 아니어서")
_PAGES = {"ko/a.md": "# 가 {#a}\n", "en/a.md": "# A {#a}\n"}


@rule(
    summary=Text(
        en="Every line of the lock of the translations is about a section",
        ko="번역 잠금 파일의 모든 줄은 실제로 있는 섹션의 기록입니다",
    ),
    why=Text(
        en="A line that is about nothing hides that a section is not tracked: a conflict that was "
        "committed, or a section that is gone. `munjigi translations sync` takes such lines out.",
        ko="아무 섹션에도 맞지 않는 줄은 어떤 섹션이 기록에서 빠진 것을 가립니다. 충돌 표시를 "
        "그대로 커밋했거나 섹션이 사라진 것입니다. `munjigi translations sync` 명령은 이런 줄을 "
        "지웁니다.",
    ),
    message=Text(en="this line is of no use: {reason}", ko="{reason} 이 줄은 쓸모가 없습니다"),
    examples=(
        Bad(
            {
                **_PAGES,
                "translations.lock": f"⟦<<<<<<< HEAD⟧\n{_LINE.format('a.md', 'a')}\n\n"
                f"⟦{_LINE.format('a.md', 'b')}⟧\n\n⟦{_LINE.format('b.md', 'b')}⟧\n",
            }
        ),
        Good({**_PAGES, "translations.lock": f"{_LINE.format('a.md', 'a')}\n\n"}),
        Good(_PAGES),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=meaning,
)
def invalid_translation_record(site: Site) -> Iterator[Problem]:
    for line in locked(site).foreign:
        record = line.record
        reason = _NOT_OURS if record is None else _gone(record.page, record.section)
        yield Problem(line.span, reason=reason)


def _gone(page: str, section: str) -> Text:
    return Text(
        en=f'no translated page {page} has a section "{section}"',
        ko=f'번역된 {page} 페이지에 "{section}" 섹션이 없어',
    )
