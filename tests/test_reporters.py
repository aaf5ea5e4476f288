"""What each report looks like, and that other programs can read it."""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.model import Diagnostic, Edit, Fix, Severity, Span, Text
from munjigi.reporters import FORMATS, Counts, Report, report, rule_page
from munjigi.reporters.frame import WIDTH, frame, visible, width
from munjigi.source import Source

PAGE = "# 시작하기\n\n자세한 내용은 [설치 안내](instal.md)에 있습니다.\n\tsee [x](y)\n"
FILES = {"docs/ko/가 나.md": PAGE, "mkdocs.yml": "nav: []\n"}
SCHEMA = json.loads((Path(__file__).parent / "data/sarif-2.1.0.json").read_text(encoding="utf-8"))


def at(words: str, path: str = "docs/ko/가 나.md") -> Span:
    start = FILES[path].index(words)
    return Span(path, start, start + len(words))


BROKEN = Diagnostic(
    at("instal.md"),
    "unused-suppression",
    Severity.ERROR,
    Text('"instal.md" leads nowhere', '"instal.md" 링크가 가리키는 곳이 없습니다'),
    {"target": "instal.md", "suggestion": "install.md"},
    "instal.md",
    ("ko", "en"),
    Fix((Edit(at("instal.md"), "install.md"), Edit(at("nav", "mkdocs.yml"), "x")), safe=False),
)
TAB = Diagnostic(
    at("see [x]"), "expired-suppression", Severity.WARNING, Text("a: b, 100%", "값: 100%"), {}
)
EMPTY = Diagnostic(
    Span("mkdocs.yml", 8, 8), "unreadable-file", Severity.INFO, Text("end", "끝"), {}, None, ()
)
ALL = [BROKEN, TAB, EMPTY]


def source(path: str) -> Source:
    return Source(path, FILES.get(path, ""))


def run(*diagnostics: Diagnostic, **options: Any) -> Report:
    return Report(diagnostics, Counts(12, 340, 5), source, lambda path: f"p/{path}", **options)


def test_text_in_korean() -> None:
    assert report("text", run(*ALL), "ko") == (
        'p/docs/ko/가 나.md:3:17: 오류 unused-suppression: "instal.md" 링크가 가리키는 곳이 '
        "없습니다\n"
        "    |\n"
        "  3 | 자세한 내용은 [설치 안내](instal.md)에 있습니다.\n"
        "    |                           ^^^^^^^^^\n"
        '    = "install.md" 값을 쓰려던 것입니까?\n'
        "    = 설명: munjigi explain unused-suppression\n"
        "\n"
        "p/docs/ko/가 나.md:4:2: 경고 expired-suppression: 값: 100%\n"
        "    |\n"
        "  4 |     see [x](y)\n"
        "    |     ^^^^^^^\n"
        "    = 설명: munjigi explain expired-suppression\n"
        "\n"
        "p/mkdocs.yml:2:1: 정보 unreadable-file: 끝\n"
        "    = 설명: munjigi explain unreadable-file\n"
        "\n"
        "문제 3개 - 오류 1개, 경고 1개, 정보 1개(페이지 12개, 링크 340개, 그림 5개)\n"
    )


def test_text_in_english() -> None:
    text = report("text", run(BROKEN, docs_url="https://docs.example/m/"), "en")
    assert text.splitlines()[0] == (
        'p/docs/ko/가 나.md:3:17: error unused-suppression: "instal.md" leads nowhere'
    )
    assert '    = did you mean "install.md"?\n' in text
    assert "    = more: https://docs.example/m/en/rules/unused-suppression/\n" in text
    assert text.endswith("\n1 problem: 1 error (12 pages, 340 links, 5 images)\n")


def test_text_tells_the_language_where_that_matters() -> None:
    one = TAB._replace(values={"only_in": "en"})
    assert "    = shows only in: en\n" in report("text", run(one), "en")
    assert "    = 나타나는 언어: en\n" in report("text", run(one), "ko")


