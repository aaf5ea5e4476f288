"""`munjigi fix` mends what it says, all or nothing, and harms nothing beside."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munjigi import fixing
from munjigi.arguments import parser
from munjigi.cli import main
from munjigi.fixing import groups
from munjigi.model import Diagnostic, Edit, Fix, Severity, Span, Text
from munjigi.patch import colored, unified
from munjigi.site import Site
from munjigi.writing import Change, NotWrittenError, replace_files

CONFIG = (
    "site_name: A\nsite_url: https://example.com/\nmarkdown_extensions: [admonition, attr_list]\n"
)
PAGE = "# Home\n\n[a](a/) and [b](gone.md)\n\n:::info\nAsk an [admin](a/).\n:::\n"
FIXED = "# Home\n\n[a](a.md) and [b](gone.md)\n\n!!! info\n    Ask an [admin](a.md).\n"
Run = Callable[..., tuple[int, str, str]]
Find = Callable[[Callable[[Site], Iterator[Diagnostic]]], None]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three safe fixes and a link that nobody can mend."""
    (tmp_path / "p/docs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "p")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    put("mkdocs.yml", CONFIG)
    put("docs/index.md", PAGE)
    put("docs/a.md", "# A\n")
    return tmp_path / "p"


@pytest.fixture
def find(monkeypatch: pytest.MonkeyPatch) -> Find:
    """Puts a function in the place of all rules."""

    def use(function: Callable[[Site], Iterator[Diagnostic]]) -> None:
        monkeypatch.setattr("munjigi.run.lint", lambda site, *_, **__: list(function(site)))

    return use


def put(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)


def get(path: str) -> str:
    return Path(path).read_bytes().decode()


def problem(
    path: str, start: int, *edits: tuple[str, int, int, str | None], rule: str = "broken-link"
) -> Diagnostic:
    made = tuple(Edit(Span(name, *place), text) for name, *place, text in edits)
    span = Span(path, start, start + 1)
    return Diagnostic(span, rule, Severity.ERROR, Text("", ""), fix=Fix(made))


def words(site: Site, word: str, path: str = "docs/index.md") -> Iterator[int]:
    page = site.pages.get(path)
    yield from (one.start() for one in re.finditer(word, page.text)) if page else ()


def test_safe_fixes(root: Path, run: Run) -> None:
    code, out, err = run("fix", "--select", "links,foreign-admonition")
    assert (code, err) == (1, "")
    assert get("docs/index.md") == FIXED
    assert out == (
        "Fixed 3 problems (1 file)\n  2  link-without-source-path\n  1  foreign-admonition\n"
        "Left: 1 problem\n  1  broken-link\n"
    )
    code, out, _ = run("fix", "--select", "links,foreign-admonition", "--lang", "ko")
    assert out == "수정할 것이 없습니다\n남은 문제 1개\n  1  broken-link\n"
    assert get("docs/index.md") == FIXED


def test_nothing_left(root: Path, run: Run) -> None:
    assert run("fix", "--select", "link-without-source-path")[0] == 0
    code, out, _ = run("fix", "--select", "link-without-source-path")
    assert (code, out) == (0, "Nothing to fix\nNo problems left\n")


def test_unsafe_fixes_are_made_when_asked_for(root: Path, run: Run) -> None:
    put("docs/index.md", "[a](b.md#install)\n")
    put("docs/b.md", "# Install it\n\n## Instal\n")
    out = run("fix", "--select", "broken-anchor")[1]
    assert out.startswith("Nothing to fix\nLeft: 1 problem (1 unsafe fix: look at them with")
    assert run("fix", "--select", "broken-anchor", "--unsafe")[0] == 0
    assert get("docs/index.md") == "[a](b.md#instal)\n"
    put("docs/index.md", "[a](b.md#install) [b](b.md#install)\n")
    assert "Left: 2 problems (2 unsafe fixes: look" in run("fix", "--select", "broken-anchor")[1]


def test_line_ends_and_byte_order_mark_stay(root: Path, run: Run) -> None:
    for end in ("\r\n", "\r"):
        put("docs/index.md", ("\ufeff" + PAGE).replace("\n", end))
        run("fix", "--ignore", "foreign-admonition")
        wanted = ("\ufeff" + PAGE).replace("(a/)", "(a.md)").replace("\n", end)
        assert get("docs/index.md") == wanted


def test_permissions_stay(root: Path, run: Run) -> None:
    Path("docs/index.md").chmod(0o640)
    run("fix")
    assert Path("docs/index.md").stat().st_mode & 0o7777 == 0o640
    assert sorted(os.listdir("docs")) == ["a.md", "index.md"]


def test_diff_is_what_would_be_written(root: Path, run: Run) -> None:
    put("docs/가 나.md", "[a](../a/)")
    before = get("docs/index.md")
    code, out, err = run("fix", "--diff")
    assert code == 1
    assert err.startswith("Would fix 4 problems (2 files)\n")
    assert get("docs/index.md") == before
    assert "\\ No newline at end of file" in out
    subprocess.run(["git", "apply", "-"], input=out.encode(), check=True)
    patched = get("docs/index.md"), get("docs/가 나.md")
    put("docs/index.md", before)
    put("docs/가 나.md", "[a](../a/)")
    run("fix")
    assert (get("docs/index.md"), get("docs/가 나.md")) == patched


def test_diff_has_colors_and_no_control_characters() -> None:
    diff = unified({"a b.md": Change(b"a\n", b"b\x1b[2J\n"), "x.png": Change(b"\0", None)}, str)
    assert diff.startswith(b"--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1 +1 @@\n-a\n+b")
    assert b"Binary files a/x.png and /dev/null differ\n" in diff
    shown = colored(diff)
    assert "\033[31m-a\033[0m\n\033[32m+b\ufffd[2J\033[0m\n" in shown
    assert "\033[36m@@ -1 +1 @@\033[0m" in shown


def test_color_can_be_asked_for(root: Path, run: Run) -> None:
    assert "\033[32m+" in run("fix", "--diff", "--color", "always")[1]
    assert "\033" not in run("fix", "--diff")[1]


def test_paths_limit_the_problems(root: Path, run: Run) -> None:
    put("docs/b.md", "[a](../a/)\n")
    run("fix", "docs/b.md")
    assert get("docs/b.md") == "[a](a.md)\n"
    assert get("docs/index.md") == PAGE


def test_since_leaves_old_problems_alone(root: Path, run: Run) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    put(".gitignore", ".cache/\n")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *arguments], check=True)
    put("docs/index.md", PAGE + "\n[new](a/), [newer](a/)\n")
    code, out, _ = run("fix", "--since", "HEAD")
    assert (code, out) == (0, "Fixed 2 problems (1 file)\n  2  link-without-source-path\n"
                           "No problems left\n")  # fmt: skip
    assert get("docs/index.md") == PAGE + "\n[new](a.md), [newer](a.md)\n"


