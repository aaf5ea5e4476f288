"""Planned links are found where they stand, and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import examples
from munjigi.awaited import awaited
from munjigi.cli import main
from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.loader import load_site
from munjigi.planned import PlannedComment, PlannedLink
from munjigi.plans import is_near, source_paths
from munjigi.rule import load_rules
from munjigi.site import Site

SEED = """\
# Freshchat 앱 ID와 토큰 확인

<!-- - [그냥 주석](./ordinary) -->

## 관련 문서

:::info 참조 문서 작업 방침
이 섹션은 모든 관련 문서가 생성된 후 최종 작업 단계에서 링크를 추가합니다.
현재는 섹션 제목만 유지하고 broken links 방지를 위해 링크는 추가하지 않습니다.
:::

<!-- 최종 작업 시 아래 형태로 추가:
- [Freshchat 통합 설정 가이드](./freshchat-integration-setup)
- [채팅 위젯 설정](./chat-widget-configuration)
- [통합 문제 해결](./integration-troubleshooting)
-->
"""


def write(root: Path, files: Mapping[str, str], config: str = "") -> Site:
    """A project as we read it; without `config` a folder of Markdown."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    if config:
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return load_site(load_config(root), jobs=1).site


def read(tmp_path: Path, text: str) -> tuple[PlannedComment, ...]:
    """The comments with planned links of a page."""
    site = write(tmp_path, {"a.md": text})
    return site.plans.comments(site.pages["a.md"])


def links(tmp_path: Path, text: str) -> list[PlannedLink]:
    """The planned links of a page; each place holds what it says."""
    found = [link for comment in read(tmp_path, text) for link in comment.links]
    for link in found:
        span = link.target_span
        assert text[span.start : span.end] == link.target
        assert text[link.text_span.start - 1] == "["
        assert text[link.text_span.end] == "]"
        assert link.span.start == link.text_span.start - 1
    return found


def test_the_seed_as_it_stands(tmp_path: Path) -> None:
    found = links(tmp_path, SEED)
    assert [(link.text, link.target) for link in found] == [
        ("Freshchat 통합 설정 가이드", "./freshchat-integration-setup"),
        ("채팅 위젯 설정", "./chat-widget-configuration"),
        ("통합 문제 해결", "./integration-troubleshooting"),
    ]
    assert not any(comment.clear or comment.flaws for comment in read(tmp_path, SEED))


def test_clear_form(tmp_path: Path) -> None:
    text = (
        "<!-- Planned\r\n\r\n- [A *b* `c`](a%20b.md#x) due=2027-03-01 owner=kim\r\n"
        '1. [B [c]](<d e.md> "title") owner="김 민지"\r\n[C](c(1).md)  \r\n-->\r\n'
    )
    found = links(tmp_path, text)
    assert [(link.text, link.target, link.due, link.owner) for link in found] == [
        ("A b c", "a%20b.md#x", date(2027, 3, 1), "kim"),
        ("B [c]", "d e.md", None, "김 민지"),
        ("C", "c(1).md", None, ""),
    ]
    due = found[0].due_span
    assert due is not None
    assert text[due.start : due.end] == "due=2027-03-01"