def test_text_without_problems() -> None:
    assert report("text", run(), "en") == "No problems (12 pages, 340 links, 5 images)\n"
    assert report("text", run(statistics=True), "ko") == (
        "문제가 없습니다(페이지 12개, 링크 340개, 그림 5개)\n"
    )


def test_statistics() -> None:
    text = report("text", run(TAB, BROKEN, *[TAB] * 10, statistics=True), "en")
    assert (
        "11  expired-suppression  A suppression with a day is gone when the day has passed\n"
        " 1  unused-suppression   Every suppression hides a problem\n"
    ) in text


def test_many_problems_are_counted_with_a_way_to_begin() -> None:
    few = report("text", run(*[TAB] * 20), "en")
    assert "munjigi baseline" not in few
    text = report("text", run(*[TAB] * 20, BROKEN._replace(fix=Fix(()))), "en")
    assert "\n20  expired-suppression  A suppression" in text
    assert text.endswith(
        "\n21 problems: 1 error, 20 warnings (12 pages, 340 links, 5 images)\n"
        "Problems that a program can mend: 1 (munjigi fix)\n"
        "One rule at a time: munjigi check --select unused-suppression\n"
        "Only new problems from now on: munjigi baseline\n"
    )
    assert report("text", run(*[TAB] * 21), "ko").endswith(
        "규칙을 하나씩 보려면 munjigi check --select expired-suppression 명령을 실행하십시오.\n"
        "지금 있는 문제는 두고 앞으로 생기는 문제만 보려면 munjigi baseline 명령을 실행하십시오.\n"
    )


def test_colors() -> None:
    plain, painted = (
        report("text", run(BROKEN), "en"),
        report("text", run(BROKEN, color=True), "en"),
    )
    assert "\033" not in plain
    assert re.sub("\033\\[[0-9]*m", "", painted) == plain
    assert "\033[31merror\033[0m" in painted


def test_text_lets_no_escape_sequence_through() -> None:
    bad = BROKEN._replace(message=Text("\033[2J\u202egone", ""), values={"suggestion": "\x07"})
    made = Report([bad], Counts(1, 1, 1), lambda path: Source(path, "\033]0;x" * 90), str)
    assert not re.search("[\033\x07\u202e]", report("text", made, "en"))


def test_json() -> None:
    made = json.loads(report("json", run(*ALL), "ko"))
    assert list(made) == ["version", "problems", "summary"]
    assert made["version"] == 1
    assert made["summary"] == {"pages": 12, "links": 340, "images": 5, "problems": 3}
    keys = "rule severity path line column end_line end_column message target views fix"
    assert all(list(one) == keys.split() for one in made["problems"])
    first, second, third = made["problems"]
    assert first == {
        "rule": "unused-suppression",
        "severity": "error",
        "path": "p/docs/ko/가 나.md",
        "line": 3,
        "column": 17,
        "end_line": 3,
        "end_column": 26,
        "message": '"instal.md" 링크가 가리키는 곳이 없습니다. "install.md" 값을 쓰려던 것입니까?',
        "target": "instal.md",
        "views": ["ko", "en"],
        "fix": {
            "safe": False,
            "edits": [
                {
                    "path": "p/docs/ko/가 나.md",
                    "line": 3,
                    "column": 17,
                    "end_line": 3,
                    "end_column": 26,
                    "text": "install.md",
                },
                {
                    "path": "p/mkdocs.yml",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 4,
                    "text": "x",
                },
            ],
        },
    }
    assert (second["fix"], second["target"], second["views"]) == (None, None, [])
    assert (third["line"], third["column"], third["end_column"]) == (2, 1, 1)
    english = json.loads(report("json", run(BROKEN), "en"))["problems"][0]["message"]
    assert english == '"instal.md" leads nowhere; did you mean "install.md"?'