def test_since_keeps_what_only_the_commit_knows(root: Path, run: Run) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    put(".gitignore", ".cache/\n")
    put("docs/b.md", "# B\n")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *arguments], check=True)
    Path("docs/b.md").unlink()
    put("docs/index.md", PAGE + "\n[new](a/)\n")
    code, out, _ = run("fix", "--since", "HEAD", "--select", "links")
    assert code == 1
    assert "1  link-without-source-path" in out
    assert "1  page-removed-without-redirect" in out


def test_wrong_usage_and_nothing_checked(root: Path, run: Run) -> None:
    assert run("fix", "--format", "json")[0] == 2
    put("mkdocs.yml", "site_name: [\n")
    os.chdir("..")
    code, _, err = run("fix", "p")
    assert (code, err.partition(":")[2][:14]) == (2, " p/mkdocs.yml:")
    put("p/mkdocs.yml", CONFIG + "draft_docs: '*'\n")
    assert run("fix", "p")[0] == 2


def test_what_cannot_be_read_stays_unchecked(root: Path, run: Run) -> None:
    put("docs/bad.md", b"\xff")
    code, out, _ = run("fix")
    assert code == 2
    assert "1  unreadable-file" in out
    assert "(a.md)" in get("docs/index.md")


def test_overlapping_fixes_are_made_in_turn(root: Path, run: Run, find: Find) -> None:
    def both(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "abc"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 2, "X"))
        for at in words(site, "(?<=[bX])c"):
            yield problem("docs/index.md", at, ("docs/index.md", at - 1, at + 1, "Y"))

    find(both)
    put("docs/index.md", "abc\n")
    assert run("fix") == (0, "Fixed 2 problems (1 file)\n  2  broken-link\nNo problems left\n", "")
    assert get("docs/index.md") == "Y\n"