@pytest.mark.parametrize(
    "text",
    [
        "> <!-- planned\n> - [A](a.md)\n> -->\n",
        "!!! note\n\n    <!-- planned\n    - [A](a.md)\n    -->\n",
        "- item\n\n    <!-- planned [A](a.md) -->\n",
        "Text <!-- planned: [A](a.md) --> text.\n",
        "## See also\n\n### More\n\n<!--\n* [A](a.md)\n-->\n",
        "## 🔗 관련 문서\n\n<!-- 추가:\n- [A](a.md)\n그 밖의 말과 [링크](b.md)\n-->\n",
        "## Links {#related}\n\n<!-- - [A](a.md) -->\n",
    ],
)
def test_places(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(examples.EXAMPLE_CONFIG, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(text, encoding="utf-8")
    site = load_site(load_config(tmp_path), jobs=1).site
    found = [link for one in site.plans.comments(site.pages["docs/a.md"]) for link in one.links]
    assert [link.target for link in found] == ["a.md"]


@pytest.mark.parametrize(
    "text",
    [
        "## Other\n\n<!-- later:\n- [A](a.md)\n-->\n",
        "<!-- planned work, see [A](a.md) -->\n\n<!-- unplanned\n- [A](a.md)\n-->\n",
        "`<!-- planned [A](a.md) -->`\n\n```\n<!-- planned\n- [A](a.md)\n-->\n```\n",
        "## 관련 문서\n\n<!-- See [A](a.md) and more -->\n\n<!-- ![A](a.png) -->\n",
        "## 관련 문서\n\n## 끝\n\n<!-- - [A](a.md) -->\n",
        "## Related pages\n\n<!-- - [Vendor](https://example.com/) -->\n",
        "## Related pages\n\n<!-- munjigi: allow broken-link because -->\n",
    ],
)
def test_ordinary_comments(tmp_path: Path, text: str) -> None:
    assert links(tmp_path, text) == []


def test_snippets_bring_plans(tmp_path: Path) -> None:
    files = {
        "docs/a/b.md": '## 관련 문서\n\n--8<-- "p.md"\n',
        "docs/_snippets/p.md": "<!-- 추가:\n- [C](c.md)\n-->\n",
    }
    site = write(tmp_path, files, examples.EXAMPLE_CONFIG)
    assert [(plan.key, plan.link.span.path) for plan in site.plans.all] == [
        ("a/c", "docs/_snippets/p.md")
    ]


def test_days(tmp_path: Path) -> None:
    days = ("2027-03-01", "2027-02-29", "2027-W01-1", "20270301", "")
    text = "".join(f"- [A](a.md) due={day}\n" for day in days)
    (comment,) = read(tmp_path, f"<!-- planned\n{text}-->\n")
    assert [link.due for link in comment.links] == [date(2027, 3, 1), None, None, None, None]
    assert len(comment.flaws) == len(days) - 1


KEYS = {
    "b": "x/b", "./b.md": "x/b", "../b.html": "b", "b/": "x/b/index", "b/index.md": "x/b/index",
    "b/README.md": "x/b/index", "/b.md": "b", "..": "index", "c": "x/c/index", "c/": "x/c/index",
    "d/": "x/d", "%ED%95%9C.md#a": "x/한", "../../b": "../b", "v1.2": "x/v1.2",
}  # fmt: skip


@pytest.mark.parametrize("target", KEYS)
def test_keys(tmp_path: Path, target: str) -> None:
    files = {"x/a.md": "# A\n", "x/c/index.md": "# C\n", "x/d.md": "# D\n"}
    site = write(tmp_path, files)
    assert site.plans.key("x/a.md", target) == KEYS[target]


@pytest.mark.parametrize("structure", ["folder", "suffix"])
def test_languages(tmp_path: Path, structure: str) -> None:
    folder = structure == "folder"
    plan, there = "<!-- planned\n- [나](b.md)\n- [다](c)\n-->\n", "# C\n"
    files = {
        "docs/ko/a.md" if folder else "docs/a.md": plan,
        "docs/en/a.md" if folder else "docs/a.en.md": plan,
        "docs/en/c.md" if folder else "docs/c.en.md": there,
    }
    config = examples.BILINGUAL_CONFIG.replace("folder", structure)
    site = write(tmp_path, files, config)
    found = [(plan.locale, plan.key, plan.served is not None) for plan in site.plans.all]
    assert found == [
        ("ko", "b", False),
        ("ko", "c", False),
        ("en", "b", False),
        ("en", "c", True),
    ]
    assert [(one.target, one.exists, one.languages) for one in awaited(site)] == [
        ("b", False, ["ko", "en"]),
        ("c", False, ["ko", "en"]),
    ]


def test_languages_of_a_plain_folder(tmp_path: Path) -> None:
    plan = "<!-- planned\n- [B](b)\n-->\n"
    site = write(tmp_path, {"ko/a.md": plan, "en/a.md": plan, "en/b.md": "# B\n", "it/x.md": ""})
    assert [(one.locale, one.key) for one in site.plans.all] == [("en", "b"), ("ko", "b")]
    assert [one.served is not None for one in site.plans.all] == [True, False]
    other = write(tmp_path / "it", {"it/a.md": plan, "go/b.md": ""})
    assert [(one.locale, one.key) for one in other.plans.all] == [("", "it/b")]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("token", "tokens", True),
        ("token", "toekn", True),
        ("token", "taken", True),
        ("token", "token", True),
        ("token", "tokenss", False),
        ("token", "tekon", False),
        ("step-1", "step-2", False),
        ("step", "step1", False),
        ("sso", "ssl", False),
        ("sso/token", "ssl/token", False),
        ("sso/token", "sso/tokens", True),
    ],
)
def test_near(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is is_near(other, one) is near


def test_source_paths() -> None:
    assert source_paths("a/b.md", "../c.html#d")[0] == "c.md"
    assert source_paths("a/b.md", "c/")[:2] == ("a/c.md", "a/c/index.md")
    assert source_paths("b.md", ".")[0] == "index.md"


def promoted(root: Path, text: str, other: str = "# B\n") -> str:
    """The page after the fixes of `planned-page-exists`, which then has nothing more to fix."""
    rule = load_rules(["planned-page-exists"])["planned-page-exists"]
    for name, content in {"a.md": text, "b.md": other, "c.md": "# C\n"}.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    (root / "mkdocs.yml").write_text(examples.EXAMPLE_CONFIG, encoding="utf-8")
    examples.fix(root, examples.found(rule, root, None))
    assert not [one for one in examples.found(rule, root, None) if one.fix]
    return (root / "docs" / "a.md").read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # the last plan takes the note and the comment with it, at the end and in the middle
            "## Related pages\n\n* [C](c.md)\n\n!!! info\n    Links will be added.\n\n"
            "<!-- planned\n- [B](b.md)\n-->\n\n## End\n",
            "## Related pages\n\n* [C](c.md)\n* [B](b.md)\n\n## End\n",
        ),
        (  # what is live already goes live once
            "## Related pages\n\n- [B](b.md)\n\n<!-- planned\n- [B](b)\n- [X](x.md)\n-->\n",
            "## Related pages\n\n- [B](b.md)\n\n<!-- planned\n- [X](x.md)\n-->\n",
        ),
        (  # a note stays while another comment in the section has plans
            "## 관련 문서\n\n준비 중입니다.\n\n<!-- planned\n- [B](b.md)\n-->\n\n<!-- planned\n"
            "- [X](x.md)\n-->\n",
            "## 관련 문서\n\n준비 중입니다.\n\n- [B](b.md)\n\n<!-- planned\n- [X](x.md)\n-->\n",
        ),
        (  # Windows' line endings, no line ending at the end
            "## Related pages\r\n\r\n- [C](c.md)\r\n\r\n<!-- planned\r\n- [B](b.md)\r\n-->",
            "## Related pages\r\n\r\n- [C](c.md)\r\n- [B](b.md)\r\n",
        ),
        (  # below a paragraph a list needs a blank line
            "Text.\n<!-- planned\n- [B](b.md)\n-->\n",
            "Text.\n\n- [B](b.md)\n",
        ),
        (  # one line that opens the comment, one that closes it
            "<!-- planned: [B](b.md)\n- [X](x.md)\n- [C](c.md) -->\n",
            "- [B](b.md)\n- [C](c.md)\n\n<!-- planned: \n- [X](x.md)\n -->\n",
        ),
        (  # a comment after the list without a blank line, an item of two lines
            "## Related pages\n\n- [C](c.md):\n  more\n<!-- planned\n- [B](b.md)\n-->\n",
            "## Related pages\n\n- [C](c.md):\n  more\n- [B](b.md)\n",
        ),
        (  # in a quote
            "> Text.\n>\n> <!-- planned\n> - [B](b.md)\n> -->\n\nEnd.\n",
            "> Text.\n>\n> - [B](b.md)\n\nEnd.\n",
        ),
        ("<!-- planned\n- [A](a.md)\n- [B](b.md)\n-->\n", "- [B](b.md)\n"),
        ("# A\n\n<!-- planned\n- [A](a.md)\n-->\n", "# A\n"),
        ("Text <!-- planned [B](b.md) -->\n", "Text <!-- planned [B](b.md) -->\n"),
        ("<!-- planned\n- [B](b.md#none)\n-->\n", "<!-- planned\n- [B](b.md#none)\n-->\n"),
    ],
)
def test_promotion(tmp_path: Path, before: str, after: str) -> None:
    assert promoted(tmp_path, before) == after


