"""What examples cannot show of the rules about links: history, plugins, several languages."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.fixes import apply_fixes
from munjigi.loader import load_site
from munjigi.model import Diagnostic
from munjigi.outcome import Request
from munjigi.rule import load_rules, rule_families
from munjigi.run import run
from munjigi.site import Site
from munjigi.target import Target

I18N = """\
site_name: A
site_url: https://example.com/
plugins:
  - i18n:
      docs_structure: {structure}
      fallback_to_default: {fallback}
      languages:
        - {{locale: ko, name: 한국어, default: true}}
        - {{locale: en, name: English}}
"""


def project(root: Path, config: str, files: Mapping[str, str]) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def site_of(root: Path, before: Site | None = None) -> Site:
    return load_site(load_config(root), jobs=1, before=before).site


def check(site: Site, rule: str, **options: Any) -> list[Diagnostic]:
    return lint(site, load_rules([rule]), {rule: options})


def found(root: Path, rule: str, **options: Any) -> list[tuple[str | None, tuple[str, ...]]]:
    """The targets that a rule reports, with the languages in which they show."""
    return [(one.target, one.views) for one in check(site_of(root), rule, **options)]


def i18n(structure: str, *, fallback: bool) -> str:
    return I18N.format(structure=structure, fallback=str(fallback).lower())


REDIRECTS = "plugins:\n  - redirects:\n      redirect_maps:\n        x.md: index.md\n"
OLD = {
    "index.md": "# 처음\n",
    "a.md": "---\ntitle: 설치\n---\n",
    "b/c.md": "# C\n",
    "가 나.md": "# D\n",
    "d.md": "# E\n",
    "same.md": "",
}
NEW = {
    "index.md": "# 처음\n",
    "guide/set-up.md": "# 설치\n",
    "new/c.md": "# Other\n",
    "same/index.md": "",
    "e/index.md": "# E\n",
}


def removed(tmp_path: Path, config: str, **options: Any) -> tuple[Site, list[Diagnostic]]:
    before = site_of(project(tmp_path / "old", "site_name: A\n", OLD))
    site = site_of(project(tmp_path / "new", config, NEW), before)
    return site, check(site, "page-removed-without-redirect", **options)


def test_removed_pages_without_redirects(tmp_path: Path) -> None:
    site, problems = removed(tmp_path, "site_name: A\n")
    assert [(one.target, one.values["suggestion"], one.fix) for one in problems] == [
        ("/%EA%B0%80%20%EB%82%98/", "", None),
        ("/a/", "a.md: guide/set-up.md", None),
        ("/b/c/", "b/c.md: new/c.md", None),
        ("/d/", "d.md: e/index.md", None),
    ]
    assert {(one.span.path, one.span.start) for one in problems} == {("mkdocs.yml", 0)}
    assert "there is no redirect for it" in problems[0].message.en
    assert check(site_of(tmp_path / "new"), "page-removed-without-redirect") == []
    assert site.before is not None


def test_removed_pages_get_redirects(tmp_path: Path) -> None:
    config = f"site_name: A\n{REDIRECTS}        b/c.md: new/c.md\n"
    _, problems = removed(tmp_path, config, allowed=frozenset({"/%EA*"}))
    assert [one.target for one in problems] == ["/a/", "/d/"]
    assert [config[one.span.start : one.span.end] for one in problems] == ["redirect_maps"] * 2
    text = config
    for one in problems:
        assert one.fix is not None
        assert not one.fix.safe
        text = apply_fixes({"mkdocs.yml": text}, [one.fix])["mkdocs.yml"] or ""
    (tmp_path / "new" / "mkdocs.yml").write_text(text, encoding="utf-8")
    _, problems = removed(tmp_path, text)
    assert [one.target for one in problems] == ["/%EA%B0%80%20%EB%82%98/"]


def test_removed_pages_in_a_redirects_file(tmp_path: Path) -> None:
    lines = "# old\n/a  /guide/set-up/  301\n\n/b/*  /new/c/\n/d/ /e/\n"
    project(tmp_path / "new", "", {"_redirects": lines})
    _, problems = removed(tmp_path, "site_name: A\nplugins:\n  - search\n")
    assert [one.target for one in problems] == ["/%EA%B0%80%20%EB%82%98/"]


def test_removed_pages_in_other_languages(tmp_path: Path) -> None:
    config = i18n("folder", fallback=True)
    names = ["ko/index.md", "ko/a.md", "ko/b.md", "en/a.md", "en/b.md"]
    before = site_of(project(tmp_path / "old", config, dict.fromkeys(names, "# A\n")))
    names = ["ko/index.md", "ko/a.md", "en/c.md"]
    site = site_of(project(tmp_path / "new", config, dict.fromkeys(names, "# A\n")), before)
    problems = check(site, "page-removed-without-redirect")
    assert [(one.target, one.values["suggestion"]) for one in problems] == [
        ("/b/", ""),
        ("/en/b/", "en/b.md: en/c.md"),
    ]


def test_removed_pages_of_a_plain_folder(tmp_path: Path) -> None:
    before = site_of(project(tmp_path / "old", "site_name: A\n", OLD))
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.md").write_text("# A\n")
    site = site_of(tmp_path / "plain", before)
    assert check(site, "page-removed-without-redirect") == []


def test_redirect_target_that_the_configuration_inherits(tmp_path: Path) -> None:
    base = "plugins:\n  - redirects: {redirect_maps: {old.md: none.md}}\n"
    root = project(tmp_path, "INHERIT: base.yml\nsite_name: A\n", {"index.md": "# A\n"})
    (root / "base.yml").write_text(base)
    problem = check(site_of(root), "page-removed-without-redirect")[0]
    assert (problem.span.path, problem.span.end, problem.fix) == ("mkdocs.yml", 0, None)


def git(root: Path, *arguments: str) -> None:
    people = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    environment = {**os.environ, **dict.fromkeys(people, "a@example.com")}
    command = ["git", "-C", str(root), "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def test_removed_pages_since_a_commit(tmp_path: Path) -> None:
    root = project(tmp_path, "site_name: A\n", {"index.md": "# A\n", "a.md": "# B\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    (root / "docs" / "a.md").rename(root / "docs" / "b.md")
    request = Request(
        Target(str(root)), ("page-removed-without-redirect",), since="HEAD", cache=False
    )
    outcome, loaded = run(request)
    assert [(one.target, one.values["suggestion"]) for one in outcome.diagnostics] == [
        ("/a/", "a.md: b.md")
    ]
    assert loaded.site.before is not None
    assert run(request._replace(since=""))[0].diagnostics == []


FALLBACK = {
    "ko/index.md": "[가](b.md#one), [나](b.md#two), [다](b.md#no), [라](../en/b.md), [마](c.md)\n",
    "ko/b.md": "## One\n\n## Two\n",
    "en/b.md": "## One\n",
}


def test_languages_in_which_a_link_is_broken(tmp_path: Path) -> None:
    root = project(tmp_path, i18n("folder", fallback=True), FALLBACK)
    assert found(root, "broken-anchor") == [("b.md#two", ("en",)), ("b.md#no", ("ko", "en"))]
    assert found(root, "broken-link") == [("c.md", ("ko", "en"))]
    fixes = [one.fix for one in check(site_of(root), "broken-anchor")]
    assert fixes == [None, None]


def test_source_path_of_another_language(tmp_path: Path) -> None:
    """MkDocs does not find it: the reader's own page is meant, or there is none."""
    root = project(tmp_path, i18n("folder", fallback=False), FALLBACK)
    assert found(root, "wrong-language-link") == [("../en/b.md", ("ko",))]
    assert found(root, "broken-link") == [("c.md", ("ko",))]
    (root / "docs/ko/b.md").unlink()
    assert found(root, "wrong-language-link") == []
    assert ("../en/b.md", ("ko",)) in found(root, "broken-link")


