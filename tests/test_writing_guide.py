"""What the writer's guide shows is what the commands print, and what templates and settings do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from munjigi.cli import main
from munjigi.config import load_config
from munjigi.loader import load_site
from munjigi.newpage.pagetype import read_types
from test_readme import MUNJIGI, ROOT, commands

LOCALES = {"ko": "ko_KR.UTF-8", "en": "C.UTF-8"}
_ELIDED = re.compile(r"^ *…$", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def guide(lang: str) -> str:
    return (ROOT / f"docs/{lang}/project/writing.md").read_text(encoding="utf-8")


def fence(lang: str, start: str) -> str:
    """The code of the first fence that starts like this."""
    found = (match["code"] for match in _FENCE.finditer(guide(lang)))
    return next(code for code in found if code.startswith(start))


def pattern(shown: str) -> str:
    """What matches output with other numbers, and with any lines where the guide has `…`."""
    parts = [re.escape(_DIGITS.sub("0", part.strip("\n"))) for part in _ELIDED.split(shown)]
    return r"\n(?s:.*)".join(parts)


@pytest.mark.parametrize("lang", LOCALES)
def test_commands_print_what_the_guide_shows(lang: str, tmp_path: Path) -> None:
    for part in ("docs", "overrides"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    environment = {
        **os.environ, "LC_ALL": LOCALES[lang], "PYTHONPATH": os.fspath(ROOT / "tools"),
        "MUNJIGI_DOCS_URL": "",
    }  # fmt: skip
    every = commands(guide(lang).replace("\\\n    ", ""))
    # What changed since a commit is shown by tests with a history of their own.
    shown = [one for one in every if not one[0].startswith("munjigi translations diff")]
    assert len(shown) == 4
    for command, output in shown:
        done = subprocess.run(
            ["sh", "-c", MUNJIGI + command],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            check=False,
        )  # fmt: skip
        printed = _DIGITS.sub("0", (done.stdout + done.stderr).decode().strip("\n"))
        assert re.match(pattern(output), printed), f"{command}\n{printed}"


@pytest.mark.parametrize("lang", LOCALES)
def test_template_and_settings_of_the_guide(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = fence(lang, "---\ntitle:").replace("page_type:", "kind:")
    folder = tmp_path / "docs/_templates"
    folder.mkdir(parents=True)
    (folder / "guide.md").write_text(template)
    (folder / "release-note.md").write_text("# TODO(version)\n")
    (tmp_path / "docs/news").mkdir()
    (tmp_path / "docs/news/one.md").write_text("# One\n")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: A\nmarkdown_extensions: [attr_list]\n{fence(lang, 'plugins:')}"
    )
    monkeypatch.chdir(tmp_path)
    assert main(("new", "guide", "a", "--title", "A")) == 0
    config = load_config(tmp_path)
    pages = load_site(config).site.pages
    kinds = {page.src: page.type.name for page in pages.values() if page.type}
    assert (kinds["a.md"], kinds["news/one.md"]) == ("guide", "release-note")
    made = read_types(config).templates["guide"][""]
    first, last = made.sections
    assert made.about
    assert made.title is not None
    assert made.title.needs_text
    assert (first.id, first.optional, len(first.also)) == ("steps", False, 2)
    assert [one.repeated for one in first.children] == [True]
    assert len(last.labels[0].names) == 2
    assert [label.required for label in last.labels] == [True, True, True, False]


@pytest.mark.parametrize("lang", LOCALES)
def test_planned_links_and_exceptions_of_the_guide(lang: str, tmp_path: Path) -> None:
    heading = {"ko": "관련 문서", "en": "Related pages"}[lang]
    old = {"ko": '!!! info "참조', "en": '!!! info "About'}[lang]
    clear = {"ko": "상담 기록을", "en": "A guide to exports"}[lang]
    (tmp_path / "one.md").write_text(f"# A\n\n## {heading}\n\n{fence(lang, clear)}")
    (tmp_path / "two.md").write_text(f"# B\n\n## {heading}\n\n{fence(lang, old)}")
    (tmp_path / "three.md").write_text(f"# C\n\n{fence(lang, '<!-- munjigi: allow')}\nText.\n")
    site = load_site(load_config(tmp_path)).site
    assert [(plan.key, plan.link.owner) for plan in site.plans.all] == [
        ("exports", "docs-team"), ("exports", ""),
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "munjigi", "check", "--format", "github"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "tools")},
        capture_output=True, check=False,
    )  # fmt: skip
    assert b"three.md" in done.stdout  # nothing to hide there: the comment was understood
    assert b"unused-suppression" in done.stdout
