"""The delimiters of emphasis that a dialect has, and what a run of them can do where it stands.

`*` and `_` are Python-Markdown's own (`inlinepatterns.Delimiter`) unless pymdownx.betterem replaces
them; `~`, `^` and `=` come with pymdownx.tilde, caret and mark (`pymdownx.delimiterprocessor`).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category

from munjigi.reader.dialect import Dialect

STX, ETX = "\x02", "\x03"
MASK = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}")  # for what a pattern has taken
START, END, BOTH = "start", "end", "ambiguous"
TRUE = frozenset(("true", "yes", "y", "on", "1"))

Found = tuple[str, int]  # START, END or BOTH, and how many characters of the run take part
Table = dict[str, "Delimiter"]


class Delimiter(NamedTuple):
    """One character that marks text up.

    `large` is the element that a pair of two characters makes, `small` that of a pair of one;
    `tags` says how many of the two there are. `smart` ones do not count inside words, `double` ones
    only in twos. `no_space` forbids white space inside a pair of one. `better` ones follow
    pymdownx's rules: `punct` adds CommonMark's for punctuation.
    """

    token: str
    large: str
    small: str
    tags: int = 2
    smart: bool = False
    double: bool = False
    no_space: bool = False
    punct: bool = True
    better: bool = False

    @property
    def single(self) -> bool:
        """Whether only pairs of one exist."""
        return self.tags == 1 and not self.double

    @property
    def size(self) -> int:
        """The most characters that one pair takes from a run."""
        return 1 if self.single else 2

    @property
    def by_length(self) -> bool:
        """Whether `smart` holds for runs of two only: subscripts stand in words."""
        return self.smart and self.no_space


def flag(dialect: Dialect, extension: str, name: str, default: bool) -> bool:
    """A yes-or-no option as `markdown.extensions.Extension.setConfig` reads it."""
    value = dialect.option(extension, name, default)
    return value.lower() in TRUE if isinstance(value, str) else bool(value)


def tables(dialect: Dialect) -> tuple[Table, ...]:
    """The delimiters of each pass, in the order of the passes; both passes run at priority 60."""
    passes = []
    if not dialect.has("pymdownx.betterem"):
        smart = not dialect.has("legacy_em")
        passes.append(
            {"*": Delimiter("*", "strong", "em"), "_": Delimiter("_", "strong", "em", smart=smart)}
        )
    better = {delimiter.token: delimiter for delimiter in _better(dialect)}
    if better:
        passes.append(better)
    return tuple(passes)


def _better(dialect: Dialect) -> list[Delimiter]:
    found = []
    if dialect.has(name := "pymdownx.betterem"):
        smart = dialect.option(name, "smart_enable", "underscore")
        punct = flag(dialect, name, "punctuation", True)
        for token, names in (("*", ("asterisk", "all")), ("_", ("underscore", "all"))):
            on = smart in names
            found.append(Delimiter(token, "strong", "em", smart=on, punct=punct, better=True))
    found += _lines(dialect, "pymdownx.tilde", "~", ("delete", "del"), ("subscript", "sub"))
    found += _lines(dialect, "pymdownx.caret", "^", ("insert", "ins"), ("superscript", "sup"))
    if dialect.has(name := "pymdownx.mark"):
        smart = flag(dialect, name, "smart_mark", False)
        found.append(Delimiter("=", "mark", "mark", 1, smart, double=True, better=True))
    return found


def _lines(
    dialect: Dialect, name: str, token: str, large: tuple[str, str], small: tuple[str, str]
) -> list[Delimiter]:
    """The delimiter of pymdownx.tilde or caret; `large` and `small`: option and element."""
    two, one = flag(dialect, name, large[0], True), flag(dialect, name, small[0], True)
    if not dialect.has(name) or not (one or two):
        return []
    return [
        Delimiter(
            token,
            large[1] if two else small[1],
            small[1] if one else large[1],
            tags=two + one,
            smart=flag(dialect, name, f"smart_{large[0]}", False),
            double=not one,
            no_space=one and flag(dialect, name, "no_space", True),
            punct=not one or flag(dialect, name, "punctuation", False),
            better=True,
        )
    ]


def punctuation(char: str) -> bool:
    """Whether `char` is Unicode punctuation or a symbol (categories P and S)."""
    return category(char)[0] in "PS"


def classify(
    delimiter: Delimiter, before: str | None, length: int, after: str | None
) -> Found | None:
    """What a run of `length` tokens can do between the characters `before` and `after`.

    None stands for the ends of the text. `before` may be the token itself, in the middle of a run.
    """
    if not delimiter.better:
        kind = _core(delimiter, before, after)
    elif not delimiter.by_length:
        kind = _commonmark(delimiter, before, after, delimiter.smart)
    else:
        kind = _commonmark(delimiter, before, after, length == 2)  # noqa: PLR2004 (a pair)
        if not kind and length == 2 and _solid(delimiter, before):  # noqa: PLR2004
            return END, 1
    return (kind, length) if kind else None


def _core(delimiter: Delimiter, before: str | None, after: str | None) -> str:
    token = delimiter.token
    left = before is not None and not before.isspace() and before != token
    right = after is not None and not after.isspace()
    starts = not delimiter.smart or _edge(token, before)
    ends = not delimiter.smart or _edge(token, after)
    return _kind(left and right and starts and ends, left and ends, right and starts)


def _commonmark(delimiter: Delimiter, before: str | None, after: str | None, smart: bool) -> str:
    token = delimiter.token
    left, right = _solid(delimiter, before), _solid(delimiter, after)
    starts = not smart or _edge(token, before)
    ends = not smart or _edge(token, after)
    both, end, start = left and right and starts and ends, left and ends, right and starts
    if before != token:
        left_punct = before is not None and punctuation(before)
        right_punct = after is not None and punctuation(after)
        both |= (left_punct or before == ETX) and (right_punct or after == STX)
        end |= left_punct and (right_punct or after is None or after == STX or after.isspace())
        start |= right_punct and (left_punct or before is None or before == ETX or before.isspace())
    return _kind(both, end, start)


def _kind(both: bool, end: bool, start: bool) -> str:
    if both:
        return BOTH
    if end:
        return END
    return START if start else ""


def _solid(delimiter: Delimiter, char: str | None) -> bool:
    """Whether the character beside a run lets it open or close there."""
    if char is None or char == delimiter.token or char.isspace():
        return False
    return not (delimiter.punct and punctuation(char))


def _edge(token: str, char: str | None) -> bool:
    """Whether no word goes on at this side of a smart delimiter."""
    if char is None:
        return True
    if char == "_":
        return token != "_"
    return not char.isalnum() and char != token
