"""Front matter against MkDocs' own reader and PyYAML."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from munjigi.reader import fullyaml
from munjigi.reader.frontmatter import read_front_matter
from munjigi.reader.plainyaml import read_plain


def universal(text: str) -> str:
    """Line ends as MkDocs' `open` gives them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def assert_same(text: str) -> None:
    front, offset = read_front_matter(text)
    rest, data = get_data(universal(text))
    assert universal(text[offset:]) == rest
    assert repr(front.data) == repr(data)  # repr: 1, 1.0 and True are not the same here
    assert (front.start, front.end) == (-1, -1) or 0 == front.start <= front.end <= len(text)
    assert -1 <= front.error_offset <= len(text)


PLAIN = (
    "title: 시작하기 전에\n",
    "title: C# and F#\ndescription: 'a: b'\nid: \"x # y\"\n",
    "a: yes\nb: No\nc: TRUE\nd: off\ne: Null\nf: null\ng:\nh: yeS\ni: nope\n",
    "tags:\n  - a\n  - b c\nhide:\n- toc\n\n- navigation\n# comment\nx: y\n",
    "tags: [a, b c, 3, true]\nempty: []\nblank: [ ]\n",
    "n: 0\nm: 42\nv: 1.5\nd: 2026-11-21\n",
    "  \na: b   \n\n",
    "url: https://example.com/a#b\nq: what?\n",
    "emoji: 😀 ok\n",
    "ms.date: 11/04/2016\nid: 81ac6e97-7bf8-496b-b3c4-fd02837573e5\nn: 3 steps\nm: 1-2\n",
    "quoted: [\"a [b], c\", 'd: e' ,\"\"]\none: [ 'x' ]\n",
    "a: ２\n",
)
NOT_PLAIN = (
    "",
    "\n",
    "# only a comment\n",
    "- a\n",
    "a: b: c\n",
    "title: C# and F#: no\n",
    "a: b:\n",
    "a: b #c\n",
    "a:b\n",
    "a: 010\n",
    "a: 2026-02-30\n",
    "a: 0x1f\n",
    "a: 1_000\n",
    "a: |\n  text\n",
    "a: >-\n  text\n",
    "a: b\n  c\n",
    "a: 'it''s'\n",
    'a: "x\\ty"\n',
    'a: "open\n',
    'a: "\n',
    "a: 'x' y\n",
    "a:\tb\n",
    "a: [b, [c]]\n",
    "a: [b,\n  c]\n",
    "a: [b,, c]\n",
    "a: ['b' c]\n",
    "a: ['b',]\n",
    "a: 1e+3\nb: 1:30.5\nc: 2026-1-2 3:04:05\nd: 0b1\n",
    "a: [b c\n",
    "a: {b: c}\n",
    "a:\n  b: c\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b: c\n",
    "a:\n  -\n",
    "a: b\n- c\n",
    "a: null\n- c\n",
    "- c\na: b\n",
    "a:\n  - - b\n",
    "a: 1\na: 2\n",
    "yes: 1\n",
    "a: *b\n",
    "a: &b c\nd: *b\n",
    "a: !x b\n",
    "a: <<\nb: =\nc: ~\nd: .inf\ne: -1\n",
    "<<: {a: 1}\n",
    "%YAML 1.1\n",
    "a: \x85b\n",
    "a: b\u2028c: d\n",
    "a: \x07\n",
    "? a\n: b\n",
    "a: 1:30\n",
    "'a': b\n",
    "é: b\n",
    "a b: c\n",
)
DOCUMENTS = (
    "",
    "\n",
    " \n# Title\n",
    " \n \n# Title\n",
    "# Title\n",
    "Title: My page\nAuthor: Kim\n        Lee\n\tPark\n\n# Body\n",
    "Title: one\ntitle: two\n    three\n",
    "Title:\n# no blank line\n",
    "   Key-1_x:   v  \r\n\r\n\r\nText",
    "Note: this paragraph is taken for a key\nand this is not.\n",
    "    indented: code\n",
    "http://example.com is a key\n",
    "---\ntitle: x\n---",
    "---\ntitle: x\n---\n",
    "---\ntitle: x\n...\n\n\n# A\n",
    "--- \t\ntitle: x\n--- \t\n\r\n# A\n",
    "---\r\ntitle: x\r\n---\r\n# A\r\n",
    "---\rtitle: x\r---\r# A\r",
    "---\n---\n# A\n---\nb",
    "---\n\n---\n# A\n",
    "---\nno mapping\n---\n# A\n",
    "---\n- a\n- b\n---\n# A\n",
    "---\na: [\n---\n# A\n",
    "---\na: 2026-02-30\n---\n# A\n",
    "---\na: !!python/name:os.system\n---\n# A\n",
    "---\na: b\n--- x\n---\n# A\n",
    "----\na: b\n---\n",
    "---\n\n# A line, then text\n\n---\n",
    "---\na: &x [1]\nb: *x\n---\nA",
    "---\na: 1\na: 2\n---\nA",
    "---\nb: &b {x: 1}\nc: {<<: *b, x: 2}\n---\nA",
    "---\n!!map [a]: b\n---\nA",
)


