"""The sitemap: every page with its translations and an honest date.

https://www.sitemaps.org/protocol.html
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from munjigi.web.webpage import WebPage

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(pages: Iterable[WebPage], default: str) -> str:
    """The sitemap of a site whose readers get the language `default` when theirs is missing.

    Pages without a full address are left out; so is a day that nobody knows.
    """
    told = sorted((page for page in pages if page.address), key=lambda page: page.address)
    versions: dict[str, list[WebPage]] = {}
    for page in told:
        versions.setdefault(page.key, []).append(page)
    return (
        f"{_HEAD}{''.join(_entry(page, versions[page.key], default) for page in told)}</urlset>\n"
    )


def _entry(page: WebPage, versions: list[WebPage], default: str) -> str:
    lines = [f"<loc>{escape(page.address)}</loc>"]
    if page.modified:
        lines.append(f"<lastmod>{page.modified}</lastmod>")
    if len(versions) > 1:
        links = [(one.language, one.address) for one in versions]
        links += [("x-default", one.address) for one in versions if one.language == default]
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
            for language, address in links
        ]
    return "<url>\n" + "".join(f"  {line}\n" for line in lines) + "</url>\n"