def test_github() -> None:
    strange = TAB._replace(span=Span("docs/ko/가 나.md", 0, 50), message=Text("a\nb::c, d\r", ""))
    lines = report("github", run(*ALL, strange), "en").splitlines()
    assert lines == [
        "::error file=p/docs/ko/가 나.md,line=3,endLine=3,col=17,endColumn=26,"
        'title=unused-suppression::"instal.md" leads nowhere; did you mean "install.md"?',
        "::warning file=p/docs/ko/가 나.md,line=4,endLine=4,col=2,endColumn=9,"
        "title=expired-suppression::a: b, 100%25",
        "::notice file=p/mkdocs.yml,line=2,endLine=2,col=1,endColumn=1,title=unreadable-file::end",
        "::warning file=p/docs/ko/가 나.md,line=1,endLine=4,title=expired-suppression::"
        "a\ufffdb::c, d\ufffd",
    ]
    assert report("github", run(), "en") == ""


def test_github_properties_are_escaped() -> None:
    made = Report([TAB], Counts(1, 1, 1), source, lambda _: "a,b:c%.md", docs_url="https://x")
    text = report("github", made, "ko")
    assert text.startswith("::warning file=a%2Cb%3Ac%25.md,line=4")
    assert text.endswith("::값: 100%25%0Ahttps://x/rules/expired-suppression/\n")


def validated(text: str) -> Any:
    log = json.loads(text)
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    return log["runs"][0]


