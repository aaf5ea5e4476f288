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
    monkeypatch.setattr(mkdocs.plugins, "get_plugins", lambda: {"munjigi": entry})


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
