"""The site in a folder: without a server, opened by its files."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browser import Browser
from website import LANGUAGES, build_site

PAGE = "zendesk/api-tokens.html"
_ADDRESS = re.compile(r'<(?:a|img|link|script|source)\b[^>]*? (?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site as `make offline` builds it."""
    base = tmp_path_factory.getbasetemp()
    above = base if worker_id == "master" else base.parent
    return build_site(above / "offline-site", SITE_URL="", DIRECTORY_URLS="false")


def test_every_address_on_a_page_is_a_file(folder: Path) -> None:
    pages = [path for path in folder.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 60
    for page in pages:
        for address in _ADDRESS.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(unescape(address))
            if parts.scheme not in ("http", "https", "mailto", "data") and parts.path:
                assert (page.parent / unquote(parts.path)).is_file(), f"{page}: {address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_a_folder_works(browser: Browser, folder: Path, language: str) -> None:
    other = next(one for one in LANGUAGES if one != language)
    browser.open((folder / LANGUAGES[language] / PAGE).as_uri() + "#verify")
    assert browser.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    pictures = "[...document.images].map(one => (one.loading = 'eager', one.decode()))"
    browser.evaluate(f"Promise.all({pictures})")
    with browser.loading():
        browser.evaluate(f"document.querySelector('.md-header a[hreflang={other}]').click()")
    place = browser.evaluate("decodeURI(location.href)")
    assert place == (folder / LANGUAGES[other] / PAGE).as_uri() + "#verify"
    assert browser.evaluate("document.documentElement.lang") == other
    with browser.loading():
        browser.evaluate("document.querySelector('.md-footer__link--next').click()")
    assert browser.evaluate("document.querySelectorAll('main h1').length") == 1


def test_the_search_leads_to_a_file(browser: Browser, folder: Path) -> None:
    browser.open((folder / "index.html").as_uri())
    browser.evaluate("document.querySelector('[data-munjigi-search]').click()")
    browser.call("Input.insertText", text="위젯 토큰")
    options = "[...document.querySelectorAll('dialog [role=option]')].map(one => one.href)"
    for address in browser.until(lambda: browser.evaluate(options)):
        assert Path(unquote(urlsplit(address).path)).is_file(), address
