"""The lock of the translations through its life, in real Git repositories."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from examples import BILINGUAL_CONFIG
from munjigi.cli import main

KOREAN = """\
# 설치 {#install}

설치하는 방법입니다.

## 준비 {#before}

계정이 하나 있어야 합니다.

## 절차 {#steps}

1. 메뉴를 엽니다.
2. 단추를 누릅니다.

## 확인 {#verify}

초록색 표시가 보입니다.
"""
ENGLISH = """\
# Install {#install}

This is how to install it.

## Before you start {#before}

You need one account.

## Steps {#steps}

1. Open the menu.
2. Press the button.

## Verify {#verify}

A green mark appears.
"""
LOCK = "docs/translations.lock"
KO, EN = "docs/ko/install.md", "docs/en/install.md"


class Project:
    """A site in a repository of its own."""

    def __init__(self, root: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capfd = capfd

    def git(self, *arguments: str, fails: bool = False) -> str:
        """What git prints; it must succeed, or fail."""
        made = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert (made.returncode != 0) is fails, made.stdout + made.stderr
        return made.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "change")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, *arguments: str, code: int = 0) -> str:
        """What munjigi prints."""
        self.capfd.readouterr()
        assert main([*arguments, "--lang=en", "--no-cache"]) == code, self.capfd.readouterr()
        out, err = self.capfd.readouterr()
        return str(out + err)

    def states(self) -> dict[str, str]:
        """The state of every section."""
        said = json.loads(self.run("translations", "--format=json"))
        return {
            f"{page['page']}#{one['section']}": one["state"]
            for page in said["translations"]
            for one in page["sections"]
        }

    def open(self) -> dict[str, str]:
        """The states of the sections that are not done."""
        return {name: state for name, state in self.states().items() if state != "done"}

    def told(self, *arguments: str) -> list[str]:
        """The problems about the lock, as `path:line rule`."""
        rules = (
            "stale-translation,invalid-translation-record,false-translation-record,"
            "unrecorded-translation"
        )
        said = self.told_whole("--select", rules, *arguments)
        return [f"{one['path']}:{one['line']} {one['rule']}" for one in said]

    def told_whole(self, *arguments: str) -> list[dict[str, str]]:
        self.capfd.readouterr()
        main(["check", "--format=json", "--no-cache", "--lang=en", *arguments])
        problems: list[dict[str, str]] = json.loads(self.capfd.readouterr()[0])["problems"]
        return problems


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Project:
    """One page in two languages, recorded and committed."""
    for name, value in {"NAME": "A", "EMAIL": "a@example.com"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    made = Project(tmp_path / "site", capfd)
    made.write("mkdocs.yml", BILINGUAL_CONFIG)
    made.write(KO, KOREAN)
    made.write(EN, ENGLISH)
    monkeypatch.chdir(made.root)
    made.git("init", "-qb", "main")
    assert "4 sections in step (4 recorded now, 0 taken out)" in made.run("translations", "sync")
    made.commit()
    return made


def test_without_a_lock_nothing_is_told(project: Project) -> None:
    (project.root / LOCK).unlink()
    project.replace(KO, "하나", "둘")
    assert project.told() == []
    assert set(project.states().values()) == {"not-recorded"}
    assert "there is no docs/translations.lock yet" in project.run("translations")


def test_the_lock_is_one_sorted_line_for_each_section(project: Project) -> None:
    lines = project.read(LOCK).split("\n\n")
    assert lines.pop() == ""
    assert lines == sorted(lines)
    assert [json.loads(line)["section"] for line in lines] == [
        "before", "install", "steps", "verify",
    ]  # fmt: skip
    before = project.read(LOCK)
    assert "(0 recorded now, 0 taken out)" in project.run("translations", "sync")
    assert project.read(LOCK) == before


def test_an_edit_marks_one_section(project: Project) -> None:
    project.replace(KO, "하나", "둘")
    assert project.open() == {"install.md#before": "source-changed"}
    assert project.told() == [f"{EN}:5 stale-translation"]
    message = project.told_whole("--select=stale-translation")[0]["message"]
    assert message == (
        f'"준비" in {KO}:5 changed after both were in step; "munjigi translations diff '
        f'{EN}#before" shows how'
    )
    said = project.run("translations", "diff", f"{EN}#before")
    day = project.git("log", "-1", "--format=%cs").strip()
    commit = project.git("rev-parse", "HEAD")[:9]
    assert f"{KO}:5 changed since {day} ({commit}), {EN}:5 waits" in said
    assert "    계정이 [-하나-] {+둘+} 있어야 합니다.\n" in said
    table = project.run("translations")
    assert f"#before Before you start ({EN}:5): stale: the default language changed" in table
    assert "1 page: 3 sections done, 1 stale, 0 missing, 0 not recorded" in table
    project.replace(EN, "one account", "two accounts")
    assert project.open() == {"install.md#before": "both-changed"}
    project.run("translations", "sync", "install")
    assert project.open() == {}
    assert project.told() == []


def test_harmless_edits_mark_nothing(project: Project) -> None:
    project.replace(KO, "계정이 하나 있어야", "계정이 하나 <!-- 나중에 -->\n있어야")
    project.replace(KO, "1. 메뉴를 엽니다.\n2. ", "1.  메뉴를\n    엽니다.\n\n1.  ")
    assert project.open() == {}


def test_the_translation_may_move_first(project: Project) -> None:
    project.replace(EN, "green", "blue")
    assert project.open() == {"install.md#verify": "translation-changed"}
    assert project.told() == [f"{KO}:14 stale-translation"]
    assert "A [-green-] {+blue+} mark" in project.run("translations", "diff", KO)


def test_both_may_change(project: Project) -> None:
    project.replace(EN, "green", "blue")
    project.replace(KO, "초록색", "파란색")
    assert project.told() == [f"{EN}:14 stale-translation"]
    assert "both changed" in project.told_whole("--select=stale-translation")[0]["message"]
    said = project.run("translations", "diff", "install.md")
    assert "A [-green-] {+blue+} mark" in said
    assert "[-초록색-] {+파란색+} 표시가" in said
    assert "both languages changed" in project.run(
        "translations", "sync", "install", "--minor", "--reason=x", code=1
    )


def test_a_minor_change_keeps_its_reason(project: Project) -> None:
    project.replace(KO, "하나 있어야", "한 개 있어야")
    project.run("translations", "sync", "install.md#before", "--minor", "--reason", "wording")
    assert project.open() == {}
    line = next(one for one in project.read(LOCK).split("\n") if '"before"' in one)
    assert json.loads(line)["minor"] == "ko"
    assert json.loads(line)["reason"] == "wording"
    said = json.loads(project.run("translations", "--format=json"))
    assert [one["reason"] for one in said["translations"][0]["sections"]] == ["", "wording", "", ""]
    project.run("translations", "sync")
    assert '"wording"' in project.read(LOCK), "a section in step is not recorded anew"
    project.replace(EN, "one account", "two accounts")
    project.run("translations", "sync")
    assert '"wording"' not in project.read(LOCK)


def test_what_no_record_knows_is_told(project: Project) -> None:
    for path, title in ((KO, "더"), (EN, "More")):
        project.write(path, f"{project.read(path)}\n## {title} {{#more}}\n\n{title}.\n")
    add(project, "new")
    assert project.open() == {"install.md#more": "not-recorded", "new.md#new": "not-recorded"}
    places = [f"{EN}:18 unrecorded-translation", "docs/en/new.md:1 unrecorded-translation"]
    assert project.told() == places
    messages = [one["message"] for one in project.told_whole("--select=unrecorded-translation")]
    commands = [re.findall('run "munjigi (.*)"', one)[0].split() for one in messages]
    assert commands == [
        ["translations", "sync", f"{EN}#more"],
        ["translations", "sync", "docs/en/new.md"],
    ]
    for command in commands:
        project.run(*command)
    assert project.told() == []
    (project.root / LOCK).unlink()
    assert project.told() == [], "a site without a lock is told of nothing"


def test_the_table_of_some_pages(project: Project) -> None:
    add(project, "guides/one", "guides/two", "other")
    project.write("docs/ko/guides/lonely.md", "# 혼자\n")

    def pages(*names: str) -> list[str]:
        said = json.loads(project.run("translations", *names, "--format", "json"))
        return sorted(one["page"] for one in said["translations"])

    guides = ["guides/lonely.md", "guides/one.md", "guides/two.md"]
    assert pages() == [*guides, "install.md", "other.md"]
    assert pages("install") == pages(KO) == pages(EN) == ["install.md"]
    assert pages("guides") == guides
    assert pages("docs/en/guides/") == ["guides/one.md", "guides/two.md"]
    assert pages("other.md", "docs/ko/guides/lonely.md") == ["guides/lonely.md", "other.md"]
    assert pages("show", "other") == ["other.md"]
    said = json.loads(project.run("translations", "--format=json", "install#steps"))
    assert [one["section"] for one in said["translations"][0]["sections"]] == ["steps"]
    assert "1 page: 4 sections done" in project.run("translations", "install.md")
    assert 'did you mean "install.md"?' in project.run("translations", "instal.md", code=2)
    assert "diff" in project.run("translations", "dif", code=2), "a misspelt action is no page"
    project.run("translations", "sync", "docs/en/guides")
    assert project.open() == {"other.md#other": "not-recorded"}


SNIPPETS = {
    "docs/_snippets/warn.ko.md": "기다려야 합니다.\n",
    "docs/_snippets/warn.en.md": "You have to wait.\n",
    "docs/_snippets/check.sh": "curl https://a.example\n",
}


def include(project: Project) -> None:
    """Each language's own snippet in the section `before`, one for both in `verify`."""
    for name, text in SNIPPETS.items():
        project.write(name, text)
    for path, locale in ((KO, "ko"), (EN, "en")):
        text = project.read(path)
        at = text.index("\n## ", text.index("{#before}"))
        warn = f'\n--8<-- "warn.{locale}.md"\n'
        code = '\n```sh\n--8<-- "check.sh"\n```\n'
        project.write(path, f"{text[:at]}{warn}{text[at:]}{code}")
    project.run("translations", "sync")
    project.commit()
    assert project.open() == {}


