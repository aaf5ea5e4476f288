"""How the built site looks: facts, steps, narrow screens, dark pictures, and what it weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from browser import Browser
from test_site_browser import WIDER
from website import LANGUAGES, SCHEMES, complaints, page_types

NARROW = (320, 700)
GUIDE = "zendesk/api-tokens/"
FACTS = """
[...document.querySelectorAll(".munjigi-facts > div")]
  .filter(one => one.checkVisibility())
  .map(one => [...one.children].map(part => part.innerText.split("\\n")[0]))
"""
STEPS = """
[...document.querySelectorAll(".munjigi-step > h3")].map(one => [
  one.id,
  getComputedStyle(one, "::before").content.split(" / ")[0],
  one.innerText.split("\\n").at(-1).slice(0, 4),
])
"""
BROKEN_WORDS = """
[...document.querySelectorAll("article *")]
  .filter(one => one.checkVisibility() && !one.closest("pre, code, kbd"))
  .filter(one => [...one.childNodes].some(part => part.nodeType === 3 && /[가-힣]/.test(part.data)))
  .filter(one => getComputedStyle(one).wordBreak !== "keep-all")
  .map(one => one.outerHTML)
"""
PICTURES = """
[...document.querySelectorAll(".munjigi-step figure img")].map(one => one.clientWidth)
"""
SUMMARIES = """
[...document.querySelectorAll("article details > summary")].map(one => {
  const { paddingTop, paddingBottom } = getComputedStyle(one)
  return [paddingTop, paddingBottom]
})
"""
# Boxes that are cut off at the edge of the paper, and text that is smaller than what tables hold.
ON_PAPER = """
[...document.querySelectorAll("article :is(.task-list-item input, p, td)")].filter(one =>
  one.getBoundingClientRect().left < 0 || parseFloat(getComputedStyle(one).fontSize) < 11.5
).map(one => one.outerHTML.slice(0, 120))
"""
# Masks that are painted in the colour of what is behind them.
MASKS = """
[...document.querySelectorAll("article *")].flatMap(one => ["::before", "::after"].map(part => {
  const style = getComputedStyle(one, part)
  return style.maskImage !== "none" && style.content !== "none" && one.checkVisibility()
    ? [one.outerHTML.slice(0, 80), style.backgroundColor] : null
})).filter(Boolean)
"""
HEAVY = 120_000  # bytes, compressed


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        (
            "ko",
            {
                "시간": "약 30분",
                "역할": "Zendesk 관리자",
                "요금제": "Suite Team 또는 Support Team 이상",
                "마지막 확인": "2026-11-20",
                "안내서의 기한": "2027-04-30",
            },
        ),
        (
            "en",
            {
                "Time": "About 30 min",
                "Role": "Zendesk admin",
                "Plan": "Suite Team or Support Team, or higher",
                "Last checked": "2026-11-20",
                "Good until": "2027-04-30",
            },
        ),
    ],
)
def test_a_guide_says_what_it_takes(
    browser: Browser, address: str, language: str, facts: dict[str, str]
) -> None:
    browser.open(address + LANGUAGES[language] + GUIDE)
    shown = dict(browser.evaluate(FACTS))
    assert {name: value.strip() for name, value in shown.items()} == facts
    to_steps = "document.querySelector('.munjigi-facts a[href=\"#steps\"]').textContent"
    assert "6" in browser.evaluate(to_steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_numbered_along_the_rail(browser: Browser, address: str, language: str) -> None:
    browser.open(address + LANGUAGES[language] + GUIDE)
    steps = browser.evaluate(STEPS)
    assert [(name, number) for name, number, _ in steps] == [
        (f"step-{number}", f'"{number}"') for number in range(1, len(steps) + 1)
    ]
    assert len(steps) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_of_a_narrow_screen(
    browser: Browser, address: str, language: str
) -> None:
    browser.size(*NARROW)
    found = {}
    for kind, path in page_types().items():
        browser.open(address + LANGUAGES[language] + path)
        wider = browser.evaluate(WIDER)
        list(complaints(browser))  # a missing page is meant to be missing
        if wider:
            found[kind] = wider
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_is_read_row_by_row_on_a_phone(
    browser: Browser, address: str, language: str
) -> None:
    browser.size(*NARROW)
    browser.open(address + LANGUAGES[language] + GUIDE)
    cells = "[...document.querySelectorAll('td[data-label]')].filter(one => one.checkVisibility())"
    label = "getComputedStyle(one, '::before').content"
    unlabelled = (
        f"{cells}.filter(one => one.cellIndex && ({label} === 'none' || {label} === '\"\"'))"
    )
    assert browser.evaluate(f"{cells}.length") > 20
    assert browser.evaluate(f"{unlabelled}.map(one => one.outerHTML)") == []


def test_korean_words_stay_whole(browser: Browser, address: str) -> None:
    found = {}
    for kind, path in page_types().items():
        browser.open(address + path)
        list(complaints(browser))  # a missing page is meant to be missing
        if broken := browser.evaluate(BROKEN_WORDS):
            found[kind] = broken
    assert found == {}


def test_pictures_take_the_width_of_a_phone(browser: Browser, address: str) -> None:
    """Their smallest words are 30 of 720 units: 13 pixels at this width."""
    browser.size(360, 800)
    browser.open(address + GUIDE)
    widths = browser.evaluate(PICTURES)
    assert widths
    assert set(widths) == {328}


def test_a_closed_note_has_its_title_in_the_middle(browser: Browser, address: str) -> None:
    browser.open(address + GUIDE)
    summaries = browser.evaluate(SUMMARIES)
    assert summaries
    assert all(above == below for above, below in summaries)


def test_pictures_follow_the_scheme() -> None:
    pictures = list((Path(__file__).parents[1] / "docs").glob("*/assets/*.svg"))
    assert len(pictures) > 10
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        assert "prefers-color-scheme:dark" in text.replace(": dark", ":dark"), picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changes_when_comes_from_the_guides(built: Path, language: str) -> None:
    page = (built / LANGUAGES[language] / "changes/index.html").read_text(encoding="utf-8")
    upcoming, past = page.partition('<h2 id="past">')[::2]
    for half, dates in ((upcoming, ("2027-02-16", "2027-04-30")), (past, ("2026-10-27",))):
        for day in dates:
            assert half.count(f'<p><time datetime="{day}">') == 1, day
    assert "munjigi-changes:" not in page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_has_no_table(
    browser: Browser, address: str, language: str, scheme: str
) -> None:
    browser.scheme(scheme)
    browser.open(address + LANGUAGES[language])
    assert browser.evaluate("document.querySelectorAll('main table').length") == 0
    cards = "[...document.querySelectorAll('.munjigi-guides > li')]"
    assert browser.evaluate(f"{cards}.every(one => one.querySelector('a').innerText)")
    told = "one => one.matches(':has(.munjigi-guide-facts)')"
    assert browser.evaluate(f"{cards}.filter({told}).length") > 18


def test_on_paper_nothing_is_cut_off_or_tiny(browser: Browser, address: str) -> None:
    browser.size(680, 900)  # what A4 leaves between its margins
    browser.open(address + GUIDE)
    browser.call("Emulation.setEmulatedMedia", media="print")
    found = browser.evaluate(ON_PAPER)
    browser.call("Emulation.setEmulatedMedia", media="")
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_icons_are_seen_in_high_contrast(browser: Browser, address: str, scheme: str) -> None:
    browser.open(address + GUIDE)
    features = [
        {"name": "forced-colors", "value": "active"},
        {"name": "prefers-color-scheme", "value": scheme},
    ]
    browser.call("Emulation.setEmulatedMedia", features=features)
    ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    masks = browser.evaluate(MASKS)
    browser.scheme("light")
    assert len(masks) > 2
    assert [html for html, colour in masks if colour == ground] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_is_light(built: Path, language: str) -> None:
    """What a browser fetches at once for the heaviest guide, compressed; pictures included."""
    weights = {}
    for page in sorted((built / LANGUAGES[language]).glob("[a-z]*/[a-z]*/index.html")):
        if page.parent.parent.name not in ("rules", "project"):
            weights[page.parent.name] = sum(map(_weight, {page, *_needed(built, page)}))
    assert max(weights.values()) < HEAVY, weights


def _needed(built: Path, page: Path) -> set[Path]:
    """The files that a page names and a browser fetches by itself."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<(?:script|img)\b[^>]*?\ssrc="([^"]+)"', text)
    found += re.findall(r'<link\b[^>]*\srel="(?:stylesheet|icon)"[^>]*?\shref="([^"]+)"', text)
    found += re.findall(r'<link\b[^>]*?\shref="([^"]+)"[^>]*\srel="(?:stylesheet|icon)"', text)
    here = "/" + page.relative_to(built).as_posix()
    paths = {urlsplit(urljoin(here, one)).path for one in found if not urlsplit(one).netloc}
    return {built / path.lstrip("/") for path in paths}


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))
