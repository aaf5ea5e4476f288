"""A check that is asked for again writes the same bytes, unless anything has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

import munjigi
from munjigi import output, replay
from munjigi.reporters import FORMATS
from test_cache import keep
from test_loader import write

Run = Callable[..., tuple[int, str, str]]

CONFIG = """\
site_name: Once
site_name: Twice
site_url: !ENV SOME_NAME
markdown_extensions: [pymdownx.snippets: {base_path: inc}]
INHERIT: base.yml
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIG,
    "base.yml": "strict: true",
    "docs/index.md": "# 처음\n\n설명은 [여기](gone.md)에, 그림은 ![](gone.png)에 있습니다.\n",
    "docs/guide/b.md": "# B\n\n--8<-- 's.txt'\n\n\t[`x`](../gone.md) \\[a]\n\n[c](c.md#no)\n",
    "docs/guide/c.md": "# C\n",
    "inc/s.txt": "[d](d.md)\n",
}
RERUN = 99


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with problems and notes, in which files count as old as soon as written."""
    for name in ("LC_ALL", "LC_MESSAGES", "MUNJIGI_DOCS_URL", "NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("SOME_NAME", "https://one.kr/")
    monkeypatch.setattr("munjigi.memo.FRESH", -(10**18))
    monkeypatch.setattr("munjigi.loader.FRESH", -(10**18))
    root = tmp_path / "p"
    write(root, FILES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def again(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Like `run`, but commands are no more run than to return `RERUN`."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.setattr("munjigi.cli._command", lambda *_: RERUN)
            return run(*arguments)

    return call


def reports(root: Path) -> list[Path]:
    return sorted((root / ".cache/munjigi").glob("report-*"))


@pytest.mark.parametrize(("form", "lang"), [*product(FORMATS, ("ko", "en"))])
def test_the_same_bytes(root: Path, run: Run, again: Run, form: str, lang: str) -> None:
    check = ("check", "--select", "links,images", "--format", form, "--lang", lang)
    fresh = run(*check, "--no-cache")
    assert fresh[0] == 1
    assert "mkdocs.yml:2:1" in fresh[2]
    assert run(*check) == fresh
    assert again(*check) == fresh
    more = (*check, "--color", "always", "--statistics", "docs/guide")
    painted = run(*more)  # rendered from what the first run found
    assert painted != fresh
    assert again(*more) == painted
    assert again(*check) == fresh


@pytest.mark.parametrize("arguments", [(), (".",), ("docs/guide/c.md",), ("mkdocs.yml",)])
def test_every_way_to_name_the_project(
    root: Path, run: Run, again: Run, arguments: tuple[str, ...]
) -> None:
    check = ("check", "--select=links", *arguments)
    assert again(*check)[0] == RERUN
    first = run(*check)
    assert first[0] == int("docs/guide/c.md" not in arguments)
    assert again(*check) == first
    os.chdir(root / "docs")
    assert again(*check)[0] == RERUN


def test_a_folder_without_configuration(
    tmp_path: Path, root: Path, run: Run, again: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "plain", {"a.md": "[b](b.md)\n", ".git/config": ""})
    monkeypatch.chdir(tmp_path / "plain")
    first = run("check", "--select", "links", ".")
    assert first[0] == 1
    assert again("check", "--select", "links", ".") == first
    write(tmp_path / "plain", {"mkdocs.yml": "site_name: x\n"})
    assert again("check", "--select", "links", ".")[0] == RERUN


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "page": lambda root, _: write(root, {"docs/guide/c.md": "# D\n"}),
    "new page": lambda root, _: write(root, {"docs/d.md": "x"}),
    "asset": lambda root, _: write(root, {"docs/gone.png": "x"}),
    "removed": lambda root, _: (root / "docs/guide/c.md").unlink(),
    "renamed": lambda root, _: (root / "docs/guide/c.md").rename(root / "docs/guide/d.md"),
    "touched": lambda root, _: os.utime(root / "docs/guide/c.md", (1, 1)),
    "link that leaves": lambda root, _: (root / "docs/x.png").symlink_to("/etc/passwd"),
    "link in circles": lambda root, _: (root / "docs/guide/x").symlink_to(root / "docs"),
    "snippet": lambda root, _: write(root, {"inc/s.txt": "x"}),
    "snippet that was not there": lambda root, _: (root / "inc/s.txt").unlink(),
    "configuration": lambda root, _: write(root, {"mkdocs.yml": CONFIG + "\n"}),
    "inherited": lambda root, _: write(root, {"base.yml": ""}),
    "other configuration": lambda root, _: write(root, {"mkdocs.yaml": CONFIG}),
    "variable": lambda _, patch: patch.setenv("SOME_NAME", "https://two.kr/"),
    "variable gone": lambda _, patch: patch.delenv("SOME_NAME"),
    "day": lambda _, patch: patch.setattr("munjigi.inputs.time.strftime", lambda _: "2999-01-01"),
    "language": lambda _, patch: patch.setenv("LC_ALL", "ko_KR.UTF-8"),
    "address of the rules": lambda _, patch: patch.setenv("MUNJIGI_DOCS_URL", "https://a.kr/"),
    "terminal": lambda _, patch: patch.setattr(replay, "wants_color", lambda _: True),
    "width": lambda _, patch: patch.setattr(replay, "columns", lambda: 80),
    "encoding": lambda _, patch: patch.setattr(replay, "output_encoding", lambda: "ascii"),
    "build": lambda _, patch: patch.setattr(replay, "build", lambda: "other"),
    "Python": lambda _, patch: patch.setattr(sys, "hexversion", 1),
    "damage": lambda root, _: keep(reports(root)[0], reports(root)[0].read_bytes()[20:-1]),
    "noise": lambda root, _: keep(reports(root)[0], b"\xff"),
    "nothing": lambda root, _: keep(reports(root)[0], b""),
    "another's": lambda root, _: os.utime(reports(root)[0]),
    "removed report": lambda root, _: reports(root)[0].unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_runs_the_check(
    root: Path, run: Run, again: Run, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    first = run("check")
    assert again("check") == first
    with monkeypatch.context() as patch:
        CHANGES[change](root, patch)
        assert again("check")[0] == RERUN
        second = run("check")
        assert again("check") == second


def test_a_nearer_project_is_another_one(root: Path, run: Run, again: Run) -> None:
    os.chdir(root / "docs/guide")
    first = run("check", "--select", "links")
    assert again("check", "--select", "links") == first
    write(root, {"docs/guide/.git": ""})
    assert again("check", "--select", "links")[0] == RERUN


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--no-cache"),
        ("check", "--output", "report.txt"),
        ("check", "gone"),
        ("check", "--format", "none"),
        ("check", "--select", "none"),
        ("--lang", "en", "check", "--no-such"),
        ("rules",),
    ],
)
def test_what_is_not_kept(root: Path, run: Run, again: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments)
    assert reports(root) == []
    assert again(*arguments)[0] == RERUN


def test_fresh_files_are_not_trusted(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("munjigi.memo.FRESH", 10**18)
    run("check")
    assert reports(root) == []


def test_only_the_newest_are_kept(root: Path, run: Run, again: Run) -> None:
    for number in range(replay.KEPT + 2):
        run("check", "--select", "links", "--jobs", str(number + 1))
    assert len(reports(root)) == replay.KEPT
    assert again("check", "--select", "links", "--jobs", "6")[0] == 1
    assert again("check", "--select", "links", "--jobs", "1")[0] == RERUN


def test_a_folder_that_cannot_be_written(root: Path, run: Run) -> None:
    (root / ".cache").write_text("a file", "utf-8")
    first = run("check", "--select", "links")
    assert first[0] == 1
    assert run("check", "--select", "links") == first


def test_a_folder_that_is_elsewhere_stays_as_it_is(root: Path, run: Run) -> None:
    other = root.parent / "other"
    names = {f"report-{number}" for number in range(replay.KEPT + 2)}
    write(other, {f"munjigi/{name}": "" for name in names})
    (root / ".cache").symlink_to(other)
    assert run("check", "--select", "links")[0] == 1
    assert {path.name for path in (other / "munjigi").iterdir()} == names


TOKEN = "ghp_" + "q7Wd9zRk4LmXv2TbNc8YhS5fGj3PaE6uKoB1"


def test_nothing_kept_holds_a_secret(root: Path, run: Run) -> None:
    write(root, {"docs/index.md": f"token: {TOKEN} and [x](x.md?token={TOKEN})\n"})
    for form in FORMATS:
        assert run("check", "--format", form)[0] == 1
    for path in (root / ".cache/munjigi").glob("r*"):
        assert TOKEN.encode() not in path.read_bytes(), path.name


def test_a_secret_is_masked_again(root: Path, run: Run, again: Run) -> None:
    write(root, {"docs/index.md": f"token: {TOKEN}\n"})
    first = run("check")
    assert "credential" in first[1]
    assert again("check") == first
    for path in (root / ".cache/munjigi").glob("r*"):
        assert TOKEN.encode() not in path.read_bytes(), path.name


def test_names_that_are_no_text(root: Path, run: Run, again: Run) -> None:
    write(root, {"docs/\udcff.md": "[x](x.md)\n"})
    first = run("check", "--select", "links")
    assert again("check", "--select", "links") == first
    replay.Replay(["check"], "en").keep([], [("file", "\ud800", "")], 0, "", b"")
    assert len(reports(root)) == 1


def test_a_broken_configuration(root: Path, run: Run, again: Run) -> None:
    assert run("check", "docs")[0] == 1
    write(root, {"mkdocs.yml": "docs_dir: [a"})
    assert again("check", "docs")[0] == RERUN


def test_a_reader_that_has_gone(root: Path, run: Run) -> None:
    run("check")
    program = [sys.executable, "-m", "munjigi", "check"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout
        started.stdout.close()
        assert started.stderr
        assert b"Traceback" not in started.stderr.read()
    assert started.returncode == 1


def test_a_full_disk(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")

    def full(_report: bytes) -> None:
        raise output._not_written("standard output", "표준 출력에", OSError(28, "No space"))

    monkeypatch.setattr(replay, "print_result", full)
    code, _, err = run("check")
    assert code == 2
    assert err.endswith("munjigi: standard output cannot be written: No space\n")


HEAVY = {"argparse", "ast", "dataclasses", "enum", "hashlib", "inspect", "json", "re", "typing"}


def test_a_replay_imports_next_to_nothing(root: Path, run: Run) -> None:
    """Each of these modules would cost a good part of a replay's time."""
    run("check", "--format", "json")
    script = (
        "import sys; from munjigi.cli import main; code = main(['check', '--format', 'json']); "
        "print(code, *sys.modules, file=sys.stderr)"
    )
    folder = str(Path(munjigi.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        env={**os.environ, "PYTHONPATH": folder},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "1"
    assert not HEAVY & set(modules)
    assert "munjigi.memo" not in modules
