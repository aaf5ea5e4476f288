"""How the languages stand, in built HTML: a note on each stale page, and a table of all pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from munjigi.model import Text
from munjigi.progress import Progress, progress
from munjigi.staleness import Standing, lock_text, locked

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site

TABLE = re.compile(r"<!--\s*munjigi-translations\s*-->")
Link = Callable[[str], str]  # the address of a page in the built site, from the page that links
_TITLE = Text(en="This page is behind", ko="번역이 아직 따라가지 못했습니다")
_BEHIND = Text(
    en="The {language} version of these sections has changed, and this page does not say so yet. "
    'Read the <a href="{url}" hreflang="{locale}">{language} page</a> for what holds now.',
    ko="아래 섹션은 {language} 페이지가 먼저 바뀌었고, 이 페이지에는 아직 반영되지 않았습니다. "
    '지금 맞는 내용은 <a href="{url}" hreflang="{locale}">{language} 페이지</a>에 있습니다.',
)
_TOP = Text(en="the top of the page", ko="페이지 첫머리")
_HEAD = (
    Text(en="Page", ko="페이지"),
    Text(en="Language", ko="언어"),
    Text(en="Done", ko="완료"),
    Text(en="Stale", ko="뒤처짐"),
    Text(en="Missing", ko="없음"),
)
_NEW = Text(en="Not recorded", ko="기록 없음")
_H1 = re.compile(r"</h1\s*>", re.IGNORECASE)


def with_note(html: str, site: Site, page: Page, link: Link) -> str:
    """A page's HTML with a note below its title, if a newer version of it exists."""
    stale = [one for one in locked(site).sections if _is_behind(one, page)]
    if not stale:
        return html
    found = _H1.search(html)
    at = found.end() if found else 0
    return f"{html[:at]}\n{_note(site, page, stale, link)}\n{html[at:]}"


def _is_behind(one: Standing, page: Page) -> bool:
    return one.state.stale and one.behind is not None and one.behind.page is page


def _note(site: Site, page: Page, stale: list[Standing], link: Link) -> str:
    newer = {one.ahead.page.locale: one.ahead.page for one in stale if one.ahead is not None}
    said = [_told(site, page, other, link) for other in newer.values()]
    parts = {one.behind.part.id: one.behind.part.title for one in stale if one.behind is not None}
    listed = "".join(
        f'<li><a href="#{escape(name)}">{escape(title)}</a></li>'
        if name
        else f"<li>{_TOP.of(page.locale)}</li>"
        for name, title in parts.items()
    )
    return (
        '<div class="admonition warning munjigi-stale" data-search-exclude>'
        f'<p class="admonition-title">{_TITLE.of(page.locale)}</p>'
        f"{''.join(said)}<ul>{listed}</ul></div>"
    )


def _told(site: Site, page: Page, newer: Page, link: Link) -> str:
    words = _BEHIND.of(page.locale)
    url = escape(link(_url(site, newer) or ""))
    return (
        f"<p>{words.format(language=_name(site, newer.locale), url=url, locale=newer.locale)}</p>"
    )


def with_table(html: str, site: Site, locale: str, link: Link) -> str:
    """A page's HTML with the table of all pages where its comment asks for it."""
    if not TABLE.search(html):
        return html
    table = _table(site, locale, link) if lock_text(site) else ""
    return TABLE.sub(lambda _: table, html)


def _table(site: Site, locale: str, link: Link) -> str:
    rows = progress(site)
    new = (_NEW,) if any(row.new for row in rows) else ()
    head = "".join(f"<th>{cell.of(locale)}</th>" for cell in (*_HEAD, *new))
    body = "".join(_row(site, row, locale, link, bool(new)) for row in rows)
    return (
        '<div class="munjigi-translations">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(site: Site, row: Progress, locale: str, link: Link, new: bool) -> str:
    pages = [page for page in (row.source, row.other) if page is not None]
    page = next((page for page in pages if page.locale == locale), pages[0])
    numbers = (row.done, row.stale, row.missing, *((row.new,) if new else ()))
    cells = "".join(f"<td>{number or '–'}</td>" for number in numbers)
    kind = ' class="munjigi-behind"' if row.stale or row.missing else ""
    title = f'<a href="{escape(link(_url(site, page) or ""))}">{escape(_title(page))}</a>'
    return f"<tr{kind}><td>{title}</td><td>{_name(site, row.locale)}</td>{cells}</tr>"


def _title(page: Page) -> str:
    given = page.front_matter.data.get("title")
    heading = next((one.text for one in page.headings if one.level == 1), page.src)
    return str(given or heading)


def _url(site: Site, page: Page) -> str | None:
    """The page's address in the built site, without a `/` before it."""
    view = next((view for view in site.views if view.locale == page.locale), None)
    served = view.files.get(page.src) if view else None
    return served.url if served else None


def _name(site: Site, locale: str) -> str:
    names = {language.locale: language.name for language in site.config.languages}
    return escape(names.get(locale) or locale)
