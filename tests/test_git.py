"""A repository's own settings run no programs here."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from munjigi.git import Git
from munjigi.model import Text
from munjigi.recall import _LOG
from munjigi.usage import UsageError

Run = Callable[..., tuple[int, str, str]]
KEYS = (
    *("filter.evil.smudge", "filter.evil.clean", "filter.a=b.process", "diff.evil.textconv"),
    *("diff.evil.command", "diff.external", "core.fsmonitor", "core.sshCommand", "gpg.program"),
)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path, text: str) -> None:
    (folder / "docs/index.md").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    git(folder, *who, "commit", "-qm", "one")


def program(hits: Path, name: str) -> str:
    return f"sh -c 'touch {hits}/{name.replace('=', '-')}; cat'"


def project(folder: Path) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: T\n", encoding="utf-8")
    (folder / ".gitattributes").write_text("*.md filter=evil diff=evil\n*.yml filter=a=b\n")


@pytest.fixture
def hits(tmp_path: Path) -> Path:
    """Where a program that was run leaves its name."""
    made = tmp_path / "hits"
    made.mkdir()
    return made


@pytest.fixture
def repository(tmp_path: Path, hits: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two commits, and settings that name programs wherever Git takes one."""
    root = tmp_path / "p"
    project(root)
    git(root, "init", "-q")
    commit(root, "# Home\n")
    commit(root, "# Home\n\n[a](gone.md)\n")
    for key in KEYS:
        git(root, "config", key, program(hits, key))
    git(root, "config", "log.showSignature", "true")
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-index-change").write_text(f"#!/bin/sh\ntouch {hits}/hook\n", encoding="utf-8")
    (hooks / "post-index-change").chmod(0o755)
    (root / "docs/index.md").write_text("# Home\n\n[a](gone.md) [b](gone.md)\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def test_since_runs_nothing(repository: Path, hits: Path, run: Run) -> None:
    code, out, _ = run("check", "--no-cache", "--since", "HEAD~1", "--lang=en")
    assert (code, out.count("error broken-link")) == (1, 2)
    assert list(hits.iterdir()) == []


def test_history_runs_nothing(repository: Path, hits: Path) -> None:
    asked = Git(str(repository), lambda reason: Text(reason, reason))
    assert asked(*_LOG, "-1", "--format=%s", "-SHome", "--", "docs/index.md") == "one\n"
    assert asked("show", "HEAD:docs/index.md").startswith("# Home")
    assert list(hits.iterdir()) == []


def test_programs_of_the_user_run(
    repository: Path, hits: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for key in ("filter.evil.smudge", "filter.evil.clean"):
        git(repository, "config", "--unset", key)
        git(repository, "config", "--file", str(tmp_path / "own"), key, program(hits, key))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    assert run("check", "--no-cache", "--since", "HEAD~1")[0] == 1
    assert "filter.evil.smudge" in {one.name for one in hits.iterdir()}


def test_settings_given_by_the_environment_stay(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("COUNT", "1"), ("KEY_0", "test.key"), ("VALUE_0", "kept")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    asked = Git(str(repository), lambda reason: Text(reason, reason))
    assert asked("config", "test.key") == "kept\n"
    assert asked("config", "filter.evil.clean") == "\n"


def test_a_folder_that_looks_like_a_repository_is_none(
    tmp_path: Path, hits: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "outer/site"
    git(tmp_path, "init", "-q", "outer")
    project(root)
    commit(root, "# Home\n")
    git(tmp_path, "clone", "-q", "--bare", str(tmp_path / "outer"), str(tmp_path / "bare"))
    for one in ("HEAD", "objects", "refs", "packed-refs", "config"):
        (tmp_path / "bare" / one).rename(root / one)
    git(root, "config", "--file", "config", "core.bare", "false")
    git(root, "config", "--file", "config", "core.worktree", str(root))
    git(root, "config", "--file", "config", "filter.evil.smudge", program(hits, "smudge"))
    monkeypatch.chdir(root)
    code, _, err = run("check", "--no-cache", "--since", "HEAD", "--lang=en")
    assert (code, err.count("\n"), "bare repository" in err) == (2, 1, True)
    assert list(hits.iterdir()) == []


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="No such file"):
        Git(str(tmp_path), lambda reason: Text(reason, reason))("status")
