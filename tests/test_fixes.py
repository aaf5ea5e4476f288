"""Edits are made once, in any order, and never over each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.fixes import apply_edits, apply_fixes, choose
from munjigi.model import Edit, Fix, Span


def edit(start: int, end: int, text: str, path: str = "a") -> Edit:
    return Edit(Span(path, start, end), text)


def test_edits() -> None:
    edits = [edit(6, 7, "W"), edit(0, 1, "H"), edit(5, 5, ","), edit(11, 11, "!")]
    assert apply_edits("hello world", edits) == "Hello, World!"
    assert apply_edits("same", []) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edit(0, 3, ""), edit(2, 4, "")),
        (edit(0, 3, ""), edit(1, 2, "")),
        (edit(2, 2, "a"), edit(2, 2, "b")),
        (edit(2, 2, "a"), edit(2, 4, "b")),
        (edit(0, 2, "a"), edit(2, 2, "b")),
    ],
)
def test_overlaps(one: Edit, other: Edit) -> None:
    for edits in ([one, other], [other, one]):
        with pytest.raises(ValueError, match="overlap in a"):
            apply_edits("abcdef", edits)
        made = apply_fixes({"a": "abcdef"}, [Fix((each,)) for each in edits])
        assert made == {"a": apply_edits("abcdef", edits[:1])}


def test_neighbours_do_not_overlap() -> None:
    assert apply_edits("abcd", [edit(0, 2, "x"), edit(2, 4, "y")]) == "xy"


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    first = Fix((edit(0, 1, "1"),))
    second = Fix((edit(0, 1, "2"), edit(0, 1, "2", "b")))
    third = Fix((edit(2, 3, "3"), edit(0, 1, "3", "b")))
    texts = {"a": "abc", "b": "abc", "c": "abc"}
    assert apply_fixes(texts, [first, second, third]) == {"a": "1b3", "b": "3bc"}


def test_equal_fixes_are_made_once() -> None:
    one = Fix((edit(1, 2, ""), edit(0, 1, "x", "b")))
    assert apply_fixes({"a": "abc", "b": "abc"}, [one, one]) == {"a": "ac", "b": "xbc"}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text(max_size=2)), max_size=9))
def test_whatever_the_fixes(spans: list[tuple[int, int, str]]) -> None:
    fixes = [Fix((edit(min(a, b), max(a, b), text),)) for a, b, text in spans]
    made = apply_fixes({"a": "0123456789"}, fixes)
    assert bool(made) == bool(fixes)


def test_a_file_that_goes() -> None:
    gone = Fix((Edit(Span("a", 0, 3), None), edit(1, 1, "x", "new")))
    other = Fix((edit(2, 3, ""),))
    assert apply_fixes({"a": "abc"}, [gone, other]) == {"a": None, "new": "x"}
    assert apply_fixes({"a": "abc"}, [other, gone]) == {"a": "ab"}
    assert choose([other, gone, other]) == [None, other, None]
