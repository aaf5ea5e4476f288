"""A small site with every feature, and the parts that make them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config as mkdocs_config

from munjigi.config import load_config
from munjigi.loader import load_site
from munjigi.web.actions import actions
from munjigi.web.dates import last_changed, newest
from munjigi.web.feedback import feedback
from munjigi.web.llms import index
from munjigi.web.markdown import markdown_path, to_markdown
from munjigi.web.metadata import open_graph
from munjigi.web.sitemap import sitemap
from munjigi.web.structured import structured_data
from munjigi.web.webpage import Section, WebPage, describe, read_sections

CONFIG = """
site_name: x
site_url: !ENV [NONE_SUCH, "{address}"]
theme: {{name: material, language: en}}
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences,
  pymdownx.tabbed, pymdownx.snippets, toc]
plugins:
  - munjigi:
      features: [checklists, copy, feedback, markdown, metadata, section, sitemap]
{more}
"""
LANGUAGES = """
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true, build: true, site_name: 가,
           admonition_translations: {note: 참고}}
        - {locale: en, name: English, build: true}
"""


def built(folder: Path, pages: Mapping[str, str], more: str = "", address: str = "") -> Path:
    """A small site as MkDocs builds it."""
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    text = CONFIG.format(address=address, more=more)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    config = mkdocs_config(str(folder / "mkdocs.yml"))
    config.plugins.run_event("startup", command="build", dirty=False)
    build(config)
    return folder / "site"


GUIDE = """---
title: {title}
checked_on: 2026-11-20
minutes: 15
sources: [{{name: S, url: "https://s.example/"}}, {{name: T, reference: read}}]
---
# {title} {{#top}}

First "&" last.

## A {{#steps}}

### B {{#step-1}}

1. Do `c`.

