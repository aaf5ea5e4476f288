"""MkDocs builds a site whose `mkdocs.yml` holds our settings."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import mkdocs.plugins
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config as mkdocs_config

from munjigi import config

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
SETTINGS = """
site_name: x
theme: mkdocs
plugins:
  - munjigi:
      ignore: [page-not-in-nav]
      rules: {vague-link-text: {words: [here]}}
"""


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `pip install` registers, installed or not."""
    group = "mkdocs.plugins"
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    entry = EntryPoint("munjigi", project["entry-points"][group]["munjigi"], group)
    monkeypatch.setattr(mkdocs.plugins, "get_plugins", lambda: {"munjigi": entry})


@pytest.mark.parametrize("more", ["", "      enabled: false\n"])
def test_mkdocs_builds_and_the_gate_reads(tmp_path: Path, more: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + more, encoding="utf-8")
    site = mkdocs_config(str(tmp_path / "mkdocs.yml"), strict=True)
    build(site)
    assert "<h1" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    read = config.load_config(tmp_path).settings
    assert [name for name, _ in read.ignore] == ([] if more else ["page-not-in-nav"])
    assert read.rules == ({} if more else {"vague-link-text": {"words": ["here"]}})