@pytest.mark.parametrize(
    ("name", "state", "behind"),
    [
        ("warn.ko.md", "source-changed", f"{EN}:5"),
        ("warn.en.md", "translation-changed", f"{KO}:5"),
    ],
)
def test_a_change_in_a_snippet_is_one_of_its_section(
    project: Project, name: str, state: str, behind: str
) -> None:
    include(project)
    path = f"docs/_snippets/{name}"
    project.write(path, f"<!-- later -->\n  {SNIPPETS[path]}\n")
    assert project.open() == {}, "white space and comments do not count"
    project.write(path, SNIPPETS[path].replace("기다", "오래 기다").replace("wait", "wait long"))
    project.commit()
    assert project.open() == {"install.md#before": state}
    assert project.told() == [f"{behind} stale-translation"]
    said = project.run("translations", "diff", "install")
    assert ("{+오래+} 기다려야" if "ko" in name else "[-wait.-] {+wait long.+}") in said
    project.run("translations", "sync")
    assert project.open() == {}


def test_a_snippet_of_both_languages_leaves_none_behind(project: Project) -> None:
    include(project)
    project.write("docs/_snippets/check.sh", "curl https://b.example\n")
    assert project.open() == {}
    project.replace(EN, '--8<-- "check.sh"', "curl https://b.example")
    assert project.open() == {"install.md#verify": "both-changed"}


