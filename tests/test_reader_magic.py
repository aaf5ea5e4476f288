"""Links without markup and other small patterns against the extensions themselves."""

from __future__ import annotations

import html
import re
import warnings
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx import emoji as their_emoji
from pymdownx import emoji1_db, gemoji_db, keymap_db, twemoji_db

from munjigi.reader import visible
from munjigi.reader.dialect import Dialect, Named, build_dialect
from munjigi.reader.keynames import ALIASES, NAMES
from munjigi.reader.keys import early_keys, keys
from munjigi.reader.magic import AUTOLINK, MagicLink, magic_links, wikilinks
from munjigi.reader.replacement import Replacement, mask, masked
from munjigi.reader.shorthand import shorthand_links
from munjigi.reader.symbols import symbols

AMP = "\x02amp\x03"
MAGIC = "pymdownx.magiclink"
SHORT = {"repo_url_shorthand": True, "social_url_shorthand": True}
HOST = {"type": "gitlab", "host": "https://Git.example.com/", "label": "Ours"}


def real(names: dict[str, dict[str, Any]], *kept: str) -> Markdown:
    """Python-Markdown with only those inline patterns whose names start as in `kept`."""
    markdown = Markdown(extensions=list(names), extension_configs=names)
    for item in list(markdown.inlinePatterns._priority):
        if not item.name.startswith(kept):
            markdown.inlinePatterns.deregister(item.name)
    return markdown


def paragraph(markdown: Markdown, text: str, *more: str) -> etree.Element:
    """A paragraph with inline patterns applied, and the tree processors named in `more`."""
    markdown.reset()
    root = etree.Element("div")
    element = etree.SubElement(root, "p")
    element.text = text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for name in ("inline", *more):
            markdown.treeprocessors[name].run(root)
    return element


def seen(markdown: Markdown, element: etree.Element) -> str:
    """What toc would make a slug from."""
    text = markdown.treeprocessors["unescape"].unescape(markdown.serializer(element))
    for processor in markdown.postprocessors:
        text = processor.run(text)
    return html.unescape(re.sub("</?[a-z][^<>]*>", "", text)).replace("\n", " ").strip()


def replaced(text: str, places: Iterable[Replacement]) -> str:
    parts = []
    at = 0
    for place in places:
        assert at <= place.start < place.end <= len(text)
        parts.append(text[at : place.start] + place.text)
        at = place.end
    return "".join(parts) + text[at:]


def links_of(element: etree.Element) -> list[tuple[str, str]]:
    found = []
    for link in element.iter("a"):
        href, text = (value.replace(AMP, "&") for value in (link.get("href", ""), link.text or ""))
        mail = AMP in link.get("href", "")
        found.append((html.unescape(href) if mail else href, html.unescape(text) if mail else text))
    return found


# Bare addresses

URL_TEXTS = (
    "https://a.example/b?c=d&amp;e#f, and (http://b.example/x_(y)). ftp://c.d",
    "www.example.com/가이드 and WWW.example.com. http://localhost:8000/",
    "see http://a_b.example/ http://a.b_c.example http://a_b http://_a",
    "http://a.b&copy; http://a.b;; http://a.b/c; http://a.b&; http://가.한국",
    "xhttp://a.b 'http://a.b' \"http://a.b\" *http://a.b* ~www.a.b~ [http://a.b] <http://a.b>",
    "http://a.b/(x)) http://a.b/[x]] http://a.b/x)y) http:// www. http://-a",
    "문서는 https://a.example/를 보세요. https://a.example/)를",
    "me@example.com, a.b+c@d-e.co.kr. x@y z@w.1 a@b.c- .a@b.cc a..b@c.dd q@b.cc@d",
    "a@b.cc+x@y.zz a@b.cc.x@y.zz mailto:a@b.cc http://a@b.cc/ 가a@b.cc a@b.cc가",
    "http://a.b/x@y.zz http://a.b/(www.c.d ftps://a.b",
    "http://a.b\x02x\x03c http://\x02x\x03 \x02x\x03http://a.b",
)
URL_PIECES = st.sampled_from(
    (
        *("http://", "https://", "ftp://", "www.", "a", "b.c", "_", ".", "@", "/", "(", ")", "["),
        *(
            "]",
            "*",
            "~",
            "'",
            '"',
            ";",
            "&amp;",
            "&",
            ",",
            "<",
            " ",
            "-",
            "+",
            "가",
            ":",
            "\n",
            "\x03",
        ),
    )
)
URLS = st.lists(URL_PIECES, max_size=12).map("".join)
HIDE = {False: {MAGIC: {}}, True: {MAGIC: {"hide_protocol": True}}}
BARE = {hide: real(names, "magic-link", "magic-mail") for hide, names in HIDE.items()}
BARE_DIALECTS = {hide: build_dialect(names.items()) for hide, names in HIDE.items()}


