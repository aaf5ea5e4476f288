"""Fences against the preprocessors of pymdown-extensions and Markdown themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymdownx.arithmatex import arithmatex_fenced_format
from pymdownx.superfences import (
    default_validator,
    fence_code_format,
    fence_div_format,
    highlight_validator,
)

from munjigi.reader.dialect import Dialect, Named, build_dialect, mkdocs_dialect
from munjigi.reader.fences import FenceBlock, mask_fences
from munjigi.reader.lineanchors import LineAnchor, line_anchors

SUPER = "pymdownx.superfences"
HIGHLIGHT = "pymdownx.highlight"
Config = dict[str, dict[str, Any]]

CODE_FORMAT = Named("pymdownx.superfences.fence_code_format")
DIV_FORMAT = Named("pymdownx.superfences.fence_div_format")
MATHJAX = Named("pymdownx.arithmatex.arithmatex_fenced_format", {"mode": "mathjax"})
DEFAULT_CHECK = Named("pymdownx.superfences.default_validator")
HIGHLIGHT_CHECK = Named("pymdownx.superfences.highlight_validator")


def accepts_options(
    language: str, inputs: Mapping[str, str], options: dict[str, str], *_: object
) -> bool:
    options.update(inputs)
    return bool(inputs)


EXEC = Named("some.plugin.validator")
REAL: dict[str, Callable[..., Any]] = {
    CODE_FORMAT.name: fence_code_format,
    DIV_FORMAT.name: fence_div_format,
    DEFAULT_CHECK.name: default_validator,
    HIGHLIGHT_CHECK.name: highlight_validator,
    EXEC.name: accepts_options,
}


def real(value: Any) -> Any:
    """The settings with Python objects in place of names."""
    if value == MATHJAX:
        return arithmatex_fenced_format(mode="mathjax")
    if isinstance(value, Named):
        return REAL[value.name]
    if isinstance(value, dict):
        return {key: real(one) for key, one in value.items()}
    return [real(one) for one in value] if isinstance(value, list) else value


class Spy:
    """A dialect, and a Markdown instance for the same settings that shows what it masks."""

    def __init__(self, settings: Config) -> None:
        self.dialect: Dialect = build_dialect(settings.items())
        self.settings = real(settings)

    def run(self, text: str) -> tuple[str, list[str]]:
        """The text after the fences' preprocessor, with what it put aside."""
        md = markdown.Markdown(extensions=list(self.settings), extension_configs=self.settings)
        lines = md.preprocessors["fenced_code_block"].run(text.split("\n"))
        return "\n".join(lines), [str(block) for block in md.htmlStash.rawHtmlBlocks]


CUSTOM = [
    {"name": "mermaid", "class": "mermaid", "format": CODE_FORMAT},
    {"name": "math", "class": "arithmatex", "format": MATHJAX},
    {"name": "div", "class": "div", "format": DIV_FORMAT, "validator": DEFAULT_CHECK},
    {"name": "none", "class": "none", "format": None},
    {"name": "nameless"},
    {"name": "hl", "class": "hl", "format": CODE_FORMAT, "validator": HIGHLIGHT_CHECK},
    {"name": "py", "class": "run", "format": CODE_FORMAT, "validator": EXEC},
]
STAR = [{"name": "*", "class": "x", "format": CODE_FORMAT}]
SETTINGS: dict[str, Config] = {
    "super": {SUPER: {}},
    "attributes": {"attr_list": {}, SUPER: {"custom_fences": CUSTOM}, HIGHLIGHT: {}},
    "relaxed": {"attr_list": {}, SUPER: {"relaxed_headers": True, "custom_fences": CUSTOM}},
    "star": {"attr_list": {}, SUPER: {"custom_fences": STAR}},
    "quotes": {"pymdownx.quotes": {}, SUPER: {}},
    "no pygments": {"attr_list": {}, SUPER: {}, HIGHLIGHT: {"use_pygments": False}},
    "no classes": {SUPER: {}, HIGHLIGHT: {"noclasses": True}},
    "spans": {SUPER: {"custom_fences": CUSTOM}, HIGHLIGHT: {"line_spans": "__span"}},
    "anchors": {
        SUPER: {},
        HIGHLIGHT: {"line_spans": "s", "anchor_linenums": True, "linenums": True},
    },
    "kept newlines": {
        SUPER: {},
        HIGHLIGHT: {"line_anchors": "a", "stripnl": False, "linenums_style": "inline"},
    },
    "fenced_code": {"fenced_code": {}},
    "fenced_code attributes": {"attr_list": {}, "fenced_code": {}},
    "codehilite": {"attr_list": {}, "fenced_code": {}, "codehilite": {}},
    "codehilite plain": {"fenced_code": {}, "codehilite": {"use_pygments": False}},
}
SPIES = {name: Spy(settings) for name, settings in SETTINGS.items()}


