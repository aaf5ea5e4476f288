"""Bytes become text, and offsets become lines and columns."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.source import Source, UnreadableFileError, decode


def test_decode() -> None:
    assert decode(b"") == ""
    assert decode("\ufeff가\r\n\ufeff".encode()) == "가\r\n\ufeff"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a\nb\xffc", "line 2: byte 0xff is not UTF-8"),
        (b"\xed\xa0\x80", "line 1: byte 0xed is not UTF-8"),
        (b"a\n\n\0", "line 3: NUL character"),
        ("a".encode("utf-16"), "line 1: byte 0xff is not UTF-8"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        decode(data)
    assert str(caught.value) == why


def test_positions() -> None:
    source = Source("a.md", "가나\r\nb\rc\n")
    found = [source.position(offset) for offset in range(-1, 11)]
    assert found == [
        (1, 1), (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 1),
        (4, 1),
    ]  # fmt: skip
    assert [source.bounds(line) for line in (1, 2, 3, 4)] == [(0, 2), (4, 5), (6, 7), (8, 8)]


@given(st.text(alphabet="a가\r\n\u2028\x0b\t"))
def test_lines_are_those_that_python_reads(text: str) -> None:
    source = Source("a.md", text)
    count, _ = source.position(len(text))
    lines = [text[slice(*source.bounds(number))] for number in range(1, count + 1)]
    assert "\n".join(lines) == io.StringIO(text, newline=None).read()
