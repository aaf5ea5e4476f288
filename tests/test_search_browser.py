"""The search in a browser: it finds, is used by keyboard alone, and loads nothing unasked."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser
from searching import found, rank, read_queries, score, url_of
from website import BASE, SIZES, complaints

OPTIONS = "[...document.querySelectorAll('dialog [role=option]')]"
FOCUS = "document.activeElement"


def press(browser: Browser, key: str, text: str = "", modifiers: int = 0) -> None:
    """Press and let go of a key; `modifiers` adds 2 for Ctrl and 8 for Shift."""
    more = {"text": text} if text else {}
    codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40}
    for kind in ("keyDown", "keyUp"):
        browser.call(
            "Input.dispatchKeyEvent",
            type=kind,
            key=key,
            modifiers=modifiers,
            windowsVirtualKeyCode=codes.get(key, 0),
            **(more if kind == "keyDown" else {}),
        )


# The options at the very moment when the answer is shown: more follow by themselves.
ANSWER = """
globalThis.answer = new Promise(done => {
  const dialog = document.querySelector("dialog"), query = %s
  const seen = () => dialog.dataset.query === query &&
    done([...dialog.querySelectorAll("[role=option]")]
      .map(one => decodeURI(one.pathname + one.hash)))
  new MutationObserver(seen).observe(dialog, {attributes: true})
  seen()
}); 0
"""


def ask(browser: Browser, query: str) -> list[str]:
    """Open the search, type, and wait for the answer; the addresses of what is found."""
    press(browser, "/", "/")
    browser.evaluate(ANSWER % json.dumps(query))
    browser.call("Input.insertText", text=query)
    return list(browser.evaluate("globalThis.answer"))


def requests(browser: Browser) -> list[str]:
    """The addresses asked for since the last look; fails where a page complained."""
    events = browser.events()
    urls = [
        str(one["params"]["request"]["url"])
        for one in events
        if one["method"] == "Network.requestWillBeSent"
    ]
    assert not [one for one in events if one["method"] == "Network.loadingFailed"]
    return urls


@pytest.mark.parametrize(("language", "top10", "top3"), [("ko", 74, 68), ("en", 19, 17)])
def test_search_finds_known_pages(
    browser: Browser, address: str, language: str, top10: int, top3: int
) -> None:
    queries = [one for one in read_queries() if one.language == language]
    below = "" if language == "ko" else f"{language}/"
    browser.open(address + below)
    pages = found(browser, f"{address}assets/munjigi/", language, [one.query for one in queries])
    ranks = [
        rank(those, below + url_of(one.target)) for one, those in zip(queries, pages, strict=True)
    ]
    got = score(ranks)
    missed = [(one.query, place) for one, place in zip(queries, ranks, strict=True) if not place]
    assert got.empty == 0
    assert got.top10 >= top10, missed
    assert got.top3 >= top3, missed
    other = "" if below else "en/"
    assert not [url for those in pages for url in those if other and url.startswith(other)]


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        ("ko", "위젯이 안 보여요", "freshchat/app-id-and-widget-token/"),
        ("ko", "연결이 안 돼요", "freshservice/freshchat-integration/"),
        ("ko", "넥슬라", "nexla/"),
        ("ko", "라인웍스", "naver-works/"),
        ("en", "line works", "naver-works/"),
    ],
)
def test_what_readers_say_leads_to_what_guides_say(
    browser: Browser, address: str, language: str, query: str, first: str
) -> None:
    below = "" if language == "ko" else f"{language}/"
    browser.open(address + below)
    [pages] = found(browser, f"{address}assets/munjigi/", language, [query])
    assert pages[0] == below + first


def test_nothing_is_loaded_before_the_search_is_opened(browser: Browser, address: str) -> None:
    browser.open(address)
    assert not [url for url in requests(browser) if "/search/" in url or "engine" in url]
    assert ask(browser, "위젯 토큰")
    urls = [url for url in requests(browser) if "/assets/munjigi/" in url]
    assert "/searchengine." in urls[0]
    assert len(urls) == len(set(urls))
    ours = f"{address}assets/munjigi/"
    assert {url.removeprefix(ours).rpartition("/")[0] for url in urls} == {"", "search/ko"}


@pytest.mark.parametrize(
    ("path", "query", "wanted"),
    [
        ("", "슬랙 invalid_auth", f"{BASE}troubleshooting/#slack-invalid-auth"),
        ("en/", "USER_DOES_NOT_HAVE_PERMISSIONS", f"{BASE}en/hubspot/service-key/#"),
        # The page's title says Zendesk; its section about 401 is what was asked for.
        ("", "젠데스크 401", f"{BASE}zendesk/api-tokens/#trouble-401"),
        ("en/", "401 zendesk", f"{BASE}en/zendesk/api-tokens/#trouble-401"),
    ],
)
def test_a_result_leads_to_its_section(
    browser: Browser, address: str, path: str, query: str, wanted: str
) -> None:
    browser.open(address + path)
    urls = ask(browser, query)
    place = next(at for at, url in enumerate(urls) if url.startswith(wanted))
    assert place < 4
    for _ in range(place):
        press(browser, "ArrowDown")
    with browser.loading():
        press(browser, "Enter", "\r")
    assert browser.evaluate("decodeURI(location.pathname + location.hash)") == urls[place]
    top = "document.getElementById(location.hash.slice(1)).getBoundingClientRect().top"
    browser.until(lambda: 0 <= browser.evaluate(top) < SIZES["desk"][1])


def test_a_result_on_the_same_page_scrolls_to_its_section(browser: Browser, address: str) -> None:
    browser.open(f"{address}troubleshooting/")
    assert ask(browser, "slack invalid_auth")[0] == f"{BASE}troubleshooting/#slack-invalid-auth"
    press(browser, "Enter", "\r")
    browser.until(lambda: browser.evaluate("scrollY") > 0)
    assert not browser.evaluate("document.querySelector('dialog').open")


def test_the_keyboard_is_enough(browser: Browser, address: str) -> None:
    browser.open(f"{address}zendesk/")
    browser.evaluate("sessionStorage.clear()")  # or the last query would stand there
    browser.evaluate("document.querySelector('.md-logo').focus()")
    browser.evaluate(f"globalThis.before = {FOCUS}; 0")
    for key, modifiers in (("/", 0), ("k", 2)):
        press(browser, key, "" if modifiers else key, modifiers)
        assert browser.evaluate(f"{FOCUS}.role") == "combobox"
        assert browser.evaluate(f"{FOCUS}.value") == ""
        press(browser, "Escape")
        assert browser.evaluate(f"{FOCUS} === before")
    ask(browser, "토큰")
    active = f"document.getElementById({FOCUS}.getAttribute('aria-activedescendant'))"
    chosen = f"{OPTIONS}.indexOf({active})"
    marked = f"{OPTIONS}.findIndex(one => one.ariaSelected === 'true')"
    for key, number in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0)):
        press(browser, key)
        assert browser.evaluate(f"[{chosen}, {marked}]") == [number, number]
    press(browser, "ArrowUp")
    assert browser.evaluate(f"{chosen} === {OPTIONS}.length - 1")
    for _ in range(4):  # the focus stays in the dialog, or goes to the browser's own buttons
        press(browser, "Tab")
        inside = f"{FOCUS} === document.body || document.querySelector('dialog').contains({FOCUS})"
        assert browser.evaluate(inside)


def test_a_slash_is_typed_where_the_reader_writes(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.evaluate("document.body.append(document.createElement('textarea'))")
    browser.evaluate("document.querySelector('textarea').focus()")
    press(browser, "/", "/")
    assert browser.evaluate("document.querySelector('textarea').value") == "/"
    assert browser.evaluate("document.querySelector('dialog')") is None


def test_screen_readers_are_told(browser: Browser, address: str) -> None:
    browser.open(address)
    urls = ask(browser, "위젯 토큰")
    status = "document.querySelector('dialog [role=status]').textContent"
    assert browser.evaluate(status).endswith("개 페이지를 찾았습니다")
    node = browser.evaluate(
        "(one => ({role: one.role, open: one.ariaExpanded, label: one.ariaLabel, "
        "controls: document.getElementById(one.getAttribute('aria-controls')).role}))"
        f"({FOCUS})"
    )
    label = "안내서 검색"
    assert node == {"role": "combobox", "open": "true", "label": label, "controls": "listbox"}
    assert browser.evaluate("document.querySelector('dialog').ariaLabel") == label
    assert len(urls) == 4
    assert browser.until(lambda: browser.evaluate(f"{OPTIONS}.length === 10"))
    first = f"{OPTIONS}[0].textContent"
    assert "위젯 토큰" in browser.evaluate(first)
    assert browser.evaluate(f"{OPTIONS}[0].querySelector('mark').textContent") == "위젯"


def test_more_results_are_shown(browser: Browser, address: str) -> None:
    browser.open(address)
    ask(browser, "토큰")
    browser.until(lambda: browser.evaluate(f"{OPTIONS}.length === 10"))  # these come by themselves
    browser.evaluate("document.querySelector('.munjigi-search-more').click()")
    assert browser.until(lambda: browser.evaluate(f"{OPTIONS}.length") > 10)
    assert browser.evaluate(f"{OPTIONS}.findIndex(one => one.ariaSelected === 'true')") == 10
    urls = browser.evaluate(f"{OPTIONS}.map(one => one.pathname)")
    assert len(urls) == len(set(urls))


@pytest.mark.parametrize(("path", "said"), [("", "검색 결과가 없습니다"), ("en/", "Nothing found")])
def test_a_search_in_vain_says_how_to_go_on(
    browser: Browser, address: str, path: str, said: str
) -> None:
    browser.open(address + path)
    assert ask(browser, "qwrtzxcv") == []
    assert said in browser.evaluate("document.querySelector('dialog [role=status]').textContent")
    help_text = "document.querySelector('.munjigi-search-help')"
    assert browser.evaluate(f"{help_text}.querySelectorAll('li').length") >= 3
    link = browser.evaluate(f"{help_text}.querySelector('a').href")
    assert link == address + path


def test_a_missing_page_has_the_search_of_its_language(browser: Browser, address: str) -> None:
    browser.open(f"{address}en/none/such/")
    assert all(url.startswith(f"{BASE}en/") for url in ask(browser, "widget token"))
    list(complaints(browser))  # the page is missing, which the browser says


def test_the_search_works_in_a_folder(browser: Browser, built: Path) -> None:
    page = built / "zendesk" / "api-tokens" / "index.html"
    browser.open(page.as_uri())
    urls = ask(browser, "슬랙 invalid_auth")
    top = built.as_uri().removeprefix("file://")
    assert urls[0] == f"{top}/troubleshooting/index.html#slack-invalid-auth"
    with browser.loading():
        press(browser, "Enter", "\r")
    assert browser.evaluate("document.querySelector('main h1').textContent").startswith("오류 코드")


@pytest.fixture
def holding(browser: Browser) -> Iterator[Browser]:
    """The browser, which asks for the index of the search only when it is told to."""
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    browser.call("Fetch.enable", patterns=[{"urlPattern": "*/search/ko/index.js"}])
    yield browser
    browser.call("Fetch.disable")
    browser.call("Network.setCacheDisabled", cacheDisabled=False)


def held(browser: Browser) -> str:
    """Wait for the request of the index; its number."""
    paused = browser.until(
        lambda: [one for one in browser.events() if one["method"] == "Fetch.requestPaused"]
    )
    return str(paused[0]["params"]["requestId"])


def test_a_site_that_was_published_anew_is_searched_anew(
    holding: Browser, address: str, built: Path
) -> None:
    text = (built / "assets" / "munjigi" / "search" / "ko" / "index.js").read_bytes()
    version = json.loads(text[text.index(b",") + 1 : -2])["version"].encode()
    before = b64encode(text.replace(version, b"0" * len(version))).decode()
    holding.open(address)
    press(holding, "/", "/")
    holding.evaluate(ANSWER % json.dumps("위젯 토큰"))
    holding.call("Input.insertText", text="위젯 토큰")
    number = held(holding)
    holding.call("Fetch.fulfillRequest", requestId=number, responseCode=200, body=before)
    assert holding.evaluate("globalThis.answer")
    assert [url for url in requests(holding) if "/search/ko/index.js?" in url]


def test_an_answer_that_comes_late_is_not_taken_for_the_newer_one(
    holding: Browser, address: str
) -> None:
    holding.open(address)
    holding.evaluate("sessionStorage.setItem('munjigi-search', '슬랙')")  # asked for at once
    press(holding, "/", "/")
    number = held(holding)
    holding.evaluate(ANSWER % json.dumps("위젯 토큰"))
    holding.call("Input.insertText", text="위젯 토큰")
    # Timers go off in their order: by then the newer query is looked up.
    holding.evaluate("new Promise(done => setTimeout(done, 300))")
    holding.call("Fetch.continueRequest", requestId=number)
    assert holding.evaluate("globalThis.answer")


def test_a_search_that_cannot_load_says_so(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.call("Network.setBlockedURLs", urls=["*/search/ko/index.js*"])
    press(browser, "/", "/")
    browser.call("Input.insertText", text="토큰")
    text = "document.querySelector('.munjigi-search-help').textContent"
    browser.until(lambda: "불러오지 못했습니다" in browser.evaluate(text))
    browser.call("Network.setBlockedURLs", urls=[])
    list(complaints(browser))  # the browser says that it was blocked
    browser.call("Input.insertText", text=" 발급")
    browser.until(lambda: browser.evaluate(f"{OPTIONS}.length"))


def test_pages_without_javascript_have_no_button(browser: Browser, address: str) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(address)
        node = browser.call("DOM.getDocument")["root"]["nodeId"]
        found_node = browser.call(
            "DOM.querySelector", nodeId=node, selector="[data-munjigi-search]"
        )["nodeId"]
        assert found_node
        with pytest.raises(Exception, match="box model"):
            browser.call("DOM.getBoxModel", nodeId=found_node)
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
