"""Every kind of page under axe-core: both languages, on a phone and at a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser import Browser
from website import LANGUAGES, SCHEMES, SIZES, axe_source, complaints, page_types

KINDS = page_types()
SHOWN = {"light": "default", "dark": "slate"}  # Material's names
FRAMES = "new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))"
# What the scheme changes is asked again; the rest of a page is the same in the dark.
RULES = {"light": "", "dark": 'runOnly: ["color-contrast", "link-in-text-block"]'}
RUN = """
axe.run(document, {resultTypes: ["violations"], %s}).then(({violations}) =>
  violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ` +
    `${node.html.slice(0, 160)} ${(node.any[0] || node.all[0] || node.none[0] || {}).message}`)))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


def violations(browser: Browser, axe: str) -> Iterator[str]:
    """What axe-core finds on the page that is open, at both sizes and in both schemes."""
    browser.evaluate(axe + ";0")
    for name, size in SIZES.items():
        browser.size(*size)
        browser.evaluate(FRAMES)  # the page's scripts see the new size
        for scheme in SCHEMES:
            browser.scheme(scheme)
            shown = f"document.body.dataset.mdColorScheme === {SHOWN[scheme]!r}"
            browser.until(lambda: browser.evaluate(shown))  # noqa: B023
            for found in browser.evaluate(RUN % RULES[scheme]):
                yield f"{name}, {scheme}: {found}"


@pytest.mark.parametrize("query", ["", "Slack invalid_auth", "qwrtzxcv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_open_search_has_no_violation(
    browser: Browser, address: str, axe: str, language: str, query: str
) -> None:
    browser.open(address + LANGUAGES[language])
    browser.evaluate("sessionStorage.clear()")
    browser.evaluate("document.querySelector('[data-munjigi-search]').click()")
    browser.call("Input.insertText", text=query)
    shown = f"(document.querySelector('dialog').dataset.query ?? '') === {query!r}"
    browser.until(lambda: browser.evaluate(shown))
    found = [*violations(browser, axe)]
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_has_no_violation(
    browser: Browser, address: str, axe: str, kind: str, language: str
) -> None:
    browser.open(address + LANGUAGES[language] + KINDS[kind])
    found = [*violations(browser, axe)]
    found += [one for one in complaints(browser) if not (kind == "missing" and "404" in one)]
    if found:
        pytest.fail("\n".join(found))


# What the keyboard has to reach: seen and enabled; of a group of radio buttons, the chosen one.
REACHABLE = """
[...document.querySelectorAll("a[href], button, input, [tabindex='0']")].filter(one => {
  const box = one.getBoundingClientRect()
  return !one.disabled && one.tabIndex >= 0 && box.width && box.height &&
    one.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
    box.right > 0 && box.left < innerWidth &&
    !(one.type === "radio" && !one.checked) && !one.id.startsWith("__codelineno")
}).map((one, at) => (one.dataset.at = at, one.outerHTML.slice(0, 120)))
"""
# What has the focus, whether it looks otherwise without it, and whether it can be seen. Of a box
# that Material hides, what stands for it counts.
FOCUSED = """
(() => {
  const one = document.activeElement
  if (one === document.body) return null
  const hidden = one.matches("input") && getComputedStyle(one).opacity === "0"
  const tabs = one.closest(".tabbed-set")?.querySelector(":scope > .tabbed-labels")
  const shown = hidden ? tabs ?? one.nextElementSibling : one
  const look = () => {
    const style = getComputedStyle(shown)
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join()
  }
  const focused = look()
  const box = shown.getBoundingClientRect()
  const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth &&
    box.bottom > 0 && box.top < innerHeight
  one.blur()
  const changed = look() !== focused
  one.focus({preventScroll: true})
  return [one.dataset.at ?? "", one.outerHTML.slice(0, 120), changed, seen]
})()
"""


def press(browser: Browser, key: str, code: int, text: str = "") -> None:
    """Press and let go of a key."""
    for kind in ("keyDown", "keyUp"):
        browser.call(
            "Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text,
            windowsVirtualKeyCode=code,
        )  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["home", "concept"])
def test_the_keyboard_reaches_all_with_a_visible_focus(
    browser: Browser, address: str, size: str, kind: str, language: str
) -> None:
    browser.size(*SIZES[size])
    browser.open(address + LANGUAGES[language] + KINDS[kind])
    browser.evaluate(FRAMES)
    wanted = dict(enumerate(browser.evaluate(REACHABLE)))
    reached, poor = set(), []
    for _ in range(3 * len(wanted)):
        press(browser, "Tab", 9)
        focused = browser.evaluate(FOCUSED)
        if focused is None:
            break
        at, html, changed, seen = focused
        reached.add(at)
        if not (changed and seen):
            poor.append(f"{'' if changed else 'no change '}{'' if seen else 'not seen '}{html}")
    missed = [html for at, html in wanted.items() if str(at) not in reached]
    if missed or poor:
        pytest.fail("\n".join([*(f"not reached: {html}" for html in missed), *poor]))


# The hidden half of a switch counts as offered: the pointer or the focus shows it.
OFFERED = "[...document.querySelectorAll('{}')].filter(one => one.checkVisibility()).length"


def test_the_keyboard_opens_and_closes_the_nav_on_a_phone(browser: Browser, address: str) -> None:
    browser.size(*SIZES["phone"])
    browser.open(address)
    browser.evaluate("document.querySelector('.munjigi-menu').focus()")
    state = "document.querySelector('.munjigi-menu').ariaExpanded"
    inside = "document.querySelector('.md-nav--primary').contains(document.activeElement)"
    assert browser.evaluate(state) == "false"
    press(browser, "Enter", 13, "\r")
    browser.until(lambda: browser.evaluate(inside))
    assert browser.evaluate(state) == "true"
    press(browser, "Escape", 27)
    assert browser.evaluate(state) == "false"
    assert browser.evaluate("document.activeElement.matches('.munjigi-menu')")
    browser.size(*SIZES["desk"])  # where the nav is always there
    assert browser.evaluate(OFFERED.format(".munjigi-menu")) == 0


@pytest.fixture
def plain(browser: Browser) -> Iterator[Browser]:
    """The browser with scripts switched off on the pages that it opens."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    yield browser
    browser.call("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_a_page_offers_nothing_that_needs_them(
    plain: Browser, address: str, size: str, language: str
) -> None:
    plain.size(*SIZES[size])
    page = "freshchat/web-widget/"
    plain.open(address + LANGUAGES[language] + page)
    for kind in (".munjigi-copy", ".munjigi-copy-page", "dialog", ".munjigi-menu"):
        assert plain.evaluate(OFFERED.format(kind)) == 0, kind
    assert plain.evaluate(OFFERED.format('article a[type="text/markdown"]')) == 1
    assert plain.evaluate(OFFERED.format("label.md-header__button[for=__drawer]")) == (
        1 if size == "phone" else 0
    )
    logo = "document.querySelector('.md-header a.md-logo')"
    assert plain.evaluate(OFFERED.format(".md-header a.md-logo")) == 1
    assert plain.evaluate(f"{logo}.href") == address + LANGUAGES[language]  # with all guides
    other = next(one for one in LANGUAGES if one != language)
    href = plain.evaluate(f"document.querySelector('.md-header a[hreflang={other}]').href")
    assert href == address + LANGUAGES[other] + page
    shown = "[...document.querySelectorAll('.tabbed-block')].filter(one => one.checkVisibility())"
    assert plain.evaluate(f"{shown}.length") == plain.evaluate(
        "document.querySelectorAll('.tabbed-content').length"
    )
    plain.evaluate("document.querySelectorAll('.tabbed-labels label')[1].click()")
    assert plain.evaluate(f"{shown}[0].previousElementSibling !== null")


# Whether the focus is in the nav, and whether it can be seen there.
IN_NAV = """
(() => {
  const one = document.activeElement
  const box = one.getBoundingClientRect()
  const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  return [one === document.body, one.closest(".md-sidebar--primary") !== null,
    one.contains(there), one.textContent.trim()]
})()
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_nav_of_a_phone_opens_for_the_focus(
    plain: Browser, address: str, language: str
) -> None:
    plain.size(*SIZES["phone"])
    plain.scheme("light")  # without motion
    plain.open(address + LANGUAGES[language] + "freshservice/freshchat-integration/")
    reached: list[str] = []
    for _ in range(200):
        press(plain, "Tab", 9)
        nowhere, inside, seen, text = plain.evaluate(IN_NAV)
        if nowhere or (reached and not inside):
            break
        if inside:
            assert seen, text
            reached.append(text)
    assert {"Freshservice", "Zendesk", "Slack"} <= {*reached}
    left = "document.querySelector('.md-sidebar--primary').getBoundingClientRect().right"
    assert plain.evaluate(left) <= 0  # it closes behind the focus


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_read_as_their_words(browser: Browser, address: str, language: str) -> None:
    browser.open(address + LANGUAGES[language] + KINDS["connect"])
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "heading"
    ]
    assert len(names) > 10
    assert [name for name in names if "¶" in name] == []
