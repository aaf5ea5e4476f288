"""What plain text is made of, as regular expressions: see `plain`.

`Patterns.tokens` stops at whatever may have a meaning, from left to right as Python-Markdown's own
patterns would: code, escapes, links, pictures, headings and tags that are plain, and else what
makes its block one for the block parser. Each branch starts with a certain character: `re` then
skips quickly to the next of these.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from munjigi.reader.dialect import Dialect, kept
from munjigi.reader.visible import escaped_chars

# The last group of a match of `tokens` says what was found; without one it has no meaning.
PICTURE, LINK, HEADING, GIVEN_ID, TAG, MASK, BRACE, HARD = 2, 4, 6, 7, 8, 9, 10, 11

_NEVER = "(?!)"
_NO_ESCAPE = rf"\\{_NEVER}"
_CODE = r"`[^`\n\x02]++(?<!\\)`(?!`)"
_CELL_CODE = r"`[^`\n\x02|]++(?<!\\)`(?!`)"
_IN_TAG = (
    r"(?!(?i:script|style|textarea|title|xmp|iframe|noembed|noframes|a\b[^<>]*\bhref)\b)"
    r"""/?[A-Za-z][\w-]*(?: +[\w:-]+(?:="[^"<>\[\]`\\|\x02]*")?)* */?>"""
)
_TAG = f"<{_IN_TAG}"
_WORD = r"(?<=[^\W_])_++(?=[^\W_])"
_TARGET = r"""\( *+([^()\s"'<>|`\\\x02]*+)(?: +"[^"()\n|`\\\x02]*+")? *\)"""
_ID = r"(?:(?<= )\{:? *#((?!%s)[\w.:-]+)(?: +\.[\w-]+)* *\} *)?"
# Signs that give links and headings another text, by extension.
_SIGNS = {
    "pymdownx.emoji": ":",
    "pymdownx.keys": "+",
    "pymdownx.caret": "^",
    "pymdownx.tilde": "~",
    "pymdownx.mark": "=",
    "pymdownx.magiclink": "@:/#",
}
_MARKUP = ("smarty", "pymdownx.smartsymbols", "pymdownx.inlinehilite")

_OPENER = r"(?:\?{3}|!!!|={3}|: |\*\[)"
_ITEM = r"(?:[*+-]|\d+\.) +"
_IN_ITEM = rf"{_ITEM}(?:[#>]|{_OPENER}|{_ITEM})"
# Line ends before lines that only the block parser understands.
_LINES = (
    "#",
    r"(?<=\n\n) {4}",
    " {4,}[#>]",
    f" *(?:{_OPENER}|{_IN_ITEM})",
    f" {{0,3}}>(?: {{5}}| {{0,4}}(?:[#>]|{_OPENER}|{_IN_ITEM}))",
    r"(?<=[^\n]\n)[ >]*(?:=++|-++) *\n",
    r"(?:[ >*+_-]|\d+\.)++\n[ >]* {4}",  # nothing but markers, or a rule: code may follow
)
_BARE = (":(?=//)", r"w(?=ww\.)", "@", r"#(?=\d)", r"!(?=\d)", r"\?(?=\d)")


class Patterns(NamedTuple):
    """Those of a dialect. `defined` is `tokens` for a page with definitions.

    `able` says whether there is plain text at all, `magic` whether bare addresses are links, and
    `shown` matches what is not seen as it is written.
    """

    able: bool
    magic: bool
    tokens: re.Pattern[str]
    defined: re.Pattern[str]
    shown: re.Pattern[str]


@kept
def patterns_of(dialect: Dialect) -> Patterns:
    """The patterns of a dialect."""
    # These give brackets a meaning of their own, or lines.
    strange = ("pymdownx.arithmatex", "pymdownx.progressbar", "wikilinks")
    able = not (any(map(dialect.has, strange)) or dialect.generic_blocks)
    chars = (escaped_chars(dialect) or frozenset()) - {"`"}
    escape = rf"\\[{re.escape(''.join(sorted(chars)))}]" if chars else _NO_ESCAPE
    return Patterns(
        able,
        dialect.has("pymdownx.magiclink"),
        re.compile(_tokens(dialect, escape, defined=False)),
        re.compile(_tokens(dialect, escape, defined=True)),
        re.compile(f"{_CODE}|{_TAG}|{escape}"),
    )


def _tokens(dialect: Dialect, escape: str, *, defined: bool) -> str:
    has = dialect.has
    markup = any(map(has, _MARKUP))
    magic, lists = has("pymdownx.magiclink"), has("attr_list")
    signs = re.escape("".join(sign for name, sign in _SIGNS.items() if has(name)))
    text = rf"[^\[\]\n`\\|*&<>_\x02{signs}]++|{_WORD}"
    words = rf"[^\\#\n{{`*_\[\]<>&\x02{signs}]++|{_WORD}|{_CODE}|{escape}|{_TAG}"
    alone = rf"[^\[\]`\\\n<{{\x02]++|{_CODE}|{escape}"
    never = _NEVER if markup else ""
    lone_never = _NEVER if markup or magic or defined else ""
    no_id = r"\d" if magic else _NEVER  # `#1` is an issue
    given = _ID % (no_id if lists else "")
    branches = (
        rf"!{never}\[((?:{text})*+)\]{_TARGET}",
        rf"\[{never}((?:{text}|{_CELL_CODE}|{escape})*+)\]{_TARGET}",
        rf"\n{never}(#{{1,6}}) (?! *\{{)((?:{words})*+){given}(?=\n(?! {{4}}))",
        _CODE,
        escape,
        rf"\[{lone_never}(?!\^)(?:{alone})*+\](?!\s?\[|[(:])",
        f"<({_IN_TAG})",
        r"\x02(?<=\n\n\x02)[^\x03]*+\x03(?=\n\n)()",
        r"\{(?<![)`*_~^=+\]]\{)()" if lists else r"\{(?!)()",
    )
    lines = [*_LINES, *([r"(?<=[^\n]\n)[ >]*\{"] if lists else [])]
    hard = (
        rf"\n(?={'|'.join(lines)})",
        "`",
        r"\\`" if escape != _NO_ESCAPE else r"\\",
        r"!\[",
        r"\[",
        r"\](?=\s?\[|[(:])",
        "<(?=[A-Za-z/!?])",
        r"\x02",
        *([r"\{"] if lists else []),
        *(_BARE if magic else ()),
    )
    return "|".join((*branches, *(f"{each}()" for each in hard)))
