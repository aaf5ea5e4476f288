"""What suppression comments say and cover, and what the engine makes of them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.facts import Comment
from munjigi.hiding import _hidden
from munjigi.model import Span
from munjigi.suppressions import Suppression, _Layout, find_suppressions, is_suppression

TODAY = date(2026, 3, 1)


def comments(text: str) -> tuple[Comment, ...]:
    found = re.finditer(r"<!--(.*?)-->", text, re.DOTALL)
    return tuple(Comment("a.md", one.start(), one.end(), one[1]) for one in found)


def suppressions(text: str) -> list[Suppression]:
    return list(find_suppressions("a.md", text, comments(text), TODAY))


def covered(text: str) -> str:
    """What the first comment covers."""
    one = suppressions(text)[0]
    return text[one.covers.start : one.covers.end]


def test_form() -> None:
    text = "x <!-- munjigi: allow broken-link, no_alt until=2027-03-01 back in spring -->"
    (one,) = suppressions(text)
    assert [allowed.rule for allowed in one.allowed] == ["broken-link", "no_alt"]
    assert [text[a.span.start : a.span.end] for a in one.allowed] == ["broken-link", "no_alt"]
    assert (one.until, one.reason, one.expired) == ("2027-03-01", "back in spring", False)
    assert one.rules == "broken-link, no_alt"
    assert one.span == Span("a.md", 2, len(text))


@pytest.mark.parametrize(
    ("body", "rules", "until", "reason"),
    [
        ("allow a", "a", "", ""),
        ("allow a ,b,  c", "a, b, c", "", ""),
        ("allow a until=2027-01-01", "a", "2027-01-01", ""),
        ("allow a because\nof this", "a", "", "because\nof this"),
        ("allow a 공급사 요청", "a", "", "공급사 요청"),
        ("allow-page a reason", "a", "", "reason"),
        ("ignore a", "", "", ""),
        ("allow", "", "", ""),
        ("allow ,", "", "", ""),
        ("allow a/b", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_forms(body: str, rules: str, until: str, reason: str) -> None:
    for text in (f"<!-- munjigi: {body} -->", f"<!--MUNJIGI:{body}-->"):
        (one,) = suppressions(text)
        assert (one.rules, one.until, one.reason) == (rules, until, reason)
        assert text[one.body.start : one.body.end] == one.text == body.strip()


@pytest.mark.parametrize("text", ["<!-- a comment -->", "<!-- munjigi allow a -->", "text"])
def test_other_comments(text: str) -> None:
    assert suppressions(text) == []
    assert not any(is_suppression(one) for one in comments(text))


@pytest.mark.parametrize(
    ("until", "expired"),
    [
        ("2026-03-01", False),
        ("2026-02-28", True),
        ("2026-02-30", True),
        ("soon", True),
        ("2999-01-01", False),
    ],
)
def test_days(until: str, expired: bool) -> None:
    (one,) = suppressions(f"<!-- munjigi: allow a until={until} r -->\ntext")
    assert one.expired is expired


def test_line() -> None:
    text = "first\nsee [a](b) <!-- munjigi: allow a r -->\r\nthird\n"
    assert covered(text) == "see [a](b) <!-- munjigi: allow a r -->"
    assert covered("<!-- munjigi: allow a r --> text") == "<!-- munjigi: allow a r --> text"
    assert covered("a <!-- munjigi: allow a\nr --> b\nc") == "a <!-- munjigi: allow a\nr --> b"


@pytest.mark.parametrize(
    "block",
    [
        "one\ntwo",
        "\n\none\ntwo",
        "- a\n\n  more of a\n- b",
        "!!! note\n    a\n\n    b",
        "```\na\n\nb\n```",
        "~~~~ py\na\n\n~~~\n\nb\n~~~~",
        "> ```\n> a\n>\n> b\n> ```",
        "```\nnever closed\n\nb\n",
        "<!-- another -->\none\ntwo",
        "<!-- another -->\n\n<!-- one -->\n\none\ntwo",
        "one\n",
    ],
)
def test_block(block: str) -> None:
    comment = "<!-- munjigi: allow a r -->\n"
    closed = "never" not in block
    for end in ("\n\nnext\n", "\n\n\n", "") if closed else ("",):
        text = comment + block.rstrip("\n") + end
        assert covered(text) == comment + block.rstrip("\n")
        assert covered("before\n\n" + text) == comment + block.rstrip("\n")
        windows = text.replace("\n", "\r\n")
        assert covered(windows) == (comment + block.rstrip("\n")).replace("\n", "\r\n")


def test_nothing_follows() -> None:
    assert covered("text\n\n<!-- munjigi: allow a r -->\n\n") == "<!-- munjigi: allow a r -->"
    assert covered("> <!-- munjigi: allow a r -->\n> text\n\nb").endswith("> text")


def test_page() -> None:
    text = "---\na: b\n---\n<!-- munjigi: allow-page a r -->\n\none\n\ntwo\n"
    assert covered(text) == text


def test_what_goes_with_the_comment() -> None:
    def gone(text: str) -> str:
        one = suppressions(text)[0]
        return text[: one.lines.start] + text[one.lines.end :]

    assert gone("a\n<!-- munjigi: allow a -->\nb\n") == "a\nb\n"
    assert gone("a\r\n  <!-- munjigi: allow a\n r -->  \r\nb") == "a\r\nb"
    assert gone("a <!-- munjigi: allow a -->\nb") == "a\nb"
    assert gone("<!-- munjigi: allow a --> a") == " a"
    assert gone("a\n<!-- munjigi: allow a -->") == "a\n"


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans())),
    st.lists(st.integers(0, 9)),
)
def test_what_is_hidden(covers: list[tuple[int, int, bool]], starts: list[int]) -> None:
    """One pass says what asking every comment about every problem would."""
    made = [
        Suppression(
            Span("a.md", number, number), Span("a.md", 0, 0), "", (), "", "",
            Span("a.md", min(low, high), max(low, high)), Span("a.md", 0, 0), expired,
        )
        for number, (low, high, expired) in enumerate(covers)
    ]  # fmt: skip
    pairs = [
        (one, number)
        for number, start in enumerate(starts)
        for one in made
        if not one.expired and one.covers.start <= start <= one.covers.end
    ]
    used: set[tuple[Span, str]] = set()
    places = [(start, number) for number, start in enumerate(starts)]
    assert _hidden(places, made, "r", used) == {number for _, number in pairs}
    assert used == {(one.span, "r") for one, _ in pairs}


@given(st.text(alphabet="a <!->munjig:alow,\n\r`#>\t가"), st.integers(0, 3))
def test_any_text(text: str, number: int) -> None:
    text = text + "\n<!-- munjigi: allow a r -->\n" * number + text
    for one in suppressions(text):
        assert 0 <= one.covers.start <= one.span.start < one.span.end <= one.covers.end <= len(text)
        assert one.lines.start <= one.span.start
        assert one.span.end <= one.lines.end


def test_a_block_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many comments above one block stay linear."""
    measured: list[int] = []
    measure = _Layout._block_end

    def counted(layout: _Layout, first: int) -> int:
        measured.append(first)
        return measure(layout, first)

    monkeypatch.setattr(_Layout, "_block_end", counted)
    text = "<!-- munjigi: allow a r -->\n" * 100 + "text\n" * 3
    assert {one.covers.end for one in suppressions(text)} == {len(text) - 1}
    assert measured == [100]
