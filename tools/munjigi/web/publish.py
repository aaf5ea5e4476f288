"""The scripts and styles that come with the package, and the tags that load them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from munjigi.web.copybuttons import words_of

FOLDER = "assets/munjigi"  # in the built site
WITH_PAGE = frozenset({"copy", "markdown", "section"})  # the features that the page's script serves
SEARCH = ("search.css", "search.js", "searchengine.js")


@cache
def asset(name: str) -> tuple[str, bytes]:
    """Where a file of the package goes in the built site, and what is in it.

    Its name holds a digest, so that a browser may keep it for ever.
    """
    data = (files("munjigi.web") / "assets" / name).read_bytes()
    stem, dot, suffix = name.rpartition(".")
    return f"{FOLDER}/{stem}.{sha256(data).hexdigest()[:8]}{dot}{suffix}", data


def assets(features: Collection[str]) -> dict[str, bytes]:
    """What a site with these features has to hold: paths in the built site with their content."""
    names = ("page.css", "page.js") if WITH_PAGE & {*features} else ()
    return dict(map(asset, (*names, *(SEARCH if "search" in features else ()))))


def with_assets(html: str, features: Iterable[str], top: str, language: str) -> str:
    """A whole page that loads what its features need; `top` leads to the top of the site.

    Styles come before those of the site, which may change them.
    """
    if not WITH_PAGE & {*features}:
        return html
    words = words_of(language)
    style = f'<link rel="stylesheet" href="{top}{asset("page.css")[0]}">'
    script = (
        f'<script defer src="{top}{asset("page.js")[0]}" data-copied="{escape(words.copied)}"'
        f' data-refused="{escape(words.refused)}"></script>'
    )
    at = html.find('<link rel="stylesheet"')
    if at < 0:
        at = html.find("</head>")
    if at < 0:
        return html
    return html[:at] + style + html[at:].replace("</head>", f"{script}</head>", 1)
