"""The built site in a browser, as its readers see it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from browser import Browser, find_browser

ROOT = Path(__file__).parents[1]
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly."""
    out = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", out],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Where the built site is served, with a `/` at the end."""
    handler = partial(_Quiet, directory=os.fspath(built))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests."""
    program = find_browser()
    if program is None:
        pytest.fail("no browser found: install Chromium (on Debian: apt-get install chromium)")
    with Browser(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(running: Browser) -> Iterator[Browser]:
    """The browser at a desk's size; a test fails where a page complained or fetched from afar."""
    running.size(*SIZES["desk"])
    running.events()
    yield running
    assert list(complaints(running)) == []


def complaints(browser: Browser) -> Iterator[str]:
    """Errors on the console, failed requests, and requests that leave this machine."""
    for event in browser.events():
        params = event["params"]
        match event["method"]:
            case "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                yield str(details.get("exception", {}).get("description", details["text"]))
            case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
                yield f"console: {params['args']}"
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                yield f"{params['entry']['text']} {params['entry'].get('url', '')}"
            case "Network.requestWillBeSent":
                url = params["request"]["url"]
                if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
                    yield f"fetched from afar: {url}"


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


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_shows_its_pictures(
    browser: Browser, address: str, built: Path, size: str
) -> None:
    browser.size(*SIZES[size])
    rules = sorted(built.rglob("rules/*/index.html"))  # written alike: some stand for all
    pages = sorted({*built.rglob("*.html")} - {*rules}) + rules[:: len(rules) // 6]
    assert len(pages) > 6 < len(rules)
    found = {}
    for page in pages:
        name = page.relative_to(built).as_posix()
        browser.open(address + name.removesuffix("index.html"))
        broken = browser.evaluate(BROKEN_IMAGES) + browser.evaluate(WIDER)
        broken += complaints(browser)
        if broken:
            found[name] = broken
    assert found == {}


def test_the_switch_leads_to_the_same_page_in_the_other_language(
    browser: Browser, address: str
) -> None:
    browser.open(f"{address}zendesk/api-tokens/")
    for lang, path in (("en", "/en/zendesk/api-tokens/"), ("ko", "/zendesk/api-tokens/")):
        with browser.loading():
            browser.evaluate(f"document.querySelector('.md-header a[hreflang={lang}]').click()")
        assert browser.evaluate("location.pathname") == path
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


@pytest.mark.parametrize(("path", "word"), [("", "위젯 토큰"), ("en/", "widget token")])
def test_search_finds_a_word_of_the_language(
    browser: Browser, address: str, path: str, word: str
) -> None:
    browser.open(address + path)
    query = "document.querySelector('[data-md-component=search-query]')"
    browser.evaluate("document.querySelector('[for=__search].md-header__button').click()")
    browser.evaluate(f"{query}.focus()")
    browser.call("Input.insertText", text=word)
    browser.evaluate(f"{query}.dispatchEvent(new KeyboardEvent('keyup', {{bubbles: true}}))")
    results = "[...document.querySelectorAll('.md-search-result__item a')].map(one => one.pathname)"
    found = browser.until(lambda: browser.evaluate(results))
    assert f"/{path}freshchat/app-id-and-widget-token/" in found


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
    running: Browser, built: Path, path: str, lang: str
) -> None:
    class Missing(_Quiet):
        def send_head(self) -> Any:
            if not Path(self.translate_path(self.path)).exists():
                self.path = "/404.html"
            return super().send_head()

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Missing, directory=built)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.open(f"http://127.0.0.1:{server.server_port}/{path}")
        shown = "[...document.querySelectorAll('main section')].filter(one => !one.hidden)"
        assert running.evaluate(f"{shown}.map(one => one.lang)") == [lang]
        assert running.evaluate("document.documentElement.lang") == lang
        assert "·" not in running.evaluate("document.title")
        server.shutdown()
