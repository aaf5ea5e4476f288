"""What plain text is made of, as regular expressions: see `plain`.

`Patterns.tokens` stops at whatever may have a meaning, from left to right as Python-Markdown's own
patterns would: code, escapes, links, pictures, headings and tags that are plain, and else what
makes its block one for the block parser. Each branch starts with a certain character: `re` then
skips quickly to the next of these.
"""

from __future__ import annotations

import re
from functools import cached_property

from munjigi.reader.dialect import Dialect, kept
from munjigi.reader.lineanchors import lines_have_ids
from munjigi.reader.visible import escaped_chars

# The last group of a match of `tokens` says what was found; without one it has no meaning.
PICTURE, LINK, AUTOLINK, REFERENCE, SHORT = 2, 4, 5, 7, 8
HEADING, GIVEN_ID, TAG, MASK, BRACE, HARD = 10, 11, 12, 13, 14, 15

_NEVER = "(?!)"
_CODE = r"`[^`\n\x02]++(?<!\\)`(?!`)"
_CELL_CODE = r"`[^`\n\x02|]++(?<!\\)`(?!`)"
_IN_TAG = (
    r"(?!(?i:script|style|textarea|title|xmp|iframe|noembed|noframes|a\b[^<>]*\bhref)\b)/?[A-Za-z]"
    r"""(?:[\w-]*(?: +[\w:-]+(?:="[^"<>\[\]`\\|\x02]*")?)* */?|[^\s"'<>@/\[\]`\\|{\x02]*+)>"""
)
_TAG = f"<{_IN_TAG}"
_AUTOLINK = r"((?i:ht|f)(?i:tps?)://[^\s<>`\\&\[\]{}|\x02]*+)>"
_WORD = r"(?<=[^\W_])_++(?=[^\W_])"
_BARE_AMPERSAND = r"&(?![A-Za-z0-9#])"
_IN_TARGET = r"""[^()\s"'<>|`\\\x02]"""
_TARGET = rf"(?:{_IN_TARGET}++|\({_IN_TARGET}*+\))*+"
_TITLE = r"""(?: +(?:"[^"()\n|`\\\x02]*+"|'[^'"()\n|`\\\x02]*+'))?"""
_ID = r"(?:(?<= )\{:? *#((?!%s)[\w.:-]+)(?: +\.[\w-]+)* *\} *)?"
# What gives brackets before it a meaning; a line end may have lost what indents or quotes.
_AFTER = r"[(:\[]|\s\[|\n[ >]*\["
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

MARKED = re.compile(r"[`\\<\[*]")
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


class Patterns:
    """Those of a dialect.

    `able` says whether there is plain text at all, `magic` whether bare addresses are links,
    `line_ids` whether lines of code have ids. `shown` matches what is not seen as it is written.
    """

    def __init__(
        self, dialect: Dialect, shown: re.Pattern[str], *, able: bool, magic: bool, line_ids: bool
    ) -> None:
        self.dialect = dialect
        self.shown = shown
        self.able = able
        self.magic = magic
        self.line_ids = line_ids

    @cached_property
    def tokens(self) -> re.Pattern[str]:
        """For a page without definitions."""
        return re.compile(_tokens(self.dialect, _Text(self.dialect), defined=False))

    @cached_property
    def defined(self) -> re.Pattern[str]:
        """For a page with definitions."""
        return re.compile(_tokens(self.dialect, _Text(self.dialect), defined=True))

    def seen(self, text: str) -> str:
        """What is seen of plain text."""
        return self.shown.sub(self._seen, text) if MARKED.search(text) else text

    def _seen(self, match: re.Match[str]) -> str:
        found = match[0]
        first = found[0]
        if first == "`":
            return found[1:-1].strip()
        if first == "[":
            return self.seen(match[1])
        if first == "*":
            width = 2 if found[1] == "*" else 1
            return self.seen(found[width:-width])
        return found[1:] if first == "\\" else ""


@kept
def patterns_of(dialect: Dialect) -> Patterns:
    """The patterns of a dialect."""
    # These give brackets a meaning of their own, or lines.
    strange = ("pymdownx.arithmatex", "pymdownx.progressbar", "wikilinks")
    text = _Text(dialect)
    return Patterns(
        dialect,
        re.compile("|".join((_CODE, _TAG, text.escape, text.link(), text.emphasis("|", _CODE)))),
        able=not (any(map(dialect.has, strange)) or dialect.generic_blocks),
        magic=dialect.has("pymdownx.magiclink"),
        line_ids=lines_have_ids(dialect),
    )


