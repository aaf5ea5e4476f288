"""The search of a built site: what each language's pages say, and the button that opens it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from munjigi.terms import Terms
from munjigi.web.publish import FOLDER, SEARCH, asset
from munjigi.web.searchfiles import files_of
from munjigi.web.searchindex import index_of
from munjigi.web.searchtext import Entry, sections_of
from munjigi.web.searchwords import ASKING, ENDINGS, PARTICLES, other_names

STYLE, SCRIPT, ENGINE = (asset(name)[0] for name in SEARCH)
BELOW = 0.5  # what hits weigh on pages that are to rank below others
_IN_MATERIAL = re.compile(r'<nav class="md-header__inner.*?(?=</nav>)', re.DOTALL)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M9.5 3a6.5 6.5 0 0 1 4.9 10.8l.3.2h.8l5 5-1.5 1.5-5-5v-.8l-.2-.3A6.5 6.5 0 1 1 9.5 3'
    'm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9"/></svg>'
)


@dataclass
class SiteSearch:
    """The pages of a build, by language, in the order in which they came."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def add(self, locale: str, url: str, title: str, html: str, *, weight: float) -> None:
        """Take a page in; `weight` is what its hits count, 1 as usual."""
        entry = Entry(url, title, weight, sections_of(html))
        self.entries.setdefault(locale, {})[url] = entry

    def files(self, terms: Terms | None) -> Iterator[tuple[str, str]]:
        """The indexes: paths in the built site with their content; the pages are forgotten."""
        while self.entries:
            locale, entries = self.entries.popitem()
            pages = [entries[url] for url in sorted(entries)]
            index = index_of(pages)
            words = _words(terms, locale, index, pages)
            for name, text in files_of(pages, index, words):
                yield f"{FOLDER}/search/{locale}/{name}", text


def with_button(html: str, locales: Sequence[str]) -> str:
    """A page with the button, in Material's header or else at its end."""
    theirs = _IN_MATERIAL.search(html)
    place = theirs.end() if theirs else html.rfind("</body>")
    if place < 0:
        return html
    classes = "munjigi-search-open" + (" md-header__button" if theirs else "")
    button = (
        f'<button type="button" class="{classes}" '
        f'data-munjigi-search="{escape(" ".join(locales))}" '
        f'data-engine="{posixpath.basename(ENGINE)}" aria-haspopup="dialog" '
        f'aria-keyshortcuts="/ Control+K" hidden>{_ICON}</button>'
    )
    return html[:place] + button + html[place:]


def _words(
    terms: Terms | None, locale: str, index: Mapping[str, Any], pages: Sequence[Entry]
) -> dict[str, Any]:
    language = locale.partition("-")[0]
    korean = language == "ko"
    return {
        "home": min((page.url for page in pages), key=len, default=""),
        "names": other_names(terms, locale, index),
        "asking": ASKING.get(language, []),
        "particles": PARTICLES if korean else [],
        "endings": ENDINGS if korean else [],
    }