def check_bare(text: str, hide: bool) -> None:
    expected = links_of(paragraph(BARE[hide], text))
    found = magic_links(text, BARE_DIALECTS[hide])
    assert [(link.href, link.text) for link in found] == expected
    for link in found:
        assert link.href is not None
        assert link.href.endswith(text[link.start : link.end])


@pytest.mark.parametrize("text", URL_TEXTS)
@pytest.mark.parametrize("hide", [False, True])
def test_bare_links(text: str, hide: bool) -> None:
    check_bare(text, hide)


@given(URLS | st.text("a.@-+ /_b", max_size=20))
def test_bare_links_of_any_text(text: str) -> None:
    check_bare(text, hide=False)


def test_bare_link_record() -> None:
    dialect = BARE_DIALECTS[False]
    assert magic_links("go www.a.b. or x@y.zz", dialect) == [
        MagicLink(3, 10, "http://www.a.b", "www.a.b", "url"),
        MagicLink(15, 21, "mailto:x@y.zz", "x@y.zz", "mail"),
    ]
    assert magic_links("www.a.b", Dialect()) == []
    assert AUTOLINK.search("<HTTPS://a.b>")
    assert not AUTOLINK.search("<irc://a.b>")


LONG = {
    "refused addresses": "(http://a_b" * 9000,
    "addresses": "http://a.b " * 9000,
    "one address": "http://a.b/" + "x)" * 45_000,
    "mail": "a." * 45_000 + "@",
    "mail that never ends": "a@" + "b." * 45_000 + "-",
    "mentions": "@a" * 45_000,
    "references": "a/b#" * 20_000 + "1",
    "quotes": "\"'a'\" -- " * 9000,
    "keys": '++"' * 30_000,
    "more keys": "++a+" * 20_000,
    "bars": '[=1% "' * 15_000,
    "formulas": "\\(" * 45_000 + "\x02x\x03\\)",
    "dollars": "$a $" * 20_000,
    "critic": "{~~a" * 20_000 + "{++" * 9000,
}
EVERY: dict[str, dict[str, Any]] = {
    MAGIC: SHORT,
    "wikilinks": {},
    "smarty": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.keys": {},
    "pymdownx.emoji": {},
    "pymdownx.progressbar": {},
    "pymdownx.arithmatex": {},
    "pymdownx.critic": {},
}
FUNCTIONS: tuple[Callable[[str, Dialect], list[Any]], ...] = (
    *(magic_links, shorthand_links, wikilinks, symbols, early_keys, keys),
    *(visible.emoji, visible.progress_bars, visible.math, visible.critic_marks),
)


@pytest.mark.parametrize("name", LONG)
def test_long_texts_come_to_an_end(name: str) -> None:
    dialect = build_dialect(EVERY.items())
    text = LONG[name]
    for function in FUNCTIONS:
        assert all(place.end <= len(text) for place in function(text, dialect))


@given(st.text("+\"'a:[=1%]$\\({~>-}@/#.\x02\x03 ") | st.text())
def test_any_string_is_fine(text: str) -> None:
    dialect = build_dialect(EVERY.items())
    for function in FUNCTIONS:
        at = 0
        for place in function(text, dialect):
            assert at <= place.start < place.end <= len(text)
            at = place.end


# Shorthands

