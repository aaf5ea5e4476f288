"""Known problems stay known wherever they move, and new ones are told."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.baseline import HALF, Entry, entry_of, lines, written
from munjigi.model import Diagnostic, Severity, Span, Text
from munjigi.source import Source

CONFIG = "site_name: A\nplugins:\n  - munjigi:\n      select: [broken-link, hygiene]\n"
FILE = "munjigi-baseline.jsonl"
PAGE = "# Home\n\nSee [one](gone.md) here.\n\n- [two](lost.md)\n- [two](lost.md)\n"
KNOWN = (
    '{"path": "docs/index.md", "rule": "broken-link", "text": "- [two](⟪lost.md⟫)"}\n'
    '{"path": "docs/index.md", "rule": "broken-link", "text": "- [two](⟪lost.md⟫)"}\n'
    '{"path": "docs/index.md", "rule": "broken-link", "text": "See [one](⟪gone.md⟫) here."}\n'
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three broken links, two of which look the same."""
    (tmp_path / "p/docs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "p")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    put("mkdocs.yml", CONFIG)
    put("docs/index.md", PAGE)
    return tmp_path / "p"


@pytest.fixture
def known(root: Path, run: Run) -> Path:
    """The same with its problems taken as known."""
    run("baseline")
    return root


def put(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)


def get(path: str = FILE) -> str:
    return Path(path).read_bytes().decode()


def told(run: Run, *arguments: str) -> list[str]:
    """Where the gate reports something."""
    code, out, _ = run("check", "--format", "json", *arguments)
    found = json.loads(out)["problems"]
    assert code == bool(found)
    return [f"{one['path']}:{one['line']}:{one['column']}" for one in found]


def test_what_is_known_is_not_reported(root: Path, run: Run) -> None:
    out = f"{FILE}: 3 known problems (3 new, 0 gone)\n"
    assert run("baseline") == (0, out, "")
    assert get() == KNOWN
    code, out, err = run("check")
    assert (code, out) == (0, "No problems (1 page, 3 links, 0 images)\n")
    assert err == f"munjigi: {FILE} lists 3 problems as known; --no-baseline reports all\n"
    assert len(told(run, "--no-baseline")) == 3
    assert "알려진 문제 3개" in run("check", "--lang", "ko")[2]
    assert run("baseline", "--lang", "ko")[1] == (
        f"{FILE}: 알려진 문제 3개(새 항목 0개, 사라진 항목 0개)\n"
    )


def test_new_problems_are_reported(known: Path, run: Run) -> None:
    put("docs/index.md", "New [x](none.md).\n\n" + PAGE + "- [two](lost.md)\n")
    assert told(run) == ["docs/index.md:1:9", "docs/index.md:9:9"]


def test_a_problem_that_moves_within_its_file_stays_known(known: Path, run: Run) -> None:
    first, *rest = PAGE.split("\n\n")
    put("docs/index.md", "\r\n\r\n".join([first, "More.", *reversed(rest)]))
    assert told(run) == []


def test_words_beside_a_problem_that_change_make_it_new(known: Path, run: Run) -> None:
    put("docs/index.md", PAGE.replace("See", "Look at"))
    assert told(run) == ["docs/index.md:3:15", f"{FILE}:3:1"]


def test_a_file_that_is_moved_keeps_its_known_problems(known: Path, run: Run) -> None:
    os.rename("docs/index.md", "docs/start.md")
    code, out, _ = run("check")
    assert code == 1
    assert out.count("stale-baseline: this entry does not hold any more: its problem is in "
                     "docs/start.md now") == 3  # fmt: skip
    assert "broken-link" not in out.replace('"broken-link"', "")
    assert run("baseline", "--prune")[1] == f"{FILE}: 3 known problems (3 new, 3 gone)\n"
    assert get() == KNOWN.replace("index", "start")
    assert told(run) == []


def test_a_section_that_moves_to_another_file_is_new_there(known: Path, run: Run) -> None:
    put("docs/b.md", "See [one](gone.md) here.\n")
    put("docs/index.md", PAGE.replace("See [one](gone.md) here.", ""))
    assert told(run) == ["docs/b.md:1:11", f"{FILE}:3:1"]


def test_a_mended_problem_leaves_a_stale_entry(known: Path, run: Run) -> None:
    put("docs/index.md", PAGE.replace("gone.md", "index.md").replace("- [two](lost.md)\n", "", 1))
    assert told(run) == [f"{FILE}:2:1", f"{FILE}:3:1"]
    assert run("fix")[0] == 0
    assert get() == KNOWN.splitlines(keepends=True)[0]
    assert told(run) == []


@pytest.mark.parametrize("command", [("fix",), ("baseline", "--prune"), ("baseline",)])
def test_the_file_goes_with_its_last_entry(known: Path, run: Run, command: tuple[str, ...]) -> None:
    put("docs/index.md", "# Home\n")
    assert run(*command)[0] == 0
    assert not Path(FILE).exists()
    assert told(run) == []


def test_prune_takes_nothing_new(known: Path, run: Run) -> None:
    put("docs/index.md", PAGE.replace("gone.md", "none.md"))
    assert run("baseline", "--prune")[1] == f"{FILE}: 2 known problems (0 new, 1 gone)\n"
    assert told(run) == ["docs/index.md:3:11"]


def test_lines_that_are_no_entries_are_stale(known: Path, run: Run) -> None:
    put(FILE, f'<<<<<<< HEAD\n{KNOWN}\n[]\n{{"path": 1, "rule": "a", "text": "b"}}\n"x"')
    assert told(run) == [f"{FILE}:{number}:1" for number in (1, 6, 7, 8)]
    run("baseline", "--prune")
    assert get() == KNOWN


def test_entries_of_rules_that_do_not_run_wait(known: Path, run: Run) -> None:
    assert told(run, "--select", "hygiene") == []
    assert told(run, "--ignore", "stale-baseline") == []
    put(FILE, KNOWN.replace("broken-link", "no-such-rule", 1))
    assert told(run) == ["docs/index.md:6:9", f"{FILE}:1:1"]


def test_paths_limit_what_is_taken(root: Path, run: Run) -> None:
    put("docs/b.md", "[b](none.md)\n")
    run("baseline", "docs/b.md")
    assert get().count("\n") == 1
    assert len(told(run)) == 3
    put("docs/b.md", "b\n")
    run("baseline", "docs/index.md")
    assert get().count("\n") == 4
    assert told(run) == [f"{FILE}:1:1"]
    run("baseline", "--prune", "docs/index.md")
    assert get().count("\n") == 4
    run("baseline", "--prune", "docs")
    assert get() == KNOWN


def test_another_name_or_none(root: Path, run: Run) -> None:
    put("mkdocs.yml", CONFIG + "      baseline: known/old.jsonl\n")
    run("baseline")
    assert get("known/old.jsonl") == KNOWN
    assert told(run) == []
    put("mkdocs.yml", CONFIG + "      baseline: ''\n")
    code, _, err = run("baseline")
    assert (code, err.startswith("munjigi: mkdocs.yml says baseline: ''")) == (2, True)
    assert len(told(run)) == 3
    put("mkdocs.yml", CONFIG + "      baseline: ../../old.jsonl\n")
    assert "leads out of the project" in run("baseline")[2]
    put("mkdocs.yml", CONFIG + "      baseline: docs\n")
    assert "docs is not written" in run("baseline")[2]


def test_what_cannot_be_read_is_never_known(root: Path, run: Run) -> None:
    put("docs/bad.md", b"\xff")
    assert run("baseline")[0] == 2
    assert "unreadable" not in get()
    assert run("check")[0] == 2
    put("mkdocs.yml", CONFIG + "draft_docs: '*'\n")
    Path("docs/bad.md").unlink()
    assert run("baseline")[0] == 2


def test_a_run_from_memory_sees_the_baseline(
    known: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("munjigi.memo.FRESH", -(10**18))
    monkeypatch.setattr("munjigi.loader.FRESH", -(10**18))
    assert told(run) == []
    assert Path(".cache/munjigi/runs").exists()
    Path(FILE).unlink()
    assert len(told(run)) == 3


def test_since_and_the_baseline(known: Path, run: Run) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    put(".gitignore", ".cache/\n")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *arguments], check=True)
    assert told(run, "--since", "HEAD") == []
    put("docs/index.md", PAGE.replace("gone.md", "index.md"))
    assert told(run, "--since", "HEAD") == [f"{FILE}:3:1"]


def entry(text: str, start: int, end: int) -> str:
    one = Diagnostic(Span("a.md", start, end), "r", Severity.ERROR, Text("", ""))
    return entry_of(one, Source("a.md", text)).text


def test_what_an_entry_says() -> None:
    assert entry("  - see\t [x](y)  \n", 13, 14) == "- see [x](⟪y⟫)"
    assert entry("# Title\n", 0, 0) == "⟪⟫"
    assert entry("a\nb c\nd", 2, 5) == "⟪b c⟫"
    assert entry("one\ntwo three\r\nfour", 4, 18) == "⟪two three fou⟫r"
    line = "가" * 500
    assert entry(line, 200, 201) == f"{'가' * 24}⟪가⟫{'가' * 24}"
    assert entry(line, 0, 400) == f"⟪{'가' * HALF}…{'가' * HALF}⟫{'가' * 24}"


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_entries_are_read_as_they_were_written(found: list[tuple[str, str, str]]) -> None:
    entries = sorted(Entry(*one) for one in found)
    assert [one.entry for one in lines("a", written(entries))] == entries