def test_overlaps_that_stay_are_told(
    root: Path, run: Run, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "a"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "aa"))
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "b"), rule="x")

    find(both)
    monkeypatch.setattr(fixing, "PASSES", 2)
    put("docs/index.md", "a\n")
    code, _, err = run("fix")
    assert code == 1
    assert err.startswith(
        "munjigi: docs/index.md:1:1: x: not fixed: its fix overlaps that of broken-link"
    )
    assert err.endswith("munjigi: there is more to fix after so many passes; run it again\n")
    assert get("docs/index.md") == "aaaa\n"


def test_fixes_that_undo_each_other_come_to_an_end(root: Path, run: Run, find: Find) -> None:
    def swap(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "x"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "y"))
        for at in words(site, "y"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "x"))

    find(swap)
    put("docs/index.md", "x\n")
    assert "there is more to fix" in run("fix")[2]


def test_fix_that_would_change_other_text_is_refused(root: Path, run: Run, find: Find) -> None:
    """Making the first line a heading's neighbour turns the link below into code."""

    def harm(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "HARM"):
            edits = (("docs/index.md", at, at + 4, "OK"), ("docs/index.md", at + 6, at + 6, "    "))
            yield problem("docs/index.md", at, *edits)
        for at in words(site, "FINE"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 4, "OK"))

    find(harm)
    put("docs/index.md", "FINE\n\nHARM\n\n[a](a.md)\n\nFINE\n")
    code, _, err = run("fix")
    assert (code, get("docs/index.md")) == (1, "OK\n\nHARM\n\n[a](a.md)\n\nOK\n")
    assert err == (
        "munjigi: docs/index.md:3:1: broken-link: not fixed: it would also change the link "
        '"[a](a.md)" in docs/index.md\n'
    )
    assert "수정하지 않았습니다. docs/index.md 페이지의 링크 " in run("fix", "--lang=ko")[2]


def test_fixes_that_only_harm_together(root: Path, run: Run, find: Find) -> None:
    def halves(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "A"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "`"))
        for at in words(site, "B"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 1, "`"))

    find(halves)
    put("docs/index.md", "A [a](a.md) B\n")
    _, _, err = run("fix")
    assert get("docs/index.md") == "` [a](a.md) B\n"
    assert "it would also change the link" in err


def test_snippets_are_judged_on_the_pages_that_include_them(
    root: Path, run: Run, find: Find
) -> None:
    def end(site: Site) -> Iterator[Diagnostic]:
        at = site.text("docs/part.txt").find("END")
        if at >= 0:
            yield problem("docs/part.txt", at, ("docs/part.txt", at, at + 3, "```"))

    find(end)
    put(
        "mkdocs.yml",
        CONFIG.replace(
            "[admonition", "[pymdownx.snippets: {base_path: docs}, pymdownx.superfences, admonition"
        ),
    )
    put("docs/part.txt", "text\n\nEND\n")
    put("docs/index.md", '--8<-- "part.txt"\n\n[a](a.md)\n\n```\ncode\n```\n')
    assert 'it would also change the link "a" in docs/index.md' in run("fix")[2]
    assert get("docs/part.txt") == "text\n\nEND\n"
    put("docs/index.md", '--8<-- "part.txt"\n')
    assert run("fix")[0] == 0
    assert get("docs/part.txt") == "text\n\n```\n"


