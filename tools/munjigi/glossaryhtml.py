"""The words of a project in built HTML: the tables of a glossary page, and tooltips in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from munjigi.model import Text

if TYPE_CHECKING:
    from munjigi.terms import Terms, UiLabel, Vendor

_MARKER = re.compile(r"<!--\s*munjigi-(glossary|labels)\s*-->")
_TOKEN = re.compile(
    r"(?P<whole><!--.*?-->|<(?P<raw>script|style|textarea|svg)\b.*?</(?P=raw)\s*>)"
    r"|<(?P<closes>/?)(?P<tag>[a-z][\w-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+)",
    re.DOTALL | re.IGNORECASE,
)
# Names, code, and what can be clicked or is a tooltip already, get none.
_NO_TIPS = re.compile(
    "a|abbr|b|button|code|dfn|h[1-6]|kbd|label|pre|samp|strong|summary", re.IGNORECASE
)
_HEAD = {
    "term": Text(en="Term", ko="용어"),
    "ko": Text(en="Korean", ko="한국어"),
    "en": Text(en="English", ko="영어"),
    "about": Text(en="Meaning", ko="뜻"),
    "forbidden": Text(en="Not written", ko="쓰지 않는 표현"),
    "screen": Text(en="Screen", ko="화면"),
    "source": Text(en="Who shows it so", ko="근거"),
}
_VOUCHED = {
    "vendor": Text(en="vendor", ko="공급사"),
    "partner": Text(en="partner", ko="협력사"),
    "none": Text(en="our own words", ko="저희의 풀이"),
}


def with_tables(html: str, terms: Terms, locale: str) -> str | None:
    """A page's HTML with tables in place of its markers; None where it has no marker."""
    if not _MARKER.search(html):
        return None

    def table(marker: re.Match[str]) -> str:
        if marker[1] == "glossary":
            return _glossary(terms, locale)
        return "".join(_labels(vendor, locale) for vendor in terms.vendors)

    return _MARKER.sub(table, html)


def with_tips(html: str, terms: Terms, locale: str) -> str:
    """A page's HTML with a tooltip at the first use of each term that says what it is."""
    matcher = terms.matcher(locale)
    seen: set[str] = set()
    parts: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(html):
        text = token["text"]
        if text is None or depth:
            parts.append(token[0])
            depth = max(0, depth + _step(token))
            continue
        at = 0
        for use in matcher.find(text):
            term = use.form.term
            about = term.about.get(locale)
            if use.form.main and about and term.id not in seen:
                seen.add(term.id)
                parts.append(text[at : use.start] + _tip(text[use.start : use.end], about))
                at = use.end
        parts.append(text[at:])
    return "".join(parts) if seen else html


def _step(token: re.Match[str]) -> int:
    """Whether a tag opens (1) or closes (-1) something without tooltips."""
    if token["tag"] is None or not _NO_TIPS.fullmatch(token["tag"]):
        return 0
    return -1 if token["closes"] else 1


def _tip(text: str, about: str) -> str:
    # The keyboard reaches it, too.
    return f'<abbr class="munjigi-term" title="{escape(about)}" tabindex="0">{text}</abbr>'


def _glossary(terms: Terms, locale: str) -> str:
    own = [one for one in terms.terms if one.about.get(locale) or one.forbidden.get(locale)]
    own.sort(key=lambda one: (locale not in one.about, one.name(locale).casefold()))
    others = sorted({one for term in own for one in term.names} - {locale})
    head = ["term", *others, "about", "forbidden"]
    rows = [
        [
            f"<strong>{escape(term.name(locale))}</strong>",
            *(escape(term.name(one)) for one in others),
            escape(term.about.get(locale, "")),
            "<br>".join(escape(one.text) for one in term.forbidden.get(locale, ())),
        ]
        for term in own
    ]
    return _table(head, rows, locale)


def _labels(vendor: Vendor, locale: str) -> str:
    locales = sorted({one for label in vendor.labels for one in label.names})
    rows = [
        [
            escape(label.screen.get(locale) or next(iter(label.screen.values()))),
            *(escape(label.names.get(one, "")) for one in locales),
            _source(label, locale),
        ]
        for label in vendor.labels
    ]
    return _table(["screen", *locales, "source"], rows, locale, vendor.name)


def _source(label: UiLabel, locale: str) -> str:
    """Who vouches for the names, and since when they are known."""
    named = {one: _VOUCHED[label.vouched_by[one]].of(locale) for one in label.names}
    words = set(named.values())
    said = (
        words.pop()
        if len(words) == 1
        else ", ".join(f"{_head(one, locale)}: {word}" for one, word in sorted(named.items()))
    )
    return f"{said} ({escape(label.since)})" if label.since else said


def _table(head: list[str], rows: list[list[str]], locale: str, caption: str = "") -> str:
    title = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    top = "".join(f'<th scope="col">{_head(one, locale)}</th>' for one in head)
    return (
        f"<table>\n{title}<thead><tr>{top}</tr></thead>\n<tbody>\n{_rows(rows)}</tbody>\n</table>\n"
    )


def _rows(rows: list[list[str]]) -> str:
    return "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows)


def _cells(row: list[str]) -> Iterator[str]:
    for cell in row:
        yield f"<td>{cell or '–'}</td>"


def _head(name: str, locale: str) -> str:
    return _HEAD[name].of(locale) if name in _HEAD else escape(name)
