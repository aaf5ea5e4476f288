"""What changes when, across guides: rows of their tables of changes, gathered in built HTML."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from munjigi.model import Text
from munjigi.review import day
from munjigi.web.facts import CHANGES

MARKER = re.compile(r"<!--\s*munjigi-changes:\s*(upcoming|past)(?:\s+(\d+))?\s*-->")
_SECTION = re.compile(
    rf'<h2\b[^>]*\sid="{CHANGES}"[^>]*>.*?</h2>(.*?)(?=<h2\b|\Z)', re.DOTALL
)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
_DATE = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?\b")
_TAG = re.compile(r"</?(?!(?:code|strong|em)\b)[a-z][^>]*>", re.IGNORECASE)
_ENDS = Text(
    en="From this day the guide is out of date.", ko="이날부터 안내서의 내용이 맞지 않게 됩니다."
)
_NONE = Text(en="Nothing is announced.", ko="예고된 변경이 없습니다.")
_TO_DO = Text(en="What to do:", ko="할 일:")
Link = Callable[[str], str]  # the address of a page from the one that links


@dataclass(frozen=True, slots=True)
class Guide:
    """A page that tells of changes: its title and the title of its section of the nav as text.

    `url` leads there from the top of the site.
    """

    title: str
    section: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row: the date as written, its first and last day, and what is said of it as HTML."""

    on: str
    first: date
    last: date
    what: str
    to_do: str
    guide: Guide


def changes(html: str, guide: Guide, ending: Any) -> list[Change]:
    """The dated rows of the tables in a page's section on changes.

    `ending` is the day of the guide's end in its front matter; where no row has it, it is a change
    of which nothing more is known.
    """
    section = _SECTION.search(html)
    found = list(_rows(section[1] if section else "", guide))
    end = day(ending)
    if end is not None and end not in {one.last for one in found}:
        found.append(Change(str(end), end, end, "", "", guide))
    return found


def _rows(html: str, guide: Guide) -> Iterator[Change]:
    for row in _ROW.findall(html):
        cells = [_TAG.sub("", cell).strip() for cell in _CELL.findall(row)]
        days = [one for found in _DATE.finditer(cells[0]) for one in _span(found)] if cells else []
        if days and len(cells) > 1:
            on = re.sub("<[^>]*>", "", cells[0])
            to_do = cells[2] if len(cells) > 2 else ""  # noqa: PLR2004
            yield Change(on, min(days), max(days), cells[1], to_do, guide)


def _span(found: re.Match[str]) -> list[date]:
    """The first and the last day of a month, or a day twice; nothing for one that is none."""
    year, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            return [date(year, month, int(found[3]))] * 2
        return [date(year, month, 1), date(year, month, monthrange(year, month)[1])]
    except ValueError:
        return []


def with_changes(html: str, known: Iterable[Change], today: date, link: Link, locale: str) -> str:
    """A page's HTML with lists in place of its markers; `link` leads there from this page.

    A change is past once its last day is. What several guides of one section say of a day is told
    once, in the words of the guide that says most of what to do, and the others are named.
    """
    told = sorted(_told(known), key=lambda one: (one[0].last, one[0].guide.section))

    def listed(found: re.Match[str]) -> str:
        coming = [one for one in told if one[0].last >= today]
        past = [one for one in reversed(told) if one[0].last < today]
        shown = coming if found[1] == "upcoming" else past
        return _list(shown[: int(found[2])] if found[2] else shown, link, locale)

    return MARKER.sub(listed, html)


def _told(known: Iterable[Change]) -> Iterator[tuple[Change, list[Guide]]]:
    """The changes to tell, each with all guides that know of its day."""
    days: dict[tuple[str, date], dict[Guide, list[Change]]] = {}
    for one in known:
        days.setdefault((one.guide.section, one.last), {}).setdefault(one.guide, []).append(one)
    for day_of in days.values():
        by_guide = {guide: rows for guide, rows in day_of.items() if rows[0].what} or day_of
        best = max(by_guide, key=lambda guide: sum(bool(one.to_do) for one in by_guide[guide]))
        for one in by_guide[best]:
            yield one, [best, *(guide for guide in by_guide if guide != best)]


def _list(shown: list[tuple[Change, list[Guide]]], link: Link, locale: str) -> str:
    if not shown:
        return f"<p>{_NONE.of(locale)}</p>"
    items = "".join(_item(one, guides, link, locale) for one, guides in shown)
    return f'<ol class="munjigi-changes">\n{items}</ol>'


def _item(one: Change, guides: list[Guide], link: Link, locale: str) -> str:
    place = f"#{CHANGES}" if one.what else ""
    links = "".join(
        f'<li><a href="{escape(link(guide.url))}{place}">{escape(guide.title)}</a></li>'
        for guide in guides
    )
    to_do = f"<p><strong>{_TO_DO.of(locale)}</strong> {one.to_do}</p>\n" if one.to_do else ""
    return (
        f'<li><p><time datetime="{one.first}">{one.on}</time>'
        f" <span>{escape(one.guide.section)}</span></p>\n"
        f"<p>{one.what or _ENDS.of(locale)}</p>\n{to_do}<ul>{links}</ul></li>\n"
    )
