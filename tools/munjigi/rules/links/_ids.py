"""Ids for headings whose own are only numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site

COUNTED = re.compile(r"_\d+")
_NO_WORD = re.compile(r"[^\w\s-]+")


def new_ids(site: Site, page: Page, old: Collection[str]) -> dict[str, str]:
    """New ids by old ones: those of the translation, else made of the headings' words."""
    taken = set(site.ids(page))
    translated = _of_translation(site, page)
    copies: dict[str, int] = {}
    made: dict[str, str] = {}
    for number, heading in enumerate(page.headings):
        if heading.id not in old:
            continue
        words = _NO_WORD.sub(" ", unicodedata.normalize("NFC", heading.text)).casefold().split()
        name = translated[number] if translated else ""
        name = base = name or "-".join(words) or "section"
        while name in taken:
            copies[base] = copies.get(base, 1) + 1
            name = f"{base}-{copies[base]}"
        taken.add(name)
        made[heading.id] = name
    return made


def _of_translation(site: Site, page: Page) -> list[str]:
    """The ids in another language if the pages have the same outline, "" for mere numbers."""
    outline = [heading.level for heading in page.headings]
    for other in site.translations(page).values():
        if other is not page and [heading.level for heading in other.headings] == outline:
            return ["" if COUNTED.fullmatch(one.id) else one.id for one in other.headings]
    return []
