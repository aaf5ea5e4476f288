"""Pages that were checked too long ago, or whose subject is about to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from munjigi.model import Problem, Severity, Text
from munjigi.review import checked_too_long_ago, ends
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._front_matter import places, value_span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from munjigi.site import Site


@rule(
    summary=Text(
        en="Pages are checked again before they are out of date",
        ko="페이지는 내용이 낡기 전에 다시 확인합니다",
    ),
    why=Text(
        en="Vendors move their screens and switch tokens off. `checked_on` says when the page was "
        "compared with its sources, `expires_on` from which day an announced change makes it "
        "useless.",
        ko="공급사는 화면을 바꾸고 토큰을 없앱니다. `checked_on` 키는 페이지를 출처와 대조한 날, "
        "`expires_on` 키는 예고된 변경 때문에 페이지가 쓸모없어지는 날입니다.",
    ),
    message=Text(en="check this page again: {why}", ko="{why} 이 페이지를 다시 확인해야 합니다"),
    examples=(
        Bad("---\nchecked_on: ⟦2025-11-19⟧\nexpires_on: ⟦2026-12-04⟧\n---\n\n# Tokens\n"),
        Bad("---\nchecked_on: 2026-11-01\nexpires_on: '⟦2026-11-20⟧'\n---\n\n# 토큰\n"),
        Bad("---\nreviewed: ⟦2026-10-20⟧\n---\n", options={"days": 30, "checked": "reviewed"}),
        Good("---\nchecked_on: 2025-11-20\nexpires_on: 2026-12-05\n---\n\n# Tokens\n"),
        Good("---\nchecked_on: TODO(날짜)\nexpires_on: 20260101\n---\n\n# 토큰\n"),
        Good('---\nchecked_on: ""\nexpires_on: "2026-02-30"\n---\n\n# Tokens\n'),
    ),
    severity=Severity.WARNING,
    options={
        "days": Text(
            en="Days for which a check of the page counts", ko="한 번 확인한 내용을 믿는 날수"
        ),
        "soon": Text(
            en="Days before the end from which it is reported", ko="기한을 며칠 앞두고 알릴지"
        ),
        "checked": Text(
            en="The key of front matter that holds the day of the check",
            ko="확인한 날을 적는 앞머리 설정의 키",
        ),
        "expires": Text(
            en="The key of front matter that holds the day of the end",
            ko="기한을 적는 앞머리 설정의 키",
        ),
    },
)
def overdue_review(
    site: Site,
    *,
    days: int = 365,
    soon: int = 14,
    checked: str = "checked_on",
    expires: str = "expires_on",
) -> Iterator[Problem]:
    for page in site.pages.values():
        data = page.front_matter.data
        for key, why in (
            (checked, _checked(data.get(checked), site.today, days)),
            (expires, _expires(data.get(expires), site.today, soon)),
        ):
            if why is not None:
                yield Problem(value_span(page, places(page), (key,)), why=why)


def _checked(value: Any, today: date, days: int) -> Text | None:
    day = checked_too_long_ago(value, today, days)
    if day is None:
        return None
    return Text(
        en=f"its last check, on {day}, is more than {days} days ago",
        ko=f"마지막 확인일({day})부터 {days}일이 넘게 지났으므로",
    )


def _expires(value: Any, today: date, soon: int) -> Text | None:
    day = ends(value, today, soon)
    if day is None:
        return None
    if day <= today:
        return Text(en=f"it is out of date since {day}", ko=f"기한({day})이 되었으므로")
    return Text(en=f"it will be out of date on {day}", ko=f"기한({day})이 {soon}일 안에 다가오므로")