@pytest.mark.parametrize("block", PLAIN)
def test_plain_is_read_without_pyyaml(block: str) -> None:
    assert repr(read_plain(block)) == repr(yaml.safe_load(block))
    assert_same(f"---\n{block}---\n# A\n")


@pytest.mark.parametrize("block", NOT_PLAIN)
def test_all_else_is_left_to_pyyaml(block: str) -> None:
    assert read_plain(block) is None
    assert_same(f"---\n{block}---\n# A\n")


@pytest.mark.parametrize("text", DOCUMENTS)
def test_documents(text: str) -> None:
    assert_same(text)


WORDS = st.one_of(
    st.sampled_from(["a", "b", "title", "yes", "No", "TRUE", "null", "1", "0", "1.5", "010"]),
    st.sampled_from(
        ["2026-11-21", "1:30", "가", "나다", "é", "'q'", '"q"', "[a,", "b]", "http://x"]
    ),
    st.sampled_from(
        ["...", "---", "--", "<<", "::", "x:", "x:y", "#c", "&a", "*a", *"~-:#[]{},'\""]
    ),
    st.sampled_from("|>&*!%@`?.=\\"),
)
LINES = st.builds(
    lambda indent, words, gap: indent + gap.join(words),
    st.sampled_from(["", " ", "  ", "- ", "  - ", "a: ", "b: ", "key-1: ", "# ", "tags:", "\t"]),
    st.lists(WORDS, max_size=4),
    st.sampled_from([" ", "  ", "", ", "]),
)
BLOCKS = st.lists(LINES, max_size=6).map(lambda lines: "".join(line + "\n" for line in lines))


@settings(max_examples=1000, deadline=None)
@given(BLOCKS)
@example("a: b\n c: d\n")
def test_plain_means_equal(block: str) -> None:
    data = read_plain(block)
    if data is not None:
        assert repr(data) == repr(yaml.load(block, yaml.CSafeLoader))
        assert repr(data) == repr(yaml.safe_load(block))


@settings(max_examples=1000, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
    | st.text("0123456789-:.eEx+_TZ ab", max_size=12)
    | st.text("[]'\" ,a", max_size=12)
)
def test_plain_means_equal_for_any_character(value: str) -> None:
    block = f"a: {value}\n"
    data = read_plain(block)
    if data is not None:
        assert repr(data) == repr(yaml.safe_load(block))


@settings(max_examples=1000, deadline=None)
@given(
    st.sampled_from(["---\n", "---\r\n", "", "Key: v\n", "--- \n"]),
    BLOCKS,
    st.sampled_from(["---\n", "...\n\n", "---", "", "\n", "---\r\n\r\n"]),
    st.text("a:\n\r -#", max_size=10),
)
def test_any_document(opening: str, block: str, closing: str, rest: str) -> None:
    assert_same(opening + block + closing + rest)


