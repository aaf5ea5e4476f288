"""Every kind of page under axe-core: both languages, on a phone and at a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser import Browser
from website import LANGUAGES, SCHEMES, SIZES, axe_source, complaints, page_types

KINDS = page_types()
SHOWN = {"light": "default", "dark": "slate"}  # Material's names
FRAMES = "new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))"
RUN = """
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
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
            for found in browser.evaluate(RUN):
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