def test_files_made_and_deleted(root: Path, run: Run, find: Find) -> None:
    def move(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "MOVE"):
            yield problem(
                "docs/index.md", at, ("docs/index.md", at, at + 4, "moved"),
                ("docs/new/b.md", 0, 0, "# B\n"), ("docs/old.png", 0, 0, None),
            )  # fmt: skip

    find(move)
    put("docs/index.md", "MOVE\n")
    put("docs/old.png", b"\x89PNG\0")
    diff = run("fix", "--diff")[1]
    assert "--- /dev/null\n+++ b/docs/new/b.md\n" in diff
    assert "Binary files a/docs/old.png and /dev/null differ\n" in diff
    assert run("fix")[0] == 0
    assert get("docs/new/b.md") == "# B\n"
    assert not Path("docs/old.png").exists()
    assert get("docs/index.md") == "moved\n"


def test_a_file_that_changed_meanwhile_is_left_alone(
    root: Path, run: Run, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so are the files of the same fix; other fixes are made."""

    def each(site: Site) -> Iterator[Diagnostic]:
        for at in words(site, "BOTH"):
            yield problem("docs/index.md", at, ("docs/index.md", at, at + 4, "x"),
                          ("docs/a.md", 0, 3, "# B"))  # fmt: skip
        for at in words(site, "ONE", "docs/b.md"):
            yield problem("docs/b.md", at, ("docs/b.md", at, at + 3, "x"))

    find(each)
    put("docs/index.md", "BOTH\n")
    put("docs/b.md", "ONE\n")

    def late(made: Any) -> Any:
        put("docs/a.md", "# changed\n")
        return fixing.write(made)

    monkeypatch.setattr("munjigi.commands.fix.write", late)
    code, out, err = run("fix")
    assert (code, get("docs/index.md"), get("docs/a.md")) == (1, "BOTH\n", "# changed\n")
    assert get("docs/b.md") == "x\n"
    assert err.endswith("munjigi: docs/a.md is left as it is: it changed on disk while munjigi was "
                        "at work\n")  # fmt: skip
    assert out.startswith("Fixed 1 problem (1 file)\n")
    assert "Left: 1 problem" in out


def test_symlinks_that_leave_the_project_are_not_written(
    root: Path, run: Run, find: Find, tmp_path: Path
) -> None:
    def out(site: Site) -> Iterator[Diagnostic]:
        yield problem("docs/index.md", 0, ("docs/link.txt", 0, 1, "x"))
        yield problem("docs/index.md", 0, ("../other.txt", 0, 1, "x"))

    find(out)
    put("../other.txt", "other\n")
    Path("docs/link.txt").symlink_to(tmp_path / "other.txt")
    assert run("fix")[2].count("it would change a file outside of the project") == 2
    assert get("../other.txt") == "other\n"


def test_what_is_no_text_is_not_edited(root: Path, run: Run, find: Find) -> None:
    def picture(site: Site) -> Iterator[Diagnostic]:
        yield problem("docs/index.md", 0, ("docs/a.png", 0, 0, "x"))

    find(picture)
    put("docs/a.png", b"\x89PNG\0")
    assert "not fixed: a file to change cannot be read as text" in run("fix")[2]
    assert Path("docs/a.png").read_bytes() == b"\x89PNG\0"


def test_symlinks_inside_the_project_are_followed(root: Path, run: Run) -> None:
    put("text/guide.md", "[a](../a/)\n")
    Path("docs/guide.md").symlink_to("../text/guide.md")
    Path("docs/more").symlink_to("../text", target_is_directory=True)
    run("fix")
    assert get("text/guide.md") == "[a](a.md)\n"
    assert Path("docs/guide.md").is_symlink()


def test_settings_are_not_broken(root: Path, run: Run, find: Find) -> None:
    def config(site: Site) -> Iterator[Diagnostic]:
        yield problem("docs/index.md", 0, ("mkdocs.yml", 0, 0, "["))
        if "plugins" not in site.text("mkdocs.yml"):
            yield problem("docs/index.md", 0, ("mkdocs.yml", 0, 0, "plugins: []\n"), rule="fine")
        at = site.text("mkdocs.yml").index("attr_list")
        yield problem("docs/index.md", 0, ("mkdocs.yml", at, at + 9, "abbr"), rule="other")

    find(config)
    _, _, err = run("fix")
    assert get("mkdocs.yml").startswith("plugins: []\nsite_name")
    assert "attr_list" in get("mkdocs.yml")
    assert "mkdocs.yml could not be read afterwards" in err


def test_files_that_belong_together() -> None:
    change = Change(b"", b"x")
    first: Any = None
    fixed = [fixing.Fixed("r", frozenset(one)) for one in ("ab", "bc", "d")]
    made = fixing.Fixing(first, [], fixed, [], dict.fromkeys("abcde", change), True)
    assert groups(made) == [["a", "b", "c"], ["d"], ["e"]]


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, new = (str(tmp_path / name) for name in ("one", "other", "deep/er/new"))
    put(one, "1")
    put(other, "2")
    changes = {one: Change(b"1", b"x"), other: Change(b"2", None), new: Change(None, b"n")}
    replace = os.replace

    def stop(source: str, target: str) -> None:
        if target == new:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", stop)
        with pytest.raises(KeyboardInterrupt):
            replace_files(changes)
    assert (get(one), get(other)) == ("1", "2")
    assert sorted(os.listdir(tmp_path)) == ["one", "other"]
    replace_files(changes)
    assert (get(one), get(new), Path(other).exists()) == ("x", "n", False)


@pytest.mark.parametrize("name", ["a", "new"])
def test_what_a_killed_run_left_is_in_nobodys_way(tmp_path: Path, name: str) -> None:
    put(str(tmp_path / "a"), "1")
    (tmp_path / "a").chmod(0o640)
    left = tmp_path / f"{name}.{os.getpid()}.tmp"
    left.symlink_to(tmp_path / "kept")
    replace_files({str(tmp_path / name): Change(b"1" if name == "a" else None, b"2")})
    assert get(str(tmp_path / name)) == "2"
    assert not left.is_symlink()
    assert not (tmp_path / "kept").exists()
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "a")
    put(path, "1")
    with pytest.raises(NotWrittenError, match="changed on disk"):
        replace_files({path: Change(b"0", b"2")})
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(NotWrittenError, match="read-only"):
        replace_files({path: Change(b"1", b"2")})
    monkeypatch.undo()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(NotWrittenError, match="No space left"):
        replace_files({path: Change(b"1", b"2")})
    monkeypatch.undo()
    with pytest.raises(NotWrittenError, match="cannot be written"):
        replace_files({str(tmp_path): Change(None, b"2")})
    os.symlink(path, tmp_path / "link")
    with pytest.raises(NotWrittenError, match="changed on disk"):
        replace_files({str(tmp_path / "link"): Change(b"1", b"2")})
    assert get(path) == "1"
    assert sorted(os.listdir(tmp_path)) == ["a", "link"]


def test_help_in_both_languages() -> None:
    for lang, word in (("en", "unified diff"), ("ko", "diff 형식")):
        actions = parser(lang)._subparsers._group_actions[0].choices  # type: ignore[union-attr]
        assert word in actions["fix"].format_help()  # type: ignore[index]


BLOCKS = st.sampled_from(
    [
        "# Home", "[a](a/)", ":::info\nAsk [b](a/).\n:::", "> [!NOTE]\n> Text.", "!!! note\nLoose.",
        "- item\n\n    [x](a/)", "```\n[c](a/)\n```", "<!-- munjigi: allow broken-link x -->",
        "| a |\n| - |\n| [t](a/) |", "[r]: a/\n\n[r]",
        "text <!-- munjigi: allow no-rule y --> more",
    ]
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(BLOCKS, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_fixing_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[str], end: str
) -> None:
    folder = tmp_path_factory.mktemp("p")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "docs/a.md").write_text("# A\n")
    page = folder / "docs/index.md"
    page.write_bytes("\n\n".join(blocks).replace("\n", end).encode())
    main(["fix", str(folder)])
    once = page.read_bytes()
    main(["fix", str(folder)])
    assert page.read_bytes() == once
    assert (b"\n" in once.replace(b"\r\n", b"")) is (end == "\n" and b"\n" in once)