def test_a_live_link_to_a_planned_page_is_told_once(tmp_path: Path) -> None:
    text = "[B](b.md), [gone](gone.md)\n\n<!-- planned\n- [B](b.md)\n-->\n"
    site = write(tmp_path, {"docs/a.md": text}, examples.EXAMPLE_CONFIG)

    def told(*names: str) -> list[tuple[str, str | None]]:
        return [(one.rule, one.target) for one in lint(site, load_rules(names), {})]

    assert told("broken-link", "live-link-to-planned-page") == [
        ("live-link-to-planned-page", "b.md"),
        ("broken-link", "gone.md"),
    ]
    assert told("broken-link") == [("broken-link", "b.md"), ("broken-link", "gone.md")]


def fixes(root: Path, rule: str, files: Mapping[str, str]) -> dict[str, str | None]:
    """The files that a rule's fixes change, one run after the other."""
    write(root, {f"docs/{name}": text for name, text in files.items()}, examples.EXAMPLE_CONFIG)
    rules = load_rules([rule])
    found = lint(load_site(load_config(root), jobs=1).site, rules, {})
    assert found
    made: dict[str, str | None] = {}
    while changed := examples.fix(root, found):
        made |= changed
        found = lint(load_site(load_config(root), jobs=1).site, rules, {})
    return made


