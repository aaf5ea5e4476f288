"""Anchors of HTML pages, and whether a fragment finds one as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from unicodedata import normalize

from munjigi.external.address import decoded

FOUND, UNKNOWN = "=", "?"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PREFIX = "user-content-"  # GitHub's; its script strips it off
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARED = re.compile(r"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")
_PRESCAN = (
    1024  # bytes, https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding
)


def look_up(
    fragments: Iterable[str], headers: Mapping[str, str], body: bytes, *, whole: bool
) -> dict[str, str]:
    """By fragment, as written: `FOUND`, `UNKNOWN`, or the nearest anchor ("" for none).

    Nothing is known of what is no HTML, of a page that a script fills (it has no heading), and of
    what a page that is not `whole` (cut off) lacks.
    """
    kind = headers.get("content-type", "text/html")
    if not kind.lower().startswith(_HTML):
        return dict.fromkeys(fragments, UNKNOWN)
    page = _Page()
    page.feed(_text(kind, body))
    page.close()
    known = page.ids | {one.removeprefix(_PREFIX) for one in page.ids}
    return {one: _found(one, known, sure=whole and page.has_heading) for one in fragments}


def _found(fragment: str, known: set[str], *, sure: bool) -> str:
    name = decoded(fragment)
    if not name or name.lower() == "top" or {fragment, name} & known:
        return FOUND
    if normalize("NFC", name) in {normalize("NFC", one) for one in known}:
        return FOUND  # what a writer typed and what the page holds look the same
    if not sure:
        return UNKNOWN
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in known}
    near = folded.get(name.casefold()) or next(iter(get_close_matches(name, known, 1, 0.8)), "")
    return near if near not in (FOUND, UNKNOWN) else ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids = set[str]()
        self.has_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_heading = self.has_heading or tag in _HEADINGS
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)


def _text(kind: str, body: bytes) -> str:
    declared = _DECLARED.search(kind)
    meta = _CHARSET.search(body[:_PRESCAN])
    name = declared[1] if declared else meta[1].decode() if meta else "utf-8"
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
