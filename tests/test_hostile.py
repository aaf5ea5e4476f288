"""Projects made to reach what is not theirs, to hide what they do, or to keep us waiting."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from munjigi.config import load_config
from munjigi.external.anchors import look_up
from munjigi.external.asked import manners_of
from munjigi.external.patterns import matcher
from munjigi.external.tags import start_tags

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]
CONFIG = "site_name: Test\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a project beside a folder that is none of it, and goes there."""

    def make(files: dict[str, str], config: str = CONFIG) -> Path:
        root = tmp_path / "p"
        for path, content in {"mkdocs.yml": config, ".git/HEAD": "", **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8", newline="")
        monkeypatch.chdir(root)
        return root

    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/kept").write_text("site_name: [kept\n", encoding="utf-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return make


def untouched(root: Path) -> bool:
    """Whether what is beside the project is as it was."""
    outside = root.parent / "outside"
    return (
        os.listdir(outside) == ["kept"] and (outside / "kept").read_text() == "site_name: [kept\n"
    )


def test_configuration_from_outside_is_not_read(project: Make, run: Run) -> None:
    root = project({"docs/index.md": "a"})
    (root / "mkdocs.yml").unlink()
    (root / "mkdocs.yml").symlink_to("../outside/kept")
    said = "munjigi: mkdocs.yml: mkdocs.yml leads out of the project; munjigi reads nothing there\n"
    assert run("check") == (2, "", said)


def test_configuration_without_end_is_not_read_to_its_end(project: Make, run: Run) -> None:
    root = project({"docs/index.md": "a"})
    with open(root / "mkdocs.yml", "r+b") as file:
        file.truncate(10**12)
    assert run("check") == (2, "", "munjigi: mkdocs.yml: is larger than 1 MB\n")


def test_output_goes_through_no_symlink_of_the_project(project: Make, run: Run) -> None:
    root = project({"docs/index.md": "a"})
    (root / f"report.{os.getpid()}.tmp").symlink_to("../outside/kept")
    assert run("check", "--output", "report") == (0, "", "")
    assert (root / "report").read_text(encoding="utf-8").startswith("No problems")
    assert not (root / "report").is_symlink()
    assert untouched(root)


@pytest.mark.parametrize("link", ["docs/rules", "docs/rules/index.md", "docs/rules/broken-link.md"])
def test_rule_pages_stay_in_the_project(project: Make, run: Run, link: str) -> None:
    root = project({"docs/index.md": "a"})
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(root.parent / ("outside" if link == "docs/rules" else "outside/kept"))
    code, out, err = run("docs")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "leads out of the project" in err
    assert untouched(root)


NAMES = ("esc\033[31m\033]0;title\a", "line\n::error file=x::hidden", "back\rover", "bidi\u202e")


@pytest.mark.parametrize("form", ["text", "github", "junit"])
def test_names_of_files_are_no_commands(project: Make, run: Run, form: str) -> None:
    project({f"docs/{name}.md": "# A\n\n[a](gone\033[2J.md)\n" for name in NAMES})
    code, out, err = run("check", "--format", form)
    assert (code, err) == (1, "")
    assert not re.search("[\033\a\r]", out)
    assert form == "junit" or "\u202e" not in out  # only programs read it
    assert not re.search("^ *::error file=x", out, re.MULTILINE)


def test_messages_are_no_commands(project: Make, run: Run) -> None:
    project({"docs/index.md": "a"}, 'site_name: a\n"x\\e[2J\u202ey": 1\n"x\\e[2J\u202ey": 2\n')
    code, _, err = run("check")
    assert (code, err.count("\n")) == (0, 1)
    assert not re.search("[\033\u202e]", err)
    assert "x\ufffd[2J\ufffdy" in err


HUGE = f"0x{'f' * 5000}"


@pytest.mark.parametrize(
    "front", [f"a: {HUGE}", f"{HUGE}: 1", f"page_type: {HUGE}", "a: 1" + ":1" * 3000]
)
def test_numbers_that_nobody_can_write_down(project: Make, run: Run, front: str) -> None:
    project(
        {
            "docs/index.md": f"---\ntitle: A\n{front}\n---\n# A\n\n[a](gone.md)\n",
            "docs/_templates/page.md": "# Page\n",
            "docs/_templates/common.schema.json": "{}",
        },
        "site_name: Test\nplugins: [munjigi]\n",
    )
    for options in (("--no-cache",), (), ()):
        code, out, err = run("check", "--format", "json", *options)
        found = {(one["rule"], one["line"]) for one in json.loads(out)["problems"]}
        assert (code, err) == (1, "")
        assert {("invalid-front-matter", 3), ("broken-link", 7)} <= found


# What a careless reader takes the square of its length for.
PUMPED = {
    "empty admonitions": "!!! note\n",
    "admonitions with lines": "!!! note\nx\n",
    "plus signs": "++a",
    "keys": "++ctrl+",
    "comments in text": "x://a:b@c.<!-- planned\n</div>",
}


@pytest.mark.untraced
@pytest.mark.parametrize("name", PUMPED)
def test_time_grows_with_the_text(project: Make, run: Run, name: str) -> None:
    terms = "terms:\n  - ko: 계정\n    en: account\n    forbidden: {en: {accont: }}\n"
    config = f"{CONFIG}plugins: [munjigi]\nmarkdown_extensions: [admonition, pymdownx.keys]\n"
    unit = PUMPED[name]
    text = unit * (60_000 // len(unit))
    project({"docs/index.md": text, "docs/_terms/words.yml": terms}, config)
    started = time.process_time()
    assert run("check", "--no-cache", "--format", "json", "--output", os.devnull)[0] in (0, 1)
    assert time.process_time() - started < 10


@pytest.mark.untraced
@pytest.mark.parametrize(
    "unit", ["- a\n\n    ```\n    b\n\n1. c\n\n", "- a\n\n    ```sh x\n    b\n\n"]
)
def test_blocks_without_an_end(project: Make, run: Run, unit: str) -> None:
    config = f"{CONFIG}markdown_extensions: [pymdownx.superfences]\n"
    project({"docs/index.md": unit * (400_000 // len(unit))}, config)
    options = ("--select", "dialect", "--format", "json", "--output", os.devnull)
    started = time.process_time()
    assert run("check", "--no-cache", *options)[0] in (0, 1)
    assert time.process_time() - started < 10


SECRET = "zq9Kx81QmZ7vTn2LdR60wYbEzq"
ASKED = (
    "docs_dir: !ENV [TOP, docs]",
    "INHERIT: !ENV TOP",
    "nav: [index.md, !ENV TOP]",
    "site_url: !ENV TOP",
    "plugins: [{redirects: {redirect_maps: {a.md: !ENV TOP}}}]",
    "plugins: [{munjigi: {select: [!ENV TOP]}}]",
    "plugins: [{munjigi: {templates: !ENV TOP}}]",
    "plugins: [{munjigi: {features: [!ENV TOP]}}]",
    "plugins: [{munjigi: {links: {contact: !ENV TOP}}}]",
    "plugins: [{munjigi: {links: {contact: !ENV [NONE, TOP, x]}}}]",
)


@pytest.mark.parametrize("line", ASKED)
def test_values_of_the_environment_are_not_told(
    project: Make, run: Run, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOP", SECRET)
    monkeypatch.setattr("munjigi.memo.FRESH", -(10**12))
    monkeypatch.setattr("munjigi.loader.FRESH", -(10**12))
    root = project({"docs/index.md": "# A\n"}, f"{CONFIG}{line}\n")
    told = [
        part
        for form in ("text", "json", "github", "sarif", "junit")
        for part in run("check", "--format", form)[1:]
    ]
    told += run("links", "--dry-run")[1:]
    assert SECRET not in "".join(told)
    assert "$TOP" in "".join(told) or "site_url" in line or "contact" in line
    kept = [path for path in root.glob(".cache/munjigi/*") if SECRET.encode() in path.read_bytes()]
    assert kept == []


def test_no_server_learns_a_variable(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOP", SECRET)
    project({"docs/index.md": "# A\n"}, f"{CONFIG}site_url: !ENV TOP\n")
    args = Namespace(timeout=None, per_host=None, delay=None, allow_private=False)
    assert SECRET not in manners_of(args, load_config(".")).agent
    monkeypatch.setenv("TOP", "https://docs.example.com/")
    assert "+https://docs.example.com/" in manners_of(args, load_config(".")).agent


def test_secrets_stay_hidden_whatever_is_asked(project: Make, run: Run) -> None:
    token = "3f9Kx81QmZ7vTn2LdR60wYbEv8"
    text = f"# A\n\nBearer {token} 은 [a](gone.md?key={token})\n"
    root = project({"docs/index.md": text, "docs/ko.md": f"# 가\n\nBearer {token} **가** 을\n"})
    told: list[str] = []
    for command in (
        *(
            ["check", f"--format={form}", "--select=links,korean"]
            for form in ("text", "json", "sarif")
        ),
        ["check", "--ignore=credential"],
        ["fix", "--diff", "--unsafe"],
        ["baseline"],
        ["check", "--no-baseline"],
    ):
        told += run(*command)[1:]
    kept = (root / "munjigi-baseline.jsonl").read_text(encoding="utf-8")
    assert token not in "".join(told) + kept
    assert token[:4] in kept
    assert run("fix", "--unsafe")[0] in (0, 1)
    assert (root / "docs/index.md").read_text(encoding="utf-8").count(token) == 2


def test_modules_of_the_project_are_not_imported(project: Make) -> None:
    names = ("re", "json", "yaml", "idna", "detect_secrets", "jsonschema", "sitecustomize")
    root = project(
        {
            "docs/index.md": f"---\na: &b 1\n---\n# A\n\nAKIA{'Q7ZT2M9XK4WB8N3R'}\n",
            "docs/_templates/common.schema.json": "{}",
            **{f"{name}.py": "raise SystemExit(99)\n" for name in names},
        },
        "site_name: T\nplugins: [munjigi]\n",
    )
    for program in ([sys.executable, "-m", "munjigi"], [Path(sys.executable).with_name("munjigi")]):
        made = subprocess.run([*program, "check"], cwd=root, capture_output=True, check=False)
        assert (made.returncode, made.stderr) == (1, b"")


HTML = {"content-type": "text/html"}
UNITS = ("<a ", "<a b='", "<a b=", "<!--", "<![CDATA[", "<script>", "</a <", "<svg><![CDATA[", "<")


@pytest.mark.untraced
@pytest.mark.parametrize("unit", UNITS)
def test_no_page_of_a_server_keeps_us_waiting(unit: str) -> None:
    body = b'<h1 id="a">' + (unit * (600_000 // len(unit))).encode()
    started = time.process_time()
    assert look_up(["a", "b"], HTML, body, whole=True)["a"] == "="
    assert time.process_time() - started < 6


def test_start_tags_are_those_of_a_browser() -> None:
    html = (
        '<A HREF=x ID="a&amp;b" b><!-- <i id=c> --><!--> <p id=\'q\' /><script>"<b id=n>"</script>'
        "<h1 id = z>< a><br/id=y></p id=e><?x <u>><title><b></TITLE ><x a=1 a='<'><s id='"
    )
    assert list(start_tags(html)) == [
        ("a", [("href", "x"), ("id", "a&b"), ("b", "")]),
        ("p", [("id", "q")]),
        ("script", []),
        ("h1", [("id", "z")]),
        ("br", [("id", "y")]),
        ("title", []),
        ("x", [("a", "1"), ("a", "<")]),
    ]


@pytest.mark.parametrize("name", ["idna", "undefined", "nothing", "utf-8", "zlib"])
def test_encodings_that_are_none(name: str) -> None:
    kind = {"content-type": f"text/html; charset={name}"}
    assert look_up(["a"], kind, b'<h1 id="a">+\xff', whole=True) == {"a": "="}


@pytest.mark.untraced
def test_anchors_without_number() -> None:
    names = [f"{number:07}a" for number in range(50_000)]
    body = "".join(f"<h1 id={name}>" for name in [*names, "ab" * 50_000]).encode()
    started = time.process_time()
    assert look_up(["0000007b", "ba" * 50_000], HTML, body, whole=True)["ba" * 50_000] == ""
    assert time.process_time() - started < 6


def test_patterns_of_addresses_take_no_power_of_their_length() -> None:
    matches = matcher(["*a" * 20 + "*b", "https://a.kr/*/c*", "d"])
    assert not matches("a" * 5000)
    assert matches("a" * 5000 + "b")
    assert [matches(f"https://a.kr/{rest}") for rest in ("x/c", "c", "/cd", "/c/c")] == [
        True, False, True, True,
    ]  # fmt: skip
    assert (matches("d"), matches("dd"), matcher([])("d")) == (True, False, False)
    assert (matcher(["a*a"])("a"), matcher(["*a*"])("bab"), matcher(["*"])("")) == (
        False,
        True,
        True,
    )
