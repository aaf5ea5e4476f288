"""MkDocs builds a site whose `mkdocs.yml` holds our settings, and shows what is coming."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import mkdocs.plugins
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config as mkdocs_config

from munjigi import config
from munjigi.loader import load_site
from munjigi.plannedhtml import with_coming

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
SETTINGS = """
site_name: x
theme: mkdocs
plugins:
  - munjigi:
      ignore: [page-not-in-nav]
      rules: {vague-link-text: {words: [here]}}
"""


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `pip install` registers, installed or not."""
    group = "mkdocs.plugins"
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    entry = EntryPoint("munjigi", project["entry-points"][group]["munjigi"], group)
    found = {**mkdocs.plugins.get_plugins(), "munjigi": entry}  # MkDocs keeps what it sees first
    monkeypatch.setattr(mkdocs.plugins, "get_plugins", lambda: found)


@pytest.mark.parametrize("more", ["", "      enabled: false\n"])
def test_mkdocs_builds_and_the_gate_reads(tmp_path: Path, more: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + more, encoding="utf-8")
    site = mkdocs_config(str(tmp_path / "mkdocs.yml"), strict=True)
    build(site)
    assert "<h1" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    read = config.load_config(tmp_path).settings
    assert [name for name, _ in read.ignore] == ([] if more else ["page-not-in-nav"])
    assert read.rules == ({} if more else {"vague-link-text": {"words": ["here"]}})


def test_templates_and_terms_are_no_pages(tmp_path: Path) -> None:
    """Neither here nor for MkDocs, whatever `exclude_docs` says."""
    for name, text in {
        "index.md": "# A\n",
        "_templates/page.md": "# TODO(title)\n\n[B](TODO(address).md)\n",
        "_terms/glossary.yml": "terms: []\n",
        "_terms/readme.md": "# Terms\n\n[C](none.md)\n",
        "other/a.md": "# B\n",
    }.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build(mkdocs_config(str(tmp_path / "mkdocs.yml"), strict=True))
    built = {path.relative_to(tmp_path / "site").as_posix() for path in tmp_path.rglob("*.html")}
    assert built == {"404.html", "index.html", "other/a/index.html"}
    assert not (tmp_path / "site/_terms").exists()
    site = load_site(config.load_config(tmp_path), jobs=1).site
    pages = [page.src for page in site.pages.values() if site.views_of(page)]
    assert pages == ["index.md", "other/a.md"]