def test_a_snippet_in_a_snippet_counts(project: Project) -> None:
    include(project)
    project.write("docs/_snippets/warn.ko.md", '--8<-- "deep.md"\n')
    project.write("docs/_snippets/deep.md", "하나\n")
    project.run("translations", "sync")
    project.write("docs/_snippets/deep.md", "둘\n")
    assert project.open() == {"install.md#before": "source-changed"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["install", "--minor"], "--minor and --reason TEXT go together"),
        (["install", "--reason=x"], "--minor and --reason TEXT go together"),
        (["--minor", "--reason=x"], "--minor needs the PAGE"),
        (["instal"], 'named "instal"; did you mean "install.md"?'),
        (["install#bfore"], 'named "install#bfore"; did you mean "before"?'),
    ],
)
def test_wrong_usage(project: Project, arguments: list[str], said: str) -> None:
    before = project.read(LOCK)
    assert said in project.run("translations", "sync", *arguments, code=2)
    assert project.read(LOCK) == before


def test_what_differs_is_not_recorded(project: Project) -> None:
    project.replace(KO, "2. 단추를 누릅니다.", "2. 단추를 누릅니다.\n3. 기다립니다.")
    project.replace(KO, "초록색", "파란색")
    said = project.run("translations", "sync", code=1)
    assert f"{EN}:9: not recorded: steps-differ: 2 steps here, 3 in {KO}:11" in said
    assert project.open() == {"install.md#steps": "source-changed"}


