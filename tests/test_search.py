"""What the search's index holds of pages, and what it knows of words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config as mkdocs_config

from munjigi.config import load_config
from munjigi.settings import ConfigError
from munjigi.terms import Term, Terms, Variant
from munjigi.web import searchfiles
from munjigi.web.search import SiteSearch, with_button
from munjigi.web.searchfiles import TEXT_LENGTH, files_of
from munjigi.web.searchindex import AT_MOST, LEVELS, index_of
from munjigi.web.searchtext import Entry, Section, sections_of
from munjigi.web.searchunits import LONGEST, units
from munjigi.web.searchwords import ENDINGS, PARTICLES, other_names

HTML = """
<h1 id="top">토큰 찾기</h1>
<p>먼저 <a href="x/">관리자 화면</a>을 엽니다.<br>다음</p>
<h2 id="steps">순서<a class="headerlink" href="#steps" title="고정 링크">¶</a></h2>
<ol><li>하나</li><li>둘</li></ol><script>no()</script>
<div data-search-exclude>빼기<img src="a.png"><p>여기도</p></div>끝
<h3>아이디 없음</h3><pre><code>curl <span>-H</span></code></pre>
<h2 id="out" data-search-exclude>제외</h2><p>보이지 않음</p>
<h2 id="last">마지막</h2>
"""


def entry(url: str, title: str, *sections: tuple[str, str, str], weight: float = 1) -> Entry:
    return Entry(url, title, weight, tuple(Section(*one, "") for one in sections))


def script(text: str) -> tuple[str, Any]:
    """The name and the data that a file of the index hands over."""
    match = re.fullmatch(r'munjigiSearch\("([^"]*)",(.*)\)\n', text)
    assert match is not None
    return match[1], json.loads(match[2])


def test_a_page_is_parted_at_its_headings() -> None:
    first, steps, last = sections_of(HTML)
    assert first == Section("", "토큰 찾기", "먼저 관리자 화면을 엽니다. 다음", "관리자 화면")
    assert (steps.anchor, steps.heading) == ("steps", "순서")
    assert steps.text == "하나 둘 끝 아이디 없음 curl -H"
    assert last == Section("last", "마지막", "", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("서비스 계정", {"서비", "비스", "스계", "계정", "서", "계"}),
        ("서비스·계정", {"서비", "비스", "계정", "서", "계"}),
        ("앱 ID", {"앱", "id", "앱id"}),
        ("API 키를", {"api", "api키", "키를", "키"}),
        ("invalid_auth", {"invalidauth", "invalid", "auth"}),
        ("appId v4.2", {"appid", "app", "id", "v42", "v4", "2"}),
        ("a\u3000ＡＰＩ", {"a", "api"}),
        ("x" * (LONGEST + 1), set()),
        ("", set()),
    ],
)
def test_units_of_a_text(text: str, found: set[str]) -> None:
    assert set(units(text)) == found


def test_two_latin_words_in_a_row_are_a_unit_of_headings() -> None:
    assert units("Widget Token", joined=True)["widgettoken"] == 1
    assert "widgettoken" not in units("Widget Token")


def test_units_are_counted() -> None:
    assert units("토큰 토큰, 토큰")["토큰"] == 3


def test_titles_weigh_more_than_headings_and_headings_more_than_text() -> None:
    pages = [
        entry("a/", "토큰", ("", "", "다른 글입니다")),
        entry("b/", "다른 제목", ("", "", ""), ("x", "토큰", "다른 글입니다")),
        entry("c/", "다른 제목", ("", "", "토큰 글입니다")),
        entry("d/", "토큰", ("", "", "다른 글입니다"), weight=0.2),
    ]
    unit = index_of(pages)["토큰"]
    weights = {number: weight for weight, numbers in unit.postings.items() for number in numbers}
    assert unit.sections == len(weights) == 4
    assert LEVELS >= weights[0] > weights[2] > weights[3] > weights[4] > 0


def test_what_a_link_says_weighs_less() -> None:
    said = Entry("a/", "제목", 1, (Section("", "", "토큰 발급", ""),))
    linked = Entry("b/", "제목", 1, (Section("", "", "토큰 발급", "토큰 발급"),))
    postings = index_of([said, linked])["토큰"].postings
    assert list(postings.values()) == [(0,), (1,)]


def test_a_unit_of_everywhere_keeps_its_best_sections() -> None:
    sections = [(f"s{number}", "", "토큰" * (number % 3 + 1)) for number in range(AT_MOST + 10)]
    unit = index_of([entry("a/", "제목", ("", "", ""), *sections)])["토큰"]
    assert unit.sections == AT_MOST + 10
    assert sum(map(len, unit.postings.values())) == AT_MOST
    assert list(unit.postings) == sorted(unit.postings, reverse=True)
    assert all(list(numbers) == sorted(numbers) for numbers in unit.postings.values())


def test_no_page_gives_an_index_without_pieces() -> None:
    assert index_of([]) == {}
    ((name, text),) = files_of([], {}, {"names": {}})
    assert name == "index.js"
    assert script(text)[1]["units"] == script(text)[1]["texts"] == []


def test_pieces_hold_every_unit_and_every_section_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchfiles, "UNITS_SIZE", 60)
    monkeypatch.setattr(searchfiles, "TEXT_SIZE", 20)
    pages = [
        entry(
            "a/", "가", ("", "가", "첫 글입니다 " * 3), ("x", "엑스", "둘째 글"), ("y", "끝", "")
        ),
        entry("b/", "나", ("", "나", "글" * (TEXT_LENGTH + 5))),
    ]
    index = index_of(pages)
    files = dict(files_of(pages, index, {"home": "a/"}))
    about = script(files["index.js"])[1]
    units_found: dict[str, Any] = {}
    for number, first in enumerate(about["units"]):
        name, piece = script(files[f"u{number}.js"])
        assert name == f"u{number}?{about['version']}"
        assert next(iter(piece)) == first
        units_found |= piece
    assert list(units_found) == list(index)
    assert len(about["units"]) > 1
    assert about["texts"] == [1, -2, 1]
    texts = [script(files[f"t{number}.js"])[1] for number in range(3)]
    assert [one[0] for one in texts] == ["a/", "a/", "b/"]
    assert texts[1][2] == [["x", "엑스", "둘째 글"], ["y", "끝", ""]]
    assert len(texts[2][2][0][2]) == TEXT_LENGTH
    assert set(files) == {"index.js", *(f"u{n}.js" for n in range(len(about["units"])))} | {
        f"t{n}.js" for n in range(3)
    }


def test_postings_are_distances() -> None:
    pages = [entry(f"{number}/", "제목", ("", "", "토큰")) for number in range(3)]
    files = dict(files_of(pages, index_of(pages), {}))
    piece = script(files["u0.js"])[1]
    assert piece["토큰"][0] == 3
    assert piece["토큰"][2] == [0, 1, 1]


FOLDER = "assets/munjigi/search"
COMMON = ("봇", "bot", "위젯", "widget")
TERMS = Terms(
    (
        Term(
            {"ko": "위젯 토큰", "en": "widget token"},
            {"ko": ("토큰",)},
            {"ko": (Variant("웹 위젯 키", ""),)},
        ),
        Term({"ko": "웹훅", "en": "webhook"}),
        Term({"en": "role"}),
    )
)


@pytest.mark.parametrize(
    ("locale", "known", "names"),
    [
        ("ko", "Slack 봇", {"슬랙": ["slack"]}),
        ("ko", "슬랙 봇", {"slack": ["슬랙"]}),
        ("ko", "위젯 토큰", {"widgettoken": ["위젯 토큰"], "웹위젯키": ["위젯 토큰"]}),
        ("en", "widget token", {"위젯토큰": ["widget token"], "웹위젯키": ["widget token"]}),
        ("ko", "아무 말", {}),
    ],
)
def test_other_names_are_those_that_the_pages_hold(
    locale: str, known: str, names: dict[str, list[str]]
) -> None:
    found = other_names(TERMS, locale, units(known))
    assert {key: value for key, value in found.items() if key not in COMMON} == names


def test_a_project_without_terms_knows_readings() -> None:
    assert other_names(None, "ko", units("Zendesk"))["젠데스크"] == ["zendesk"]


def test_particles_and_endings_are_hangul_alone() -> None:
    assert all(re.fullmatch("[가-힣]+", one) for one in (*PARTICLES, *ENDINGS))
    assert {"을", "으로", "에서"} <= {*PARTICLES}
    assert {"하려면", "합니다", "됐을"} <= {*ENDINGS}


def test_each_language_has_its_own_index() -> None:
    search = SiteSearch()
    search.add("ko", "a/", "가", "<h1>토큰</h1>", weight=1)
    search.add("en", "en/a/", "A", "<h1>token</h1>", weight=1)
    files = dict(search.files(None))
    assert {path.rpartition("/")[0] for path in files} == {f"{FOLDER}/ko", f"{FOLDER}/en"}
    assert "토큰" not in files[f"{FOLDER}/en/u0.js"]
    korean = script(files[f"{FOLDER}/ko/index.js"])[1]
    english = script(files[f"{FOLDER}/en/index.js"])[1]
    assert korean["home"] == "a/"
    assert korean["particles"]
    assert not english["particles"]
    assert "the" in english["asking"]


def test_a_page_of_an_earlier_build_is_forgotten() -> None:
    search = SiteSearch()
    search.add("ko", "a/", "가", "<h1>토큰</h1>", weight=1)
    assert [*search.files(None)]
    assert search.entries == {}


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ('<nav class="md-header__inner x"><a></a></nav><nav></nav></body>', "</a>"),
        ("<body><p></p></body>", "</p>"),
    ],
)
def test_the_button_has_its_place(html: str, place: str) -> None:
    made = with_button(html, ["ko", "en"])
    before, _, rest = made.partition("<button")
    assert before == html[: html.index(place) + len(place)]
    assert 'data-munjigi-search="ko en"' in rest
    assert ("md-header__button" in rest) == ("md-header" in html)
    assert " hidden>" in rest  # for readers without JavaScript


def test_html_without_a_body_stays() -> None:
    assert with_button("<p>x</p>", ["ko"]) == "<p>x</p>"


def settings(tmp_path: Path, text: str) -> Any:
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nplugins:\n  - munjigi:\n      {text}\n")
    return load_config(tmp_path).settings


def test_search_is_off_unless_a_site_asks(tmp_path: Path) -> None:
    assert "search" not in settings(tmp_path, "ignore: []").features
    assert "search" in settings(tmp_path, "features: [search]").features
    assert settings(tmp_path, "search_below: [rules/*]").search_below == "rules/*"


@pytest.mark.parametrize("text", ["features: [serch]", "search_below: 1"])
def test_a_wrong_setting_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        settings(tmp_path, text)


def test_a_site_without_any_date_is_built_with_its_search(tmp_path: Path) -> None:
    text = "site_name: x\ntheme: mkdocs\nplugins: [{munjigi: {features: [search]}}]\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 토큰 찾기\n\n## 끝 {#end}\n", encoding="utf-8")
    hidden = "---\nsearch: {exclude: true}\n---\n# 비밀\n"
    (tmp_path / "docs" / "hidden.md").write_text(hidden, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    build(mkdocs_config(str(tmp_path / "mkdocs.yml")))
    site = tmp_path / "site"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page.count("<button") - page.count("navbar-toggler") == 1
    for name in re.findall(r'(?:src|href)="(assets/munjigi/[^"]+)"', page):
        assert (site / name).is_file()
    piece = (site / FOLDER / "en" / "t0.js").read_text(encoding="utf-8")
    assert "토큰 찾기" in piece
    assert "비밀" not in piece
