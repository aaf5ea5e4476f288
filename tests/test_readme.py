"""What the READMEs show is what the commands print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from munjigi.ownsettings import FEATURES

ROOT = Path(__file__).parents[1]
README = {"README.md": "C.UTF-8", "README.ko.md": "ko_KR.UTF-8"}
MUNJIGI = f'munjigi() {{ "{sys.executable}" -m munjigi "$@"; }}\n'
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PINNED = re.compile(r"uses: (\S+)@[0-9a-f]{40} # (v\d+)")
_COUNTS = re.compile(r"\(.*\d.*\)$", re.MULTILINE)  # pages and links of a site that grows


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command after `$ ` with the output that stands below it."""
    for block in _CONSOLE.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip()


@pytest.mark.parametrize("name", README)
def test_the_tour_prints_what_it_shows(name: str, tmp_path: Path) -> None:
    for part in ("docs", "overrides"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    environment = {
        **os.environ,
        "LC_ALL": README[name],
        "PYTHONPATH": os.fspath(ROOT / "tools"),
        "MUNJIGI_DOCS_URL": "",
    }
    shown = list(commands((ROOT / name).read_text(encoding="utf-8")))
    assert shown
    for command, output in shown:
        done = subprocess.run(
            ["sh", "-c", MUNJIGI + command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        printed = _COUNTS.sub("()", done.stdout + done.stderr).rstrip()
        assert printed == _COUNTS.sub("()", output), command


@pytest.mark.parametrize("name", README)
def test_the_readmes_name_every_feature(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    told = {*re.findall(r"`([a-z]+)`", text), *re.findall(r"features: \[([a-z]+)\]", text)}
    assert set(FEATURES) - told == set()


def test_the_readmes_show_the_hook_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split() == ["munjigi", "check"]
    for name in README:
        text = (ROOT / name).read_text(encoding="utf-8")
        shown = [yaml.safe_load(one) for one in _YAML.findall(text)]
        (repo,) = next(one["repos"] for one in shown if "repos" in one)
        assert [one["id"] for one in repo["hooks"]] == [hook["id"]]
        steps = next(one["jobs"]["docs"]["steps"] for one in shown if "jobs" in one)
        assert steps[-1]["run"].startswith(hook["entry"])


def test_the_readmes_name_the_versions_of_actions_that_our_workflows_run() -> None:
    workflows = [path.read_text(encoding="utf-8") for path in ROOT.glob(".github/workflows/*.yml")]
    ours = {f"{name}@{version}" for text in workflows for name, version in _PINNED.findall(text)}
    for name in README:
        shown = re.findall(r"uses: (\S+)", (ROOT / name).read_text(encoding="utf-8"))
        assert shown
        assert set(shown) <= ours, name


def test_the_readmes_show_the_same_commands() -> None:
    shown = [
        [re.sub(r"docs/(en|ko)", "docs", command) for command, _ in commands(text)]
        for text in ((ROOT / name).read_text(encoding="utf-8") for name in README)
    ]
    assert shown[0] == shown[1]