def test_a_blind_bump_is_caught(project: Project) -> None:
    project.replace(KO, "2. 단추를 누릅니다.", "2. 단추를 누릅니다.\n3. 기다립니다.")
    old = re.findall('"steps".*', project.read(LOCK))[0]
    project.replace(EN, "Press the button.", "Press the button.\n3. Wait.")
    project.run("translations", "sync")
    new = re.findall('"steps".*', project.read(LOCK))[0]
    project.replace(EN, "\n3. Wait.", "")
    english = re.findall('"en": "[^"]*"', old)[0]
    project.replace(LOCK, new, re.sub('"en": "[^"]*"', english, new))
    assert project.open() == {}
    line = (
        project.read(LOCK)
        .split("\n")
        .index(re.sub('"en": "[^"]*"', english, '{"page": "install.md", "section": ' + new))
        + 1
    )
    assert project.told() == [f"{LOCK}:{line} false-translation-record"]


def test_a_page_keeps_its_history_when_it_moves(project: Project) -> None:
    for folder in ("ko", "en"):
        (project.root / f"docs/{folder}/guides").mkdir()
        project.git("mv", f"docs/{folder}/install.md", f"docs/{folder}/guides/setup.md")
    project.commit()
    assert set(project.states().values()) == {"done"}
    assert project.told() == []
    project.replace("docs/ko/guides/setup.md", "초록색", "파란색")
    assert project.open() == {"guides/setup.md#verify": "source-changed"}
    said = project.run("translations", "diff", "guides/setup")
    assert "[-초록색-] {+파란색+} 표시가" in said
    project.run("translations", "sync", "guides/setup#install")
    assert project.open() == {"guides/setup.md#verify": "source-changed"}
    assert '"install.md"' not in project.read(LOCK)
    assert project.read(LOCK).count('"guides/setup.md"') == 4


def test_a_moved_page_that_changed_in_both_languages(project: Project) -> None:
    for folder, old, new in (("ko", "초록색", "파란색"), ("en", "green", "blue")):
        project.git("mv", f"docs/{folder}/install.md", f"docs/{folder}/setup.md")
        project.replace(f"docs/{folder}/setup.md", old, new)
    assert project.open() == {"setup.md#verify": "both-changed"}


def test_a_section_keeps_its_history_with_another_id(project: Project) -> None:
    for path in (KO, EN):
        project.replace(path, "{#before}", "{#prepare}")
    assert project.open() == {}
    assert project.told() == []
    project.replace(KO, "하나", "둘")
    assert project.open() == {"install.md#prepare": "source-changed"}
    assert "[-하나-] {+둘+}" in project.run("translations", "diff", "install#prepare")
    project.run("translations", "sync", "install#verify")
    assert '"prepare"' in project.read(LOCK)
    assert project.open() == {"install.md#prepare": "source-changed"}