SHORT_SETTINGS: dict[str, dict[str, Any]] = {
    "off": {},
    "both": SHORT,
    "own": {**SHORT, "user": "me", "repo": "it", "normalize_issue_symbols": True},
    "gitlab": {**SHORT, "provider": "gitlab", "user": "me", "repo": "it"},
    "bitbucket": {"repo_url_shorthand": True, "provider": "bitbucket", "user": "me"},
    "social": {**SHORT, "provider": "x"},
    "social only": {"social_url_shorthand": True},
    "unknown": {**SHORT, "provider": "nobody"},
    "custom": {**SHORT, "provider": "ours", "custom": {"ours": HOST}, "user": "me", "repo": "it"},
}
HASH = "0123456789abcdef0123456789abcdef01234567"
SHORT_TEXTS = (
    "@me @x:me @twitter:me @github:me @gitlab:m.e @bitbucket:me @ours:me a@b @me-",
    "@me/it @github:me/it @ours:me/it. @gitlab:a/b/c @me/it-",
    "me/it#1 it#1 other#2 github:me/it!3 ours:me/it?4 gitlab:a/b#5 #6 !7 ?8 a#9 x/y/z#1 #0 ##1",
    f"{HASH} it@{HASH} me/it@{HASH}...{HASH} github:a/b@{HASH} {HASH}...{HASH} @{HASH} a{HASH}",
    "@foo@bar @a@b/c #1#2 !1?2 me/it#1me/it#2 가#1 @가 #1가",
)
SHORT_PIECES = st.sampled_from(
    (
        *("@", "github:", "ours:", "gitlab:", "bitbucket:", "x:", "me", "it", "/", "#", "!", "?"),
        *("1", "a.b", "-", " ", HASH, "...", "가", ".", "\x03", "_"),
    )
)
SHORT_NAMES = {name: {MAGIC: options} for name, options in SHORT_SETTINGS.items()}
SHORT_REAL = {
    name: real(names, "magic-repo", "magic-ext", "magic-int") for name, names in SHORT_NAMES.items()
}
SHORT_DIALECTS = {name: build_dialect(names.items()) for name, names in SHORT_NAMES.items()}


def check_short(name: str, text: str) -> None:
    expected = paragraph(SHORT_REAL[name], text)
    found = shorthand_links(text, SHORT_DIALECTS[name])
    links = [(link.href, link.text) for link in found if link.href is not None]
    assert links == links_of(expected)
    shown = [Replacement(link.start, link.end, link.text) for link in found]
    assert replaced(text, shown) == "".join(expected.itertext())


@pytest.mark.parametrize("name", SHORT_SETTINGS)
@pytest.mark.parametrize("text", SHORT_TEXTS)
def test_shorthands(name: str, text: str) -> None:
    check_short(name, text)


@pytest.mark.parametrize("name", SHORT_SETTINGS)
@given(st.lists(SHORT_PIECES, max_size=10).map("".join))
def test_shorthands_of_any_text(name: str, text: str) -> None:
    check_short(name, text)


def test_shorthands_need_the_extension_and_sound_hosts() -> None:
    assert shorthand_links("@me", Dialect()) == []
    bad = {"a b": HOST, "c": {"type": "nobody", "host": "https://c.d"}, "github": HOST}
    dialect = build_dialect([(MAGIC, {**SHORT, "custom": bad})])
    assert [link.href for link in shorthand_links("@github:me", dialect)] == [
        "https://github.com/me"
    ]


# Wikilinks


@pytest.mark.parametrize("options", [{}, {"base_url": "/wiki/", "end_url": ".html"}])
@given(
    text=st.lists(st.sampled_from(("[[", "]]", "a", "_", " ", "-", "가", "1", "."))).map("".join)
)
def test_wikilinks(options: dict[str, Any], text: str) -> None:
    names = {"wikilinks": options}
    element = paragraph(real(names, "wikilink"), text)
    found = wikilinks(text, build_dialect(names.items()))
    assert [(link.href, link.text) for link in found if link.href] == links_of(element)
    shown = [Replacement(link.start, link.end, link.text) for link in found]
    assert replaced(text, shown) == "".join(element.itertext())


def test_wikilinks_with_a_function() -> None:
    dialect = build_dialect([("wikilinks", {"build_url": Named("my.build")})])
    assert wikilinks("[[a]]", dialect) == [MagicLink(0, 5, None, "a", "wikilink")]
    assert wikilinks("[[a]]", Dialect()) == []


# Signs

