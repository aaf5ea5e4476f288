"""Smaller patterns that change what a reader sees of a text, and with it the slug of a heading.

Priorities, in the core's order: math 189.9 (after code spans, 190), progress bars 179 (after
escapes, 180), emoji 75. `early_keys` and `keys` (185 and 70) are in `keys`, `symbols` (smartsymbols
and smarty, after all inline patterns) in `symbols`. Critic marks are taken out of the source before
anything else is read, code and all (preprocessor at 31.1). A task list's box is raw HTML and shows
nothing; a line break (nl2br at 5) is white space, as the line end that it replaces.

toc makes a slug of the rendered heading without its tags (`strip_tags(render_inner_html(…))`): of
an element its text counts, never its title or alt. Emoji: Material's `to_svg`, and pymdownx's
`to_svg` and `to_png` (the default), make images or drawings, which hold no text. `to_alt` and the
sprites put the character itself there, which slugs drop too, but for the digits of keycaps; with
`alt: short` they put the shortcode. A shortcode that the index does not know stays as it is, and is
taken away from emphasis all the same. There is no index here: `_SHORTCODE` says what looks like one
of its names (all do, but `piñata`).

Bound: the title of a progress bar may have `_TITLE` characters.
"""

from __future__ import annotations

import re

from munjigi.lazypattern import lazy
from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect, Named, kept
from munjigi.reader.replacement import Replacement, find_all

_ESCAPABLE = "\\`*_{}[]()>#+-.!"
_ALSO_ESCAPABLE = {
    "tables": "|",
    "smarty": "\"'",
    "pymdownx.arithmatex": "$",
    "pymdownx.emoji": ":",
    "pymdownx.keys": "+",
    "pymdownx.mark": "=",
    "pymdownx.progressbar": "=",
}
_TITLE = 1000

_EMOJI = re.compile(r":[+\-\w]+:")
_SHORTCODE = re.compile(r":(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100|1234):")
_TEXT_GENERATORS = ("to_alt", "to_png_sprite", "to_svg_sprite")
_PROGRESS = lazy(
    rf"""(?xs)
    \[=+\s*
    (?: (?:100(?:\.0+)?|[1-9]?[0-9](?:\.\d+)?)% | \d+(?:\.\d+)?\s*/\s*\d+(?:\.\d+)? )
    (?P<title>\s+(?P<quote>['"]).{{0,{_TITLE}}}?(?P=quote))?\s*
    \]
    (?:\{{:?[^\}}]*\}})?
    """
)
_LANGUAGE = re.compile(r"(?::{3,}|#!)[\w#.+-]*(?=\s)")
_DOLLAR = r"(?<!\\)(?:\\\\)+(?=\$)|(?<!\\)\$((?:\\.|[^\\$\x02\x03])+?)\$"
_SMART_DOLLAR = _DOLLAR.replace(r"\$(", r"\$(?!\s)(").replace(r"+?)\$", r"+?)(?<!\s)\$")
_ROUND = r"(?<!\\)(?:\\\\)+?(?=\\\()|(?<!\\)\\\(((?:\\[^)]|[^\\\x02\x03])+?)\\\)"
_ROUND_START = re.compile(r"(?<!\\)\\\(")
_ROUND_END = re.compile(r"(?<!\\)(?:\\\\)*\\\)")
_BETWEEN_MASKS = re.compile(r"[^\x02\x03]+")
_CRITIC = {"++": "++}", "--": "--}", "==": "==}", ">>": "<<}", "~~": "~~}"}


@kept
def escaped_chars(dialect: Dialect) -> frozenset[str] | None:
    """The characters that a backslash escapes; None where it escapes all (pymdownx.escapeall)."""
    if dialect.has("pymdownx.escapeall"):
        return None
    chars = set(_ESCAPABLE)
    for name, more in _ALSO_ESCAPABLE.items():
        if dialect.has(name):
            chars.update(more)
    for name, char, small in (
        ("pymdownx.tilde", "~", ("delete", "subscript")),
        ("pymdownx.caret", "^", ("insert", "superscript")),
    ):
        on = [flag(dialect, name, option, True) for option in small]
        if dialect.has(name) and any(on):
            chars.add(char)
            if on[1] and flag(dialect, name, "no_space", True):
                chars.add(" ")
    if dialect.generic_blocks:
        chars.add("/")
    magic = "pymdownx.magiclink"
    short = ("repo_url_shorthand", "social_url_shorthand")
    if dialect.has(magic) and any(flag(dialect, magic, option, False) for option in short):
        chars.add("@")
    return frozenset(chars)


def code_text(code: str, dialect: Dialect) -> str:
    """What a code span shows of what stands between its backticks; masks nothing.

    pymdownx.inlinehilite takes a language off its start (`#!python`, `:::python`).
    """
    if dialect.has("pymdownx.inlinehilite"):
        match = _LANGUAGE.match(code)
        code = code[match.end() :] if match else code
    return code.strip()