def test_sarif() -> None:
    made = validated(report("sarif", run(*ALL, TAB), "ko"))
    assert made["columnKind"] == "unicodeCodePoints"
    assert made["language"] == "ko-KR"
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "expired-suppression", "unreadable-file", "unused-suppression"
    ]  # fmt: skip
    assert "helpUri" not in rules[0]
    assert [one["level"] for one in made["results"]] == ["error", "warning", "note", "warning"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in made["results"])
    place = made["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "p/docs/ko/%EA%B0%80%20%EB%82%98.md"}
    assert place["region"] == {"startLine": 3, "startColumn": 17, "endLine": 3, "endColumn": 26}
    changes = made["results"][0]["fixes"][0]["artifactChanges"]
    assert [one["replacements"][0]["insertedContent"]["text"] for one in changes] == [
        "install.md", "x"
    ]  # fmt: skip
    assert "fixes" not in made["results"][1]


def test_sarif_without_problems_and_with_pages() -> None:
    assert validated(report("sarif", run(), "en"))["results"] == []
    made = validated(report("sarif", run(TAB, docs_url="https://x.example/a"), "en"))
    page = "https://x.example/a/en/rules/expired-suppression/"
    assert made["tool"]["driver"]["rules"][0]["helpUri"] == page


def test_sarif_messages_hold_no_links() -> None:
    bad = BROKEN._replace(message=Text('"[Sign in](https://evil.example/)" [a] (b)', ""), values={})
    (result,) = validated(report("sarif", run(bad), "en"))["results"]
    assert result["message"]["text"] == '"\\[Sign in](https://evil.example/)" [a] (b)'


def test_junit() -> None:
    bad = BROKEN._replace(message=Text('<&"\x00\ud800\n', ""), values={})
    root = ET.fromstring(report("junit", run(bad, TAB, EMPTY), "en").encode())
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["p/docs/ko/가 나.md", "p/mkdocs.yml"]
    assert [suite.get("failures") for suite in suites] == ["2", "0"]
    assert suites[1].findtext("testcase/system-out") == "p/mkdocs.yml:2:1: unreadable-file: end"
    case = suites[0][0]
    assert case.get("name") == "unused-suppression (3:17)"
    assert case.get("line") == "3"
    failure = case[0]
    assert failure.get("message") == '<&"\ufffd\ufffd\ufffd'
    assert (failure.text or "").startswith("p/docs/ko/가 나.md:3:17: unused-suppression: <&")


def test_junit_without_problems() -> None:
    root = ET.fromstring(report("junit", run(), "ko").encode())
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert len(root.findall("testsuite/testcase")) == 1


@given(st.text(), st.text(), st.sampled_from(FORMATS))
def test_any_text(text: str, message: str, form: str) -> None:
    one = BROKEN._replace(span=Span(text, 0, 3), message=Text(message, message))
    made = Report([one], Counts(1, 1, 1), lambda path: Source(path, text), lambda path: path)
    written = report(form, made, "ko").encode("utf-8", "backslashreplace")
    if form == "sarif":
        validated(written.decode())
    elif form == "json":
        json.loads(written)
    elif form == "junit":
        ET.fromstring(written)
    elif form == "github":
        assert written.count(b"\n") == 1


def test_rule_page() -> None:
    assert rule_page("a-b", "ko", "") == ""
    assert rule_page("a-b", "ko", "https://x/") == "https://x/rules/a-b/"


def lines(text: str, start: int, end: int) -> tuple[str, str]:
    made = frame(Source("a", text), Span("a", start, end))
    assert made is not None
    return made.text, made.underline


def test_frame() -> None:
    assert lines("ab가나cd", 3, 4) == ("ab가나cd", "    ^^")
    assert lines("\ta\tb", 3, 4) == ("    a   b", "        ^")
    assert lines("a\tb", 1, 2) == ("a   b", " ^^^")
    assert lines("ab\ncd", 1, 4) == ("ab", " ^")
    assert lines("ab", 2, 2) == ("ab", "  ^")
    decomposed = unicodedata.normalize("NFD", "한글x")
    assert lines(decomposed, len(decomposed) - 1, len(decomposed)) == (decomposed, "    ^")
    assert frame(Source("a", "a\n\nb"), Span("a", 2, 2)) is None
    assert frame(Source("a", ""), Span("a", 0, 0)) is None


@pytest.mark.parametrize("start", [0, 10, 60, 120, 500, 990, 999])
@pytest.mark.parametrize("length", [0, 1, 50, 2000])
def test_long_lines_are_cut_around_the_span(start: int, length: int) -> None:
    text = "".join(chr(0x61 + number % 26) for number in range(1000))
    shown, underline = lines(text, start, start + length)
    assert len(shown) <= WIDTH + 2
    assert len(underline) <= len(shown)
    marked = shown[len(underline) - len(underline.lstrip()) : len(underline)]
    assert text[start : start + length].startswith(marked) or length == 0
    assert shown.strip("…") in text


@pytest.mark.parametrize("start", [0, 10, 40, 120, 990])
def test_lines_are_as_wide_as_the_terminal(start: int) -> None:
    """Hangul takes two columns for a character, decomposed Hangul two for three characters."""
    for word in ("가", "e\u0301", "a\t", unicodedata.normalize("NFD", "한글")):
        text = word * 1000
        made = frame(Source("a", text), Span("a", start * len(word), start * len(word) + 1), 50)
        assert made is not None
        assert 30 <= width(made.text) <= 52
        assert made.underline.strip("^ ") == ""
        assert len(made.underline) <= 52
        assert width(made.text.lstrip("…")[0]) > 0


def test_marks_without_end() -> None:
    text = "e" + "\u0301" * 10_000 + "[x](y)"
    shown, underline = lines(text, len(text) - 2, len(text) - 1)
    assert len(shown) < 4 * WIDTH
    assert underline == "     ^"


def test_a_long_line_costs_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand problems on one line are told in seconds."""
    looked: list[int] = []
    monkeypatch.setattr(
        "munjigi.reporters.frame.width", lambda text: looked.append(len(text)) or width(text)
    )
    lines("[a](b) 가" * 100_000, 400_000, 400_003)
    assert sum(looked) < 30 * WIDTH


@given(
    st.text(alphabet="a가\t\u1112\u1161\u11ab\u0301\u200d\x00🙂", min_size=1), st.integers(0, 20)
)
def test_underline_starts_where_the_span_does(text: str, start: int) -> None:
    start = min(start, len(text))
    made = frame(Source("a", text), Span("a", start, len(text)))
    if made is not None:
        before = visible(text[:start])
        assert len(made.underline) - len(made.underline.lstrip()) == width(before)
        assert made.text.startswith(before)


def test_width() -> None:
    assert width("abc") == 3
    assert width("한글") == 4
    assert width("e\u0301") == 1
    assert width("ｗ") == 2
