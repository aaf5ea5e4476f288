"""Typographic signs: pymdownx.smartsymbols (`(c)`, `-->`, `1/2`) and smarty (quotes, dashes, dots).

Both are tree processors that run after all inline patterns (smartsymbols at 6.1, then smarty at 6;
toc reads headings at 5), on each text between two elements by itself. So `symbols` takes such a
piece, not a whole inline text: cut at code spans, links, images and the ends of emphasis. Strings
(escapes, raw HTML, entities) are part of a piece and stay masked in it. The text of code is left
out. With `smart_angled_quotes`, smarty also makes the core's raw HTML pattern (90) refuse tags that
another `>` follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from munjigi.reader.delimiters import ETX, flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.replacement import Replacement, find_all

SMARTY, SMARTSYMBOLS = "smarty", "pymdownx.smartsymbols"

# One pattern: what it matches, what stands there instead (None: see `_SIGNS`), and whether it keeps
# its group: before that (-1), after it (1) or not at all (0).
Pattern = tuple[re.Pattern[str], str | None, int]

_SIGNS = {
    "(tm)": "™",
    "(c)": "©",
    "(r)": "®",
    "+/-": "±",
    "-->": "→",
    "<--": "←",
    "<-->": "↔",
    "=/=": "≠",
    "c/o": "℅",
    "1/4": "¼",
    "1/2": "½",
    "3/4": "¾",
    "1/3": "⅓",
    "2/3": "⅔",
    "1/5": "⅕",
    "2/5": "⅖",
    "3/5": "⅗",
    "4/5": "⅘",
    "1/6": "⅙",
    "5/6": "⅚",
    "1/8": "⅛",
    "3/8": "⅜",
    "5/8": "⅝",
    "7/8": "⅞",
}
_SMARTSYMBOLS = {
    "trademark": r"\(tm\)",
    "copyright": r"\(c\)",
    "registered": r"\(r\)",
    "plusminus": r"\+/-",
    "arrows": r"\<-{2}\>|(?<!-)-{2}\>|\<-{2}(?!-)",
    "notequal": r"=/=",
    "fractions": r"(?<!\d)(?:1/4|1/2|3/4|1/3|2/3|1/5|2/5|3/5|4/5|1/6|5/6|1/8|3/8|5/8|7/8)(?!\d)",
    "ordinal_numbers": r"\b(?:[1-9][0-9]*)?(?:(?<=1)(?:1|2|3)th|1st|2nd|3rd|[04-9]th)\b",
    "care_of": r"\bc/o\b",
}

_PUNCT = r"""[!"#\$\%'()*+,-.\/:;<=>?\@\[\\\]\^_`{|}~]"""
_CLOSE = r"[^\ \t\r\n\[\{\(\-\u0002\u0003]"
_OPEN = r"(\s|&nbsp;|--|–|—|&[mn]dash;|&#8211;|&#8212;)"
_NAMES = {
    "mdash": "—",
    "ndash": "–",
    "ellipsis": "…",
    "left-angle-quote": "«",
    "right-angle-quote": "»",
    "left-single-quote": "‘",
    "right-single-quote": "’",
    "left-double-quote": "“",
    "right-double-quote": "”",
}
_QUOTES: tuple[tuple[str, str, int], ...] = (
    (rf"^'(?={_PUNCT}\B)", "’", 0),
    (rf'^"(?={_PUNCT}\B)', "”", 0),
    (r""""'(?=\w)""", "“‘", 0),
    (r"""'"(?=\w)""", "‘“", 0),
    (rf"""(?<={_CLOSE})'\"""", "’”", 0),
    (rf"""(?<={_CLOSE})"'""", "”’", 0),
    (r"(?<!\w)'(?=\d{2}s)", "’", 0),
    (rf"{_OPEN}'(?=\w)", "‘", -1),
    (rf"(?<={_CLOSE})'(?!\s|s\b|\d)", "’", 0),
    (r"'(\s|s\b)", "’", 1),
    (r"'", "‘", 0),
    (rf'{_OPEN}"(?=\w)', "“", -1),
    (r'"(?=\s)', "”", 0),
    (rf'(?<={_CLOSE})"', "”", 0),
    (r'"', "“", 0),
)


def _smarty(dialect: Dialect) -> list[tuple[str, str, int]]:
    """smarty's patterns in their order."""

    def on(name: str, default: bool = True) -> bool:
        return flag(dialect, SMARTY, name, default)

    found: list[tuple[str, str, int]] = []
    if on("smart_dashes"):
        found += [(r"(?<!-)---(?!-)", "—", 0), (r"(?<!-)--(?!-)", "–", 0)]
    if on("smart_angled_quotes", False):
        found += [(r"\<\<", "«", 0), (r"\>\>", "»", 0)]
    if on("smart_quotes"):
        found += _QUOTES
    if on("smart_ellipses"):
        found.append((r"(?<!\.)\.{3}(?!\.)", "…", 0))
    return found


def _patterns(dialect: Dialect) -> list[Pattern]:
    found: list[Pattern] = []
    if dialect.has(SMARTSYMBOLS):
        for name, pattern in _SMARTSYMBOLS.items():
            if flag(dialect, SMARTSYMBOLS, name, True):
                found.append((re.compile(pattern, re.DOTALL), None, 0))
    if dialect.has(SMARTY):
        given = dialect.option(SMARTY, "substitutions", {})
        given = given if isinstance(given, Mapping) else {}
        own = {sign: unescape(str(given[name])) for name, sign in _NAMES.items() if name in given}
        for pattern, signs, kept in _smarty(dialect):
            shown = "".join(own.get(sign, sign) for sign in signs)
            found.append((re.compile(pattern, re.DOTALL), shown, kept))
    return found


_known: dict[int, tuple[Dialect, list[Pattern], re.Pattern[str]]] = {}


def symbols(piece: str, dialect: Dialect) -> list[Replacement]:
    """What a reader sees instead of signs in a piece of text, in the order of the text."""
    if not (dialect.has(SMARTY) or dialect.has(SMARTSYMBOLS)):
        return []
    known = _known.get(id(dialect))
    if known is None:
        _known.clear()
        known = dialect, _patterns(dialect), re.compile(r"""['"/.<>]|--|\(|\dth|st|nd|rd|th""")
        _known[id(dialect)] = known
    if not known[2].search(piece):
        return []
    found: list[Replacement] = []
    for pattern, shown, kept in known[1]:
        places = list(find_all(pattern, piece))
        for match, start, end in places:
            found.append(_replacement(match, (start, end), shown, kept))
        if places:
            piece = _hidden(piece, [place[1:] for place in places])
    return sorted(found)


def _replacement(
    match: re.Match[str], place: tuple[int, int], shown: str | None, kept: int
) -> Replacement:
    start, end = place
    if shown is None:
        return Replacement(start, end, _SIGNS.get(match[0], match[0]))
    if kept:
        length = len(match[1])
        start, end = (start + length, end) if kept < 0 else (start, end - length)
    return Replacement(start, end, shown)


def _hidden(piece: str, places: list[tuple[int, int]]) -> str:
    """The piece with what was replaced out of reach: patterns see placeholders there."""
    parts = []
    at = 0
    for start, end in places:
        parts.append(piece[at:start] + ETX * (end - start))
        at = end
    return "".join(parts) + piece[at:]