def test_a_section_keeps_its_history_on_another_page(project: Project) -> None:
    add(project, "more")
    project.run("translations", "sync")
    project.commit()
    for path, title in ((KO, "## 확인"), (EN, "## Verify")):
        head, section = project.read(path).split(title)
        project.write(path, head)
        project.write(path.replace("install", "more"), f"# M {{#more}}\n\n{title}{section}")
    assert project.states()["more.md#verify"] == "done"
    project.replace("docs/ko/more.md", "초록색", "파란색")
    assert project.states()["more.md#verify"] == "source-changed"
    assert "[-초록색-] {+파란색+}" in project.run("translations", "diff", "more#verify")
    project.run("translations", "sync", "more#more")
    assert project.states()["more.md#verify"] == "source-changed"


def test_sections_and_pages_that_are_gone(project: Project) -> None:
    for path in (KO, EN):
        text = project.read(path)
        project.write(path, text[: text.index("## 확인" if path == KO else "## Verify")])
    assert project.told() == [f"{LOCK}:7 invalid-translation-record"]
    assert "(0 recorded now, 1 taken out)" in project.run("translations", "sync")
    assert project.told() == []
    (project.root / EN).unlink()
    assert project.told() == [], "the page waits for its translation"
    project.write("docs/ko/other.md", "# 다른 {#other}\n")
    project.write("docs/en/other.md", "# Other {#other}\n")
    project.run("translations", "sync")
    assert project.read(LOCK).count('"install.md"') == 3


@pytest.mark.parametrize(("one", "other"), [("before", "steps"), ("steps", "verify")])
def test_branches_with_different_sections_merge(project: Project, one: str, other: str) -> None:
    """Neighbours in the lock, and no merge driver."""
    words = {
        "before": ("하나", "둘", "one account", "two accounts"),
        "steps": ("단추를", "아이콘을", "button", "icon"),
        "verify": ("초록색", "파란색", "green", "blue"),
    }
    project.git("switch", "-qc", "side")
    for branch, section in (("side", one), ("main", other)):
        project.git("switch", "-q", branch)
        old, new, there, here = words[section]
        project.replace(KO, old, new)
        project.replace(EN, there, here)
        project.run("translations", "sync")
        project.commit()
    project.git("merge", "-q", "--no-edit", "side")
    assert project.open() == {}
    assert project.told() == []


def add(project: Project, *names: str) -> None:
    for name in names:
        project.write(f"docs/ko/{name}.md", f"# 새 {name} {{#{name}}}\n\n설명입니다.\n")
        project.write(f"docs/en/{name}.md", f"# New {name} {{#{name}}}\n\nThis tells of it.\n")


@pytest.mark.parametrize("union", [True, False])
def test_branches_with_new_pages_merge(project: Project, union: bool) -> None:
    """Both add lines at one place of the lock: Git has to be told that this is fine."""
    if union:
        project.write(".gitattributes", f"{LOCK} merge=union\n")
        project.commit()
    project.git("switch", "-qc", "side")
    for branch, names in (("side", ("joint", "jolly")), ("main", ("journey",))):
        project.git("switch", "-q", branch)
        add(project, *names)
        if branch == "side":
            project.replace(KO, "하나", "둘")
            project.replace(EN, "one account", "two accounts")
        project.run("translations", "sync")
        project.commit()
    project.git("merge", "-q", "--no-edit", "side", fails=not union)
    assert project.open() == {}
    if not union:
        assert {one.split()[1] for one in project.told()} == {"invalid-translation-record"}
    project.run("translations", "sync")
    assert "<<<<" not in project.read(LOCK)
    assert len(project.read(LOCK).split("\n\n")) == 4 + 3 + 1
    assert project.told() == []