class _Text:
    """Patterns of text without markup but for what is told."""

    def __init__(self, dialect: Dialect) -> None:
        has = dialect.has
        chars = escaped_chars(dialect)
        signs = re.escape("".join(sign for name, sign in _SIGNS.items() if has(name)))
        self.letters = rf"[^\\\[\]\n`*&<>_\x02{signs}"
        self.escaped = re.escape("".join(sorted((chars or frozenset()) - {"`"})))
        self.escape = rf"\\[{self.escaped}]" if chars else rf"\\{_NEVER}"
        self.stars = not (has("pymdownx.betterem") or has("legacy_em"))
        self.able = not any(map(has, _MARKUP))

    def emphasis(self, without: str, code: str) -> str:
        """`*em*` and `**strong**` with nothing but letters and code inside."""
        if not self.stars:
            return rf"\*{_NEVER}"
        inner = rf"(?:{self.letters}{without}]++|{_WORD}|{code})++(?<!\s)"
        return rf"\*\*(?![\s*]){inner}\*\*(?!\*)|\*(?![\s*]){inner}\*(?!\*)"

    def run(self, without: str, code: str, *more: str) -> str:
        """Text that holds none of the characters `without`; one lone delimiter is no emphasis."""
        unit = "|".join(
            (
                rf"{self.letters}{without}]++",
                _WORD,
                _BARE_AMPERSAND,
                _TAG,
                code,
                self.escape,
                *([rf"\\(?![{self.escaped}`\n])"] if self.escaped else ()),
                *more,
            )
        )
        emphasis = self.emphasis(without, code)
        return rf"(?:(?:{unit}|{emphasis})*+_*+|(?:{unit})*+\*++)(?:{unit})*+"

    def link(self) -> str:
        """`[text](target)`, both as groups."""
        return self._link(f"({self.run('|', _CELL_CODE)})", f"({_TARGET})")

    def plain_link(self) -> str:
        """A link whose text is letters and code, without groups."""
        return self._link(f"(?:{self.letters}|]++|{_WORD}|{_CELL_CODE})*+", _TARGET)

    def _link(self, text: str, target: str) -> str:
        never = "" if self.able else _NEVER
        return rf"\[{never}{text}\]\( *+{target}{_TITLE} *\)"


def _tokens(dialect: Dialect, text: _Text, *, defined: bool) -> str:
    magic, lists = dialect.has("pymdownx.magiclink"), dialect.has("attr_list")
    never = "" if text.able else _NEVER
    lone = _NEVER if magic or defined or not text.able else ""
    labelled = "" if defined and text.able and not magic else _NEVER
    label = r"[^\[\]\n`\\\x02]*+"
    no_id = r"\d" if magic else _NEVER  # `#1` is an issue
    given = _ID % (no_id if lists else "")
    link = text.plain_link()
    words = text.run("#{", _CODE, f"(?<!!){link}")
    alt = rf"(?:{text.letters}|]++|{_WORD})*+"
    branches = (
        rf"!{never}\[({alt})\]\( *+({_TARGET}){_TITLE} *\)",
        text.link(),
        f"<{_NEVER if magic else ''}{_AUTOLINK}",
        rf"\[{labelled}({text.run('|', _CELL_CODE)})\] ?\[({label})\]",
        rf"\[{labelled}(?!\^)({text.letters}|]++)\](?!{_AFTER})",
        rf"\n{never}(#{{1,6}}) (?! *\{{)({words}){given}(?=\n(?! {{4}}))",
        _CODE,
        text.escape,
        # Brackets without a meaning, and those around a link.
        rf"\[{lone}(?!\^)(?:[^\[\]`\\\n<{{\x02]++|{_CODE}|{text.escape})*+\](?!{_AFTER})",
        rf"\[{lone}(?!\^)(?=[^\[\]`\\\n<{{\x02]*+{link}\](?!{_AFTER}))",
        f"<({_IN_TAG})",
        r"\n[ >]*(\x02)[^\x03]*+\x03(?=\n)",
        r"\{(?<![)`*_~^=+\]>]\{)()" if lists else r"\{(?!)()",
    )
    lines = [*_LINES, *([r"(?<=[^\n]\n)[ >]*\{"] if lists else [])]
    hard = (
        rf"\n(?={'|'.join(lines)})",
        "`",
        r"\\`" if text.escaped else r"\\",
        r"!\[",
        r"\[",
        rf"\](?={_AFTER})",
        "<(?=[A-Za-z/!?])",
        r"\x02",
        *([r"\{"] if lists else []),
        *(_BARE if magic else ()),
    )
    return "|".join((*branches, *(f"{each}()" for each in hard)))
