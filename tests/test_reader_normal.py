"""Normalized text against Markdown's own preprocessors."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munjigi.reader.dialect import build_dialect, mkdocs_dialect
from munjigi.reader.normal import normalize

MKDOCS = mkdocs_dialect(())
META = build_dialect([("meta", {})])


def universal(text: str) -> str:
    """Line ends as MkDocs' `open` gives them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def real(text: str, *names: str) -> str:
    md = markdown.Markdown(extensions=["meta"])
    lines = universal(text).split("\n")
    for name in names:
        lines = md.preprocessors[name].run(lines)
    return "\n".join(lines)


def assert_same(text: str, start: int = 0) -> None:
    normal = normalize(text, "a.md", MKDOCS, start=start)
    assert normal.text == real(text[start:], "normalize_whitespace")
    assert_places(text, start, normal.text, normal.places)
    normal = normalize(text, "a.md", META, start=start)
    assert normal.text == real(text[start:], "normalize_whitespace", "meta")
    assert_places(text, start, normal.text, normal.places)


def assert_places(text: str, start: int, normal: str, places: object) -> None:
    last = start
    for offset, character in enumerate(normal):
        path, place, via = places.at(offset)
        assert (path, via) == ("a.md", -1)
        assert last <= place <= len(text)
        last = place
        if place == len(text):
            assert character == "\n"
            continue
        one = text[place]
        assert one == character or (one, character) in {("\t", " "), ("\r", "\n")}
        if places.simple:
            assert place == offset + places.base
        assert places.span(offset, offset) == ("a.md", place, place, -1)
        assert places.span(offset, offset + 1) == ("a.md", place, place + 1, -1)
        assert places.span(0, offset + 1) == ("a.md", places.at(0)[1], place + 1, -1)


TEXTS = (
    "",
    "\n",
    "# Title\n\nText.\n",
    "no line end",
    "a\r\nb\r\n\r\nc",
    "a\rb\r\r\nc\r",
    "a\tb\n\tc\n \td\n1234\te\n가\tf\n",
    "a\r\n\tb\r\tc",
    "  \n  \n\ta\n \t \n\t\n \r\n \x02\r x\n   ",
    "\x02a\x03\n\x02\tb\x02\tc\n\x02\x02\n \x02 ",
    "a\n   \nb\n \n \nc  \n",
    "   ",
    "\t",
    "Title: x\n    more\nb: c\n\nText\n",
    "---\nTitle: x\n---\nText\n",
    "----\n",
    "---",
    "a:\n...\nb",
    "    a: not yet\n",
    "Key: v\r\n\tmore\r\nText\tx\r\n",
)


@pytest.mark.parametrize("text", TEXTS)
def test_texts(text: str) -> None:
    assert_same(text)
    assert_same("---\na: b\n---\n" + text, 13)


@settings(max_examples=600, deadline=None)
@given(st.text("ab:-.\t\t \n\n\r\x02\x03가", max_size=30), st.integers(0, 5))
def test_any_text(text: str, start: int) -> None:
    assert_same(text, min(start, len(text)))


@given(st.text())
def test_any_characters(text: str) -> None:
    assert normalize(text, "a.md", MKDOCS).text == real(text, "normalize_whitespace")


def test_what_needs_nothing_is_simple() -> None:
    normal = normalize("---\na: b\n---\n# A  \n\ntext\n", "a.md", MKDOCS, start=13)
    assert normal.text == "# A  \n\ntext\n\n\n"
    assert (normal.places.simple, normal.places.base) == (True, 13)
    assert not normalize("a\tb", "a.md", MKDOCS).places.simple


@pytest.mark.parametrize(
    "text",
    ["\t" * 300_000, "a\r\n" * 300_000, " \n" * 500_000, " " * 1_000_000 + "x", "\x02" * 300_000],
    ids=lambda text: repr(text[:3]),
)
def test_long_texts_come_to_an_end(text: str) -> None:
    assert normalize(text, "a.md", MKDOCS).text.endswith("\n\n")
