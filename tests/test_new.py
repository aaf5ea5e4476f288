"""`munjigi new`: pages from templates, on a terminal and without one."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from munjigi.cli import main
from munjigi.config import load_config
from munjigi.newpage.draft import as_heading
from munjigi.newpage.place import page_key
from munjigi.usage import UsageError
from newpages import (
    CONFIG,
    FOLDER,
    HOME,
    LANGUAGES,
    PAGES,
    PLAIN,
    TEMPLATES,
    TODAY,
    Make,
    Run,
    files,
    make_project,
    on_terminal,
    problems,
    refused,
    runner,
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    return make_project(tmp_path / "p", monkeypatch)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capfd)


TITLES = ("--title", "ko=앱 ID 찾기", "--title", "en=Find the app ID")


def test_pair(project: Make, run: Run) -> None:
    root = project()
    before = files(root)
    assert problems(run) == []
    code, out, err = run("new", "guide", "acme/app-id", *TITLES)
    assert (code, err) == (0, "")
    made = files(root)
    assert made.keys() - before.keys() == {"docs/ko/acme/app-id.md", "docs/en/acme/app-id.md"}
    assert (
        made["docs/en/acme/app-id.md"].decode()
        == f"""\
---
title: Find the app ID
vendor: acme
page_type: guide
checked_on: {TODAY}
roles: [TODO(role)]
---

# Find the app ID {{#app-id}}

TODO(lead), checked {TODAY}

## Steps {{#steps}}

1. TODO(step)

## Limits {{#limits}}

