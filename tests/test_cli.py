"""The commands as people and build servers call them."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import runpy
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml

import munjigi
from munjigi import build, gate, model, rule, rules
from munjigi.argumentparser import _ERRORS
from munjigi.cli import language
from munjigi.commands.check import _columns
from munjigi.helptexts import HELP
from munjigi.outcome import Request
from munjigi.output import wants_color
from munjigi.rulenav import with_nav
from munjigi.rulepages import pages
from munjigi.target import Target

CONFIG = "site_name: Test\n"
BILINGUAL = """\
site_name: Test
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true}
        - {locale: en, name: English}
"""
Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]


@pytest.fixture
def sample_rules(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A rule about links beside those about suppressions and files, and no others."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "sample").symlink_to(Path(__file__).parent / "sample_rules/sample")
    (folder / "hygiene").symlink_to(Path(rules.__path__[0], "hygiene"))
    monkeypatch.setattr(rules, "__path__", [str(folder)])
    rule.rule_families.cache_clear()
    yield
    monkeypatch.undo()
    rule.rule_families.cache_clear()
    rule._import.cache_clear()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_rules: None) -> Make:
    """Makes a project and goes there."""

    def make(files: dict[str, str | bytes], config: str | None = CONFIG, name: str = "p") -> Path:
        root = tmp_path / name
        for path, content in files.items():
            write(root / path, content)
        if config is not None:
            write(root / "mkdocs.yml", config)
        monkeypatch.chdir(root)
        return root

    for name in ("LC_ALL", "LC_MESSAGES", "MUNJIGI_DOCS_URL", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return make


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def problems(out: str) -> list[tuple[str, int, str | None]]:
    return [(one["path"], one["line"], one["target"]) for one in json.loads(out)["problems"]]


BROKEN = {"docs/index.md": "# Home\n\n[a](gone.md)\n", "docs/b.md": "[home](index.md)\n"}


def test_clean(project: Make, run: Run) -> None:
    project({"docs/index.md": "# Home\n\n[b](b.md)\n", "docs/b.md": "b"})
    assert run("check") == (0, "No problems (2 pages, 1 link, 0 images)\n", "")
    assert run("check", "--lang", "ko")[1].startswith("문제가 없습니다")


def test_problems(project: Make, run: Run) -> None:
    project(BROKEN)
    code, out, err = run("check")
    assert (code, err) == (1, "")
    assert out.startswith('docs/index.md:3:5: error dead-link: "gone.md" leads nowhere\n')
    assert run("check")[:2] == (1, out)  # from the cache


def test_json_paths_are_relative_to_the_working_directory(project: Make, run: Run) -> None:
    root = project(BROKEN)
    os.chdir(root / "docs")
    assert problems(run("check", "--format", "json")[1]) == [("index.md", 3, "gone.md")]
    os.chdir(root.parent)
    assert problems(run("check", "--format", "json", "p")[1]) == [("p/docs/index.md", 3, "gone.md")]
    os.chdir("/")
    code, out, _ = run("check", "--format=json", str(root))
    assert code == 1
    assert json.loads(out)["summary"] == {"pages": 2, "links": 2, "images": 0, "problems": 1}


def test_paths_limit_the_report(project: Make, run: Run) -> None:
    files = {f"docs/{name}.md": "[a](gone.md)" for name in ("index", "a/one", "a/two", "ab/three")}
    root = project({**files, "tools/x.md": "[a](b.md)", "tools/y/z.md": "a"})

    def paths(*arguments: str) -> list[str]:
        return [path for path, _, _ in problems(run("check", "--format", "json", *arguments)[1])]

    assert paths("docs/a") == ["docs/a/one.md", "docs/a/two.md"]
    assert paths("docs/a/one.md", "docs/index.md") == ["docs/index.md", "docs/a/one.md"][::-1]
    assert len(paths("docs")) == len(paths(".")) == len(paths()) == 4
    assert len(paths("mkdocs.yml")) == 4
    os.chdir(root / "docs/a")
    assert paths("../index.md", ".") == ["one.md", "two.md", "../index.md"]
    os.chdir(root / "tools")
    assert len(paths()) == 4
    assert paths(".") == ["x.md"]


def test_folders_without_configuration(project: Make, run: Run) -> None:
    root = project({"a.md": "[x](gone.md)", "sub/b.md": "[x](gone.md)"}, None)
    assert len(problems(run("check", "--format", "json")[1])) == 2
    assert problems(run("check", "--format", "json", "sub")[1]) == [("sub/b.md", 1, "gone.md")]
    assert problems(run("check", "--format", "json", "a.md")[1]) == [("a.md", 1, "gone.md")]
    os.chdir("/")
    out = run("check", "--format", "json", str(root / "a.md"), str(root / "sub/b.md"))[1]
    assert len(problems(out)) == 2
    os.chdir(root.parent)
    os.chdir("..")
    (root.parent.parent / "elsewhere").mkdir(exist_ok=True)
    os.chdir("elsewhere")
    out = run("check", "--format", "json", str(root / "a.md"), str(root / "sub/b.md"))[1]
    assert [path for path, _, _ in problems(out)] == [
        f"../{root.parent.name}/p/{name}" for name in ("a.md", "sub/b.md")
    ]


def test_paths_that_cannot_be(project: Make, run: Run, tmp_path: Path) -> None:
    project(BROKEN)
    write(tmp_path / "other/a.md", "a")
    assert run("check", "none.md") == (2, "", "munjigi: none.md: no such file or folder\n")
    code, out, err = run("check", "docs/b.md", "../other/a.md")
    assert (code, out) == (2, "")
    assert "lies outside of the project" in err
    assert "프로젝트 밖에" in run("check", "docs/b.md", "../other/a.md", "--lang=ko")[2]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_nothing_checked(project: Make, run: Run, form: str) -> None:
    project({"docs/picture.svg": "<svg/>", "docs/draft.md": "a"}, CONFIG + "draft_docs: draft.md\n")
    code, out, err = run("check", "--format", form)
    assert (code, out) == (2, "")
    assert "nothing was checked" in err
    assert "아무것도" in run("check", "--lang", "ko")[2]


def test_nothing_to_remember_leaves_no_cache(project: Make, run: Run) -> None:
    root = project({"docs/picture.svg": "<svg/>"})
    assert run("check")[0] == 2
    assert not (root / ".cache").exists()


def test_nothing_selected(project: Make, run: Run) -> None:
    project({"docs/index.md": "a"})
    everything = ",".join(rule.rule_families())
    assert run("check", "--ignore", everything)[0] == 2
    assert run("check", "docs/none", "--select", "sample")[0] == 2


def test_select_and_ignore(project: Make, run: Run) -> None:
    project(BROKEN)
    assert run("check", "--select", "hygiene")[0] == 0
    assert run("check", "--select", "hygiene, sample")[0] == 1
    assert run("check", "--select", "hygiene", "--select", "dead-link")[0] == 1
    assert run("check", "--ignore", "dead-link", "--ignore", "unused-suppression")[0] == 0
    assert run("check", "--select", "dead-lnik") == (
        2, "", 'munjigi: there is no rule or family named "dead-lnik"; did you mean "dead-link"?\n'
    )  # fmt: skip


def test_settings(project: Make, run: Run) -> None:
    settings = "plugins:\n  - munjigi:\n      rules:\n        dead-link:\n          "
    root = project(BROKEN, CONFIG + settings + "ignored: [gone.md]\n")
    assert run("check")[0] == 0
    write(root / "mkdocs.yml", CONFIG + settings + "ignore: [gone.md]\n")
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert err.startswith('munjigi: mkdocs.yml:6:11: there is no option named "ignore"')
    assert "ignored" in err


def test_broken_configuration(project: Make, run: Run) -> None:
    project(BROKEN, "site_name: [\n")
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert re.match(r"munjigi: mkdocs\.yml:\d+:\d+: ", err)
    assert err.count("\n") == 1


def test_broken_configuration_of_a_folder_elsewhere(project: Make, run: Run) -> None:
    root = project({**BROKEN, "docs/sub/a.md": "a"}, "site_name: [\n")
    os.chdir(root.parent)
    for arguments in (("check", "p"), ("check", "p/docs/sub"), ("docs", "p")):
        assert run(*arguments)[2].startswith("munjigi: p/mkdocs.yml:2:1: ")


def test_notes(project: Make, run: Run) -> None:
    project({"docs/index.md": "a"}, "site_name: a\nsite_name: b\n")
    for _ in range(2):
        code, _, err = run("check")
        assert code == 0
        assert err.startswith('munjigi: mkdocs.yml:2:1: the key "site_name" stands twice')


def test_views(project: Make, run: Run) -> None:
    files = {"docs/ko/index.md": "[a](gone.md)", "docs/en/b.md": "b"}
    project(files, BILINGUAL)
    made = json.loads(run("check", "--format", "json")[1])["problems"]
    assert [one["views"] for one in made] == [["ko", "en"]]


def test_unreadable_files(project: Make, run: Run) -> None:
    files: dict[str, str | bytes] = {**BROKEN, "docs/bad.md": b"\xff", "docs/nul.md": b"\0"}
    root = project(files)
    (root / "docs/out.md").symlink_to("/etc/hosts")
    (root / "docs/out.png").symlink_to("/etc/hosts")
    (root / "docs/dir.md").mkdir()
    code, out, err = run("check")
    assert (code, err) == (2, "")
    assert "docs/bad.md:1:1: error unreadable-file: this file is not checked: line 1: byte" in out
    assert "docs/index.md:3:5: error dead-link" in out
    assert out.count("unreadable-file:") == 5
    assert "행의 0xff 바이트가 UTF-8이 아니어서 확인하지" in run("check", "--lang", "ko")[1]
    assert run("check", "--ignore", "unreadable-file")[0] == 1


def test_severity_info_passes(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project(BROKEN)
    found = gate.check(Request(Target(os.getcwd()), cache=False))
    mild = [one.__class__(one.span, one.rule, model.Severity.INFO, one.message)
            for one in found.diagnostics]  # fmt: skip
    monkeypatch.setattr("munjigi.commands.check.check", lambda _: found._replace(diagnostics=mild))
    assert run("check")[0] == 0


def test_output(project: Make, run: Run) -> None:
    root = project(BROKEN)
    assert run("check", "--output", "report.json", "--format", "json") == (1, "", "")
    assert problems((root / "report.json").read_text(encoding="utf-8"))
    assert run("check", "--output", "report.json", "--color", "always")[0] == 1
    assert (root / "report.json").read_text(encoding="utf-8").startswith("docs/index.md:3:5")
    assert sorted(os.listdir()) == [".cache", "docs", "mkdocs.yml", "report.json"]
    code, out, err = run("check", "--output", "none/report")
    assert (code, out) == (2, "")
    assert err == "munjigi: none/report cannot be written: No such file or directory\n"
    assert run("check", "--output", "docs")[0] == 2
    assert run("check", "--output", os.devnull) == (1, "", "")
    assert run("check", "--output", "-")[1].startswith("docs/index.md:3:5")
    assert Path(os.devnull).is_char_device()


def test_statistics_and_colors(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project(BROKEN)
    assert "\n1  dead-link  Links lead somewhere\n" in run("check", "--statistics")[1]
    assert "\033[" not in run("check")[1]
    assert "\033[31merror" in run("check", "--color", "always")[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert wants_color("auto")
    assert not wants_color("never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color("auto")
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_color("auto")


def test_cache(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(BROKEN)
    assert run("check", "--no-cache", "--jobs", "2")[0] == 1
    assert not (root / ".cache").exists()
    for path in root.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr("munjigi.memo.FRESH", -(10**18))
    monkeypatch.setattr("munjigi.loader.FRESH", -(10**18))
    first = run("check", "--format", "json")
    assert (root / ".cache/munjigi/runs").exists()
    with monkeypatch.context() as patch:
        patch.setattr("munjigi.run.load_config", None)
        assert run("check", "--format", "json") == first
        assert "오류 dead-link" in run("check", "--lang", "ko")[1]
    write(root / "docs/gone.md", "here")
    assert run("check")[0] == 0


def test_rules_being_written_make_the_cache_useless(monkeypatch: pytest.MonkeyPatch) -> None:
    request = Request(Target("p"))
    key = request.key()
    assert request.key() == key
    monkeypatch.setattr("munjigi.build.__version__", "9")
    assert request.key() != key


def test_build_changes_with_our_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "rules/links/a.py", "")
    write(tmp_path / "rules/__pycache__/a.pyc", "")
    monkeypatch.setattr("munjigi.build.__file__", str(tmp_path / "build.py"))

    def started() -> str:
        build._known.clear()
        return build.build()

    first = started()
    write(tmp_path / "rules/__pycache__/a.pyc", "b")
    assert started() == first
    write(tmp_path / "rules/links/a.py", "b")
    assert build.build() == first
    assert started() != first


def test_read_only_cache_folder(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(BROKEN)
    write(root / ".cache", "a file")
    code, out, err = run("check")
    assert code == 1
    assert out.startswith("docs/index.md:3:5")
    assert err.startswith("munjigi: the cache cannot be written to")
    assert err.count("\n") == 1


def git(*arguments: str) -> None:
    identity = {f"GIT_{who}_{what}": "a@example.com"
                for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
    subprocess.run(["git", "-c", "init.defaultBranch=main", *arguments], check=True,
                   capture_output=True, env={**os.environ, **identity})  # fmt: skip


def commit(message: str = "change") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


HISTORY = {
    "docs/index.md": "[old](gone.md)\n\n[b](b.md#part)\n\n[c](c.md)\n",
    "docs/b.md": "# B\n\n## Part\n\n[old](lost.md)\n\ntext\n",
    "docs/c.md": "# C\n",
    "docs/d d.md": "[old](gone.md)\n",
}


@pytest.fixture
def history(project: Make) -> Path:
    root = project({**HISTORY, ".gitignore": ".cache/\n"})
    git("init", "-q")
    commit()
    return root


def since(run: Run, *arguments: str, code: int | None = None) -> list[tuple[str, int, str | None]]:
    exit_code, out, err = run("check", "--format", "json", "--since", *arguments)
    assert err == ""
    assert exit_code == (code if code is not None else bool(problems(out)))
    return problems(out)


def test_since_nothing_changed(history: Path, run: Run) -> None:
    assert run("check")[0] == 1
    assert since(run, "HEAD") == []
    assert json.loads(run("check", "--format=json", "--since=HEAD")[1])["summary"]["pages"] == 4


def test_since_old_problems_of_a_changed_file_are_not_reported(history: Path, run: Run) -> None:
    path = history / "docs/b.md"
    write(path, "new first line\n\n" + path.read_text() + "\n[new](none.md)\n")
    assert since(run, "HEAD") == [("docs/b.md", 11, "none.md")]
    commit()
    assert since(run, "HEAD") == []
    assert since(run, "HEAD~1") == [("docs/b.md", 11, "none.md")]


def test_since_old_problem_on_an_edited_line(history: Path, run: Run) -> None:
    write(history / "docs/b.md", HISTORY["docs/b.md"].replace("[old]", "Edited [old]"))
    assert since(run, "HEAD") == [("docs/b.md", 5, "lost.md")]


def test_since_deleted_page_breaks_unchanged_ones(history: Path, run: Run) -> None:
    (history / "docs/c.md").unlink()
    assert since(run, "HEAD") == [("docs/index.md", 5, "c.md")]


def test_since_renamed_page(history: Path, run: Run) -> None:
    """Links to the old name break; what was wrong in the page before is not new."""
    git("mv", "docs/b.md", "docs/new.md")
    assert since(run, "HEAD") == [("docs/index.md", 3, "b.md#part")]
    commit()
    assert since(run, "HEAD~1") == [("docs/index.md", 3, "b.md#part")]


def test_since_changed_heading(history: Path, run: Run) -> None:
    write(history / "docs/b.md", HISTORY["docs/b.md"].replace("## Part", "## Other"))
    assert since(run, "HEAD") == [("docs/index.md", 3, "b.md#part")]


def test_since_another_copy_of_an_old_problem(history: Path, run: Run) -> None:
    write(history / "docs/b.md", HISTORY["docs/b.md"] + "\n[again](lost.md)\n")
    assert since(run, "HEAD") == [("docs/b.md", 9, "lost.md")]


def test_since_new_files(history: Path, run: Run) -> None:
    write(history / "docs/새 글.md", "[x](none.md)\n")
    assert since(run, "HEAD") == [("docs/새 글.md", 1, "none.md")]
    write(history / "docs/d d.md", "[old](gone.md)\n[x](none.md)\n")
    git("add", "-A")
    assert since(run, "HEAD") == [("docs/d d.md", 2, "none.md"), ("docs/새 글.md", 1, "none.md")]
    assert since(run, "HEAD", "docs/d d.md") == [("docs/d d.md", 2, "none.md")]


def test_since_counts_from_where_the_branch_left(history: Path, run: Run) -> None:
    git("checkout", "-qb", "topic")
    write(history / "docs/c.md", "[x](none.md)\n")
    commit()
    git("checkout", "-q", "main")
    write(history / "docs/b.md", "# B\n\n## Part\n")
    commit()
    git("checkout", "-q", "topic")
    assert since(run, "main") == [("docs/c.md", 1, "none.md")]


def test_since_configuration_that_was_broken(history: Path, run: Run) -> None:
    write(history / "mkdocs.yml", "site_name: [\n")
    commit()
    write(history / "mkdocs.yml", CONFIG)
    assert len(since(run, "HEAD")) == 3


def test_since_in_a_folder_of_the_repository(project: Make, run: Run) -> None:
    """The project inherits from the folder above it."""
    root = project(
        {"../base.yml": CONFIG, "docs/a.md": "[x](y.md)", "docs/b.md": "b"},
        "INHERIT: ../base.yml\n",
        "repo/p",
    )
    os.chdir(root.parent)
    git("init", "-q")
    commit()
    write(root / "docs/b.md", "[z](z.md)")
    assert since(run, "HEAD", "p") == [("p/docs/b.md", 1, "z.md")]
    os.chdir(root)
    (root / "docs/link.md").symlink_to("a.md")
    commit()
    assert since(run, "HEAD") == []


def test_since_in_a_hook(history: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(history / "none"))
    (history / "docs/c.md").unlink()
    os.chdir(history / "docs")
    assert since(run, "HEAD") == [("index.md", 5, "c.md")]


def test_since_a_commit_of_another_history(history: Path, run: Run) -> None:
    git("checkout", "-q", "--orphan", "other")
    write(history / "docs/c.md", "[x](none.md)\n")
    commit()
    assert since(run, "main") == [("docs/c.md", 1, "none.md")]


def test_since_in_the_middle_of_a_merge(
    history: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("checkout", "-qb", "topic")
    write(history / "docs/c.md", "# C\n\n[x](none.md)\n")
    commit()
    git("checkout", "-q", "main")
    write(history / "docs/c.md", "# Sea\n")
    commit()
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "topic")
    assert since(run, "HEAD") == [("docs/c.md", 6, "none.md")]
    monkeypatch.setattr("munjigi.since._hunks", lambda _: [])
    assert since(run, "HEAD") == [("docs/c.md", 6, "none.md")]


def test_since_leaves_the_repository_alone(history: Path, run: Run) -> None:
    def state() -> str:
        return subprocess.run(["git", "status", "--porcelain=v2", "--branch"],
                              capture_output=True, text=True, check=True).stdout  # fmt: skip

    write(history / "docs/c.md", "changed")
    git("add", "-A")
    write(history / "docs/c.md", "changed again")
    before = state(), (history / ".git/index").read_bytes()
    since(run, "HEAD")
    assert (state(), (history / ".git/index").read_bytes()) == before


@pytest.mark.parametrize("ref", ["none", "--help", "HEAD~9", ""])
def test_since_unknown_commit(history: Path, run: Run, ref: str) -> None:
    code, out, err = run("check", f"--since={ref}")
    if not ref:
        assert (code, err) == (1, "")
        return
    assert (code, out) == (2, "")
    assert err.startswith(f'munjigi: --since: git cannot compare with "{ref}" here (')
    assert err.count("\n") == 1


def test_since_without_git(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project(BROKEN)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert "not a git repository" in run("check", "--since", "HEAD")[2]
    monkeypatch.setenv("PATH", "/nowhere")
    code, _, err = run("check", "--since", "HEAD", "--lang", "ko")
    assert code == 2
    assert "비교할 수 없습니다(No such file or directory)" in err


def test_interrupt(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_request: Any) -> Any:
        raise KeyboardInterrupt

    root = project(BROKEN)
    monkeypatch.setattr("munjigi.commands.check.check", stop)
    assert run("check", "--output", "report") == (130, "", "munjigi: interrupted\n")
    assert run("check", "--lang", "ko")[2] == "munjigi: 중단했습니다\n"
    assert not (root / "report").exists()


def test_interrupt_while_writing(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_paths: str) -> None:
        raise KeyboardInterrupt

    root = project(BROKEN)
    write(root / "report", "old")
    monkeypatch.setattr("os.replace", stop)
    assert run("check", "--no-cache", "--output", "report")[0] == 130
    assert (root / "report").read_text() == "old"
    assert sorted(os.listdir()) == ["docs", "mkdocs.yml", "report"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "munjigi", *arguments]


def environment() -> dict[str, str]:
    package = Path(munjigi.__file__).parent.parent
    return {**os.environ, "PYTHONPATH": str(package), "LC_ALL": "C.UTF-8"}


def test_closed_pipe(project: Make) -> None:
    project({"docs/a.md": "a"})
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(
            command("rules"), stdout=pipe, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_output_that_nobody_takes(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project(BROKEN)
    reader, writer = os.pipe()
    os.close(reader)
    with monkeypatch.context() as patch, open(writer, "w") as closed:
        patch.setattr(sys, "stdout", closed)
        assert run("check") == (1, "", "")
    with monkeypatch.context() as patch, open("/dev/full", "w") as full:
        patch.setattr(sys, "stdout", full)
        code, _, err = run("check")
        assert (code, err) == (
            2, "munjigi: standard output cannot be written: No space left on device\n"
        )  # fmt: skip
    monkeypatch.setattr(sys, "stdout", None)
    assert run("check") == (1, "", "")
    monkeypatch.setattr(sys, "stderr", None)
    assert run("check", "--select", "none") == (2, "", "")


def test_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    controller, terminal = pty.openpty()
    with open(controller, "wb"), open(terminal, "w") as opened:
        monkeypatch.setattr(sys, "stdout", opened)
        for columns, used in ((90, 90), (20, 60), (0, 110)):
            termios.tcsetwinsize(terminal, (24, columns))
            assert _columns() == used
        assert wants_color("auto")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert _columns() == 110


def test_module_runs_as_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr(sys, "argv", ["munjigi", "--version"])
    runpy.run_module("munjigi", run_name="__main__")
    monkeypatch.setattr(sys, "argv", ["munjigi", "no-such-command"])
    program = runpy.run_module("munjigi.__main__")["program"]
    assert codes == [0]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        program()
        patch.setattr("munjigi.cli.main", _interrupted)
        program()
    assert codes == [0, 2, 130]


def _interrupted() -> NoReturn:
    raise KeyboardInterrupt


def test_interrupted_process(project: Make, tmp_path: Path) -> None:
    """Ctrl-C while the program waits for a pipe that nobody reads."""
    project({f"docs/{number}.md": "a" for number in range(10)})
    os.mkfifo(tmp_path / "pipe")
    running = subprocess.Popen(
        command("check", "--select", "hygiene", "--output", str(tmp_path / "pipe")),
        stderr=subprocess.PIPE, env=environment(), start_new_session=True,
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (130, b"munjigi: interrupted\n")


def test_characters_that_the_terminal_lacks(project: Make) -> None:
    project({"docs/index.md": "a"})
    ascii_only = {**environment(), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        command("rules", "--lang", "ko"), capture_output=True, env=ascii_only, check=True
    )
    assert b"\\uc624\\ub958" in done.stdout
    done = subprocess.run(
        command("rules", "--lang=ko", "--format=json"), capture_output=True, env=ascii_only,
        check=True,
    )  # fmt: skip
    assert "예외 주석" in done.stdout.decode()


def test_rules(run: Run, project: Make) -> None:
    project({})
    code, out, _ = run("rules")
    assert code == 0
    for name, family in rule.rule_families().items():
        assert re.search(rf"^  {name} +error +\S+ +\w", out, re.MULTILINE), name
        assert f"\n{family}  " in f"\n{out}"
    listed = json.loads(run("rules", "--format", "json", "--lang", "ko")[1])["rules"]
    assert [one["id"] for one in listed] == list(rule.rule_families())
    assert next(one for one in listed if one["id"] == "dead-link") == {
        "id": "dead-link",
        "family": "sample",
        "severity": "error",
        "fix": "unsafe",
        "summary": "링크는 어딘가로 이어집니다",
        "options": ["ignored", "most"],
    }


def test_explain(run: Run, project: Make) -> None:
    project({})
    code, out, _ = run("explain", "dead-link")
    assert code == 0
    assert out == (
        "dead-link: Links lead somewhere\n"
        "\n"
        "Readers `click` on <them>.\n"
        "\n"
        "Family: sample (sample)\n"
        "Severity: error\n"
        "Fix: unsafe\n"
        'Message: "{target}" leads nowhere\n'
        "\n"
        'ignored (["a", "b"])\n'
        "    Not these | `a|b` targets\n"
        "\n"
        "most (100)\n"
        "    At most\n"
        "\n"
        "Reported\n"
        "    [a](b.md)\n"
        "        ^^^^\n"
        "\n"
        "Fixed\n"
        "    [a](index.md)\n"
        "\n"
        "Reported\n"
        "  mkdocs.yml:\n"
        "    site_name: ``` a\n"
        "  a.md:\n"
        "    [a](b.md) [c](d)\n"
        "        ^^^^      ^\n"
        "  x.png:\n"
        "\n"
        "Reported\n"
        "    [a\n"
        "     ^\n"
        "    b](b|c)\n"
        "    ^  ^^^\n"
        "\n"
        "Not reported\n"
        "    [a](index.md)\n"
        "\n"
        "    ```\n"
        "    --8<-- x\n"
        "    ```\n"
        "\n"
        "Allow an exception\n"
        "    <!-- munjigi: allow dead-link the reason -->\n"
    )
    assert run("explain", "dead-lnik") == (
        2, "", 'munjigi: there is no rule named "dead-lnik"; did you mean "dead-link"?\n'
    )  # fmt: skip


@pytest.mark.parametrize("name", list(rule.rule_families()))
def test_every_rule_can_be_explained(run: Run, name: str) -> None:
    for lang in ("ko", "en"):
        code, out, _ = run("explain", name, "--lang", lang)
        made = rule.load_rules()[name]
        assert code == 0
        assert made.why.of(lang) in out


def test_docs(run: Run, project: Make) -> None:
    root = project({"docs/ko/index.md": "a", "docs/en/index.md": "a"}, BILINGUAL)
    assert run("docs", "--check")[0] == 1
    assert run("docs", str(root))[0] == 0
    names = sorted(os.listdir(root / "docs/ko/rules"))
    assert names == sorted(os.listdir(root / "docs/en/rules"))
    assert names == sorted(["index.md", *(f"{name}.md" for name in rule.rule_families())])
    assert run("docs", "--check") == (0, "", "")
    write(root / "docs/ko/rules/old.md", "---\ngenerator: munjigi docs\n---\n")
    write(root / "docs/ko/rules/mine.md", "by hand")
    write(root / "docs/en/rules/index.md", b"\xff")
    code, _, err = run("docs", "--check")
    assert code == 1
    assert err.splitlines() == [
        f"munjigi: docs/{name}: not up to date; run munjigi docs"
        for name in ("en/rules/index.md", "ko/rules/old.md")
    ]
    assert run("docs") == (0, "1 page written, 1 page removed\n", "")
    assert run("docs", "--check")[0] == 0
    assert (root / "docs/ko/rules/mine.md").exists()


def test_docs_without_configuration(run: Run, project: Make) -> None:
    root = project({"index.md": "a"}, None)
    assert run("docs")[0] == 0
    assert (root / "rules/dead-link.md").exists()


def test_docs_of_a_site_in_one_language(run: Run, project: Make) -> None:
    root = project({"docs/index.md": "a"})
    assert run("docs", "--lang", "ko")[0] == 0
    assert "# Rules {#rules}" in (root / "docs/rules/index.md").read_text()
    other = BILINGUAL.replace("locale: ko", "locale: de")
    root = project({"docs/de/index.md": "a", "docs/en/index.md": "a"}, other, "q")
    run("docs")
    assert sorted(path.name for path in (root / "docs").iterdir() if (path / "rules").exists()) == [
        "en"
    ]


def test_rule_page(sample_rules: None) -> None:
    page = pages("en")["dead-link.md"]
    assert page.startswith(
        "---\ntitle: dead-link\ngenerator: munjigi docs\n---\n\n# dead-link {#dead-link}\n\n"
        "Links lead somewhere.\n\n- **Family**: sample (sample)\n- **Severity**: error\n"
        '- **Fix**: unsafe\n- **Message**: `"{target}" leads nowhere`\n\n'
        "## Why {#why}\n\nReaders `click` on \\<them\\>.\n\n## Reported {#bad}\n\n"
        '**Example 1**\n\n``` markdown hl_lines="1"\n[a](b.md)\n```\n\n'
        "What is reported: `b.md`\n\nFixed:\n\n```markdown\n[a](index.md)\n```\n\n"
        '**Example 2**\n\n```` yaml title="mkdocs.yml"\nsite_name: ``` a\n````\n\n'
        '``` markdown title="a.md" hl_lines="1"\n[a](b.md) [c](d)\n```\n\n'
        "`x.png`: `\\x89`\n\nWhat is reported: `b.md`, `d`\n\n"
        '**Example 3**, option `most: 5`\n\n``` markdown hl_lines="1 2"\n[a\nb](b|c)\n```\n\n'
    )
    assert (
        "## Not reported {#good}\n\n````markdown\n[a](index.md)\n\n```\n;--8<-- x\n```\n````\n\n"
    ) in page
    assert '| `ignored` | `["a", "b"]` | Not these \\| `a|b` targets |' in page
    assert (
        '``` yaml title="mkdocs.yml"\nplugins:\n  - munjigi:\n      rules:\n'
        '        dead-link:\n          ignored: ["a", "b"]\n          most: 100\n```\n'
    ) in page
    assert page.count("<!-- munjigi: allow dead-link the reason -->") == 1


def test_only_what_a_comment_can_allow_shows_one() -> None:
    made = pages("ko")
    for name in ("unreadable-file", "unused-suppression", "missing-nav-target"):
        assert "{#allow}" not in made[f"{name}.md"]
    assert "{#allow}" in made["broken-link.md"]


NAV = """\
nav:
  # >>> munjigi docs: nav
  - stale: []
  # <<< munjigi docs
  - index.md