def test_languages_by_suffix(tmp_path: Path) -> None:
    files = {"a.md": "[가](b.en.md), [나](/en/b/)\n", "b.md": "# 나\n", "b.en.md": "# B\n"}
    root = project(tmp_path, i18n("suffix", fallback=True), files)
    problems = check(site_of(root), "wrong-language-link")
    assert [(one.target, one.values["suggestion"]) for one in problems] == [
        ("b.en.md", "b.md"),
        ("/en/b/", "b.md"),
    ]
    assert found(root, "broken-link") == []


def test_own_site_below_a_folder(tmp_path: Path) -> None:
    """Beside the site anything may stand; what counts from its own top is a mistake."""
    text = '[a](/a/), [b](/docs/a/), [c](/shop/), <a href="../../shop/">d</a>, [e](/docs/none/)\n'
    config = "site_name: A\nsite_url: https://example.com/docs/\n"
    root = project(tmp_path, config, {"index.md": text, "a.md": "# A\n"})
    assert [target for target, _ in found(root, "broken-link")] == ["/a/", "/docs/none/"]


MADE = ("blog/archive/2024.md", "/blog/2024/01/a/", "api/a.md", "/old/")


@pytest.mark.parametrize(
    ("plugins", "broken"),
    [
        ("[search]", MADE),
        ("[material/blog: {blog_dir: news}]", MADE),
        ("[blog]", MADE[2:]),
        ("[redirects: {redirect_maps: {old.md: index.md}}]", MADE[:3]),
        ("[gen-files]", ()),
    ],
)
def test_pages_that_plugins_make(tmp_path: Path, plugins: str, broken: tuple[str, ...]) -> None:
    text = "".join(f"[a]({target})\n" for target in (*MADE, "<{{ url }}>"))
    root = project(tmp_path, f"site_name: A\nplugins: {plugins}\n", {"index.md": text})
    assert tuple(target for target, _ in found(root, "broken-link")) == broken