COMING = '<div class="munjigi-coming">'
BILINGUAL = """
site_name: x
theme: {name: material, language: ko}
markdown_extensions:
  - admonition
  - pymdownx.snippets: {base_path: [docs/_snippets]}
  - pymdownx.superfences
exclude_docs: _snippets/
plugins:
  - munjigi
  - search
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages:
        - {locale: ko, name: 한국어, default: true, build: true}
        - {locale: en, name: English, build: true}
"""
PAGES = {
    "ko/a.md": """\
# 가

- [나](b.md)

<!-- planned
- [나중에 & **곧**](later.md) due=2027-03-01 owner=secret-owner
- [나](b.md)
-->

!!! note
    <!-- planned

    - [들여 쓴 것](x/indented.md)

    -->

- 항목

    <!-- planned
    - [항목 안](x/item.md)
    -->

> <!-- planned
> - [인용](quoted.md)
> -->

문장 속 <!-- planned [문장](inline.md) --> 주석

--8<-- "more.md"

!!! tip
    글

    --8<-- "more.md"

```html
<!-- planned
- [보기](example.md)
-->
```

<!-- 보통 주석 [링크](none.md) -->

## 관련 문서

<!-- 최종 작업 시 아래 형태로 추가:
- [위젯 설정](./widget)
- [나](./b)
-->
""",
    "ko/b.md": "# 나\n",
    "ko/index.md": "# 홈\n",
    "en/index.md": "# Home\n",
    "en/a.md": "# A\n\n## Related pages\n\n<!-- planned\n- [Later](later)\n- [B](b.md)\n-->\n",
    "_snippets/more.md": "<!-- planned\n- [조각](snippet.md)\n-->\n",
}


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with planned links wherever they may stand, built strictly."""
    root = tmp_path_factory.mktemp("bilingual")
    for name, text in PAGES.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(BILINGUAL, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def coming(html: str) -> list[str]:
    """The titles that readers see as coming, in order."""
    blocks = re.findall(f"{COMING}(.*?)</div>", html, re.DOTALL)
    return [title for block in blocks for title in re.findall("<li>(.*?)</li>", block)]


def test_readers_see_what_is_coming(bilingual: Path) -> None:
    korean = (bilingual / "a" / "index.html").read_text(encoding="utf-8")
    assert coming(korean) == [
        "나중에 &amp; 곧",
        "들여 쓴 것",
        "항목 안",
        "인용",
        "문장",
        "조각",
        "조각",
        "위젯 설정",
    ]
    assert '준비 중<span class="munjigi-coming-hint">: 아직' in korean
    english = (bilingual / "en" / "a" / "index.html").read_text(encoding="utf-8")
    assert coming(english) == ["Later", "B"]
    assert 'Coming soon<span class="munjigi-coming-hint">: these pages' in english


def test_no_planned_comment_is_delivered(bilingual: Path) -> None:
    for page in bilingual.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<!--\s*planned", html)
        assert "최종 작업 시" not in html
        assert "secret-owner" not in html
        for target in ("later", "widget", "indented", "item", "quoted", "inline", "snippet"):
            assert not re.search(rf'href="[^"]*{target}["./]', html), target
            assert f"{target}.md" not in html, target
    korean = (bilingual / "a" / "index.html").read_text(encoding="utf-8")
    assert "<!-- 보통 주석" in korean  # no plan
    assert "&lt;!-- planned" in korean  # an example in code
    assert korean.count("&lt;!--") == 1


def test_list_stands_behind_its_paragraph(bilingual: Path) -> None:
    html = (bilingual / "a" / "index.html").read_text(encoding="utf-8")
    assert re.search(rf"<p>문장 속\s+주석</p>\n{re.escape(COMING)}", html)


def test_language_of_a_site_in_one_language() -> None:
    page = '<h2 id="related">X</h2><!-- - [A](a.md) --><h3>Y</h3><!-- - [B](b.md) -->'
    for language, title in (("ko", "준비 중"), ("ko-KR", "준비 중"), ("fr", "Coming soon")):
        html = with_coming(page, lambda _: False, language)
        assert html.count(f"{title}<span") == 2
    assert with_coming(page, lambda _: True, "ko") == '<h2 id="related">X</h2><h3>Y</h3>'
    other = (
        "<h2>Related</h2><p>a</p><h2>Z</h2><!-- - [A](a.md) --><script>'<!-- planned -->'</script>"
    )
    assert with_coming(other, lambda _: False, "ko") == other
    assert with_coming("<p>a</p>", lambda _: False, "ko") == "<p>a</p>"


def test_comments_inside_text() -> None:
    page = "<p>a <!-- planned [A](a) --> b <!-- planned [B](b) --> c</p><p>d</p>"
    html = with_coming(page, lambda _: False, "en")
    assert coming(html) == ["A", "B"]
    assert html.startswith(f"<p>a  b  c</p>\n{COMING}")
    assert html.endswith("</div>\n<p>d</p>")
    assert coming(with_coming("<p>a <!-- planned [A](a) -->", lambda _: False, "en")) == ["A"]


@pytest.mark.parametrize("theme", ["mkdocs", "{name: mkdocs, locale: ja}"])
def test_mkdocs_own_theme(tmp_path: Path, theme: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(
        "# A\n\n<!-- planned\n- [A](a/)\n- [Top](.)\n- [D](d.md)\n-->\n", encoding="utf-8"
    )
    (tmp_path / "docs" / "d.md").write_text("# D\n", encoding="utf-8")
    settings = f"site_name: x\ntheme: {theme}\nexclude_docs: d.md\nplugins: [munjigi]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build(mkdocs_config(str(tmp_path / "mkdocs.yml"), strict=True))
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert coming(html) == ["A", "D"]
    assert ("準備中" in html) is ("ja" in theme)


WITH_IDS = BILINGUAL.replace("  - admonition\n", "  - admonition\n  - attr_list\n")
STALE = {
    "ko/index.md": "# 홈 {#home}\n\n<!-- munjigi-translations -->\n",
    "en/index.md": "# Home {#home}\n\n<!-- munjigi-translations -->\n",
    "ko/guide/a.md": "# 가 {#a}\n\n글\n\n## 나 & 다 {#b}\n\n글\n",
    "en/guide/a.md": "# A {#a}\n\nText.\n\n## B & C {#b}\n\nText.\n",
    "ko/guide/first.md": "# 먼저 {#first}\n",
    "en/guide/first.md": "# First {#first}\n",
    "ko/only.md": "# 혼자 {#only}\n",
}


def build_bilingual(root: Path) -> Path:
    """Build the site strictly, from its folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def write_stale(root: Path) -> None:
    for name, text in STALE.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(WITH_IDS, encoding="utf-8")


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which one page of each language is behind, built strictly."""
    from munjigi.cli import main

    root = tmp_path_factory.mktemp("stale")
    write_stale(root)
    assert main(["translations", "sync", "--project", os.fspath(root)]) == 0
    (root / "docs/ko/guide/a.md").write_text(STALE["ko/guide/a.md"] + "새 글\n", encoding="utf-8")
    (root / "docs/en/guide/first.md").write_text("# First {#first}\n\nNew.\n", encoding="utf-8")
    return build_bilingual(root)


def note(site: Path, page: str) -> str:
    """The note on a page, or "" where it has none."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    found = re.search(r'</h1>\s*<div class="admonition warning munjigi-stale".*?</div>', html)
    return found[0] if found else ""


