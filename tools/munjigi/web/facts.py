"""What a guide takes, from its front matter: a list below its title, and a line of it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from munjigi.model import Text
from munjigi.review import day
from munjigi.web.steps import STEPS
from munjigi.web.top import below_title, has_id

CHANGES = "what-is-changing"  # the id of the section with dates, as in the templates
HIDDEN = "facts"  # in the `hide` of front matter
_HOUR = 60  # minutes
_STEP = re.compile(r'<h3\b[^>]*\sid="step-\d+"')
_TIME = Text(en="Time", ko="시간")
_MINUTES = Text(en="About {n} min", ko="약 {n}분")
_HOURS = Text(en="About {n} h", ko="약 {n}시간")
_BOTH = Text(en="About {n} h {m} min", ko="약 {n}시간 {m}분")
_BESIDES = Text(en="plus {what}", ko="{what} 별도")
_GO = Text(en="Go to the {n} steps", ko="절차 보기(총 {n}단계)")
_ROLE = Text(en="Role", ko="역할")
_PLAN = Text(en="Plan", ko="요금제")
_UNKNOWN = Text(en="Not confirmed", ko="확인하지 못함")
_CHECKED = Text(en="Last checked", ko="마지막 확인")
_ENDS = Text(en="Good until", ko="안내서의 기한")
_TO_DO = Text(en="What to do by then", ko="그전에 할 일")
_UNTIL = Text(en="until {day}", ko="{day}까지")


def with_facts(
    html: str, meta: Mapping[str, Any], locale: str, *, expires: str, checked: str
) -> str:
    """A page's HTML with the facts of its front matter, `meta`, below its title.

    `expires` and `checked` are the keys of the days, as `overdue-review` has them.
    """
    if HIDDEN in _texts(meta.get("hide")):
        return html
    to_do = _link(CHANGES, _TO_DO.of(locale)) if has_id(html, CHANGES) else ""
    steps = len(_STEP.findall(html)) if has_id(html, STEPS) else 0
    go = _link(STEPS, _GO.of(locale).format(n=steps)) if steps > 1 else ""
    cells = "".join(
        f"<div><dt>{name.of(locale)}</dt><dd>{value}</dd></div>\n"
        for name, value in _facts(meta, locale, expires, checked, to_do, go)
    )
    made = f'<dl class="munjigi-facts" data-search-exclude>\n{cells}</dl>' if cells else ""
    return below_title(html, made)


def line(meta: Mapping[str, Any], locale: str, *, expires: str) -> str:
    """The time, the roles and the end of a guide in one line of text; "" for a page without."""
    until = day(meta.get(expires))
    said = [
        _time(meta.get("minutes"), locale),
        ", ".join(_texts(meta.get("roles"))),
        _UNTIL.of(locale).format(day=until) if until else "",
    ]
    return " · ".join(one for one in said if one)


def _facts(
    meta: Mapping[str, Any], locale: str, expires: str, checked: str, to_do: str, go: str
) -> Iterator[tuple[Text, str]]:
    if time := _time(meta.get("minutes"), locale):
        yield _TIME, time + _more(_besides(meta, locale)) + _more(go)
    if roles := _texts(meta.get("roles")):
        yield _ROLE, escape(", ".join(roles))
    if isinstance(meta.get("plans"), list):
        yield _PLAN, escape(", ".join(_texts(meta["plans"]))) or _UNKNOWN.of(locale)
    if on := day(meta.get(checked)):
        yield _CHECKED, _date(str(on))
    if on := day(meta.get(expires)):
        yield _ENDS, _date(str(on)) + _more(to_do)


def _time(minutes: Any, locale: str) -> str:
    if not isinstance(minutes, int) or minutes <= 0:
        return ""
    hours, rest = divmod(minutes, _HOUR)
    words = _BOTH if hours and rest else _HOURS if hours else _MINUTES
    return words.of(locale).format(n=hours or rest, m=rest)


def _besides(meta: Mapping[str, Any], locale: str) -> str:
    what = meta.get("besides")
    return escape(_BESIDES.of(locale).format(what=what)) if isinstance(what, str) else ""


def _link(name: str, text: str) -> str:
    return f'<a href="#{name}">{text}</a>'


def _more(html: str) -> str:
    return f" <span>{html}</span>" if html else ""


def _date(on: str) -> str:
    return f'<time datetime="{on}">{on}</time>'


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
