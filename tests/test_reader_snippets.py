"""Snippets against `pymdownx.snippets` itself."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymdownx.snippets import SnippetPreprocessor

from munjigi.reader.dialect import build_dialect
from munjigi.reader.normal import Normal, normalize
from munjigi.reader.snippets import MOST_INCLUDES
from munjigi.reader.snippettarget import parse_target
from munjigi.source import UnreadableFileError

SNIPPETS = "pymdownx.snippets"
FILES = {
    "a.md": "# A\n\ntext of a\n",
    "b.md": "b1\nb2\nb3\nb4\nb5",
    "empty.md": "",
    "blank.md": "\n",
    "crlf.md": "one\r\n\ttwo\r\n\r\nthree\r\n",
    "nested.md": 'n\n--8<-- "a.md"\n  --8<-- "b.md:2:3"\nend\n',
    "cycle.md": 'c\n--8<-- "cycle.md"\n--8<-- "other.md"\nd\n',
    "other.md": 'o\n--8<-- "cycle.md"\n',
    "sections.md": (
        "before\n"
        "<!-- --8<-- [start:one] -->\n    in one\n\n      deeper\n"
        "<!-- --8<-- [start:two] -->\n\tin both\n<!-- ;--8<-- [end:two] -->\n"
        "<!-- --8<-- [end:two] -->\n<!-- --8<-- [start:one] -->\n  last\n"
        "<!-- --8<-- [end:one] -->\nafter\n"
        "# --8<-- [START:loud]\nloud\n# --8<-- [end:loud]\n# --8<-- [end:lost]\nlost\n"
        "# --8<-- [start:none]\n# --8<-- [end:none]\n"
    ),
    "block.md": (
        'x\n--8<--\na.md\n  b.md:1\n\n; ignored\n;a.md\nmissing.md\n--8<-- "a.md"\n--8<--\ny\n'
    ),
    "sub/d.md": 'd\n--8<-- "a.md"\n--8<-- "../a.md"\n',
    "open.md": "--8<--\na.md\n",
    "odd:1.md": "odd\n",
    "auto.md": "*[API]: Interface\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("snippets")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return root


def open_snippet(name: str, bases: Sequence[str]) -> tuple[str, str] | None:
    assert bases == ["."]
    path = os.path.normpath(name)
    return (path, FILES[path]) if path in FILES else None


def ours(text: str, **options: Any) -> Normal:
    return normalize(text, "page.md", build_dialect([(SNIPPETS, options)]), open_snippet)


def real(text: str, folder: Path, **options: Any) -> str:
    md = markdown.Markdown(
        extensions=[SNIPPETS], extension_configs={SNIPPETS: {"base_path": [str(folder)], **options}}
    )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if text.strip():
        lines = md.preprocessors["snippet"].run(lines)
    return "\n".join(md.preprocessors["normalize_whitespace"].run(lines))


def assert_same(text: str, folder: Path, **options: Any) -> None:
    normal = ours(text, **options)
    assert normal.text == real(text, folder, **options)
    files = {**FILES, "page.md": text}
    for offset, character in enumerate(normal.text):
        path, place, via = normal.places.at(offset)
        assert (path == "page.md") == (via < 0) or path in FILES
        if via >= 0:
            assert normal.includes[via].file == path
        if not character.isspace() and place < len(files[path]):
            assert files[path][place] == character
        same_path, start, end, same_via = normal.places.span(offset, offset + 3)
        assert (same_path, start, same_via) == (path, place, via)
        assert start <= end <= len(files[path])
    for include in normal.includes:
        written = files[include.path][include.start : include.end]
        assert include.target in written or include.end == include.start


TEXTS = (
    "no include 8<-\n",
    "",
    "  \n",
    '--8<-- "a.md"',
    'x\n\n--8<-- "a.md"\n\ny\n',
    "x\r\n\r\n-8<- 'a.md'\r\ny\r\n",
    'x\r--8<-- "crlf.md"\ry',
    '--8<-- "crlf.md"\n\t--8<-- "crlf.md"\n',
    '- item\n\n    --8<-- "nested.md"\n\n  ---8<---   "b.md"\n',
    '--8<-- "empty.md"\n--8<-- "blank.md"\nx\n',
    '--8<-- "cycle.md"\n',
    ';--8<-- "a.md"\n;;--8<--\n  ;--8<-- "a.md"\n',
    '--8<-- "a.md" \n--8<-- a.md\n--8<--"a.md"\nx --8<-- "a.md"\n--8<-- "a.md" x\n',
    '--8<-- "b.md:2"\n--8<-- "b.md:2:3"\n--8<-- "b.md::2"\n--8<-- "b.md:-2"\n',
    '--8<-- "b.md:-2:-1"\n--8<-- "b.md:1:2,4:5"\n--8<-- "b.md:9:99"\n--8<-- "b.md:0:1"\n',
    '--8<-- "b.md:5:2"\n--8<-- "b.md:-99:-4,:1"\n--8<-- "b.md:"\n--8<-- "b.md:1,"\n',
    '--8<-- "odd:1.md"\n--8<-- "odd:1.md:1"\n--8<-- "odd:1.md:1:2:3"\n',
    '--8<-- "sections.md"\n',
    '--8<-- "sections.md:one"\n--8<-- "sections.md:two"\n',
    '  --8<-- "sections.md:one"\n',
    '--8<-- "sections.md:loud"\n--8<-- "sections.md:lost"\n--8<-- "sections.md:none"\nx\n',
    '--8<-- "sections.md:absent"\nx\n',
    "--8<-- [start:here]\nx --8<-- [end:here] y\n;--8<-- [start:x]\n -;--8<-- [end:x]\n",
    '--8<-- "block.md"\n',
    "--8<--\n\na.md\n   b.md:2\n\n--8<--\nend\n",
    "--8<--\r\n\r\na.md\r\n--8<--\r\nend\r\n",
    "--8<--\na.md\nnever closed\n",
    '--8<-- "open.md"\nx\n',
    '--8<-- "missing.md"\n--8<-- " "\n--8<-- ";a.md"\n--8<-- "../x.md"\n--8<-- "/etc/x"\n',
    '--8<-- "sub/d.md"\n--8<-- "sub/../a.md"\n--8<-- "./a.md"\n',
    '--8<-- "https://example.com/a.md"\n',
    '--8<-- "a\\"b.md"\n--8<-- "a.md\\"\n',
    '\x02--8<-- "a.md"\n',
)
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"dedent_subsections": True},
    {"auto_append": ["auto.md", "missing.md"]},
)


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("text", TEXTS)
def test_texts(text: str, options: dict[str, Any], folder: Path) -> None:
    assert_same(text, folder, **options)


NAMES = st.sampled_from(
    [
        "a.md",
        "b.md:2",
        "b.md:1:3",
        "nested.md",
        "crlf.md:2:3",
        "sections.md:one",
        "block.md",
        "no.md",
    ]
)
LINES = st.one_of(
    st.sampled_from(
        ["", "text", "  x", "\tx", "--8<--", ";--8<--", "--8<-- [start:s]", "-8<- [end:s]"]
    ),
    st.builds('{}{}--8<-- "{}"'.format, st.sampled_from(["", "  ", "\t"]), st.just(""), NAMES),
    NAMES,
)
PAGES = st.tuples(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))


@settings(max_examples=600, deadline=None)
@given(page=PAGES, options=st.sampled_from(OPTIONS))
def test_any_page(page: tuple[list[str], str], options: dict[str, Any], folder: Path) -> None:
    lines, end = page
    assert_same(end.join(lines), folder, **options)


@settings(max_examples=1000, deadline=None)
@given(st.text("a1:,-0x.s", max_size=14))
def test_any_target(text: str) -> None:
    groups = SnippetPreprocessor.RE_SNIPPET_FILE.match(text)
    assert groups is not None
    path, ranges, section = groups.groups()
    target = parse_target(text)
    if not path.strip():
        assert target is None
        return
    assert target is not None
    assert target.path == path.strip()
    assert target.section == (section or ":")[1:]
    assert len(target.ranges) == (ranges[1:].count(",") + 1 if ranges else 0)


def places(normal: Normal) -> list[tuple[str, str, str]]:
    return [(flaw.kind, flaw.path, flaw.note) for flaw in normal.flaws]


def test_what_is_told_of() -> None:
    text = (
        'x\n  --8<-- "nested.md"\n--8<-- "no.md"\n--8<-- "../x.md"\n--8<-- "b.md:none"\n--8<-- ""\n'
    )
    normal = ours(text)
    assert [(one.path, one.target, one.file, one.via) for one in normal.includes] == [
        ("page.md", "nested.md", "nested.md", -1),
        ("nested.md", "a.md", "a.md", 0),
        ("nested.md", "b.md:2:3", "b.md", 0),
        ("page.md", "no.md", None, -1),
        ("page.md", "../x.md", None, -1),
        ("page.md", "b.md:none", "b.md", -1),
    ]
    first = normal.includes[0]
    assert text[first.start : first.end] == '--8<-- "nested.md"'
    assert places(normal) == [
        ("missing-snippet", "page.md", "no.md"),
        ("snippet-outside", "page.md", "../x.md"),
        ("missing-snippet", "page.md", "b.md:none"),
    ]


def test_cycles() -> None:
    assert places(ours('--8<-- "cycle.md"\n')) == [
        ("snippet-cycle", "cycle.md", "cycle.md"),
        ("snippet-cycle", "other.md", "cycle.md"),
    ]


def test_nothing_is_downloaded() -> None:
    normal = ours('--8<-- "https://example.com/a.md"\nx\n', url_download=True)
    assert normal.text == "x\n\n\n"
    assert normal.includes[0].file is None
    assert normal.flaws == []


def test_unreadable() -> None:
    def fails(name: str, bases: Sequence[str]) -> tuple[str, str] | None:
        raise UnreadableFileError(name)

    dialect = build_dialect([(SNIPPETS, {"base_path": "."})])
    normal = normalize('--8<-- "a.md"\nx', "page.md", dialect, fails)
    assert places(normal) == [("unreadable", "page.md", "a.md")]


def test_without_the_extension_or_an_opener_nothing_is_included() -> None:
    text = '--8<-- "a.md"'
    assert normalize(text, "p.md", build_dialect([]), open_snippet).text == text + "\n\n"
    assert normalize(text, "p.md", build_dialect([(SNIPPETS, {})])).text == text + "\n\n"


def test_spans_are_cut_to_one_file() -> None:
    text = 'before\n--8<-- "a.md"\nafter\n'
    normal = ours(text)
    inside = normal.text.index("text of a")
    assert normal.places.span(0, inside) == ("page.md", 0, 7, -1)
    assert normal.places.span(0, len(normal.text) - 2) == ("page.md", 0, len(text), -1)
    path, start, end, via = normal.places.span(inside, len(normal.text))
    assert (path, FILES["a.md"][start:end], via) == ("a.md", "text of a\n", 0)


def test_auto_appended_text_stands_at_the_end_of_the_page() -> None:
    normal = ours("x", auto_append=["auto.md"])
    assert normal.includes[0][:5] == ("page.md", 1, 1, "auto.md", "auto.md")
    offset = normal.text.index("API")
    assert normal.places.at(offset) == ("auto.md", 2, 0)


@pytest.mark.parametrize(
    "files",
    [
        {f"{i}.md": f'--8<-- "{i + 1}.md"\n' * 10 for i in range(40)},
        {f"{i}.md": f'--8<-- "{i + 1}.md"\n' for i in range(3000)},
        {"0.md": '--8<-- "big.md"\n' * 5000, "big.md": "x" * 100_000},
        {"0.md": '--8<-- "empty.md"\n' * 50_000, "empty.md": ""},
        {"0.md": "--8<--\n" + "1:1,:" * 100_000 + "\n" + "\\" * 100_000 + ":1" * 100_000},
        {"0.md": ("-" * 1000 + ";" * 1000 + "8<-\n") * 300},
        {"0.md": '--8<-- "' + '\\"' * 100_000 + "x\n"},
    ],
    ids=lambda files: str(len(files)),
)
def test_bombs(files: dict[str, str]) -> None:
    def opener(name: str, bases: Sequence[str]) -> tuple[str, str] | None:
        return (name, files[name]) if name in files else None

    began = time.process_time()
    normal = normalize('--8<-- "0.md"\n', "p.md", build_dialect([(SNIPPETS, {})]), opener)
    assert time.process_time() - began < 5
    assert len(normal.text) < 21_000_000
    assert len(normal.includes) <= MOST_INCLUDES
    if len(files) > 2:
        assert "too-deep" in {flaw.kind for flaw in normal.flaws}