def test_the_union_of_two_locks_holds_both_facts(project: Project) -> None:
    """A union keeps the old line beside the new one: both texts were in step once."""
    old = project.read(LOCK)
    project.replace(KO, "하나", "둘")
    project.replace(EN, "one account", "two accounts")
    project.run("translations", "sync")
    project.write(LOCK, project.read(LOCK) + old)
    assert project.open() == {}
    assert project.told() == []
    project.replace(KO, "계정이 둘", "새 계정이 둘")
    assert project.open() == {"install.md#before": "source-changed"}
    project.run("translations", "sync", "install#verify")
    assert len(project.read(LOCK).split("\n\n")) == 4 + 1


def test_a_shallow_clone_says_so(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.replace(KO, "하나", "둘")
    project.commit()
    clone = tmp_path / "clone"
    project.git("clone", "-q", "--depth=1", project.root.as_uri(), os.fspath(clone))
    monkeypatch.chdir(clone)
    shallow = Project(clone, project.capfd)
    assert shallow.open() == {"install.md#before": "source-changed"}
    said = shallow.run("translations", "diff", "install")
    assert "this clone is shallow and does not reach back that far: git fetch --unshallow" in said
    assert "It now says:\n    준비\n    계정이 둘 있어야 합니다.\n" in said
    shallow.git("fetch", "-q", "--unshallow")
    assert "[-하나-] {+둘+}" in shallow.run("translations", "diff", "install")


def test_text_that_was_never_committed(project: Project) -> None:
    project.replace(KO, "하나", "둘")
    project.run("translations", "sync")
    project.replace(KO, "둘", "셋")
    said = project.run("translations", "diff", "install")
    assert "no commit has the text that was in step" in said
    assert "    계정이 셋 있어야 합니다." in said


def test_without_git(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path))
    (project.root / ".git").rename(tmp_path / "away")
    project.replace(KO, "하나", "둘")
    assert "git knows no history here" in project.run("translations", "diff", "install")
    project.run("translations", "sync")
    assert project.open() == {}


def test_since_tells_of_what_the_change_made_stale(project: Project) -> None:
    project.replace(KO, "초록색", "파란색")
    project.commit()
    base = project.git("rev-parse", "HEAD").strip()
    assert project.told() == [f"{EN}:14 stale-translation"]
    assert project.told("--since", base) == []
    project.replace(KO, "하나", "둘")
    project.commit()
    assert project.told("--since", base) == [f"{EN}:5 stale-translation"]
    project.replace(EN, "one account", "two accounts")
    project.run("translations", "sync", "install#before")
    assert project.told("--since", base) == []
    assert project.told() == [f"{EN}:14 stale-translation"]


def test_new_sections_wait_for_their_record(project: Project) -> None:
    project.write(KO, KOREAN + "\n## 다음 {#next}\n\n쉬십시오.\n")
    assert project.open() == {"install.md#next": "missing"}
    project.write(EN, ENGLISH + "\n## Next {#next}\n\nRest.\n")
    assert project.open() == {"install.md#next": "not-recorded"}
    assert project.told() == [f"{EN}:18 unrecorded-translation"]
    assert "1 section without a record" in project.run("translations", "diff", "install")
    project.run("translations", "sync", KO)
    assert project.open() == {}
    assert project.run("translations", "diff", "install") == "No section is behind in install\n"
    assert project.run("translations", "diff") == "No section is behind in any page\n"


def test_three_languages_in_suffixes(project: Project) -> None:
    """Each other language has lines of its own, and stands by itself."""
    config = BILINGUAL_CONFIG.replace("folder\n", "suffix\n").replace(
        "        - locale: en\n",
        "        - {locale: ja, name: 日本語, build: true}\n        - locale: en\n",
    )
    project.write("mkdocs.yml", config)
    project.git("mv", KO, "docs/install.md")
    project.git("mv", EN, "docs/install.en.md")
    project.write("docs/install.ja.md", "# 設置 {#install}\n\n説明です。\n")
    assert "4 sections done, 0 stale, 3 missing, 1 not recorded" in project.run("translations")
    project.run("translations", "sync", "--project", os.fspath(project.root))
    project.commit()
    assert project.read(LOCK).count('"ja"') == 1
    project.replace("docs/install.md", "방법입니다", "방법입니다요")
    assert project.told() == [
        "docs/install.en.md:1 stale-translation",
        "docs/install.ja.md:1 stale-translation",
    ]
    project.run("translations", "sync", "docs/install.ja.md")
    assert project.told() == ["docs/install.en.md:1 stale-translation"]
    assert "{+방법입니다요.+}" in project.run("translations", "diff", "install.md")