def test_what_has_no_fix(tmp_path: Path) -> None:
    plan = "<!-- planned\n- [A](token.md)\n-->\n"
    near = {"a.md": plan, "tokens.md": "", "taken.md": ""}
    assert fixes(tmp_path / "1", "near-miss-planned-target", near) == {}
    inline = {"a.md": "Text <!-- planned [A](token.md) -->\n"}
    assert fixes(tmp_path / "2", "planned-without-note", inline) == {}
    reference = {"a.md": f"[A][t]\n\n[t]: token.md\n\n{plan}"}
    assert fixes(tmp_path / "3", "live-link-to-planned-page", reference) == {}


def test_notes_of_every_kind(tmp_path: Path) -> None:
    text = (
        "## Related pages\n\n- [A](a.md)\n\n??? note\n    Text.\n\n    More guides are coming "
        "soon.\n\n\nText.\n:::info\nnot a note: it is in preparation, see [A](a.md)\n:::\n\n~~~\n"
        "coming soon\n~~~\n\n::: tip\n링크를 추가할 예정입니다.\n:::\n\nMore pages\nare planned."
    )
    made = fixes(tmp_path, "note-without-planned-links", {"a.md": text})
    assert made == {
        "docs/a.md": "## Related pages\n\n- [A](a.md)\n\nText.\n:::info\nnot a note: it is in "
        "preparation, see [A](a.md)\n:::\n\n~~~\ncoming soon\n~~~\n"
    }


TWO = {
    "ko/a.md": "<!-- planned\n- [나중](b/c.md) due=2027-03-01\n- [토큰](token.md)\n-->\n",
    "ko/d.md": "## 관련 문서\n\n<!-- 추가:\n- [나](./b/c) due=2027-02-01\n-->\n",
    "en/a.md": "<!-- planned\n- [Later](b/c.md)\n-->\n",
    "en/tokens.md": "# T\n",
    "ko/tokens.md": "# 토큰\n",
}


def test_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"docs/{name}": text for name, text in TWO.items()}
    write(tmp_path, files, examples.BILINGUAL_CONFIG)
    monkeypatch.chdir(tmp_path / "docs")
    assert main(["planned", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "planned": [
            {
                "target": "b/c",
                "title": "나중",
                "titles": {"ko": "나중", "en": "Later"},
                "exists": False,
                "languages": ["ko", "en"],
                "waiting": [
                    {"path": "en/a.md", "line": 2},
                    {"path": "ko/a.md", "line": 2},
                    {"path": "ko/d.md", "line": 4},
                ],
                "due": "2027-02-01",
                "near": [],
            },
            {
                "target": "token",
                "title": "토큰",
                "titles": {"ko": "토큰"},
                "exists": False,
                "languages": ["ko"],
                "waiting": [{"path": "ko/a.md", "line": 3}],
                "due": None,
                "near": ["tokens"],
            },
        ]
    }
    assert main(["planned", "--lang", "ko"]) == 0
    assert capsys.readouterr().out == (
        "링크  작성  예정일      언어    제목  페이지\n"
        "3     아직  2027-02-01  ko, en  나중  b/c\n"
        "  en/a.md:2\n  ko/a.md:2\n  ko/d.md:4\n"
        "1     아직  -           ko      토큰  token\n"
        "  ko/a.md:3\n  비슷한 페이지: tokens\n\n예정 페이지 2개\n"
    )
    assert main(["planned", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert re.search("ko, en +Later +b/c\n", said), "in the reader's language, where there is one"
    assert re.search("ko +토큰 +token\n", said)


def test_command_on_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"x/app.md": SEED, "x/chat-widget-configuration.md": "# 위젯\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["planned", "x", "--format", "json", "--no-cache"]) == 0
    found = json.loads(capsys.readouterr().out)["planned"]
    assert [(one["target"], one["exists"]) for one in found] == [
        ("chat-widget-configuration", True),
        ("freshchat-integration-setup", False),
        ("integration-troubleshooting", False),
    ]
    assert found[0]["waiting"] == [{"path": "x/app.md", "line": 14}]
    assert found[0]["languages"] == []


def test_command_without_plans_or_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "one", {"a.md": "# A\n"})
    assert main(["planned", str(tmp_path / "one"), "--lang", "en", "--no-cache"]) == 0
    assert capsys.readouterr().out == "No planned links\n"
    assert main(["planned", str(tmp_path / "empty"), "--lang", "en"]) == 2
    assert "there is no page in" in capsys.readouterr().err
    assert main(["planned", str(tmp_path / "none"), "--lang", "en"]) == 2
    assert main(["planned", "--format", "xml"]) == 2