class Ids(HTMLParser):
    """Ids, and fragments that `href`s lead to, in the order of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            elif key == "href" and value and value.startswith("#"):
                self.fragments.append(value[1:])


def closed_blocks(blocks: Mapping[int, FenceBlock]) -> list[FenceBlock]:
    return [block for block in blocks.values() if block.closed]


def assert_same(text: str, spy: Spy) -> None:
    masked, blocks = mask_fences(text, spy.dialect)
    assert len(masked) == len(text)
    try:
        expected, stash = spy.run(text)
    except TypeError:
        assert "linenums" in text  # fenced_code cannot render a number that is no boolean
        return
    numbers = iter(range(len(text)))
    shown = re.sub("\x02x*\x03", lambda _: f"\x02wzxhzdk:{next(numbers)}\x03", masked)
    assert shown == expected
    assert len(stash) == len(closed_blocks(blocks))
    for offset, block in blocks.items():
        assert_places(text, masked, offset, block)
    for block, html in zip(closed_blocks(blocks), stash, strict=True):
        assert_ids(text, block, html, spy.dialect)


def assert_places(text: str, masked: str, offset: int, block: FenceBlock) -> None:
    assert text.startswith(block.marker, block.start)
    assert text[: block.start].endswith(block.prefix)
    line = text[block.start : block.code_start].partition("\n")[0]
    assert line.removeprefix(block.marker).strip() == block.info
    assert block.start <= block.code_start <= block.code_end <= len(text)
    assert block.language in block.info
    assert masked[offset] == ("\x02" if block.closed else text[offset])
    if block.closed:
        assert block.code_end <= block.end
        closing = text[block.code_end : block.end].lstrip("> ").rstrip(" ")
        assert closing == block.marker
    else:
        assert text[block.start : block.end].rstrip(" ").endswith(block.info)


def assert_ids(text: str, block: FenceBlock, html: str, dialect: Dialect) -> None:
    found = Ids(html)
    anchors = line_anchors(text, [block], dialect)
    expected = ([block.id] if block.id else []) + [anchor.id for anchor in anchors]
    assert sorted(found.ids) == sorted(expected)
    assert sorted(found.fragments) == sorted(anchor.id for anchor in anchors if anchor.linked)
    if block.id:
        assert text[block.id_start : block.id_end].startswith(block.id.partition("&")[0])


INFOS = (
    "",
    "py",
    " py ",
    ".py",
    "c++",
    "파이썬",
    "py3 hl_lines='1'",
    'py title="a b" linenums="1"',
    'py linenums="5 2 3"',
    'py linenums="0"',
    'linenums="1"',
    "linenums",
    'py title="a" title',
    'title="a" b" linenums="1"',
    "title='a \" b' title=\"c",
    'py hl_lines="x"',
    'py foo="bar"',
    "py something else",
    "{.py}",
    "{ .py #my-id }",
    "py {#my-id .cls}",
    'py { id="a b" data-x="1" }',
    "{ #one #two .py linenums='2' title=\"t\" }",
    "{ .py linenums }",
    "{ .py title }",
    "{ id .py }",
    "{ # .py }",
    "{.py href=x use_pygments=false #u}",
    "{.py use_pygments=true #u}",
    "{.py a} b}",
    "{.py = } }",
    "{}",
    "{",
    "{ }",
    "py{.x}",
    "py }",
    "`",
    "``` x",
    "~",
    "mermaid",
    "mermaid title",
    "mermaid {#m .x key='v'}",
    "{.mermaid #m}",
    "math {#formula}",
    "div {#d a=b}",
    "none",
    "nameless",
    "hl title='x'",
    "hl {#h hl_lines=1}",
    "py exec='1'",
    "{.py exec=1 #e}",
    "\u3000x",
    "py \u3000",
    'py title="a\u3000b"',
    "&amp;",
    "{#a&amp;b}",
    "{#a&b&copy}",
    "{#a id='q\"r'}",
    'hl_lines="1 2"',
    'py hl_lines="1" x',
)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("info", INFOS)
def test_info_strings(name: str, info: str) -> None:
    for marker in ("```", "~~~~"):
        assert_same(f"# A\n\n{marker}{info}\n\ncode\n\n  more\n\n{marker}\n\nend\n\n", SPIES[name])


DOCUMENTS = (
    "",
    "no fence at all ``` here\n\n",
    "```\n```\n\n",
    "```\n\n```\n\n",
    "```\n\n\n```\n\n",
    "```py\n```",
    "```py",
    "text\n```\ncode\n```\ntext\n\n",
    "````\n```\ncode\n```\n````\n\n",
    "````\n```\ncode\n`````\n````   \n\n",
    "~~~\n```\n~~~\n```\n\n",
    "- a\n\n    ```py\n    code\n\n      more\n    ```\n\n- b\n\n",
    "- a\n\n    ```py\n    code\n  out\n    ```\n\n```\nx\n```\n\n",
    "- ```py\n  code\n  ```\n\n",
    "> ```py\n> code\n>\n> more\n> ```\n\n",
    "> ```py\n> code\n\n> more\n> ```\n\n",
    "> ```py\n> code\nmore\n> ```\n\n",
    "> > ```py\n> > code\n> lazy\n> > ```\n\n",
    "> > ```py\n> >\n> lazy x\n> > ```\n\n",
    "> ```\n> > deeper\n> ```\n\n",
    ">     ```\n>     x\n>     ```\n\n",
    " ```\n> a\n ```\n\n",
    "  ```\n  a\n\u3000\n  ```\n\n",
    "  ```\n  a\n  ``` x\n  ```\n\n",
    "    ```\n    indented\n    ```\n\n",
    "!!! note\n    ```\n    a\n    ```\n\n    > ```\n    > b\n    > ```\n\n",
    "``` x y z !\n```\n\ntext\n\n```\nswallowed\n```\n\n",
    "```\nnever closed\n\n~~~\na\n~~~\n",
    "~~~\na\n~~~\n```\nb\n```\n\n",
    "```\na\n```\n```\nb\n```",
    "<!--\n```\na\n```\n-->\n\n",
    "a ```\nb\n```\nc\n\n",
)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("text", DOCUMENTS)
def test_documents(name: str, text: str) -> None:
    assert_same(text, SPIES[name])


PREFIX = st.sampled_from(["", "", "", " ", "  ", "    ", "> ", ">", "> > ", ">> ", "    > ", "- "])
BODY = st.sampled_from(
    ["", "code", "> code", "  x", "\u3000", "```", "~~~", "````", "``` ", "```x"]
)
INFO = st.sampled_from(INFOS) | st.text("ab=\"' {}.#-1\u3000", max_size=12)
OPENING = st.builds("{}{}".format, st.sampled_from(["```", "```", "~~~", "````"]), INFO)
LINE = st.builds("{}{}".format, PREFIX, BODY | OPENING)
TEXT = st.lists(LINE, max_size=12).map(lambda lines: "\n".join(lines) + "\n\n")


@pytest.mark.parametrize("name", SETTINGS)
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_any_lines(name: str, text: str) -> None:
    assert_same(text, SPIES[name])


@settings(max_examples=400, deadline=None)
@given(info=st.text("ab=\"' t", max_size=14))
def test_any_options(info: str) -> None:
    assert_same(f"```{info.replace('t', 'title')}\nx\n```\n\n", SPIES["attributes"])


def test_open_fences_are_told_of() -> None:
    for name in ("super", "fenced_code"):
        text, blocks = mask_fences("a\n\n```py\nb\n\n~~~\nc\n~~~~\n", SPIES[name].dialect)
        assert "\x02" not in text
        assert next((block.start, block.closed) for block in blocks.values()) == (3, False)


def test_no_extension_no_fences() -> None:
    text = "```\na\n```\n"
    assert mask_fences(text, Dialect()) == (text, {})
    assert mask_fences("plain", mkdocs_dialect(())) == ("plain", {})


def test_the_extension_registered_last_counts() -> None:
    for names in (["extra", SUPER], [SUPER, "extra"]):
        assert_same("x\n```\na\n```\ny\n\n> ```\n> b\n> ```\n\n", Spy({name: {} for name in names}))


def test_line_anchors_stand_where_their_code_does() -> None:
    text = "> ```py linenums='3'\n>\n> one\n> two\n> ```\n\n"
    spy = Spy({SUPER: {}, HIGHLIGHT: {"anchor_linenums": True}})
    _, blocks = mask_fences(text, spy.dialect)
    assert line_anchors(text, blocks.values(), spy.dialect) == [
        LineAnchor("__codelineno-0-3", text.index("one"), True),
        LineAnchor("__codelineno-0-4", text.index("two"), True),
    ]
    assert line_anchors(text, blocks.values(), SPIES["super"].dialect) == []


def test_numbers_go_on_from_fence_to_fence() -> None:
    spy = SPIES["attributes"]
    text = "```\na\n```\n\n```mermaid\nb\n```\n\n```py\nc\n```\n\n"
    _, blocks = mask_fences(text, spy.dialect)
    assert [block.number for block in blocks.values()] == [0, -1, 1]
    spans = Spy({SUPER: {}, HIGHLIGHT: {"line_spans": "s"}})
    _, stash = spans.run(text)
    _, blocks = mask_fences(text, spans.dialect)
    ours = [anchor.id for anchor in line_anchors(text, blocks.values(), spans.dialect)]
    assert ours == [one for html in stash for one in Ids(html).ids]


@pytest.mark.untraced
@pytest.mark.parametrize("name", ["super", "relaxed", "fenced_code attributes"])
@pytest.mark.parametrize(
    "text",
    [
        "```\n" * 100_001,
        "".join(f"{' ' * (i % 300)}```\n" for i in range(100_000)),
        "".join(f"{'`' * (3 + i % 400)}\n" for i in range(100_000)),
        "> ```\n" * 100_001,
        ">" * 1_000_000 + "```\n" + ">" * 1_000_000,
        "```" + ' a="x"' * 200_000 + " !\n",
        "```" + " " * 1_000_000 + "!\n",
        "```" + "a" * 1_000_000 + "!\n```\n",
        "```{" + ' a="x' * 200_000 + "}\n```\n",
        "```{" + "a" * 1_000_000 + "}\n```\n",
        "``` " * 300_000,
        "```hl_lines=" + "\" '" * 300_000 + "x\n",
        " x```" * 200_000 + "\n```\n",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_long_texts_come_to_an_end(name: str, text: str) -> None:
    masked, _ = mask_fences(text, SPIES[name].dialect)
    assert len(masked) == len(text)