def test_settings(project: Project) -> None:
    plugin = "  - munjigi:\n      "
    config = project.read("mkdocs.yml")
    project.write("mkdocs.yml", f"{config}{plugin}lock: other.lock\n")
    assert set(project.states().values()) == {"not-recorded"}
    project.run("translations", "sync")
    assert project.read("other.lock") == project.read(LOCK)
    project.replace(KO, "하나", "둘")
    assert project.told() == [f"{EN}:5 stale-translation"]
    project.write("mkdocs.yml", f"{config}{plugin}not_in_lock: [install.md]\n")
    assert {one.split()[1] for one in project.told()} == {"invalid-translation-record"}
    assert "there is no page in two languages" in project.run("translations", code=2)
    project.write("mkdocs.yml", f"{config}{plugin}lock: ''\n")
    assert project.told() == []
    assert "the project keeps no lock" in project.run("translations")
    assert "there is no file to write" in project.run("translations", "sync", code=2)
    project.write("mkdocs.yml", f"{config}{plugin}lock: ../../../x.lock\n")
    assert "lock leads out of the project" in project.run("translations", "sync", code=2)
    project.write("mkdocs.yml", f"{config}{plugin}not_in_lock: ['***/']\n")
    project.write("mkdocs.yml", "site_name: A\n")
    assert "the site has one language" in project.run("translations", "sync", code=2)


def test_a_lock_that_cannot_be_written(project: Project) -> None:
    (project.root / LOCK).unlink()
    (project.root / LOCK).mkdir()
    assert "docs/translations.lock is not written" in project.run("translations", "sync", code=2)


def test_sync_says_once_how_git_can_join_additions(project: Project) -> None:
    (project.root / LOCK).unlink()
    advice = f'put "{LOCK} merge=union" into .gitattributes'
    assert advice in project.run("translations", "sync")
    assert advice not in project.run("translations", "sync")
    (project.root / LOCK).unlink()
    project.write(".gitattributes", f"{LOCK} merge=union\n")
    assert advice not in project.run("translations", "sync")


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[1]",
        "nonsense",
        '{"page": "install.md", "section": "x", "ko": "0123456789abcdef"}',
        '{"page": "install.md", "section": "x", "ko": "short", "en": "0123456789abcdef"}',
        '{"page": "install.md", "section": "x", "ko": "", "en": "", "minor": "ko"}',
        '{"page": "install.md", "section": "x", "ko": "", "en": "", "minor": "x", "reason": "y"}',
        '{"page": "install.md", "section": 1, "ko": "", "en": ""}',
        '{"page": "install.md", "section": "steps", "ko": "", "ja": ""}',
    ],
)
def test_lines_that_are_no_records(project: Project, line: str) -> None:
    before = project.read(LOCK)
    project.write(LOCK, f"{before}{line}\n")
    assert project.told() == [f"{LOCK}:9 invalid-translation-record"]
    project.run("translations", "sync", "install#steps")
    assert project.read(LOCK) == before


def test_a_table_in_korean(project: Project) -> None:
    project.replace(KO, "하나", "둘")
    assert main(["translations", "--lang=ko", "--no-cache"]) == 0
    said = project.capfd.readouterr()[0]
    assert "페이지 1개: 섹션 완료 3개, 뒤처짐 1개, 없음 0개, 기록 없음 0개" in said
    assert main(["translations", "diff", "install", "--lang=ko", "--color=always"]) == 0
    said = project.capfd.readouterr()[0]
    assert "\x1b[31m[-하나-]\x1b[0m \x1b[32m{+둘+}\x1b[0m" in said
