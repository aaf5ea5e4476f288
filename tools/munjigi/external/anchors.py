"""Anchors of HTML pages, and whether a fragment finds one as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from unicodedata import normalize

from munjigi.external.address import decoded
from munjigi.external.tags import start_tags

FOUND, UNKNOWN = "=", "?"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PREFIX = "user-content-"  # GitHub's; its script strips it off
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARED = re.compile(r"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_LONGEST, _MOST = 200, 1000  # characters of a fragment, and anchors, that are compared
_ALIKE = 2 / 3  # of the other's length, at least
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
    ids, has_heading = _ids(_text(kind, body))
    known = ids | {one.removeprefix(_PREFIX) for one in ids}
    return {one: _found(one, known, sure=whole and has_heading) for one in fragments}


def _found(fragment: str, known: set[str], *, sure: bool) -> str:
    name = decoded(fragment)
    if not name or name.lower() == "top" or {fragment, name} & known:
        return FOUND
    if normalize("NFC", name) in {normalize("NFC", one) for one in known}:
        return FOUND  # what a writer typed and what the page holds look the same
    if not sure:
        return UNKNOWN
    folded = {one.casefold(): one for one in known}
    near = folded.get(name.casefold()) or _like(name, known)
    return near if near not in (FOUND, UNKNOWN) else ""


def _like(name: str, known: set[str]) -> str:
    """The anchor that comes nearest, "" for none; not all of very many are looked at."""
    from difflib import get_close_matches

    if len(name) > _LONGEST:
        return ""
    # Others are too short or too long to be so alike.
    alike = (one for one in sorted(known) if _ALIKE * len(one) <= len(name) <= len(one) / _ALIKE)
    return next(iter(get_close_matches(name, islice(alike, _MOST), 1, 0.8)), "")


def _ids(html: str) -> tuple[set[str], bool]:
    """The anchors, and whether the page has a heading."""
    ids, has_heading = set[str](), False
    for tag, attributes in start_tags(html):
        has_heading = has_heading or tag in _HEADINGS
        ids |= {
            value
            for name, value in attributes
            if value and (name == "id" or (name == "name" and tag == "a"))
        }
    return ids, has_heading


def _text(kind: str, body: bytes) -> str:
    declared = _DECLARED.search(kind)
    meta = _CHARSET.search(body[:_PRESCAN])
    name = declared[1] if declared else meta[1].decode() if meta else "utf-8"
    try:
        return body.decode(name, "replace")
    except (LookupError, UnicodeError):  # no name of an encoding, or none of pages
        return body.decode("utf-8", "replace")