!!! note

    d
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_site_of_two_languages(tmp_path: Path) -> None:
    pages = {f"{one}/{name}.md": GUIDE.format(title=f"{name} {one}") for one in ("ko", "en")
             for name in ("index", "g/index", "g/a")}  # fmt: skip
    site = built(tmp_path, pages, LANGUAGES, "https://s.example/x/")
    html = (site / "en/g/a/index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    article, trail, steps = json.loads(found[1])["@graph"]
    assert article["dateModified"] == "2026-11-20"
    assert [one.get("url") for one in article["citation"]] == ["https://s.example/", None]
    assert steps["performTime"] == "PT15M"
    assert steps["step"][0]["text"] == "Do c. Note d"
    assert trail["itemListElement"][0]["item"] == "https://s.example/x/en/"
    assert (site / "g/a.md").read_text(encoding="utf-8").endswith("> **참고**\n>\n> d\n")
    assert "[English](en/llms.txt)" in (site / "llms.txt").read_text(encoding="utf-8")
    assert '](g/index.md): First "&" last.' in (site / "en/llms.txt").read_text(encoding="utf-8")
    assert '<meta name="description" content="First &quot;&amp;&quot; last.">' in html
    assert (site / "sitemap.xml").read_text(encoding="utf-8").count("<loc>") == 6


def test_a_site_of_one_language_without_an_address(tmp_path: Path) -> None:
    site = built(
        tmp_path, {"index.md": "# A\n\n- [ ] b", "c.md": "# C\n\n<!-- x -->\n[A](index.md)"}
    )
    assert (site / "c.md").read_text(encoding="utf-8") == "# C\n\n[A](index.md)\n"
    html = (site / "c" / "index.html").read_text(encoding="utf-8")
    assert '<meta property="og:title" content="C">' in html
    assert "ld+json" not in html
    assert "<url>" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert (site / "llms.txt").read_text(encoding="utf-8").startswith("# x\n\nEvery page")


Clean = Callable[[str], str]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Gives the Markdown of a page that holds a text."""

    def call(text: str) -> str:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "index.md").write_text(text, encoding="utf-8")
        (tmp_path / "docs" / "more.txt").write_text("one\ntwo\n", encoding="utf-8")
        more = "\n".join(["markdown_extensions:", *(f"  - {one}" for one in (
            "admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.superfences",
            "pymdownx.tabbed", "pymdownx.snippets: {base_path: [docs]}",
        ))])  # fmt: skip
        (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{more}\n", encoding="utf-8")
        site = load_site(load_config(tmp_path)).site
        page = site.pages["docs/index.md"]
        read = lambda path: (tmp_path / path).read_text(encoding="utf-8")  # noqa: E731
        return to_markdown(page, read, str.upper, lambda target: f"../{target}")

    return call


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a\n\n<!-- planned\n- [b](b.md)\n-->\n\nc", "a\n\nc"),
        (
            "`<!-- a -->`\n\n```\n\n\n<!-- b -->\n!!! note\n```",
            "`<!-- a -->`\n\n```\n\n\n<!-- b -->\n!!! note\n```",
        ),
        ("~~~~\n~~~\n!!! note\n~~~~\nx", "~~~~\n~~~\n!!! note\n~~~~\nx"),
        ('# a {#b}\n\nc\n{ .d }\n\ne{ .f width="3" } `{ .g }`', "# a {#b}\n\nc\n\ne `{ .g }`"),
        (
            '!!! tip "A b"\n\n    c\n\n    !!! note\n        d\n\ne',
            "> **A b**\n>\n> c\n>\n> > **NOTE**\n> >\n> > d\n\ne",
        ),
        ('!!! tip ""\n    c', "> c"),
        ("??? tip\n    c", "> **TIP**\n>\n> c"),
        (
            '1. a\n\n    !!! tip "b"\n        c\n\n2. d',
            "1. a\n\n    > **b**\n    >\n    > c\n\n2. d",
        ),
        ('=== "A"\n\n    b\n\n=== "C"\n\n    d', "**A**\n\nb\n\n**C**\n\nd"),
        (
            '- a\n\n    ```\n    --8<-- "more.txt"\n    ```',
            "- a\n\n    ```\n    one\n    two\n    ```",
        ),
        ('--8<-- "more.txt"', "one\ntwo"),
        ("[a](b.md) ![c](d.png)", "[a](../b.md) ![c](../d.png)"),
        ("<div class=x markdown>\n\na\n\n</div>\n\n<figcaption>b</figcaption>", "a\n\n*b*"),
        (
            "---\ntitle: a\nother: b\nsources:\n  - c\n---\nd",
            "---\ntitle: a\nsources:\n  - c\n---\n\nd",
        ),
    ],
)
def test_markdown_is_clean(clean: Clean, text: str, made: str) -> None:
    assert clean(text) == f"{made}\n"


@pytest.mark.parametrize(
    ("dest", "name", "path"),
    [
        ("index.html", "index.md", "index.md"),
        ("en/index.html", "index.md", "en/index.md"),
        ("a/index.html", "index.md", "a/index.md"),
        ("a/b/index.html", "b.md", "a/b.md"),
        ("a/b.html", "b.md", "a/b.md"),
        ("a/index.html", "README.md", "a/README.md"),
    ],
)
def test_markdown_stands_where_links_between_sources_hold(dest: str, name: str, path: str) -> None:
    assert markdown_path(dest, name) == path


def page(**given: Any) -> WebPage:
    """A page about which little is known."""
    blank: dict[str, Any] = {
        "url": "a/", "markdown": "a.md", "address": "", "key": "a", "language": "en", "title": "A",
        "description": "", "modified": "", "meta": {}, "trail": (), "path": (), "sections": (),
    }  # fmt: skip
    return WebPage(**{**blank, **given})


def test_sections_are_what_readers_see() -> None:
    html = (
        '<p>x</p><h1 id="a">A <a class="headerlink" href="#a">¶</a></h1><p>b<br>c</p>'
        "<div><button>no<svg><path/></svg></button>d</div><h3>E</h3>f<script>g</script><b>h</b>i"
    )
    assert read_sections(html) == (Section(1, "a", "A", "b c d"), Section(3, "", "E", "fhi"))
    assert read_sections("<p>a</p>") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two.", "One. Two."),
        ("A <b>b</b> &amp; c.", "A b & c."),
        ("One. " + "long " * 40 + ".", "One."),
        ("x" * 200, "x" * 160 + "…"),
        ("long " * 40, ("long " * 31).strip() + " long…"),
    ],
)
def test_a_description_is_made_of_whole_sentences(text: str, said: str) -> None:
    assert describe(f"<h1>a</h1>\n<p>{text}</p><p>b</p>") == said
    note = '<div class="admonition warning"><p class="admonition-title">b</p><p>c</p></div>'
    assert describe(f"<h1>a</h1>\n{note}\n<p>{text}</p>") == said
    assert describe(f"<p>{text}</p>") == ""


def test_structured_data_tells_only_what_is_known() -> None:
    assert structured_data(page(), "x", "") == ""
    told = structured_data(page(meta={"sources": [{"name": "</script>"}]}), "x", "")
    assert told.count("</script>") == 1
    (article,) = json.loads(told.partition(">")[2].removesuffix("</script>"))["@graph"]
    assert not {"dateModified", "url"} & article.keys()


def test_open_graph_names_translations_and_leaves_out_what_is_empty() -> None:
    made = open_graph(page(description='a "b"'), "x", ("ko", "fi"))
    assert 'content="a &quot;b&quot;"' in made
    assert re.findall(r'alternate" content="(\w+)"', made) == ["ko_KR"]
    assert "og:url" not in made


def test_a_sitemap_names_translations_and_known_days() -> None:
    ours = [
        page(address="https://s/a/", modified="2026-01-02"),
        page(address="https://s/ko/a/", language="ko"),
        page(address="https://s/b&c/", key="b"),
        page(),
    ]
    made = sitemap(ours, "en")
    assert re.findall("<loc>(.*)</loc>", made) == [
        "https://s/a/",
        "https://s/b&amp;c/",
        "https://s/ko/a/",
    ]
    assert made.count("<lastmod>") == 1
    assert re.findall('hreflang="(.*?)" href="(.*?)"', made)[:3] == [
        ("en", "https://s/a/"), ("ko", "https://s/ko/a/"), ("x-default", "https://s/a/"),
    ]  # fmt: skip


def test_issues_are_filled_in_as_each_host_takes_them() -> None:
    assert feedback(page(), "") is None
    assert feedback(page(meta={"generator": "x"}), "https://github.com/a/b") is None
    hub = feedback(page(), "https://git.example/a/b/")
    assert hub is not None
    assert hub.no_url.startswith("https://git.example/a/b/issues/new?title=")
    lab = feedback(page(language="fi"), "https://gitlab.com/a/b")
    assert lab is not None
    assert lab.yes_url.startswith("https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=Helped")


def test_pages_that_a_command_writes_are_not_edited_and_are_optional() -> None:
    assert actions("ko", "a.md", "e", made=True).edit == ""
    assert actions("fi", "a.md", "e", made=False).words.view == "View as Markdown"
    pages = [page(path=("P",), description="d"), page(meta={"generator": "x"}, markdown="b.md")]
    made = index(pages, "x", "", {}, "")
    assert made.endswith("## P\n\n- [A](a.md): d\n\n## Optional\n\n- [A](b.md)\n")
    assert index([], "x", "s", {}, "").startswith("# x\n\n> s\n")


def test_days_are_those_of_the_newest_commits(tmp_path: Path) -> None:
    assert newest("\0" "2026-02-02\0\na.md\0b 가.md\0\0" "2026-01-01\0\na.md\0c.md\0") == {
        "a.md": "2026-02-02", "b 가.md": "2026-02-02", "c.md": "2026-01-01",
    }  # fmt: skip
    assert last_changed(str(tmp_path), "docs") == {}
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "가.md").write_text("x", encoding="utf-8")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "x", "--date=2020-01-01T00:00:00"], check=True)
    assert last_changed(str(tmp_path), "docs").keys() == {"docs/가.md"}