SNIPPETS = """\
site_name: A
site_url: https://example.com/
exclude_docs: _snippets/
markdown_extensions:
  - attr_list
  - pymdownx.snippets: {base_path: docs/_snippets}
"""
SNIPPET = """\
## Related

- [wrong](a.md) [own](https://example.com/a/) [gone](none.md) [here](a.md) [x](a.md#_1)
- [y](a.md#no), [a b][none], [z](a/)

<a id="twice"></a> text
"""


def test_links_in_a_snippet(tmp_path: Path) -> None:
    """They stay as they are: another page that includes them may need them so."""
    text = f'--8<-- "a.txt"\n\n{"text " * 60}<a id="twice"></a>\n'
    files = {"index.md": text, "a.md": "# A\n\n## 가\n", "_snippets/a.txt": SNIPPET}
    site = site_of(project(tmp_path, SNIPPETS, files))
    rules = load_rules([name for name, family in rule_families().items() if family == "links"])
    problems = lint(site, rules, {})
    assert {one.fix for one in problems} == {None}
    for path, more in (("docs/_snippets/a.txt", []), ("docs/index.md", ["duplicate-anchor"])):
        assert {one.rule for one in problems if one.span.path == path} == {
            *("broken-anchor", "broken-link", "positional-anchor", "undefined-reference"),
            *("vague-link-text", *more),
        }


def test_fragment_that_is_not_written_as_such(tmp_path: Path) -> None:
    text = "[a](&#35;none)\n\n# One\n"
    problem = check(
        site_of(project(tmp_path, "site_name: A\n", {"index.md": text})), "broken-anchor"
    )[0]
    assert text[problem.span.start : problem.span.end] == "&#35;none"


def test_what_the_extensions_make_is_nobodys_text(tmp_path: Path) -> None:
    config = "site_name: A\nmarkdown_extensions: [footnotes, toc: {permalink: here}]\n"
    text = "## 가\n\n[TOC]\n\n<https://example.com/here>\n\nText[^1].\n\n[^1]: Note.\n"
    site = site_of(project(tmp_path, config, {"index.md": text}))
    for rule in ("vague-link-text", "positional-anchor", "broken-anchor", "duplicate-anchor"):
        assert check(site, rule) == []