"""


def test_docs_keep_the_nav(run: Run, project: Make) -> None:
    names = "            # >>> munjigi docs: nav_translations\n            # <<< munjigi docs\n"
    english = "        - locale: en\n          name: English\n          nav_translations:\n"
    head = BILINGUAL.replace("        - {locale: en, name: English}\n", english + names)
    root = project({"docs/ko/index.md": "a", "docs/en/index.md": "a"}, head + NAV)
    assert "munjigi: mkdocs.yml: not up to date" in run("docs", "--check")[2]
    run("docs")
    assert run("docs", "--check") == (0, "", "")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert text.startswith(head.partition(names)[0])
    assert text.endswith("  # <<< munjigi docs\n  - index.md\n")
    assert (
        "            # >>> munjigi docs: nav_translations\n"
        "            규칙: Rules\n"
        "            예외 주석과 확인하지 못한 파일: Suppressions and unchecked files\n"
        "            sample: sample\n"
        "            # <<< munjigi docs\n"
    ) in text
    assert (
        "  - 규칙:\n"
        "      - rules/index.md\n"
        "      - 예외 주석과 확인하지 못한 파일:\n"
        "          - rules/expired-suppression.md\n"
    ) in text
    assert "      - sample:\n          - rules/dead-link.md\n  # <<<" in text
    assert run("check", "--select", "hygiene")[0] == 0


def test_docs_keep_the_nav_of_a_site_in_one_language(run: Run, project: Make) -> None:
    root = project({"docs/index.md": "a"}, CONFIG + NAV)
    (root / "mkdocs.yml").chmod(0o600)
    run("docs")
    assert "\n  - Rules:\n      - rules/index.md\n" in (root / "mkdocs.yml").read_text("utf-8")
    assert (root / "mkdocs.yml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("title", ["a: b", "yes", "- a", "", "a #b", "12", "'a'", "a,", "링크"])
def test_titles_in_the_nav_are_texts(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("munjigi.rulenav.family_title", lambda _: model.Text(title, title))
    monkeypatch.setattr("munjigi.rulenav.rule_families", lambda: {"a-b": "c"})
    made = yaml.safe_load(with_nav(NAV, "en"))["nav"]
    assert made == [{"Rules": ["rules/index.md", {title: ["rules/a-b.md"]}]}, "index.md"]


def test_rule_reference_of_our_site_is_up_to_date(run: Run) -> None:
    """`munjigi docs` writes it anew."""
    root = Path(__file__).parent.parent
    assert run("docs", "--check", "--lang", "en", str(root)) == (0, "", "")


def test_rule_pages_are_alike_in_both_languages() -> None:
    korean, english = pages("ko"), pages("en")
    assert list(korean) == list(english)
    for name, text in korean.items():
        ids = re.findall(r"^#+ .*(\{#.*\})$", text, re.MULTILINE)
        assert ids == re.findall(r"^#+ .*(\{#.*\})$", english[name], re.MULTILINE)
        assert ids


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ko_KR.UTF-8"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US", "LC_ALL": "", "LC_MESSAGES": "ko"}, "ko"),
        (["--lang", "ko"], {"LANG": "en"}, "ko"),
        (["check", "--lang=en"], {"LANG": "ko_KR"}, "en"),
        (["check", "--lang"], {"LANG": "ko_KR"}, "ko"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert language(arguments, environment) == lang


def test_help(run: Run, project: Make) -> None:
    project({})
    code, out, _ = run("--help")
    assert code == 0
    assert out.startswith("usage: munjigi ")
    korean = run("check", "--help", "--lang", "ko")[1]
    assert korean.startswith("사용법: munjigi check ")
    assert not re.search(r"\b(positional|options|show|usage)\b", korean)
    assert run("--version") == (0, f"munjigi {munjigi.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "korean"),
    [
        (["check", "--colour"], "알 수 없는 인자입니다: --colour"),
        (["explain"], "빠진 인자가 있습니다: RULE"),
        (["check", "--output"], "--output 옵션에는 값이 필요합니다"),
        (["check", "--format", "xml"], "--format 값 'xml' 대신 고를 수 있는 것: "),
        (
            ["check", "--jobs", "0"],
            "--jobs 옵션에는 1 이상의 정수가 필요합니다. 쓸 수 없는 값: '0'",
        ),
        (["check", "--jobs", "x"], "쓸 수 없는 값: 'x'"),
        (["check", "--foo"], "알 수 없는 인자입니다: --foo (munjigi check --help"),
        (["check", "--statistics=1"], "--statistics 옵션에는 값을 쓰지 않습니다: '1'"),
        (["chekc"], "COMMAND 값 'chekc' 대신"),
        (["check", "--statistic"], '. "--statistics" 값을 쓰려던 것입니까? (munjigi check --help'),
        (["check", "a", "-x", "--color=on", "b"], "--color 값 'on' 대신"),
        (["check", "a", "--selct=x"], '--selct=x. "--select" 값을 쓰려던'),
        (["--Lang=ko", "check"], '. "--lang" 값을 쓰려던 것입니까? (munjigi --help'),
        (["check", "--format", "jsn"], '. "json" 값을 쓰려던 것입니까?'),
        (["chekc"], '. "check" 값을 쓰려던 것입니까?'),
        (["rules", "more"], "알 수 없는 인자입니다: more (munjigi rules --help"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], korean: str) -> None:
    code, out, err = run("--lang", "ko", *arguments)
    assert (code, out) == (2, "")
    assert korean in err
    assert err.count("\n") == 1
    code, out, err = run("--lang", "en", *arguments)
    assert (code, out) == (2, "")
    assert err.isascii()


def test_no_command(run: Run, project: Make) -> None:
    project({})
    code, out, err = run()
    assert (code, out) == (2, "")
    assert err.startswith("usage: munjigi ")
    assert "report problems" in err


def test_folders_that_are_gone_or_closed(project: Make, run: Run) -> None:
    root = project({"docs/index.md": "a", "docs/rules": "a file"})
    code, out, err = run("docs")
    assert (code, out) == (2, "")
    assert re.fullmatch(r"munjigi: .*docs/rules: \w[\w ]+\n", err)
    shutil.rmtree(root)
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert err == "munjigi: check: No such file or directory\n"


def test_faults_of_ours_are_told(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that broke down has not passed, and has not found problems either."""

    def fail(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError

    project(BROKEN)
    made = rule.load_rules()["dead-link"]
    monkeypatch.setitem(
        rule.load_rules.__globals__, "_import", lambda *_: made._replace(check=fail)
    )
    code, out, err = run("check", "--select", "dead-link")
    assert (code, out) == (2, "")
    assert "ZeroDivisionError\nin the rule dead-link\n" in err
    assert err.endswith("this is a fault in munjigi itself; please report the lines above\n")


def test_korean_help_is_complete() -> None:
    for text in HELP.values():
        assert re.search("[가-힣]", text.ko)
        assert text.en.isascii()
    assert all(re.search("[가-힣]", korean) for _, korean in _ERRORS)


def test_start_reads_no_rules_and_no_yaml() -> None:
    """What a start imports before it knows whether the cache has the answer."""
    code = "import sys, munjigi.commands.check, munjigi.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    loaded = set(done.stdout.split())
    assert "munjigi.outcome" in loaded
    late = {"munjigi.config", "munjigi.engine", "munjigi.loader", "munjigi.rule", "munjigi.reader"}
    assert not loaded & {*late, "yaml", "asyncio", "concurrent.futures", "subprocess"}