def emoji(text: str, dialect: Dialect) -> list[Replacement]:
    """Shortcodes in a masked text."""
    if not dialect.has("pymdownx.emoji") or ":" not in text:
        return []
    generator = dialect.option("pymdownx.emoji", "emoji_generator")
    name = generator.name if isinstance(generator, Named) else str(generator)
    short = dialect.option("pymdownx.emoji", "alt", "unicode") not in ("unicode", "html_entity")
    in_text = short and name.rpartition(".")[2] in _TEXT_GENERATORS
    found = []
    for match in _EMOJI.finditer(text):
        known = _SHORTCODE.fullmatch(match[0]) is not None
        shown = "" if known and not in_text else match[0]
        element = known and not name.endswith(".to_alt")
        found.append(Replacement(match.start(), match.end(), shown, element))
    return found


def progress_bars(text: str, dialect: Dialect) -> list[Replacement]:
    """Progress bars (`[=50% "Half"]`) with their attributes.

    The title, which may hold masks, goes through the patterns after 179 as the text of an element.
    """
    if not dialect.has("pymdownx.progressbar") or "[=" not in text:
        return []
    found = []
    for match in _PROGRESS.finditer(text):
        title = (match["title"] or "").strip()[1:-1]
        found.append(Replacement(match.start(), match.end(), title, element=True))
    return found


def math(text: str, dialect: Dialect) -> list[Replacement]:
    """Formulas (`$x$`, `\\\\(x\\\\)`) and pairs of backslashes before them."""
    name = "pymdownx.arithmatex"
    if not dialect.has(name) or ("$" not in text and "\\(" not in text):
        return []
    syntax = dialect.option(name, "inline_syntax", ("dollar", "round"))
    patterns = [_ROUND] if "round" in syntax else []
    if "dollar" in syntax:
        patterns.insert(0, _SMART_DOLLAR if flag(dialect, name, "smart_dollar", True) else _DOLLAR)
    if not patterns:
        return []
    pattern = re.compile("|".join(patterns), re.DOTALL)
    found = []
    for match, start, end in find_all(pattern, _BETWEEN_MASKS.sub(_without_dead_ends, text)):
        group = match.lastindex
        if group is None:
            found.append(Replacement(start, end, match[0].replace("\\\\", "\\")))
        else:
            base = start - match.start()
            formula = text[match.start(group) + base : match.end(group) + base]
            found.append(Replacement(start, end, _formula(formula, dialect), element=True))
    return found


def _without_dead_ends(match: re.Match[str]) -> str:
    """A text without `\\(` that nothing closes: looking for its end would take quadratic time."""
    text = match[0]
    end = 0
    for closing in _ROUND_END.finditer(text):
        end = closing.end()
    return text[:end] + _ROUND_START.sub("((", text[end:])


def _formula(formula: str, dialect: Dialect) -> str:
    """What is left of a formula without tags: MathJax's preview doubles it."""
    name = "pymdownx.arithmatex"
    if flag(dialect, name, "generic", False):
        before, after = dialect.option(name, "tex_inline_wrap", ("\\(", "\\)"))
        return f"{before}{formula}{after}"
    return formula * 2 if flag(dialect, name, "preview", True) else formula


def critic_marks(text: str, dialect: Dialect) -> list[Replacement]:
    """What pymdownx.critic takes out of a page's source, in the order of the text.

    Comments go as a whole; in `view` (the default) they are raw HTML. Of the others only the marks
    themselves go there: `{++`, `++}` and so on, each replaced by the placeholder of a tag, which is
    no word character and no white space. `accept` and `reject` also take out what was deleted, or
    added. Nothing is put in.
    """
    if not dialect.has("pymdownx.critic") or "{" not in text:
        return []
    mode = dialect.option("pymdownx.critic", "mode", "view")
    found: list[Replacement] = []
    dead: set[str] = set()
    position = 0
    while (start := text.find("{", position)) >= 0 and len(dead) < len(_CRITIC):
        kind = text[start + 1 : start + 3]
        position = start + 1
        if kind not in _CRITIC or kind in dead:
            continue
        middle = text.find("~>", start + 3) if kind == "~~" else start + 1
        close = text.find(_CRITIC[kind], middle + 2) if middle >= 0 else -1
        if close < 0:
            dead.add(kind)
            continue
        position = close + 3
        gone = _taken_out(kind, mode, (start, middle, close))
        found += [Replacement(left, right, "") for left, right in gone]
    return found


def critic_comments(text: str, marks: list[Replacement], dialect: Dialect) -> dict[int, str]:
    """The comments among critic marks by their place; `accept` and `reject` show none."""
    if dialect.option("pymdownx.critic", "mode", "view") != "view":
        return {}
    return {
        mark.start: text[mark.start + 3 : mark.end - 3]
        for mark in marks
        if text.startswith("{>>", mark.start)
    }


def _taken_out(kind: str, mode: str, places: tuple[int, int, int]) -> list[tuple[int, int]]:
    """The ranges of a critic mark that go: of its signs, and of a text that is not wanted."""
    start, middle, close = places
    opening, closing = (start, start + 3), (close, close + 3)
    if kind == ">>":
        return [(start, close + 3)]
    if mode == "view":
        return [opening, *([(middle, middle + 2)] if kind == "~~" else []), closing]
    accept = mode == "accept"
    if kind == "~~":
        if accept:
            return [(start, middle + 2), closing]
        return [opening, (middle, close + 3)]
    if (kind == "--" and accept) or (kind == "++" and not accept):
        return [(start, close + 3)]
    return [opening, closing]
