"""Emphasis against Python-Markdown's and pymdownx's own inline patterns."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from munjigi.reader import emphasis as module
from munjigi.reader import quick
from munjigi.reader.delimiters import classify, tables
from munjigi.reader.dialect import Dialect, build_dialect
from munjigi.reader.emphasis import Mark, emphasis

Entries = tuple[tuple[str, dict[str, Any]], ...]

BETTEREM, TILDE, CARET, MARK = (
    f"pymdownx.{name}" for name in ("betterem", "tilde", "caret", "mark")
)
SETTINGS: dict[str, Entries] = {
    "core": (),
    "legacy_em": (("legacy_em", {}),),
    **{
        f"betterem {smart} {punctuation}": (
            (BETTEREM, {"smart_enable": smart, "punctuation": punctuation}),
        )
        for smart in ("all", "underscore", "asterisk", "none")
        for punctuation in (True, False)
    },
    "betterem beats legacy_em": ((BETTEREM, {}), ("legacy_em", {})),
    "tilde": ((TILDE, {}),),
    "tilde smart": ((TILDE, {"smart_delete": True}),),
    "tilde spaces": ((TILDE, {"no_space": False}),),
    "tilde without sub": ((TILDE, {"subscript": "no", "smart_delete": "yes"}),),
    "tilde without del": ((TILDE, {"delete": False}),),
    "tilde without both": ((TILDE, {"delete": False, "subscript": False}),),
    "tilde without del, smart": ((TILDE, {"delete": False, "smart_delete": True}),),
    "tilde punctuation": ((TILDE, {"punctuation": True, "smart_delete": True}),),
    "caret": ((CARET, {}),),
    "caret without sup": ((CARET, {"superscript": False}),),
    "mark": ((MARK, {}),),
    "mark smart": ((MARK, {"smart_mark": True}),),
    "all": ((BETTEREM, {}), (TILDE, {}), (CARET, {}), (MARK, {})),
    "all beside the core": ((TILDE, {}), (CARET, {}), (MARK, {})),
}
SIZES = {"em": 2, "strong": 4, "del": 4, "sub": 2, "ins": 4, "sup": 2, "mark": 4}
TABLE = (
    "*a* **b** ***c***",
    "_a_ __b__ ___c___",
    "**앱 ID(App ID)**를 복사합니다.",
    "**앱 ID(App ID)** 를 *저장*합니다.",
    "__앱 ID(App ID)__를 _저장_합니다.",
    "**\u201c토큰\u201d**은 **'키'**와 다릅니다.",
    "**`c`**를 누르고 *`c`를* 봅니다.",
    "snake_case_name and __init__ and a*b*c",
    "**a *b* c** *d **e** f*",
    "***a* b** ***a** b* **a *b*** *a **b***",
    "**a * b** 5 * 3 * 2",
    "* a* *a * **a ** ** a**",
    "*a **b* c**",
    "**bold with *em* and snake_case** and *more*",
    "_open *a* b_c *d* e",
    "*a\nb* **c\n\nd**",
    r"\*a* **b\*** *c\*d*",
    "~~a~~ ~b~ ~~~c~~~ H~2~O ~a b~ ~~a b~~ a~~b~~c",
    "^^a^^ ^b^ ^^^c^^^ x^2^ ^a b^ ^^a b^^ a^^b^^c",
    "==a== ==b c== ===d=== a==b==c =e=",
    "**~~a~~ ==b==** ~~*c* d~~ ^^**e**^^ ==~f~==",
    "**a ~~b** c~~ *d ^e* f^",
    "_***(.b**a***a*_*b",
    "****.*** *~~***",
    "***.*_***b**__",
    "_***.****.****__",
    "*",
    "**",
    "*" * 20,
    "",
)
MASKED = re.compile(r"`c`|\\(.)", re.DOTALL)


class Real:
    """Python-Markdown with no inline patterns but code spans, escapes and delimiters."""

    kept = ("backtick", "escape", "em_strong", "delimiter")

    def __init__(self, entries: Entries) -> None:
        names = [name for name, _ in entries]
        self.markdown = Markdown(extensions=names, extension_configs=dict(entries))
        patterns = self.markdown.inlinePatterns
        for item in list(patterns._priority):
            if item.name not in self.kept:
                patterns.deregister(item.name)

    def render(self, text: str, revisited: bool) -> str:
        self.markdown.reset()
        for pattern in self.markdown.inlinePatterns:
            if hasattr(pattern, "delimiters"):
                pattern.reset()
        root = etree.Element("div")
        paragraph = etree.SubElement(root, "p")
        paragraph.text = text
        more = etree.SubElement(paragraph, "ul") if revisited else None
        self.markdown.treeprocessors["inline"].run(root)
        if more is not None:
            paragraph.remove(more)
        self.markdown.treeprocessors["unescape"].run(root)
        rendered = etree.tostring(paragraph, encoding="unicode")
        return rendered.removeprefix("<p>").removesuffix("</p>").replace("<p />", "")

    def mask(self, text: str) -> str:
        escaped = self.markdown.ESCAPED_CHARS

        def masked(match: re.Match[str]) -> str:
            if match[1] is None:
                return "\x02x\x03"
            return "\x02\x03" if match[1] in escaped else match[0]

        return MASKED.sub(masked, text)


REAL = {name: Real(entries) for name, entries in SETTINGS.items()}
DIALECTS = {name: build_dialect(entries) for name, entries in SETTINGS.items()}


def rebuilt(text: str, masked: str, marks: list[Mark]) -> str:
    """The HTML that the marks stand for."""
    at: dict[int, list[str]] = {}
    delimiters: set[int] = set()
    for mark in sorted(marks, key=lambda mark: (mark.inner_end, -mark.start)):
        at.setdefault(mark.inner_end, []).append(f"</{mark.kind}>")
    for mark in marks:
        at.setdefault(mark.start, []).append(f"<{mark.kind}>")
        delimiters.update(range(mark.start, mark.inner_start))
        delimiters.update(range(mark.inner_end, mark.end))
    parts: list[str] = []
    for index in range(len(text) + 1):
        parts += at.get(index, [])
        if masked.startswith("\x02x\x03", index):
            parts.append("<code>c</code>")
        elif masked.startswith("\x02\x03", index):
            parts.append(html.escape(text[index + 1], quote=False))
        elif index < len(text) and index not in delimiters and masked[index] not in "x\x03":
            parts.append(html.escape(text[index], quote=False))
        elif masked[index : index + 1] == "x" and "\x02" not in masked[max(0, index - 1) : index]:
            parts.append("x")
    return "".join(parts)


def garbled(text: str, rendered: str) -> bool:
    """Whether Python-Markdown lost or doubled text (see the docstring of `emphasis`)."""
    tags = re.findall("<(em|strong|del|sub|ins|sup|mark)>", rendered)
    seen = html.unescape(re.sub("<[^>]*>", "", rendered))
    written = MASKED.sub(lambda match: match[1] or "c", text)

    def words(text: str) -> str:
        return re.sub("[*_~^=]", "", text)

    lost = len(seen) + sum(SIZES[tag] for tag in tags) != len(written)
    return lost or words(seen) != words(written)


def check(name: str, text: str, revisited: bool = False) -> None:
    real = REAL[name]
    masked = real.mask(text)
    marks = emphasis(masked, DIALECTS[name], revisited=revisited)
    rendered = real.render(text, revisited)
    if garbled(text, rendered):
        assert name in NOT_BETTER
        return
    assert rebuilt(text, masked, marks) == rendered


# betterem never loses or doubles text where nothing but Python-Markdown is beside it.
NOT_BETTER = [name for name in SETTINGS if not name.startswith(("betterem", "all"))]
NOT_BETTER += ["all", "all beside the core"]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("text", TABLE)
@pytest.mark.parametrize("revisited", [False, True])
def test_same_marks(name: str, text: str, revisited: bool) -> None:
    check(name, text, revisited)


SIGNS = ("*", "**", "***", "_", "__", "~", "~~", "^", "^^", "=", "==")
WORDS = (
    "a",
    "b c",
    " ",
    ".",
    "(",
    ")",
    "\n",
    "가",
    "를",
    "앱 ID(App ID)",
    "`c`",
    "\\*",
    "\\_",
    "`c` ",
)
PIECES = st.sampled_from((*SIGNS, *WORDS))
TEXTS = st.lists(PIECES, max_size=14).map("".join).filter(lambda text: "``" not in text)


@pytest.mark.parametrize("name", SETTINGS)
@given(text=TEXTS | st.text("*_ab ~^=\n.", max_size=14), revisited=st.booleans())
def test_same_marks_of_any_text(name: str, text: str, revisited: bool) -> None:
    check(name, text, revisited)


@given(text=TEXTS)
@pytest.mark.parametrize("name", ["core", "betterem all True", "mark", "all beside the core"])
def test_quick_way_is_the_full_way(name: str, text: str) -> None:
    setup = quick.setup_of(DIALECTS[name])
    masked = REAL[name].mask(text)
    marks = quick.quick_marks(masked, setup)
    if marks is not None:
        full = sorted(module._Reader(masked, setup).read(revisited=False))
        assert marks == full


def test_places() -> None:
    text = "**앱 ID**를 *a*"
    assert emphasis(text, DIALECTS["core"]) == [
        Mark(0, 8, 2, 6, "strong"),
        Mark(10, 13, 11, 12, "em"),
    ]
    assert emphasis("plain", DIALECTS["core"]) == []


def test_outer_marks_come_first() -> None:
    marks = emphasis("***a*** **b *c***", DIALECTS["core"])
    assert [(mark.start, mark.kind) for mark in marks] == [
        (0, "strong"),
        (2, "em"),
        (8, "strong"),
        (12, "em"),
    ]


def test_text_around_a_string_goes_on_but_ends_at_an_element() -> None:
    dialect = DIALECTS["core"]
    around, between = (emphasis(f"_\x02{filler}\x03**a*_", dialect) for filler in "sx")
    assert [mark.kind for mark in around] == ["em"]
    assert [mark.kind for mark in between] == ["em", "em"]
    check("core", "_`c`**a*_")
    check("core", "_\\***a*_")


@pytest.mark.parametrize("name", ["core", "betterem all True", "tilde smart", "all"])
def test_every_boundary_is_what_the_real_patterns_say(name: str) -> None:
    """Whatever stands before and after a run of one to four."""
    patterns = REAL[name].markdown.inlinePatterns
    chars = ["", " ", "a", "가", "_", "*", ".", "。", "$", "\x02", "\x03", "\n"]
    by_token = {}
    for pattern in patterns:
        for token, real in getattr(pattern, "delimiters", {}).items():
            by_token[token] = real
    for table in tables(DIALECTS[name]):
        for token, delimiter in table.items():
            for before in chars:
                for length in (1, 2, 3, 4):
                    for after in chars:
                        if after == token:
                            continue
                        run = before + token * length + after
                        match = by_token[token].boundary.match(run, len(before))
                        kind = re.sub(r"\d", "", match.lastgroup) if match else None
                        expected = (kind, match.end() - match.start()) if match else None
                        found = classify(delimiter, before or None, length, after or None)
                        assert found == expected, run


SHAPES = {
    "unpaired run": lambda n: "*" * n + "a",
    "unpaired openers": lambda n: "*a " * n,
    "ambiguous runs": lambda n: "a*a**a***" * (n // 6),
    "nested": lambda n: "**a " * (n // 2) + " a**" * (n // 2),
    "in one another": lambda n: "**x " + "*a _b* " * (n // 3) + "y**",
    "two kinds": lambda n: "_a *b " * (n // 2),
    "good ones": lambda n: "*a* **b** " * (n // 6),
    "words": lambda n: "a_b " * n,
    "sub and sup": lambda n: "~~~a~ ^b" * (n // 5),
    "opener and much text": lambda n: "*" * n + "a" + " " * 50 * n,
}


@pytest.mark.untraced
@pytest.mark.parametrize("name", ["core", "betterem all True", "all", "tilde smart"])
@pytest.mark.parametrize("shape", SHAPES)
def test_long_texts_come_to_an_end(name: str, shape: str) -> None:
    text = SHAPES[shape](15_000)
    assert all(mark.end <= len(text) for mark in emphasis(text, DIALECTS[name]))


@pytest.mark.parametrize("grace", range(0, 40, 3))
def test_nothing_but_text_beyond_the_bound(monkeypatch: pytest.MonkeyPatch, grace: int) -> None:
    text = "a**a*a*a**a*a **b *c* d* ~~e~ f*a**b " * 10
    every = emphasis(text, DIALECTS["all"])
    monkeypatch.setattr(module, "STEPS", 0)
    monkeypatch.setattr(module, "GRACE", grace)
    some = emphasis(text, DIALECTS["all"])
    assert len(some) < len(every)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in some)


@given(st.text("*_~^=a \x02\x03x\n") | st.text())
@pytest.mark.parametrize("name", ["core", "all", "all beside the core", "tilde without del, smart"])
def test_any_string_is_fine(name: str, text: str) -> None:
    for mark in emphasis(text, DIALECTS[name]):
        assert 0 <= mark.start < mark.inner_start <= mark.inner_end < mark.end <= len(text)


def test_many_dialects() -> None:
    for _ in range(50):
        assert len(emphasis("*a*", Dialect())) == 1
