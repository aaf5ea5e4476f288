"""A note on top of pages that are due for a check, and of those whose subject ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from munjigi.model import Text
from munjigi.review import checked_too_long_ago, ends
from munjigi.web.facts import CHANGES
from munjigi.web.top import below_title, has_id


@dataclass(frozen=True, slots=True)
class Review:
    """The options of the rule `overdue-review`."""

    days: int
    soon: int
    checked: str
    expires: str


_OLD = (
    Text(en="This page is due for a check", ko="다시 확인할 때가 지난 페이지입니다"),
    Text(
        en="It was last compared with its sources on {day}. Screens and terms may have changed "
        "since, so trust what you see in the product where it differs.",
        ko="{day}에 출처와 마지막으로 대조했습니다. 그 뒤로 화면이나 조건이 바뀌었을 수 있으니, "
        "제품에서 보이는 내용이 다르면 제품을 따르십시오.",
    ),
)
_SOON = (
    Text(en="This page is good until {day}", ko="{day}까지만 맞는 페이지입니다"),
    Text(
        en="From that day an announced change makes it out of date.",
        ko="이날부터는 예고된 변경 때문에 내용이 맞지 않게 됩니다.",
    ),
)
_OVER = (
    Text(en="This page is out of date since {day}", ko="{day}부터 맞지 않는 페이지입니다"),
    Text(
        en="An announced change has taken effect. Do not follow the steps without checking them.",
        ko="예고된 변경이 시행되었습니다. 절차를 그대로 따라 하지 말고 먼저 확인하십시오.",
    ),
)
_SEE = Text(en="See what changes and what to do", ko="무엇이 바뀌고 무엇을 해야 하는지 보기")


def with_review(
    html: str, meta: Mapping[str, Any], review: Review, today: date, locale: str
) -> str:
    """A page's HTML with what `overdue-review` would say of its front matter, `meta`."""
    link = f' <a href="#{CHANGES}">{_SEE.of(locale)}</a>' if has_id(html, CHANGES) else ""
    return below_title(html, "\n".join(_notes(meta, review, today, locale, link)))


def _notes(
    meta: Mapping[str, Any], review: Review, today: date, locale: str, link: str
) -> Iterator[str]:
    if end := ends(meta.get(review.expires), today, review.soon):
        kind, (title, text) = ("danger", _OVER) if end <= today else ("warning", _SOON)
        yield _note(kind, title.of(locale), text.of(locale) + link, end)
    if last := checked_too_long_ago(meta.get(review.checked), today, review.days):
        yield _note("warning", _OLD[0].of(locale), _OLD[1].of(locale), last)


def _note(kind: str, title: str, text: str, on: date) -> str:
    return (
        f'<div class="admonition {kind} munjigi-review" data-search-exclude>'
        f'<p class="admonition-title">{title.format(day=on)}</p>'
        f"<p>{text.format(day=on)}</p></div>"
    )