def test_blog_posts_need_no_nav(tmp_path: Path) -> None:
    config = "site_name: A\nnav: [index.md]\nplugins: [blog]\n"
    files = {"index.md": "# A\n", "blog/posts/a.md": "# B\n", "blog/b.md": "# C\n"}
    problems = check(site_of(project(tmp_path, config, files)), "page-not-in-nav")
    assert [one.span.path for one in problems] == ["docs/blog/b.md"]


def test_nav_that_a_plugin_makes(tmp_path: Path) -> None:
    config = "site_name: A\nnav: [index.md]\nplugins: [awesome-nav]\n"
    root = project(tmp_path, config, {"index.md": "# A\n", "b.md": "# B\n"})
    assert found(root, "page-not-in-nav") == []
    (root / "mkdocs.yml").write_text(
        "site_name: A\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n"
    )
    assert found(root, "page-not-in-nav") == []


def test_positional_anchors_named_as_in_the_translation(tmp_path: Path) -> None:
    config = i18n("folder", fallback=False) + "markdown_extensions: [attr_list]\n"
    files = {
        "ko/a.md": "## 설치\n\n## 확인\n\n## 확인\n\n[가](#_1), [나](#_2), [다](#_3)\n",
        "en/a.md": "## Install\n\n## 확인\n\n## Verify\n",
    }
    root = project(tmp_path, config, files)
    fix = check(site_of(root), "positional-anchor")[0].fix
    assert fix is not None
    assert [edit.text for edit in fix.edits] == [
        *(" {#install}", "#install", " {#확인}", "#확인", " {#verify}", "#verify")
    ]


def test_positional_anchors_that_no_fix_can_name(tmp_path: Path) -> None:
    config = i18n("folder", fallback=True) + "markdown_extensions: [attr_list]\n"
    files = {
        "ko/index.md": "[가](a.md#_1), [나](b.md#_1)\n",
        "ko/a.md": "## 설치\n",
        "en/a.md": "## 설치\n",
        "ko/b.md": "## 확인 { .big }\n",
    }
    problems = check(site_of(project(tmp_path, config, files)), "positional-anchor")
    assert [one.target for one in problems] == ["a.md#_1", "b.md#_1"]
    assert [one.fix for one in problems] == [None, None]


def test_plain_folder_of_another_program(tmp_path: Path) -> None:
    """Without mkdocs.yml an address without extension may be one that some program serves."""
    (tmp_path / "b").mkdir()
    text = "[a](/x/y), [b](../b), [c](../index), [d](c), [e](none), [f](none.md), [g](/none.md)\n"
    (tmp_path / "b" / "c.md").write_text("# C\n")
    (tmp_path / "b" / "a.md").write_text(text)
    (tmp_path / "b" / "index.md").write_text("# I\n")
    targets = [target for target, _ in found(tmp_path, "broken-link")]
    assert targets == ["none", "none.md", "/none.md"]


@pytest.mark.untraced
@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("broken-link", "[a](none{0}.md)\n"),
        ("broken-anchor", "[a](#none{0})\n"),
        ("undefined-reference", "[a b][none{0}]\n\n[none-{0}]: a.md\n"),
        ("duplicate-anchor", 'text <a id="a{0}"></a> text\n\ntext <a id="a{0}"></a>\n'),
        ("positional-anchor", "[a](#_{0})\n\n## 가\n"),
        ("link-text-differs-from-title", "## Related\n\n- [other](b.md)\n"),
    ],
)
def test_many_problems_take_time_in_line(tmp_path: Path, rule: str, line: str) -> None:
    def seconds(count: int) -> float:
        text = "\n".join(line.format(number) for number in range(1, count))
        site = site_of(
            project(tmp_path / str(count), "site_name: A\n", {"index.md": text, "b.md": "# X\n"})
        )
        started = time.process_time()
        assert check(site, rule)
        return time.process_time() - started

    seconds(100)
    assert seconds(10_000) < 20 * seconds(1_000) + 0.5
