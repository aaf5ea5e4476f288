"""What the head of a page tells programs: Open Graph, structured data, the page as Markdown."""

from __future__ import annotations

from html import escape

from munjigi.web.structured import structured_data
from munjigi.web.webpage import WebPage

# https://ogp.me/#optional: language_TERRITORY
_LOCALES = {"ko": "ko_KR", "en": "en_US", "ja": "ja_JP"}


def open_graph(page: WebPage, site_name: str, others: tuple[str, ...]) -> str:
    """The elements of the Open Graph protocol; `others` are the languages of its translations.

    https://ogp.me/
    """
    told = [
        ("og:type", "article" if page.meta.get("sources") else "website"),
        ("og:site_name", site_name),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", page.address),
        ("og:locale", _LOCALES.get(page.language, "")),
        *(("og:locale:alternate", _LOCALES.get(one, "")) for one in others),
    ]
    if page.modified and page.meta.get("sources"):
        told.append(("article:modified_time", page.modified))
    return "".join(
        f'<meta property="{name}" content="{escape(text)}">' for name, text in told if text
    )


def with_link(html: str, address: str) -> str:
    """A whole page whose head says where its Markdown is."""
    # With a space in `rel`, Material takes it for no translation of the site.
    link = f'<link rel="alternate " type="text/markdown" href="{escape(address)}">'
    return html.replace("</head>", f"{link}</head>", 1)


def with_metadata(
    html: str, page: WebPage, site_name: str, site_address: str, others: tuple[str, ...]
) -> str:
    """A whole page with its metadata at the end of its head."""
    made = open_graph(page, site_name, others)
    made += structured_data(page, site_name, site_address)
    return html.replace("</head>", f"{made}</head>", 1)