- TODO(limit)
"""
    )
    assert (
        f"# 앱 ID 찾기 {{#app-id}}\n\nTODO(한 문장), 확인 {TODAY}\n"
        in made["docs/ko/acme/app-id.md"].decode()
    )
    assert made["mkdocs.yml"].decode() == FOLDER + "      - acme/app-id.md\n"
    assert {rule for rule, _, _ in problems(run)} == {"leftover-placeholder"}
    places = [f"  {line}: " for _, path, line in problems(run) if path.startswith("docs/en/")]
    listed = out.partition("docs/en/acme/app-id.md: new, 4 places to fill in\n")[2]
    assert [
        line[: len(place)] for line, place in zip(listed.splitlines(), places, strict=False)
    ] == places
    assert "Sections to delete where there is nothing to say: Limits\n" in out
    assert "mkdocs.yml:17: added to nav: - acme/app-id.md\n" in out
    assert out.endswith("munjigi check docs/ko/acme/app-id.md docs/en/acme/app-id.md\n")


def test_korean_report(project: Make, run: Run) -> None:
    project()
    out = run("new", "guide", "acme/a", *TITLES, "--lang", "ko")[1]
    assert "docs/ko/acme/a.md: 새 파일, 채울 자리 4개\n" in out
    assert "지워도 되는 섹션: 한도\n" in out


def test_dry_run(project: Make, run: Run) -> None:
    root = project()
    before = files(root)
    code, out, _ = run("new", "guide", "acme/app-id", *TITLES, "--dry-run")
    assert (code, files(root)) == (0, before)
    assert out.startswith("Nothing was written; this would be made:\ndocs/ko/acme/app-id.md: new")
    assert "mkdocs.yml:17: added to nav: - acme/app-id.md\n" in out


def test_list(project: Make, run: Run) -> None:
    project()
    assert run("new", "--list")[:2] == (
        0, "guide  en, ko  A guide, in short\nnote   en, ko  <title>\n"
    )  # fmt: skip
    assert run("new", "--list", "--lang", "ko")[1].startswith("guide  en, ko  <값> 찾기\n")


def test_flags_where_nobody_can_be_asked(project: Make, run: Run) -> None:
    root = project()
    assert "munjigi new --list shows the types" in refused(run, root)
    assert "munjigi new TYPE PATH" in refused(run, root, "guide")
    assert refused(run, root, "guide", "a/b") == 'the page needs a title: --title ko="…"'
    assert '--title en="…"' in refused(run, root, "guide", "a/b", "--title", "ko=가")
    assert run("new", "guide", "a/b", "--title", "Both")[0] == 0


def test_unknown_type(project: Make, run: Run) -> None:
    root = project()
    said = refused(run, root, "giude", "a/b", "--title", "A")
    assert said == 'there is no page type "giude"; did you mean "guide"? Types: guide, note'
    assert refused(run, root, "x", "a/b").endswith("Types: guide, note")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../a", "lies outside of the docs folder docs"),
        ("a/../../b", "lies outside"),
        ("/etc/passwd", "lies outside"),
        ("out/a", "lies outside"),
        ("a\\b", "is no path of a page"),
        ("a\tb", "is no path of a page"),
        (" ", "munjigi new TYPE PATH"),
        ("_templates/a", "exclude_docs leaves it out"),
        (".hidden", "exclude_docs leaves it out"),
    ],
)
def test_paths_that_cannot_be(project: Make, run: Run, path: str, why: str) -> None:
    root = project(config=CONFIG.format(languages=""), files={"docs/_templates/g.md": PLAIN})
    for name in TEMPLATES:
        (root / name).unlink()
    (root / "docs/out").symlink_to(root.parent)
    given = ("g", path) if path.strip() else ("g",)
    assert why in refused(run, root, *given, "--title", "A")


@pytest.mark.parametrize(
    ("here", "given", "key"),
    [
        (".", "acme/a", "acme/a"),
        (".", "acme/a.md", "acme/a"),
        (".", "docs/ko/acme/a.md", "acme/a"),
        (".", "en/acme/a", "acme/a"),
        (".", "acme/", "acme/index"),
        (".", "acme/x/../a", "acme/a"),
        ("docs/ko", "acme/a.md", "acme/a"),
        ("docs/ko/acme", "a", "acme/a"),
        ("docs/ko/acme", "../b", "b"),
        ("docs", ".", "index"),
    ],
)
def test_forms_of_a_path(project: Make, here: str, given: str, key: str) -> None:
    root = project()
    assert page_key(load_config(root), given, str((root / here).resolve())) == key
    assert page_key(load_config(root), str(root / "docs/en/b.md")) == "b"
    with pytest.raises(UsageError):
        page_key(load_config(root), "../..", str(root))


def test_nothing_is_overwritten(project: Make, run: Run) -> None:
    root = project({"docs/en/acme/a.md": HOME})
    said = refused(run, root, "guide", "acme/a", *TITLES)
    assert said == "docs/en/acme/a.md is there already; make the rest with --locale ko"
    assert refused(run, root, "guide", "acme/a", *TITLES, "--locale", "en").endswith("edit it")
    os.symlink("nowhere", root / "docs/ko/acme/b.md")
    assert "docs/ko/acme/b.md is there" in refused(run, root, "guide", "acme/b", *TITLES)
    assert run("new", "guide", "acme/a", *TITLES, "--locale", "ko")[0] == 0
    assert (root / "docs/en/acme/a.md").read_text() == HOME
    assert "--title ko=가 is" not in refused(run, root, "guide", "acme/a", *TITLES)


def test_pages_of_one_address(project: Make, run: Run) -> None:
    root = project({"docs/ko/b.md": HOME, "docs/en/c/README.md": HOME})
    assert "docs/ko/b.md is there" in refused(run, root, "note", "b/index", "--title", "A")
    assert "docs/en/c/README.md is" in refused(run, root, "note", "c", "--title", "A")
    config = FOLDER + "use_directory_urls: false\n"
    (root / "mkdocs.yml").write_text(config)
    assert run("new", "note", "b/index", "--title", "A")[0] == 0


def test_all_files_or_none(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"docs/en/new": "a file where a folder should be"})
    assert "docs/en/new" in refused(run, root, "guide", "new/deep/a", *TITLES)
    replaced = os.replace

    def fail(source: str, target: str) -> None:
        if target.endswith("mkdocs.yml"):
            raise OSError(28, "No space left on device")
        replaced(source, target)

    monkeypatch.setattr(os, "replace", fail)
    said = refused(run, root, "guide", "fresh/deep/a", *TITLES)
    assert said == "nothing was made: mkdocs.yml: it cannot be written: No space left on device"


def test_suffix_structure(project: Make, run: Run) -> None:
    config = CONFIG.format(languages=LANGUAGES.format(structure="suffix"))
    root = project({"docs/index.ko.md": HOME, "docs/index.en.md": HOME}, config)
    for path in PAGES:
        (root / path).unlink()
    assert run("new", "guide", "acme/a", *TITLES)[0] == 0
    assert {"docs/acme/a.ko.md", "docs/acme/a.en.md"} <= files(root).keys()
    (root / "docs/index.ko.md").rename(root / "docs/index.md")
    (root / "docs/acme/a.ko.md").rename(root / "docs/acme/a.md")
    assert run("new", "guide", "acme/b.en.md", *TITLES)[0] == 0
    assert {"docs/acme/b.md", "docs/acme/b.en.md"} <= files(root).keys()
    assert "- acme/a.md\n      - acme/b.md\n" in (root / "mkdocs.yml").read_text()


ONE = CONFIG.format(languages="")


def test_site_of_one_language(project: Make, run: Run) -> None:
    root = project({"docs/_templates/page.md": PLAIN}, ONE)
    for path in (*TEMPLATES, *PAGES):
        (root / path).unlink()
    (root / "docs/index.md").write_text(HOME.replace("note", "page"))
    assert run("new", "--list")[1] == "page  <title>\n"
    assert refused(run, root, "page", "a", "--locale", "ko") == (
        "the site has one language; leave ko out"
    )
    assert refused(run, root, "page", "a") == 'the page needs a title: --title "…"'
    assert run("new", "page", "a", "--title", "en=One *and* <two>")[0] == 0
    assert (root / "docs/a.md").read_text() == (
        "---\npage_type: page\n---\n\n# en=One \\*and\\* &lt;two> {#a}\n\nTODO(text)\n"
    )


def test_languages_that_are_none(project: Make, run: Run) -> None:
    root = project()
    assert "its languages: ko, en" in refused(run, root, "guide", "a", "--title", "ja=A")
    assert "its languages: ko, en" in refused(run, root, "guide", "a", "--locale", "ja")
    (root / "docs/_templates/guide.en.md").unlink()
    said = refused(run, root, "guide", "a", *TITLES, "--locale", "en")
    assert said.endswith("write docs/_templates/guide.en.md")
    out = run("new", "guide", "a", *TITLES)[1]
    assert "No page in en: the type guide has no template in it.\n" in out
    assert not (root / "docs/en/a.md").exists()


def test_project_without_types(project: Make, run: Run) -> None:
    root = project(config="site_name: A\n")
    assert refused(run, root, "guide", "a").startswith("this project has no page types")
    assert refused(run, root, "--list").startswith("this project has no page types")


def test_broken_template(project: Make, run: Run) -> None:
    root = project({"docs/_templates/note.en.md": "# A\n\n<!-- template: optinal -->\n"})
    (root / "docs/en").mkdir(exist_ok=True)
    os.chdir(root / "docs")
    said = refused(run, root, "guide", "a", *TITLES)
    assert said.startswith('_templates/note.en.md:3:16: a template cannot say "optinal"')


def test_own_keys_of_front_matter(project: Make, run: Run) -> None:
    config = ONE.replace("  - munjigi", "  - munjigi: {type_key: kind, page_types: {log: /log/*}}")
    template = "---\nsubject: TODO(x)\r\n---\r\n\r\n# TODO(x)\r\n"
    root = project({"docs/_templates/guide.md": template, "docs/_templates/log.md": PLAIN}, config)
    for path in (*TEMPLATES, *PAGES):
        (root / path).unlink()
    assert run("new", "guide", "a", "--title", "A")[0] == 0
    assert (root / "docs/a.md").read_bytes() == (
        b"---\nsubject: TODO(x)\r\nkind: guide\r\n---\r\n\r\n# A {#a}\r\n"
    )
    assert run("new", "log", "log/one", "--title", "B")[0] == 0
    assert (root / "docs/log/one.md").read_text() == "# B {#one}\n\nTODO(text)\n"


def test_ids_that_a_template_has_are_avoided(project: Make, run: Run) -> None:
    root = project()
    assert run("new", "guide", "acme/steps", *TITLES)[0] == 0
    assert "# 앱 ID 찾기 {#acme-steps}\n" in (root / "docs/ko/acme/steps.md").read_text()
    assert run("new", "guide", "limits", *TITLES)[0] == 0
    assert "{#limits-page}\n" in (root / "docs/en/limits.md").read_text()
    assert run("new", "guide", "Über uns/index", *TITLES)[0] == 0
    assert "{#über-uns}\n" in (root / "docs/en/Über uns/index.md").read_text()
    assert {rule for rule, _, _ in problems(run)} == {"leftover-placeholder"}


def test_vendor(project: Make, run: Run) -> None:
    root = project()

    def vendor(path: str, *more: str) -> Any:
        assert run("new", "guide", path, *TITLES, *more)[0] == 0
        text = (root / f"docs/en/{path}.md").read_text()
        return yaml.safe_load(text.split("---")[1])["vendor"]

    assert vendor("top") == "TODO(vendor)"
    assert vendor("Some Vendor/a") == "some-vendor"
    assert vendor("공급사/a") == "TODO(vendor)"
    assert vendor("acme/v", "--vendor", "on") == "on"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("A & B: 1 < 2", "A & B: 1 < 2"),
        ("app_id_value", "app_id_value"),
        ("Use `x` & &copy;", "Use \\`x\\` &amp; &amp;copy;"),
        ("[a](b.md) {#c}", "\\[a\\](b.md) \\{\\#c\\}"),
    ],
)
def test_titles_as_headings(project: Make, title: str, heading: str) -> None:
    assert as_heading(title, load_config(project()).dialect) == heading


@pytest.mark.parametrize("title", ["no: yes # maybe", "'quoted' \"too\"", "- list", "true", "2026"])
def test_titles_in_yaml(project: Make, run: Run, title: str) -> None:
    root = project()
    assert run("new", "guide", "acme/a", "--title", f"  {title}\n")[0] == 0
    text = (root / "docs/en/acme/a.md").read_text()
    assert yaml.safe_load(text.split("---\n")[1])["title"] == title
    assert {rule for rule, _, _ in problems(run)} == {"leftover-placeholder"}


def test_title_that_cannot_be_shown(project: Make, run: Run) -> None:
    root = project()
    assert "cannot be shown" in refused(run, root, "guide", "a", "--title", "A\x07")
    assert "cannot be shown" in refused(run, root, "guide", "a", "--title", "A\udcff")


def test_a_new_section_has_the_name_of_its_vendor(project: Make, run: Run) -> None:
    files = {
        "docs/_terms/big-bank.yml": "vendor: big-bank\nname: BigBank Inc.\nvouched_by: none\n"
        "screens: []\n",
        "docs/ko/first/index.md": "---\ntitle: 처음 안내서\n---\n\n# 다른 제목\n",
        "docs/ko/second/index.md": "# 둘째 안내서\n",
    }
    project(files)
    for folder, name in {
        "big-bank": "BigBank Inc.",
        "first": "처음 안내서",
        "second": "둘째 안내서",
        "no-one": "No one",
    }.items():
        out = run("new", "note", f"{folder}/a", "--title", "A")[1]
        assert f"added to nav: - {name}:\n" in out, out


def test_navs_elsewhere(project: Make, run: Run) -> None:
    without = FOLDER[: FOLDER.index("nav:")]
    root = project(config=without)
    assert "MkDocs lists the page by itself." in run("new", "note", "a", "--title", "A")[1]
    (root / "base.yml").write_text("nav: [index.md]\n")
    (root / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{without}")
    out = run("new", "note", "b", "--title", "A")[1]
    assert "Put the page into nav of base.yml by hand: - b.md\n" in out
    (root / "mkdocs.yml").write_text(f"{without}nav:\n  -\n    index.md\n")
    out = run("new", "note", "c", "--title", "A", "--lang", "ko")[1]
    assert "mkdocs.yml 파일의 nav에 직접 넣으십시오: - c.md\n" in out
    (root / "mkdocs.yml").write_text(f"{without}not_in_nav: d.md\nnav: [index.md]\n")
    assert "nav" not in run("new", "note", "d", "--title", "A")[1]


def test_byte_order_mark_and_line_ends_stay(project: Make, run: Run) -> None:
    config = "\ufeff" + FOLDER.replace("\n", "\r\n")
    root = project(config=config)
    (root / "mkdocs.yml").chmod(0o640)
    assert run("new", "note", "acme/a", "--title", "A")[0] == 0
    assert (root / "mkdocs.yml").read_bytes() == (config + "      - acme/a.md\r\n").encode()
    assert (root / "mkdocs.yml").stat().st_mode & 0o777 == 0o640


def test_other_project(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project()
    monkeypatch.chdir("/")
    code, out, _ = run("new", "note", "acme/a", "--title", "A", "--project", str(root))
    assert code == 0
    assert out.startswith(f"{str(root)[1:]}/docs/ko/acme/a.md: new")


def test_type_and_path_given_twice(project: Make, run: Run) -> None:
    root = project()
    assert "the type is given twice" in refused(run, root, "guide", "a", "--type", "note")
    assert "the path is given twice" in refused(run, root, "guide", "a", "--planned", "b")
    assert "the type is given twice" in refused(
        run, root, "guide", "--type", "note", "--planned", "b"
    )
    assert run("new", "--type", "note", "a", "--title", "A")[0] == 0


def test_questions_on_a_terminal(project: Make) -> None:
    root = project()
    code, seen = on_terminal(root, "note\nacme/asked\n\n 제목 \nTitle\n")
    assert code == 0
    assert seen.startswith(
        "guide  en, ko  A guide, in short\nnote   en, ko  <title>\nType: Path in"
    )
    assert "Title, 한국어 (ko): Title, 한국어 (ko): Title, English (en): docs/ko/" in seen
    assert "# 제목 {#asked}\n" in (root / "docs/ko/acme/asked.md").read_text()
    assert "# Title {#asked}\n" in (root / "docs/en/acme/asked.md").read_text()


def test_no_answer_on_a_terminal(project: Make) -> None:
    root = project()
    before = files(root)
    code, seen = on_terminal(root, "\x04", "note", "a")
    assert (code, files(root)) == (2, before)
    assert seen == 'Title, 한국어 (ko): \nmunjigi: the page needs a title: --title ko="…"\n'
    code, seen = on_terminal(root, "", "note", "a", "--yes")
    assert (code, seen) == (2, 'munjigi: the page needs a title: --title ko="…"\n')


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (b"note\na\n\nT\nU\n", 0, "(ko): Title, 한국어 (ko): Title, English (en): "),
        (b"note\n\x04", 2, "Path in the docs folder, without language and .md: \nmunjigi: which"),
        (
            b"note\n\xff\xfe\n",
            2,
            "munjigi: what was typed is no text in the encoding",
        ),
    ],
)
def test_answers(
    project: Make, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    typed: bytes, code: int, said: str,
) -> None:  # fmt: skip
    root = project()
    controller, terminal = pty.openpty()
    with open(controller, "wb", 0) as keys, open(terminal, encoding="utf-8") as opened:
        keys.write(typed)
        monkeypatch.setattr(sys, "stdin", opened)
        assert main(["new"]) == code
    assert said in capfd.readouterr().err
    assert (root / "docs/ko/a.md").exists() == (code == 0)


def test_heading_of_a_template_with_an_id(project: Make, run: Run) -> None:
    template = "# TODO(title) {#home .big}\n\nTODO(text)\n"
    root = project({f"docs/_templates/x.{lang}.md": template for lang in ("ko", "en")})
    assert run("new", "x", "acme/a", "--title", "A*b*")[0] == 0
    text = (root / "docs/en/acme/a.md").read_text()
    assert text == "---\npage_type: x\n---\n\n# A\\*b\\* {#a .big}\n\nTODO(text)\n"


def test_configuration_outside_is_refused(project: Make, run: Run, tmp_path: Path) -> None:
    root = project()
    (root / "mkdocs.yml").rename(tmp_path / "shared.yml")
    (root / "mkdocs.yml").symlink_to(tmp_path / "shared.yml")
    code, out, error = run("new", "note", "acme/a", "--title", "A")
    assert (code, out) == (2, "")
    assert "mkdocs.yml" in error
    assert error.count("\n") == 1
    assert (tmp_path / "shared.yml").read_text() == FOLDER
    assert not (root / "docs/en/acme/a.md").exists()


def test_symlink_to_a_configuration_inside_stays_one(project: Make, run: Run) -> None:
    root = project()
    (root / "mkdocs.yml").rename(root / "real.yml")
    (root / "mkdocs.yml").symlink_to("real.yml")
    assert run("new", "note", "acme/a", "--title", "A")[0] == 0
    assert (root / "mkdocs.yml").is_symlink()
    assert (root / "real.yml").read_text() == FOLDER + "      - acme/a.md\n"
