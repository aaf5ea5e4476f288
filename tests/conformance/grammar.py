"""Markdown for hypothesis: blocks in containers, four deep; inlines in inlines; at times untidy."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from hypothesis import strategies as st

Text = st.SearchStrategy[str]

DEPTH = 4
WORDS = (
    "가",
    "설정",
    "값을",
    "한글 제목",
    "word",
    "Two words",
    "API",
    "x_y_z",
    "3*4",
    "don't",
    "A & B",
    "1.",
    "-",
)
TARGETS = (
    "a.md",
    "b.md#제목",
    "../c/d.md",
    "한글.md",
    "#top",
    "https://example.com/a_b?c=d&e=f",
    "e(f).md",
    "g%20h.md",
    "",
)
LABELS = ("ref", "두 말", "Ref 2", "nope")
IDS = ("one", "two", "제목", "a-b", "a_1")
NOISE = (
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "]",
    "](",
    ")",
    "!",
    "<",
    ">",
    "\\",
    "&amp;",
    "&#44032;",
    "{",
    "}",
    "~~",
    "|",
    ":",
    "\\[",
    "\\`",
    "<br>",
    "<!-- x -->",
)

words: Text = st.sampled_from(WORDS)
targets: Text = st.sampled_from(TARGETS)
labels: Text = st.sampled_from(LABELS)
ids: Text = st.sampled_from(IDS)
titles: Text = st.sampled_from(("", "", ' "제목"', " 'title'", ' "a "b" c"'))
attributes: Text = st.one_of(
    st.just(""),
    st.just(""),
    ids.map(lambda each: f"{{#{each}}}"),
    ids.map(lambda each: f"{{: #{each} .x }}"),
    st.sampled_from(("{.x}", '{ width="1" }', "{: }", "{#a b}")),
)


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)


def _around(open_: str, close: str) -> Callable[[str], str]:
    return lambda text: f"{open_}{text}{close}"


def _larger(inline: Text) -> Text:
    return st.one_of(
        st.sampled_from(("*", "**", "_", "__", "***", "~~")).flatmap(
            lambda mark: inline.map(_around(mark, mark))
        ),
        st.builds("[{}]({}{}){}".format, inline, targets, titles, attributes),
        st.builds("[{}](<{}>)".format, inline, targets),
        st.builds("![{}]({}{}){}".format, inline, targets, titles, attributes),
        st.builds("[{}][{}]".format, inline, labels),
        st.builds("![{}][{}]".format, inline, labels),
        st.builds('<a href="{}" id="{}">{}</a>'.format, targets, ids, inline),
        st.builds('<span id="{}">{}</span>'.format, ids, inline),
        st.builds("{}\n{}".format, inline, inline),
        st.lists(inline, min_size=1, max_size=4).map(_joined),
        st.lists(inline, min_size=1, max_size=3).map("".join),
    )


_SMALL: Text = st.one_of(
    words,
    words,
    words,
    st.sampled_from(
        ("`code`", "`[a](b.md)`", "`` ` ``", "<https://example.com/x>", "<a@example.com>")
    ),
    labels.map(_around("[", "]")),
    labels.map(_around("[", "][]")),
    st.sampled_from(("[^1]", "[^둘]", "[^nope]")),
    targets.map(_around('<img src="', '" alt="그림">')),
    st.sampled_from(NOISE),
)
inlines: Text = st.recursive(_SMALL, _larger, max_leaves=6)
lines: Text = inlines.map(lambda text: text.replace("\n", " "))


def _indented(text: str, by: int) -> str:
    return textwrap.indent(text, " " * by)


def _after_marker(marker: str, text: str, by: int) -> str:
    first, _, rest = text.partition("\n")
    return f"{marker}{first}" + (f"\n{_indented(rest, by)}" if rest else "")


def _quoted(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" for line in text.split("\n"))


def _table(header: list[str], rows: list[list[str]]) -> str:
    written = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in written)


cells = st.lists(lines, min_size=1, max_size=3)
headings: Text = st.one_of(
    st.builds("{} {} {}".format, st.sampled_from(("#", "##", "###")), lines, attributes),
    st.builds("{} {} ##".format, st.sampled_from(("#", "##")), lines),
    st.builds("{} {}\n{}".format, lines, attributes, st.sampled_from(("===", "---"))),
)
definitions: Text = st.one_of(
    st.builds("[{}]: {}{}".format, labels, targets, titles),
    st.builds("[{}]: <{}>".format, labels, targets),
    st.builds("*[API]: {}".format, words),
)
html_blocks: Text = st.one_of(
    st.builds('<div id="{}">\n{}\n</div>'.format, ids, inlines),
    st.builds('<p id="{}">{}</p>'.format, ids, lines),
    st.builds('<a id="{}"></a>'.format, ids),
    st.builds('<img src="{}" alt="그림">'.format, targets),
    st.builds("<!-- {} -->".format, words),
    st.builds("<!--\n{}\n-->".format, inlines.filter(lambda text: "--" not in text)),
)
fences: Text = st.builds(
    "{0}{1}\n{2}\n{0}".format,
    st.sampled_from(("```", "~~~", "````")),
    st.sampled_from(("", "python", " { .python #code }", '{.py title="x"}')),
    inlines,
)
leaves: Text = st.one_of(
    inlines,
    inlines,
    headings,
    headings,
    definitions,
    html_blocks,
    fences,
    inlines.map(lambda text: _indented(text, 4)),
    st.builds(_table, cells, st.lists(cells, max_size=2)),
    st.builds("{}\n{{: #{} }}".format, inlines, ids),
    st.sampled_from(("---", "* * *", "{: #alone }", "[TOC]")),
)
SEPARATORS = ("\n\n",) * 6 + ("\n", "\n\n\n")


@st.composite
def _several(draw: st.DrawFn, block: Text) -> str:
    text = draw(block)
    for each in draw(st.lists(block, max_size=2)):
        text += draw(st.sampled_from(SEPARATORS)) + each
    return text


BLOCKS = (
    "note",
    "note | 제목 *둘*",
    "admonition | ## 제목 {#two}",
    "details | 요약",
    "tab | 탭",
    "tab | [Tab](a.md)",
    "html | div",
    "html | p",
    "html | section#one.x",
    "define",
    "figure-caption",
    "caption | < #two",
    "unknown",
)
OPTIONS = (
    *("", "", "", ""),
    "\n    type: tip",
    "\n    attrs: {id: three, class: x}",
    "\n    open: true",
    "\n    new: true\n",
)
_SLASHES = re.compile("/{3,}")
_MARKER = re.compile(r"^[> ]*(?:[>:*+!=?-]|\d+\.|\[\^)", re.MULTILINE)


def _slashed(head: str, options: str, text: str, more: int) -> str:
    longest = max((len(each) for each in _SLASHES.findall(text)), default=2)
    fence = "/" * max(3, longest + more)
    return f"{fence} {head}{options}\n{text}\n{fence}"


def renders_once(text: str) -> bool:
    """Whether no generic block starts right below another one that starts in a list or the like.

    pymdownx renders these over and over, until Python's stack is full.
    """
    return not any(
        _MARKER.search(block) and len(_SLASHES.findall(block)) > 1
        for block in re.split(r"\n[> ]*\n", text)
    )


def _contained(block: Text, slashes: bool = False) -> Text:
    found = _containers(block)
    if not slashes:
        return found
    heads, options = st.sampled_from(BLOCKS), st.sampled_from(OPTIONS)
    more = st.sampled_from((1, 1, 1, 0))
    return st.one_of(st.builds(_slashed, heads, options, _several(block), more), found)


def _containers(block: Text) -> Text:
    inner = _several(block)
    head = st.sampled_from(
        ("!!! note", '!!! tip "제목"', "??? note", '???+ warning "t"', '=== "탭"', '=== "Tab"')
    )
    return st.one_of(
        st.builds(
            _after_marker, st.sampled_from(("-   ", "*   ", "1.  ", ":   ")), inner, st.just(4)
        ),
        st.builds(_after_marker, st.sampled_from(("- ", "1. ")), inner, st.sampled_from((2, 3, 4))),
        st.builds("{}\n{}".format, words, inner.map(lambda text: _after_marker(":   ", text, 4))),
        st.builds(_quoted, inner, st.sampled_from(("> ", ">"))),
        st.builds(
            "{}{}{}".format,
            head,
            st.sampled_from(("\n", "\n\n")),
            inner.map(lambda text: _indented(text, 4)),
        ),
        st.builds(
            "[^{}]:\n{}".format,
            st.sampled_from(("1", "둘")),
            inner.map(lambda text: _indented(text, 4)),
        ),
        st.builds("[^{}]: {}".format, st.sampled_from(("1", "둘")), inlines),
        st.builds('<div id="{}" markdown>\n\n{}\n\n</div>'.format, ids, inner),
        st.builds("<div markdown>\n{}\n</div>".format, inner),
        st.builds(
            "<details markdown>\n<summary>{}</summary>\n\n{}\n\n</details>".format, words, inner
        ),
    )


def _documents(slashes: bool) -> Text:
    blocks = leaves
    for _ in range(DEPTH):
        blocks = st.one_of(leaves, _contained(blocks, slashes))
    parts = st.lists(st.tuples(blocks, st.sampled_from(SEPARATORS)), min_size=1, max_size=4)
    return parts.map(lambda parts: "".join(block + separator for block, separator in parts))


documents = _documents(slashes=False)
_GENERIC = _documents(slashes=True)


@st.composite
def _generic(draw: st.DrawFn) -> str:
    """A short name: hypothesis writes down what a filter stands behind, which takes gigabytes."""
    return draw(_GENERIC)


generic_blocks = _generic().filter(renders_once)

# Anything at all, but mostly the characters that Markdown cares about.
TOKENS = (
    *WORDS,
    *TARGETS,
    *NOISE,
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "===",
    "---",
    "```",
    "~~~",
)
MORE = (
    "!!! note\n",
    "??? x\n",
    '=== "t"\n',
    ":   ",
    "[^1]: ",
    "[ref]: ",
    "<div>",
    "</div>",
    "<div markdown>",
    "<!--",
    "-->",
)
MARKS = (
    "{#id}",
    "{: #id }",
    "\r\n",
    "\r",
    "\x02",
    "\x03",
    "\u2028",
    "\x0c",
    "﻿",
    '--8<-- "a.md"',
    "$$",
    "^^",
    "==",
    "++",
    "/// note\n",
    "/// html | div\n",
    "/// tab | t\n",
    "///\n",
)
soup: Text = st.lists(
    st.one_of(st.sampled_from((*TOKENS, *MORE, *MARKS)), st.text(max_size=3)), max_size=40
).map("".join)
