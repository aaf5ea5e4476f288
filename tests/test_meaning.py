"""Harmless rewrites keep a section's hash; changes of words do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.config import load_config
from munjigi.detail import Detail
from munjigi.meaning import blocks, meaning, whole
from munjigi.page import Page
from munjigi.reader import read
from munjigi.shape import shape

DIALECT = load_config(__file__.rsplit("/", 2)[0]).dialect
WORDS = st.text("abcXYZ가나다한글", min_size=1, max_size=6)
LINES = st.lists(WORDS, min_size=2, max_size=8)


def page(text: str) -> Page:
    made = read(text, path="a.md", dialect=DIALECT, open_snippet=lambda *_: None, deep=True)
    detail = made.detail or Detail()
    return Page("a.md", "a.md", made.facts, lambda: (text, detail))


def said(text: str) -> list[str]:
    return [whole(one, frozenset()) for one in meaning(page(text))]


class Way:
    """One way to write the same page down."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, *ways: str) -> str:
        return self.draw(st.sampled_from(ways))

    def join(self, words: list[str], indent: str = "") -> str:
        """Words with line ends and spaces where they may be."""
        parts = [words[0]]
        for word in words[1:]:
            parts += [self.pick(" ", "  ", f"\n{indent}", f" \n{indent}"), word]
        return "".join(parts)

    def comment(self) -> str:
        return self.pick("", "", " <!-- note -->")

    def attributes(self) -> str:
        return self.pick('{ .a #b title="x" }', "{#b .a title='x'}", '{: title="x" #b .a}')

    def page(self, words: list[str]) -> str:
        one, rest = words[0], words[1:]
        bullet, star, fence = (
            self.pick("-", "*", "+"),
            self.pick("*", "_"),
            self.pick("```", "~~~~"),
        )
        pad = self.pick(" ", "   ")
        rows = self.pick("---", ":--", "-----")
        tag = self.pick('class="a" id="q"', "id='q'  class='a'", "id=q class=a")
        number = self.pick("1", "2")
        target, source = self.pick("b.md", "<c.md>", "https://x.y/"), self.pick("d.png", "e.png")
        return f"""\
# {one} {self.pick("{#top}", "{ #top }", "{.x #top}")}

{self.join(words)}{self.comment()}{self.pick("", "  ")}

{self.pick("<!-- later -->" + chr(10) * 2, "")}{star}{one}{star} {star * 2}{one}{star * 2} end

[{one}]({target}){self.attributes()} ![{one}]({source})

> {self.join(words, self.pick("> ", ">", ""))}

{bullet}{pad}{self.join(rest, "    ")}
{bullet}{pad}{one}

1. {one}
{number}. {one}

|{pad}A{pad}|{pad}B{pad}|
|{pad}{rows}{pad}|{pad}{rows}{pad}|
|{pad}{one}{pad}|{pad}{rest[0]}{pad}|

!!! note "{one}"
    {self.join(words, "    ")}

{fence}{self.pick("", " ")}sh
{one}
{fence}

Some <kbd {tag}>{one}</kbd>{self.pick("<br>", "<br/>", "<br />")}end
"""


@st.composite
def two_ways(draw: st.DrawFn) -> tuple[str, str]:
    words = draw(LINES)
    return Way(draw).page(words), Way(draw).page(words)


@given(two_ways())
def test_harmless_rewrites_keep_the_hash(pages: tuple[str, str]) -> None:
    one, other = pages
    assert blocks(page(one)) == blocks(page(other))
    assert said(one) == said(other)


@given(two_ways(), st.data())
def test_other_words_change_the_hash(pages: tuple[str, str], data: st.DataObject) -> None:
    """A letter more, wherever there is one; `b` is in no word that must not change."""
    one, other = pages
    places = [
        at
        for at, char in enumerate(other)
        if char in "가나다한글XYZ"
    ]  # fmt: skip
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    assert said(one) != said(f"{other[:at]}쇼{other[at:]}")
    assert said(one) != said(f"{other[:at]}쇼{other[at + 1 :]}")


@given(st.text("ab가 \n#*_`~[](){}<>!|-=.:1\\\"'", max_size=120))
def test_any_text_has_a_meaning_for_each_part(text: str) -> None:
    here = page(text)
    assert len(meaning(here)) == len(shape(here))


@given(LINES, LINES)
def test_no_word_is_lost(words: list[str], more: list[str]) -> None:
    """Whatever stands in running text, code or raw HTML counts."""
    text = f"{' '.join(words)}\n\n<div>\n{' '.join(more)}\n</div>\n\n    {' '.join(more)}\n"
    told = " ".join(" ".join(one.own) for one in blocks(page(text)))
    assert all(word in told for word in (*words, *more))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[a](b.md 'T')", "[a](b.md 'U')"),
        ("![a](b.png)", "![c](b.png)"),
        ("`a`", "`b`"),
        ("```sh\na\n```", "```sh\nb\n```"),
        ("*[API]: a", "*[API]: b"),
        ("!!! note\n    a", "!!! warning\n    a"),
        ("{a b}", "{b a}"),
        ("a\n\nb", "a b"),
        ("---\ndescription: a\n---\n", "---\ndescription: b\n---\n"),
        ("<https://a.b>", "<https://a.c>"),
        ("a <b title='x'>c</b>", "a <b title='y'>c</b>"),
    ],
)
def test_what_readers_see_counts(one: str, other: str) -> None:
    assert said(one) != said(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[a][b]\n\n[b]: c.md", "[a](d.md)"),
        ("a <a href='b/'>c</a>", "a <a href='d/'>c</a>"),
        ("---\nchecked_on: 2026-01-01\n---\na", "---\nchecked_on: 2026-02-02\n---\na"),
        ("---\ntitle: A\n---\n# A", "# A"),
        ("# A\n\nb", "A\n===\n\nb"),
        (unicodedata.normalize("NFD", "한글"), "한글"),
        ("a\r\nb\r\n", "a b"),
    ],
)
def test_what_readers_do_not_see_does_not(one: str, other: str) -> None:
    assert said(one) == said(other)


def test_a_part_that_says_nothing_has_no_hash() -> None:
    assert said("<!-- a -->\n\n# B")[0] == ""
    assert said("# B\n\n<!-- a -->") == said("# B")
