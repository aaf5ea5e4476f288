"""The one issue of a scheduled run, with a `gh` that records what it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

SCRIPT = Path(__file__).parents[1] / ".ci/report_issue.py"
TITLE = "Links that lead nowhere"
GH = f"""#!{sys.executable}
import json, os, pathlib, sys
folder = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
text = sys.stdin.read() if "--body-file" in arguments else ""
with open(folder / "calls", "a") as calls:
    print(json.dumps([arguments, text]), file=calls)
issues = json.loads((folder / "issues").read_text())
if arguments[1] == "list":
    print(json.dumps(issues))
elif arguments[1] == "create":
    title = arguments[arguments.index("--title") + 1]
    issues.append({{"number": 7 + len(issues), "title": title}})
elif arguments[1] == "close":
    issues = [one for one in issues if str(one["number"]) != arguments[2]]
(folder / "issues").write_text(json.dumps(issues))
sys.exit((folder / "broken").exists())
"""


class GitHub(NamedTuple):
    """A folder with a `gh`, the open issues and the calls."""

    folder: Path

    def report(self, code: int, text: str = "", title: str = TITLE) -> int:
        """Run the script; its exit code."""
        path = self.folder / "report.txt"
        path.write_text(text, encoding="utf-8")
        environment = {
            **os.environ,
            "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "a/b",
            "GITHUB_RUN_ID": "42",
        }
        command = [sys.executable, f"{SCRIPT}", title, str(code), f"{path}"]
        done = subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False)
        return done.returncode

    @property
    def calls(self) -> list[tuple[Sequence[str], str]]:
        """What `gh` was asked to change, with its input."""
        path = self.folder / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        calls: list[Any] = [json.loads(line) for line in lines]
        return [(arguments, text) for arguments, text in calls if arguments[1] != "list"]

    @property
    def issues(self) -> list[str]:
        """The titles of the open issues."""
        return [one["title"] for one in json.loads((self.folder / "issues").read_text("utf-8"))]


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "issues").write_text("[]", encoding="utf-8")
    return GitHub(tmp_path)


def test_opened_rewritten_closed_and_left_alone(github: GitHub) -> None:
    assert github.report(1, "a.md:1:1: error\n") == 0
    assert github.issues == [TITLE]
    assert github.report(1, "b.md:2:2: error\n") == 0
    assert github.issues == [TITLE]
    assert github.report(0, "No problems\n") == 0
    assert github.issues == []
    assert github.report(0, "No problems\n") == 0
    opened, rewritten, closed = github.calls
    assert opened[0] == ["issue", "create", "--title", TITLE, "--body-file", "-"]
    assert rewritten[0] == ["issue", "edit", "7", "--body-file", "-"]
    assert closed[0][:3] == ["issue", "close", "7"]
    link = "[this run](https://github.example/a/b/actions/runs/42)"
    assert rewritten[1] == f"Found by {link}.\n\n```text\nb.md:2:2: error\n```\n"
    assert link in closed[0][4]


def test_only_our_own_open_issues_are_looked_at(github: GitHub) -> None:
    github.report(0)
    (line,) = (github.folder / "calls").read_text("utf-8").splitlines()
    asked = json.loads(line)[0]
    assert asked[:6] == ["issue", "list", "--app", "github-actions", "--state", "open"]


def test_issues_of_other_runs_are_left_alone(github: GitHub) -> None:
    github.report(1, "x", "Sources that have changed")
    github.report(1, "y")
    assert github.issues == ["Sources that have changed", TITLE]
    github.report(0)
    assert github.issues == ["Sources that have changed"]


@pytest.mark.parametrize("code", [2, 130])
def test_a_run_that_did_not_end_changes_nothing(github: GitHub, code: int) -> None:
    github.report(1, "x")
    before = github.calls
    assert github.report(code, "offline") == code
    assert github.calls == before


def test_what_others_wrote_has_no_effect(github: GitHub) -> None:
    github.report(1, "+ @someone ```` see #1\n```\n</details> 한글\n")
    body = github.calls[0][1]
    assert "\n`````text\n+ @someone ```` see #1\n```\n</details> 한글\n`````\n" in body


def test_a_long_report_is_cut_at_a_line(github: GitHub) -> None:
    github.report(1, "한 줄입니다.\n" * 20_000)
    body = github.calls[0][1]
    assert 59_000 < len(body) < 65_536
    assert body.endswith("한 줄입니다.\n```\n\nThe rest is in the run's artifact `found`.\n")


def test_a_failure_of_gh_is_told(github: GitHub) -> None:
    (github.folder / "broken").touch()
    assert github.report(1, "x") == 1


def test_the_scheduled_step_asks_all_and_keeps_each_code(tmp_path: Path) -> None:
    """Where links could not be asked, sources still are, and no code is lost."""
    workflow = yaml.safe_load((SCRIPT.parents[1] / ".github/workflows/links.yml").read_bytes())
    (script,) = (
        one["run"] for one in workflow["jobs"]["ask"]["steps"] if "mkdir found" in str(one)
    )
    munjigi = tmp_path / ".venv/bin/munjigi"
    munjigi.parent.mkdir(parents=True)
    munjigi.write_text('#!/bin/sh\n[ "$2" = --sources ] && echo x > "$4" && exit 1\nexit 2\n')
    munjigi.chmod(0o755)
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, check=True)
    found = {path.name: path.read_text().strip() for path in (tmp_path / "found").iterdir()}
    assert found == {"links.code": "2", "sources.code": "1", "sources.txt": "x"}