@given(st.text())
def test_never_raises(text: str) -> None:
    for head in ("", "---\n", "---\na: 1\n---\n"):
        _, offset = read_front_matter(head + text)
        assert 0 <= offset <= len(head + text)


@pytest.mark.parametrize(
    ("text", "error", "at"),
    [
        ("---\na: 1\nb: x: y\n---\n", "mapping values are not allowed in this context", "x: y"),
        ("---\r\na: 1\r\nb: x: y\r\n---\r\n", "mapping values are not allowed", "x: y"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 'the key "a" stands twice', "a: 3"),
        ("---\n- a\n---\n", "the block is no mapping of keys to values", "- a"),
        ("---\na: 1\n---", "no line --- ends the block", "---\na: 1"),
        ("---\na: 2026-02-30\n---\n", "day is out of range for month", "a: "),
    ],
)
def test_errors(text: str, error: str, at: str) -> None:
    front, _ = read_front_matter(text)
    assert error in front.error
    # libyaml complains at the colon that it did not expect
    place = text.index(at) + (1 if at.startswith("x") else 0)
    assert front.error_offset == place


def test_a_line_at_the_top_is_no_block_without_end() -> None:
    assert read_front_matter("---\n\n# Title\n") == (read_front_matter("")[0], 0)


def bomb(levels: int) -> str:
    lines = ["l0: &l0 [x, x]", *(f"l{i}: &l{i} [*l{i - 1}, *l{i - 1}]" for i in range(1, levels))]
    return "\n".join(lines)


def merges(levels: int) -> str:
    aliases = ", ".join("*m{0}" for _ in range(10))
    first = "m0: &m0 {" + ", ".join(f"k{i}: 1" for i in range(10)) + "}"
    lines = [f"m{i}: &m{i} {{<<: [{aliases.format(i - 1)}]}}" for i in range(1, levels)]
    return "\n".join([first, *lines])


@pytest.mark.parametrize(
    "block",
    [
        "t: x\n" + bomb(100),
        "t: x\na: &a [*a]",
        "t: x\n" + merges(9),
        merges(20),
        "a: " + "[" * 100_000,
        "a: " + "[" * 1_000,
        "- " * 300 + "x",
        "a: " + "[" * 400 + "]" * 400,
        "- " * 200_000,
        "- " * 240 + "x",
        "a: " + "1:" * 200_000,
        "a: " + "1" * 50_000,
        "x: " + "y" * 200_000 + " #z",
        "".join(f"{' ' * i}a:\n" for i in range(600)),
    ],
    ids=lambda block: block[:20],
)
def test_bombs(block: str) -> None:
    began = time.process_time()
    front, _ = read_front_matter(f"---\n{block}\n---\n# A\n")
    assert time.process_time() - began < 2
    values: list[Any] = list(front.data.values())
    assert len(values) < 100


def test_a_bomb_keeps_its_text_values() -> None:
    front, offset = read_front_matter(f"---\nt: x\n{bomb(100)}\n---\n# A\n")
    assert front.data == {"t": "x"}
    assert "aliases" in front.error
    assert offset > 0


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    fullyaml._loader.cache_clear()
    try:
        for block in (*PLAIN, *NOT_PLAIN[:-12]):
            if "\t" in block:
                continue  # libyaml allows it, PyYAML's own scanner does not
            assert_same(f"---\n{block}---\n# A\n")
    finally:
        fullyaml._loader.cache_clear()


def test_long_texts_come_to_an_end() -> None:
    lines = "---\n" * 500_000, "---\n" + "a\n" * 1_000_000, "a: b\n" * 300_000, "\n" * 2_000_000
    for text in lines:
        assert 0 <= read_front_matter(text)[1] <= len(text)
