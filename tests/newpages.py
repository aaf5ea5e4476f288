"""Projects with page types for the tests of `munjigi new`, and ways to call it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

import munjigi
from munjigi.cli import main

GUIDE = """\
---
title: Find TODO(what)
vendor: TODO(vendor)
page_type: guide
checked_on: "TODO(date)"
roles: [TODO(role)]
---

# Find TODO(what)

<!-- template: text; about: A guide, in short -->

TODO(lead), checked TODO(date)

## Steps {#steps}

<!-- template: also: How to TODO(do it) -->

1. TODO(step)

## Limits {#limits}

<!-- template: optional -->

- TODO(limit)
"""
GUIDE_KO = """\
---
title: TODO(값) 찾기
vendor: TODO(공급사)
page_type: guide
checked_on: TODO(날짜)
roles: [TODO(역할)]
---

# TODO(값) 찾기

<!-- template: text -->

TODO(한 문장), 확인 TODO(날짜)

## 절차 {#steps}

1. TODO(동작)

## 한도 {#limits}

<!-- template: optional -->

- TODO(한도)
"""
PLAIN = "# TODO(title)\n\nTODO(text)\n"
LANGUAGES = """\
  - i18n:
      docs_structure: {structure}
      fallback_to_default: false
      languages:
        - {{locale: ko, name: 한국어, default: true}}
        - {{locale: en, name: English}}
"""
CONFIG = """\
site_name: Test   # our site
plugins:
  - munjigi
{languages}markdown_extensions: [attr_list, tables]
exclude_docs: |
  _templates/
nav:
  - index.md
  - Acme:   # a vendor
      - acme/index.md
"""
FOLDER = CONFIG.format(languages=LANGUAGES.format(structure="folder"))
TEMPLATES = {
    "docs/_templates/guide.en.md": GUIDE,
    "docs/_templates/guide.ko.md": GUIDE_KO,
    "docs/_templates/note.en.md": PLAIN,
    "docs/_templates/note.ko.md": PLAIN,
}
HOME = "---\npage_type: note\n---\n\n# Home\n\nText.\n"
PAGES = {f"docs/{one}/{name}.md": HOME for one in ("ko", "en") for name in ("index", "acme/index")}
TODAY = date.today().isoformat()
Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]


def make_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """What makes a project of templates, pages and more files in the folder, and goes there."""

    def make(files: Mapping[str, str] = {}, config: str = FOLDER) -> Path:
        for path, text in {**TEMPLATES, **PAGES, **files, "mkdocs.yml": config}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        monkeypatch.chdir(root)
        return root

    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return make


def runner(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """What runs a command whose standard input is no terminal."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with open(os.devnull) as nothing:
            monkeypatch.setattr(sys, "stdin", nothing)
            code = main(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def refused(run: Run, root: Path, *arguments: str) -> str:
    """The one line that says why nothing was made."""
    before, folders = files(root), sorted(root.rglob("*/"))
    code, out, err = run("new", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("munjigi: ")
    assert err.count("\n") == 1
    assert files(root) == before
    assert [one for one in sorted(root.rglob("*/")) if ".cache" not in one.parts] == [
        one for one in folders if ".cache" not in one.parts
    ]
    return err.removeprefix("munjigi: ").strip()


def problems(run: Run) -> list[tuple[str, str, int]]:
    out = run("check", "--format", "json", "--no-cache")[1]
    return [(one["rule"], one["path"], one["line"]) for one in json.loads(out)["problems"]]


def on_terminal(root: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """The exit code, and what a person sees on a terminal who types the answers."""
    controller, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(munjigi.__file__).parent.parent)}
    running = subprocess.Popen(
        [sys.executable, "-m", "munjigi", "new", *arguments],
        cwd=root, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**environment, "LANG": "C.UTF-8"},
    )  # fmt: skip
    os.close(terminal)
    os.write(controller, answers.encode())
    assert running.stdout is not None
    with running.stdout as out:
        seen = out.read().decode()
    os.close(controller)
    return running.wait(), seen