SIGN_SETTINGS: dict[str, dict[str, dict[str, Any]]] = {
    "smarty": {"smarty": {}},
    "angled": {"smarty": {"smart_angled_quotes": True, "smart_dashes": False}},
    "no quotes": {"smarty": {"smart_quotes": False, "smart_ellipses": False}},
    "substitutions": {
        "smarty": {"substitutions": {"ndash": "~", "left-double-quote": "&bdquo;", "ellipsis": ""}}
    },
    "smartsymbols": {"pymdownx.smartsymbols": {}},
    "some": {"pymdownx.smartsymbols": {"arrows": False, "fractions": False}},
    "both": {"smarty": {"smart_angled_quotes": True}, "pymdownx.smartsymbols": {}},
}
SIGN_TEXTS = (
    "\"a\" 'b' \"'c'\" '\"d\"' the '80s, it's a -- b --- c ---- d... e.... <<f>> 5'6\"",
    "(c) (tm) (r) +/- =/= c/o a --> b <-- c <--> d 1/2 3/4 11/2 1st 2nd 3rd 4th 11th 21st 112th",
    "'!a \"'!\" ''' \"\"\" a's ('b') [\"c\"] -'d' -\"e\" — 'f' \x0334\x02'g' plain",
    "'앱'을 \"토큰\"으로 -- 바꿉니다...",
)
SIGN_PIECES = st.sampled_from(
    (
        *(
            '"',
            "'",
            "-",
            "--",
            ".",
            "...",
            "<<",
            ">>",
            "a",
            "s",
            " ",
            "80s",
            "(c)",
            "1/2",
            "1",
            "th",
        ),
        *("-->", "<--", "=/=", "c/o", "st", "가", "!", "(", ")", "\x02x\x03", "\n", "–", "[", "<"),
    )
)
SIGN_REAL = {name: real(names, "nothing") for name, names in SIGN_SETTINGS.items()}
SIGN_DIALECTS = {name: build_dialect(names.items()) for name, names in SIGN_SETTINGS.items()}


def check_signs(name: str, text: str) -> None:
    markdown = SIGN_REAL[name]
    steps = [step for step in ("smart-symbols", "smarty") if step in markdown.treeprocessors]
    element = paragraph(markdown, text, *steps)
    expected = element.text or ""
    for processor in markdown.postprocessors:
        expected = processor.run(expected)
    expected = html.unescape(re.sub("</?(sup|p)>", "", expected))
    assert replaced(text, symbols(text, SIGN_DIALECTS[name])) == expected


@pytest.mark.parametrize("name", SIGN_SETTINGS)
@pytest.mark.parametrize("text", SIGN_TEXTS)
def test_signs(name: str, text: str) -> None:
    check_signs(name, text)


@pytest.mark.parametrize("name", SIGN_SETTINGS)
@given(st.lists(SIGN_PIECES, max_size=12).map("".join))
def test_signs_of_any_text(name: str, text: str) -> None:
    check_signs(name, text)


def test_no_signs_without_the_extensions() -> None:
    assert symbols("'a' -- (c)", Dialect()) == []


# Keys

KEY_SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "camel": {"camel_case": True},
    "own": {"key_map": {"enter": "엔터", "app-id": "App ID"}, "separator": " → "},
    "no separator": {"separator": ""},
}
KEY_TEXTS = (
    "++ctrl+alt+del++ 를 누릅니다. ++page-up++ ++nope++ ++ctrl+nope++ ++a+1++ ++CtrlAlt++ ++PgDn++",
    '++"Send \\"it\\""+enter++ ++\'저장\'++ ++"a+b"++ ++ctrl+"&lt;"+nope++ ++"a++ \\\\++"b"++',
    "++app-id+enter++ ++++a++++ ++a++b++ + ++ +++ ++a+++ \\\\\\\\++a++ \\++a++",
)
KEY_PIECES = st.sampled_from(
    ("++", "+", "ctrl", "a", "PgDn", "-", '"', "'", "b c", "\\", "\\\\", " ", "가", "enter", "&lt;")
)


def check_keys(options: dict[str, Any], text: str) -> None:
    names = {"pymdownx.keys": options}
    dialect = build_dialect(names.items())
    for kept, function in (("keys-custom", early_keys), ("keys", keys)):
        markdown = real(names, kept)
        if kept == "keys":
            markdown.inlinePatterns.deregister("keys-custom")
        element = paragraph(markdown, text)
        expected = markdown.treeprocessors["unescape"].unescape("".join(element.itertext()))
        assert replaced(text, function(text, dialect)) == expected