def test_a_stale_page_says_so_in_its_language(stale: Path) -> None:
    english = note(stale, "en/guide/a")
    assert "This page is behind" in english
    assert '<a href="../../../guide/a/" hreflang="ko">한국어 page</a>' in english
    assert '<li><a href="#b">B &amp; C</a></li>' in english
    assert english.count("<li>") == 1
    korean = note(stale, "guide/first")
    assert "번역이 아직 따라가지 못했습니다" in korean
    assert '<a href="../../en/guide/first/" hreflang="en">English 페이지</a>' in korean
    assert note(stale, "guide/a") == note(stale, "en/guide/first") == note(stale, ".") == ""
    assert (stale / "guide" / "a" / "index.html").exists()


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        (".", ["홈|1|–|–", "가|1|1|–", "먼저|–|1|–", "혼자|–|–|1"]),
        ("en", ["Home|1|–|–", "A|1|1|–", "First|–|1|–", "혼자|–|–|1"]),
    ],
)
def test_the_table_shows_how_far_each_page_is(stale: Path, page: str, rows: list[str]) -> None:
    html = (stale / page / "index.html").read_text(encoding="utf-8")
    table = html[html.index("munjigi-translations") :].partition("</table>")[0]
    found = [
        "|".join(re.sub("<.*?>", "", cell) for cell in re.findall("<td>(.*?)</td>", row))
        for row in table.split("<tr")[2:]
    ]
    assert sorted(found) == sorted(row.replace("|", "|English|", 1) for row in rows)
    for target in re.findall('href="([^"]*)"', table):
        assert (stale / page / target / "index.html").exists()


def test_the_lock_is_not_delivered(stale: Path) -> None:
    assert (stale.parent / "docs" / "translations.lock").exists()
    assert list(stale.rglob("*.lock")) == []


def test_without_a_lock_readers_see_nothing_of_it(tmp_path: Path) -> None:
    write_stale(tmp_path)
    site = build_bilingual(tmp_path)
    assert note(site, "en/guide/a") == ""
    assert "munjigi-translations" not in (site / "index.html").read_text(encoding="utf-8")


GATHERED = """
site_name: x
theme: mkdocs
plugins:
  - munjigi:
      features: [dates, facts, review, steps, tables]
      rules: {overdue-review: {days: 30, soon: 3, expires: ends, checked: 1}}
nav: [index.md, Acme: [acme/a.md, acme/b.md]]
"""
GUIDES = {
    "index.md": """\
# Home

<!-- munjigi-guides -->

- [A](acme/a.md): About a.
- [None](acme/b.md)

<!-- munjigi-changes: upcoming 1 -->

<!-- munjigi-changes: past -->
""",
    "acme/a.md": """\
---
minutes: 5
roles: [Admin]
checked_on: 2020-01-01
ends: 2998-01-01
---

# A

Lead.

## Changes {#what-is-changing}

| Date | What | To do |
| --- | --- | --- |
| 2999-01-01 | Far | Wait |
| 2998-01-01 | Near | Hurry |
| 2000-01-01 | Old | Go |

## Steps {#steps}

### Step 1: Open {#s}

Text.
""",
    "acme/b.md": "# B\n\nSince 2026-01-01.\n",
}


def test_pages_show_what_guides_say_once(tmp_path: Path) -> None:
    for name, text in GUIDES.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    extensions = "markdown_extensions: [attr_list, tables]\n"
    (tmp_path / "mkdocs.yml").write_text(GATHERED + extensions, encoding="utf-8")
    build(mkdocs_config(str(tmp_path / "mkdocs.yml"), strict=True))
    home, guide, other = (
        (tmp_path / "site" / name / "index.html").read_text(encoding="utf-8")
        for name in ("", "acme/a", "acme/b")
    )
    assert '<span class="munjigi-guide-facts">About 5 min · Admin · until 2998-01-01</span>' in home
    assert home.count("munjigi-guide-facts") == 1
    assert re.findall('<p><time datetime="([^"]+)">', home) == ["2998-01-01", "2000-01-01"]
    assert '<a href="acme/a/#what-is-changing">A</a>' in home
    assert "<span>Acme</span>" in home
    parts = ("Lead.", "munjigi-facts", "munjigi-review", "Changes</h2>")
    order = [guide.index(one) for one in parts]
    assert order == sorted(order)
    # The key of the day of the check cannot be a number, so that the usual one holds.
    assert 'last compared with its sources on <time datetime="2020-01-01">' in guide
    assert '<h3 id="s" data-step="1">' in guide
    assert '<td data-label="What">Near</td>' in guide
    assert 'Since <time datetime="2026-01-01">' in other
    assert "munjigi-" not in other
