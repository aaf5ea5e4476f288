"""The built site in a browser, as its readers see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser import Browser
from website import BASE, SIZES, complaints

# Every picture is asked for at once, as if the reader had scrolled past it.
BROKEN_IMAGES = """
Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode().then(() => null, () => image.currentSrc || image.src);
})).then(all => all.filter(Boolean))
"""
WIDER = """
document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")]
      .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 5)
      .map(one => one.outerHTML.slice(0, 120))
  : []
"""


@pytest.mark.parametrize(
    ("path", "lang", "title"), [("", "ko", "문지기"), ("en/", "en", "Munjigi")]
)
def test_home_renders_in_its_language(
    browser: Browser, address: str, path: str, lang: str, title: str
) -> None:
    browser.open(address + path)
    assert browser.evaluate("document.documentElement.lang") == lang
    assert title in browser.evaluate("document.title")
    assert browser.evaluate("document.querySelectorAll('main h1').length") == 1
    assert browser.evaluate("getComputedStyle(document.querySelector('main h1')).display") != "none"


@pytest.mark.parametrize("size", [(320, 640), SIZES["desk"]])
def test_every_page_fits_and_shows_its_pictures(
    browser: Browser, address: str, built: Path, size: tuple[int, int]
) -> None:
    browser.size(*size)
    rules = sorted(built.rglob("rules/*/index.html"))  # written alike: some stand for all
    pages = sorted({*built.rglob("*.html")} - {*rules}) + rules[:: len(rules) // 6]
    assert len(pages) > 6 < len(rules)
    found = {}
    for page in pages:
        name = page.relative_to(built).as_posix()
        browser.open(address + name.removesuffix("index.html"))
        broken = browser.evaluate(BROKEN_IMAGES) + browser.evaluate(WIDER)
        broken += list(complaints(browser))
        if broken:
            found[name] = broken
    assert found == {}


def test_the_switch_leads_to_the_same_page_in_the_other_language(
    browser: Browser, address: str
) -> None:
    browser.open(f"{address}zendesk/api-tokens/")
    for lang, path in (("en", "en/zendesk/api-tokens/"), ("ko", "zendesk/api-tokens/")):
        with browser.loading():
            browser.evaluate(f"document.querySelector('.md-header a[hreflang={lang}]').click()")
        assert browser.evaluate("location.pathname") == BASE + path
        assert browser.evaluate("document.documentElement.lang") == lang


def test_a_link_to_a_section_scrolls_to_it(browser: Browser, address: str) -> None:
    browser.open(f"{address}zendesk/api-tokens/")
    assert browser.evaluate("scrollY") == 0
    last = "[...document.querySelectorAll('.md-nav--secondary a[href^=\"#\"]')].at(-1)"
    browser.evaluate(f"{last}.click()")
    top = (
        "document.getElementById(decodeURIComponent(location.hash.slice(1)))"
        "?.getBoundingClientRect().top"
    )
    browser.until(lambda: browser.evaluate("scrollY") > 0)
    assert 0 <= browser.evaluate(top) < SIZES["desk"][1]


def test_languages_name_each_other(built: Path) -> None:
    """Every page names itself and its translation by full addresses, and each is named back."""
    named: dict[str, dict[str, str]] = {}
    for path in built.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
        assert canonical is not None, path
        found = re.findall(r'rel="alternate " href="([^"]+)" hreflang="([^"]+)"', text)
        named[canonical[1]] = {language: link for link, language in found}
    assert named
    for address, links in named.items():
        assert set(links) == {"ko", "en", "x-default"}, address
        assert address in links.values()
        assert links["x-default"] == links["ko"]
        assert all(named[link] == links for link in links.values()), address


@pytest.mark.parametrize(("path", "lang"), [("none/", "ko"), ("en/none/", "en")])
def test_a_missing_page_answers_in_the_language_of_its_address(
    browser: Browser, address: str, path: str, lang: str
) -> None:
    browser.open(address + path)
    shown = "[...document.querySelectorAll('main section')].filter(one => !one.hidden)"
    assert browser.evaluate(f"{shown}.map(one => one.lang)") == [lang]
    assert browser.evaluate("document.documentElement.lang") == lang
    assert "·" not in browser.evaluate("document.title")
    name = browser.evaluate("document.querySelector('.md-header__title').innerText")
    assert name.strip() == {"ko": "문지기", "en": "Munjigi"}[lang]
    assert all("404" in one for one in complaints(browser))