@pytest.mark.parametrize("options", KEY_SETTINGS.values(), ids=KEY_SETTINGS)
@pytest.mark.parametrize("text", KEY_TEXTS)
def test_keys(options: dict[str, Any], text: str) -> None:
    check_keys(options, text)


@given(st.lists(KEY_PIECES, max_size=10).map("".join))
def test_keys_of_any_text(text: str) -> None:
    check_keys({}, text)


def test_key_names() -> None:
    assert keymap_db.keymap == NAMES
    assert {name: key for name, key in keymap_db.aliases.items() if name != key} == ALIASES
    assert early_keys('++"a"++', Dialect()) == keys("++a++", Dialect()) == []


# Emoji


def test_every_emoji_name_looks_like_one() -> None:
    for index in (twemoji_db, emoji1_db, gemoji_db):
        for name in (*index.emoji, *index.aliases):
            if name.startswith(":"):
                assert visible._SHORTCODE.fullmatch(name) or name == ":piñata:"


@pytest.mark.parametrize(
    "text", ["a :smile: b", "10:30:45", ":+1: :메모: :nope", "::", "AWS::S3::A"]
)
@pytest.mark.parametrize("generator", ["to_png", "to_svg", "to_alt", "to_svg_sprite"])
@pytest.mark.parametrize("alt", ["unicode", "short"])
def test_emoji(text: str, generator: str, alt: str) -> None:
    function = getattr(their_emoji, generator)
    options = {"emoji_generator": function, "alt": alt}
    markdown = real({"pymdownx.emoji": options}, "emoji")
    expected = seen(markdown, paragraph(markdown, text))
    named = {"emoji_generator": Named(f"pymdownx.emoji.{generator}"), "alt": alt}
    found = visible.emoji(text, build_dialect([("pymdownx.emoji", named)]))
    without_emoji = re.sub("[^\\w\\s:+-]", "", expected)
    assert replaced(text, found).split() == without_emoji.split()


def test_emoji_are_kept_from_emphasis() -> None:
    dialect = build_dialect([("pymdownx.emoji", {})])
    assert visible.emoji("a :b_c:", dialect) == [Replacement(2, 7, "", True)]
    assert visible.emoji("a :B_C:", dialect) == [Replacement(2, 7, ":B_C:", False)]
    assert visible.emoji(":smile:", Dialect()) == []


# Progress bars, formulas, code, critic marks, escapes


@pytest.mark.parametrize(
    "text",
    [
        '[=50%] [==12.5% "Half way"] [= 3/4 \'셋\']{: .x} [=1/0 "a] [=101%] [=5%',
        '진행 [=100.0% "끝"]{#id} 입니다',
        "no bar",
    ],
)
def test_progress_bars(text: str) -> None:
    names: dict[str, dict[str, Any]] = {"pymdownx.progressbar": {}}
    markdown = real(names, "progress-bar")
    expected = "".join(paragraph(markdown, text).itertext())
    expected = re.sub(r"(?<=[^=\d%/])\{[^}]*\}", "", expected)
    found = visible.progress_bars(text, build_dialect(names.items()))
    assert replaced(text, found).split() == re.sub(r"\{[^}]*\}", "", expected).split()
    assert visible.progress_bars(text, Dialect()) == []


MATH: tuple[dict[str, Any], ...] = (
    {},
    {"generic": True},
    {"generic": True, "tex_inline_wrap": ["{", "}"]},
    {"preview": False},
    {"smart_dollar": False, "generic": True},
    {"inline_syntax": ["round"]},
    {"inline_syntax": ["dollar"]},
    {"inline_syntax": []},
)


def check_math(options: dict[str, Any], text: str) -> None:
    names = {"pymdownx.arithmatex": options}
    markdown = real(names, "arithmatex")
    expected = seen(markdown, paragraph(markdown, text))
    found = visible.math(text, build_dialect(names.items()))
    assert replaced(text, found).replace("\n", " ").strip() == expected


