"""From a planned link to a page: `munjigi new --planned`, and the whole life of a plan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from munjigi.cli import main
from newpages import (
    CONFIG,
    FOLDER,
    HOME,
    LANGUAGES,
    Make,
    Run,
    files,
    make_project,
    on_terminal,
    problems,
    refused,
    runner,
)  # fmt: skip

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    return make_project(tmp_path / "p", monkeypatch)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capfd)


def plan(*links: str) -> str:
    listed = "\n".join(links)
    return f"{HOME}\n## Related pages\n\nMore is coming soon.\n\n<!-- planned\n{listed}\n-->\n"


KO = plan("- [위젯 달기](acme/widget.md)", "- [키 바꾸기](acme/rotate-note.md)")
EN = plan("- [Add the widget](acme/widget.md)")
GUIDE = "---\ntitle: A\nvendor: a\npage_type: guide\nchecked_on: 2026-01-01\n---\n\n# A\n"
PLANNED = {"docs/ko/index.md": KO, "docs/en/index.md": EN}


def first_line(root: Path, path: str) -> str:
    lines = (root / path).read_text().splitlines()
    return next(line for line in lines if line.startswith("# "))


def test_pair_from_a_plan(project: Make, run: Run) -> None:
    root = project({**PLANNED, "docs/ko/acme/other.md": GUIDE})
    code, out, err = run("new", "--planned", "acme/widget", "--yes")
    assert (code, err) == (0, "")
    assert first_line(root, "docs/ko/acme/widget.md") == "# 위젯 달기 {#widget}"
    assert first_line(root, "docs/en/acme/widget.md") == "# Add the widget {#widget}"
    assert "page_type: guide\n" in (root / "docs/en/acme/widget.md").read_text()
    assert "Type guide: the commonest of the folder acme. Another one: --type.\n" in out
    assert "2 planned links to it: munjigi fix makes them live.\n" in out
    assert (root / "mkdocs.yml").read_text() == FOLDER + "      - acme/widget.md\n"


def test_language_that_plans_nothing_gets_a_page_without_title(project: Make, run: Run) -> None:
    root = project(PLANNED)
    out = run("new", "--planned", "acme/rotate-note", "--yes")[1]
    assert "Type note: its path names the type." in out
    assert first_line(root, "docs/ko/acme/rotate-note.md") == "# 키 바꾸기 {#rotate-note}"
    assert first_line(root, "docs/en/acme/rotate-note.md") == "# TODO(title) {#rotate-note}"
    left = {(rule, path) for rule, path, _ in problems(run) if path.endswith("rotate-note.md")}
    assert ("leftover-placeholder", "docs/en/acme/rotate-note.md") in left
    assert run("new", "--planned", "acme/widget", "--title", "en=Other", "--locale", "en")[0] == 0
    assert first_line(root, "docs/en/acme/widget.md") == "# Other {#widget}"
    assert not (root / "docs/ko/acme/widget.md").exists()


@pytest.mark.parametrize(
    "given", ["acme/widget.md", "docs/ko/acme/widget.md", "en/acme/widget", "acme/../acme/widget"]
)
def test_forms_of_a_target(project: Make, run: Run, given: str) -> None:
    root = project(PLANNED)
    assert run("new", "--planned", given, "--yes", "--type", "note")[0] == 0
    assert (root / "docs/en/acme/widget.md").exists()


def test_landing_page(project: Make, run: Run) -> None:
    root = project({"docs/ko/index.md": plan("- [벤더](vendor/)")})
    assert run("new", "--planned", "vendor", "--type", "note", "--dry-run")[0] == 0
    assert run("new", "--planned", "vendor/", "--type", "note")[0] == 0
    assert first_line(root, "docs/ko/vendor/index.md") == "# 벤더 {#vendor}"
    assert (root / "mkdocs.yml").read_text().endswith("  - Vendor:\n      - vendor/index.md\n")


def test_page_that_one_language_has(project: Make, run: Run) -> None:
    root = project({**PLANNED, "docs/ko/acme/widget.md": GUIDE})
    assert run("new", "--planned", "acme/widget", "--yes")[0] == 0
    assert (root / "docs/ko/acme/widget.md").read_text() == GUIDE
    assert first_line(root, "docs/en/acme/widget.md") == "# Add the widget {#widget}"
    assert "is there already" in refused(run, root, "--planned", "acme/widget", "--yes")


def test_types_by_rule(project: Make, run: Run) -> None:
    links = "- [A](a/note-b.md)", "- [B](b/c.md)", "- [C](d.md)"
    root = project({"docs/ko/index.md": plan(*links), "docs/ko/acme/a.md": GUIDE})

    def why(target: str) -> str:
        out = run("new", "--planned", target, "--yes", "--dry-run")[1]
        return next(line for line in out.splitlines() if line.startswith("Type "))

    assert why("a/note-b") == "Type note: its path names the type. Another one: --type."
    assert why("b/c") == "Type guide: the commonest of the site. Another one: --type."
    for name in "xyz":
        (root / f"docs/ko/acme/{name}.md").write_text(HOME)  # a type that asks for no sections
    assert why("b/c") == "Type guide: the commonest of the site. Another one: --type."
    for name in "axyz":
        (root / f"docs/ko/acme/{name}.md").unlink()
    said = refused(run, root, "--planned", "d", "--yes")
    assert said == "no page shows which type this one should have; name it with --type"
    (root / "docs/ko/e.md").write_text(HOME)
    assert why("d") == "Type note: the commonest of the folder .. Another one: --type."


def test_what_nobody_plans(project: Make, run: Run) -> None:
    root = project(PLANNED)
    assert refused(run, root, "--planned", "acme/widgets").endswith('did you mean "acme/widget"?')
    assert refused(run, root, "--planned", "zzz").endswith(
        "munjigi planned lists the planned pages"
    )


def test_titles_are_offered_on_a_terminal(project: Make) -> None:
    root = project(PLANNED)
    code, seen = on_terminal(root, "\nMine\n", "note", "--planned", "acme/widget")
    assert code == 0
    assert "Title, 한국어 (ko) [위젯 달기]: Title, English (en) [Add the widget]: " in seen
    assert first_line(root, "docs/ko/acme/widget.md") == "# 위젯 달기 {#widget}"
    assert first_line(root, "docs/en/acme/widget.md") == "# Mine {#widget}"


def test_folders_of_languages_without_a_plugin(project: Make, run: Run) -> None:
    config = CONFIG.format(languages="").replace("acme/index.md", "ko/acme/index.md")
    root = project({**PLANNED, "docs/_templates/guide.md": "# TODO(t)\n\nTODO(text)\n"}, config)
    for path in (root / "docs/_templates").glob("*.*.md"):
        path.unlink()
    assert run("new", "guide", "--planned", "acme/widget")[0] == 0
    assert first_line(root, "docs/ko/acme/widget.md") == "# 위젯 달기 {#widget}"
    assert first_line(root, "docs/en/acme/widget.md") == "# Add the widget {#widget}"
    nav = (root / "mkdocs.yml").read_text().partition("nav:")[2]
    assert "      - ko/acme/index.md\n      - ko/acme/widget.md\n" in nav
    assert "      - en/acme/widget.md\n" in nav


def test_suffix_structure(project: Make, run: Run) -> None:
    config = CONFIG.format(languages=LANGUAGES.format(structure="suffix"))
    root = project({"docs/index.ko.md": KO, "docs/index.en.md": EN}, config)
    shutil.rmtree(root / "docs/ko")
    shutil.rmtree(root / "docs/en")
    assert run("new", "note", "--planned", "acme/widget")[0] == 0
    assert first_line(root, "docs/acme/widget.en.md") == "# Add the widget {#widget}"


@pytest.mark.untraced
def test_life_of_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Planned in both languages, listed first, made, told by the gate, fixed, and clean."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    links = {"ko": "웹훅 받기", "en": "Receive webhooks"}

    def call(*arguments: str) -> tuple[int, str]:
        code = main((*arguments, "--lang", "en"))
        return code, capfd.readouterr().out

    def found() -> set[tuple[str, str]]:
        listed = json.loads(call("check", "--format", "json")[1])["problems"]
        return {(one["rule"], one["path"]) for one in listed}

    assert found() == set()
    for lang, title in links.items():
        for page in ("nexla/index", "zendesk/index", "freshchat/index"):
            path = tmp_path / f"docs/{lang}/{page}.md"
            text = path.read_text()
            heading = {"ko": "관련 문서", "en": "Related pages"}[lang]
            note = {"ko": "이 안내서는 준비하고 있습니다.", "en": "This guide is in preparation."}
            if f"## {heading}" not in text:
                text += f"\n## {heading} {{#related}}\n"
            link = f"- [{title}](../freshchat/exports.md)"
            path.write_text(f"{text}\n{note[lang]}\n\n<!-- planned\n{link}\n-->\n")
    planned = json.loads(call("planned", "--format", "json")[1])["planned"]
    assert (planned[0]["target"], planned[0]["exists"]) == ("freshchat/exports", False)
    assert (len(planned[0]["waiting"]), planned[0]["languages"]) == (6, ["ko", "en"])
    assert call("translations", "sync")[0] == 0
    assert found() == set()

    assert call("new", "--planned", planned[0]["target"], "--type", "page", "--yes")[0] == 0
    new = {f"docs/{lang}/freshchat/exports.md" for lang in links}
    waiting = {one["path"] for one in planned[0]["waiting"]}
    assert found() == {("leftover-placeholder", path) for path in new} | {
        ("planned-page-exists", path) for path in waiting
    } | {("unrecorded-translation", "docs/en/freshchat/exports.md")}
    for name in new:
        made = tmp_path / name
        made.write_text(
            made.read_text().rpartition("\nTODO(")[0] + "\nFreshchat → https://acme.test\n"
        )
    assert call("fix")[0] == 1, "what was made is not recorded yet"
    assert call("translations", "sync")[0] == 0
    assert found() == set()
    assert "freshchat/exports" not in call("planned")[1]
    for lang, title in links.items():
        for page in ("nexla/index", "zendesk/index"):
            text = (tmp_path / f"docs/{lang}/{page}.md").read_text()
            assert f"- [{title}](../freshchat/exports.md)\n" in text
            assert "preparation" not in text
            assert "준비하고" not in text
            assert "<!-- planned" not in text
    before = files(tmp_path)
    assert call("fix")[0] == 0
    assert files(tmp_path) == before