@pytest.mark.parametrize("options", MATH)
@pytest.mark.parametrize(
    "text",
    [
        "$x$ and $5 or $6 and \\(a_b\\) \\\\$x$ \\$x$ $a\\$b$ $ x $",
        "\\\\\\(a\\) \\\\\\\\(b\\) \\(\\) $$ $a'b\"c$ \\(a\nb\\)",
    ],
)
def test_math(options: dict[str, Any], text: str) -> None:
    check_math(options, text)


@pytest.mark.parametrize("options", MATH)
@given(st.lists(st.sampled_from(("$", "\\", "\\(", "\\)", "a", " ", "b c", "가")), max_size=12))
def test_math_of_any_text(options: dict[str, Any], pieces: list[str]) -> None:
    check_math(options, "".join(pieces))


def test_no_math_without_the_extension() -> None:
    assert visible.math("$x$", Dialect()) == []


@pytest.mark.parametrize(
    "code", ["#!python a", ":::js  b ", "::: c", "::js d", " #!py e", "#!py", "#!"]
)
def test_code_text(code: str) -> None:
    names: dict[str, dict[str, Any]] = {"pymdownx.inlinehilite": {}}
    markdown = real(names, "backtick")
    text = f"`{code}`"
    expected = seen(markdown, paragraph(markdown, text))
    assert visible.code_text(code, build_dialect(names.items())) == expected
    assert visible.code_text(code, Dialect()) == code.strip()


CRITIC = st.sampled_from(
    ("{++", "++}", "{--", "--}", "{==", "==}", "{>>", "<<}", "{~~", "~>", "~~}")
)


def check_critic(mode: str, text: str) -> None:
    names = {"pymdownx.critic": {"mode": mode}}
    markdown = Markdown(extensions=list(names), extension_configs=names)
    expected = "\n".join(markdown.preprocessors["critic"].run(text.split("\n")))
    stash = next(
        p for p in markdown.postprocessors if hasattr(p, "critic_stash")
    ).critic_stash.stash
    for key, value in stash.items():
        # A comment is taken out with its words, which only a heading would show.
        words = "" if "critic comment" in value else html.unescape(re.sub("<[^<>]*>", "", value))
        expected = expected.replace(f"\x01{key}\x04", words)
    found = visible.critic_marks(text, build_dialect(names.items()))
    assert replaced(text, found) == expected
    assert visible.critic_marks(text, Dialect()) == []


@pytest.mark.parametrize("mode", ["view", "accept", "reject"])
def test_critic_marks(mode: str) -> None:
    check_critic(mode, "{++a++} {--b--} {==c==} {>>d<<} {~~e~>f~~} {~~g~~} {~~h~>i")


@pytest.mark.parametrize("mode", ["view", "accept", "reject"])
@given(pieces=st.lists(CRITIC | st.sampled_from(("a", " ", "{", "가")), max_size=12))
def test_critic_marks_in_any_text(mode: str, pieces: list[str]) -> None:
    check_critic(mode, "".join(pieces))


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"tables": {}, "smarty": {}},
        {"pymdownx.tilde": {}, "pymdownx.caret": {"superscript": False}},
        {"pymdownx.tilde": {"delete": False, "subscript": False}, "pymdownx.mark": {}},
        {"pymdownx.tilde": {"no_space": False}, "pymdownx.caret": {"insert": False}},
        {"pymdownx.keys": {}, "pymdownx.emoji": {}, "pymdownx.progressbar": {}},
        {"pymdownx.arithmatex": {}, MAGIC: {}},
        {MAGIC: {"social_url_shorthand": True}},
    ],
)
def test_escaped_chars(names: dict[str, dict[str, Any]]) -> None:
    markdown = Markdown(extensions=list(names), extension_configs=names)
    assert visible.escaped_chars(build_dialect(names.items())) == set(markdown.ESCAPED_CHARS)


def test_escapeall_escapes_all() -> None:
    assert visible.escaped_chars(build_dialect([("pymdownx.escapeall", {})])) is None


# Masks


def test_masks_keep_the_length() -> None:
    assert [mask(length) for length in range(5)] == [
        "",
        "\x03",
        "\x02\x03",
        "\x02x\x03",
        "\x02xx\x03",
    ]
    assert mask(4, element=False) == "\x02ss\x03"
    text = "a bcd e"
    assert masked(text, [Replacement(2, 5, ""), Replacement(6, 7, "")]) == "a \x02x\x03 \x03"
