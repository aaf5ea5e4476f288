"""Finds words of a glossary in text, the longest first, in one pass.

A word ends where the script changes (Latin letters, Hangul, digits) or where no letter follows. A
particle of a closed list may follow a word in Hangul, endings of 하다 and 되다 a verb, and a plural
ending an English noun. Addresses, paths and names with `_` or `.` in them hold no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from munjigi.josa import Final, final_of

if TYPE_CHECKING:
    from munjigi.terms import Term, Variant

_LATIN = "A-Za-z\u00c0-\u024f"
_HANGUL = "가-힣"
_SKIP = (
    rf"(?P<skip>[a-z][a-z0-9+.-]*://(?:[^\s<>)\]\"'”’」{_HANGUL}]|(?<=[/_=#-])[{_HANGUL}]+)*"
    r"|(?<![a-z0-9_./@-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?<![a-z0-9_./-])\.{0,2}/[a-z0-9][a-z0-9_./{}-]*"  # a path
    r"|(?<![a-z0-9_.-])[a-z0-9-]*[a-z0-9](?:[._][a-z0-9-]+)+)"  # a_b, a.b
)
_FOLLOWED = r"(?!_|\.[A-Za-z0-9])"
_TAIL = "(?:은|는|도|만|의|이|가|을|를|과|와|까지|부터|조차|마저|나|이나)?"
_ANY = (
    "의|도|만|에서|에게서|에게|에|까지|부터|조차|마저|밖에|보다|뿐|처럼|만큼|마다|대로|하고|께서|께"
)
_LONG = "은|이|을|과|이나|이라도|이든지|이든|이랑|이야말로"
_SHORT = "는|가|를|와|나|라도|든지|든|랑|야말로"
_WAY = "서|써|"
_COPULA = (
    "입니다|입니까|이다|이고|이며|이면|이지만|이므로|이라는|이라고|이라면|이라서|이란|이어야|이거나"
    "|인지|인데|이었[가-힣]*"
)
_COPULA_SHORT = "라는|라고|라면|라서|여야|였[가-힣]*"
_VERB = "(?:하|해|했|합|한|할|함|되|돼|됩|된|될|됨|됐|시키|시켜|시킵|시킨|시킬)[가-힣]*"
_LONE = "(?:을|를|은|는|에서|에게|에|입니다|이라는|이라고)"  # 이, 과, 로 … end other words
_SURE = 3  # syllables: longer words are not taken for others
_SPACES = re.compile(r"\s+")
_LAST = re.compile(f"[{_HANGUL}]+$")


class Form(NamedTuple):
    """A way to write an entry, whose `name` is what should be written.

    `variant` is set for a forbidden form, `main` for the name itself.
    """

    text: str
    name: str
    term: Term
    variant: Variant | None
    main: bool


class Use(NamedTuple):
    """Where a text has such a form: characters from 0. Several entries may share a form.

    `plural` is the ending that an English noun has here.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    plural: str

    @property
    def form(self) -> Form:
        """The first of the forms."""
        return self.forms[0]


class Matcher:
    """Finds forms; of those with the same letters, the one with the same capitals counts."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: dict[str, list[Form]] = {}
        for form in forms:
            self._forms.setdefault(_key(form.text), []).append(form)
        self._pattern = _compiled(self._forms) if self._forms else None

    def find(self, text: str) -> Iterator[Use]:
        """The uses in a text, in order; none overlaps another."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            if match["skip"] is None:
                use = self._use(match)
                if use is not None:
                    yield use

    def _use(self, match: re.Match[str]) -> Use | None:
        found = match[0]
        for length in (0, 1, 2):
            written = found[: len(found) - length]
            forms = self._forms.get(_key(written), [])
            if forms and (not length or found[-length:].lower() in ("s", "es")):
                chosen = _chosen(forms, _SPACES.sub(" ", written))
                plural = found[len(written) :]
                return Use(match.start(), match.end(), chosen, plural) if chosen else None
        return None


def _chosen(forms: list[Form], written: str) -> tuple[Form, ...]:
    """The forms with the same capitals; or any, where none is told by its capitals."""
    same = [form for form in forms if form.text == written]
    exact = len({form.text for form in forms}) > 1 or any(
        form.term.part == "name" for form in forms
    )
    return tuple(same or ([] if exact else forms))


def _key(text: str) -> str:
    return _SPACES.sub(" ", text).lower()


def _compiled(forms: dict[str, list[Form]]) -> re.Pattern[str]:
    tree: dict[str, object] = {}
    for key, those in forms.items():
        node = tree
        for letter in key:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = "|".join(dict.fromkeys(_end(form) for form in those))
    starts = (
        f"{_start(letter)}{_escaped(letter)}{_pattern(node)}" for letter, node in tree.items()
    )
    return re.compile(f"{_SKIP}|{'|'.join(starts)}", re.IGNORECASE)


def _pattern(node: object) -> str:
    """What matches the rest of the forms below a node, longer ones first."""
    assert isinstance(node, dict)
    parts = [f"{_escaped(one)}{_pattern(below)}" for one, below in node.items() if one]
    if "" in node:
        parts.append(node[""])
    return parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"


def _escaped(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def _start(letter: str) -> str:
    """What may not be before a form that starts with this letter."""
    if re.match(f"[{_HANGUL}]", letter):
        return f"(?<![{_HANGUL}])"
    if re.match(f"[{_LATIN}]", letter):
        return f"(?<![{_LATIN}_@#$\\\\])"
    return r"(?<![\d.,])" if letter.isdigit() else ""


def _end(form: Form) -> str:
    """What must follow a form."""
    last = form.text[-1]
    if re.match(f"[{_HANGUL}]", last):
        verb = f"|(?={_VERB})" if form.term.part == "verb" else ""
        return f"(?![{_HANGUL}])|(?={_particles(form.text)}(?![{_HANGUL}])){verb}"
    if re.match(f"[{_LATIN}]", last):
        plural = "(?:e?s)?" if form.term.part == "noun" else ""
        return f"{plural}(?![{_LATIN}]){_FOLLOWED}"
    return rf"(?!\d){_FOLLOWED}" if last.isdigit() else _FOLLOWED


@cache
def _particles(text: str) -> str:
    """The particles that may follow a form in Hangul.

    A short word with a particle in the wrong form (전문 and 가) is another word.
    """
    match = _LAST.search(text)
    length = len(match[0]) if match else 0
    if length == len(text) == 1:
        return _LONE
    final = final_of(text)
    long = final is not Final.VOWEL or length >= _SURE
    short = final is Final.VOWEL or length >= _SURE
    way = "으로" if final is Final.CONSONANT else "로"
    ways = "으로|로" if length >= _SURE else way
    parts = [
        _ANY,
        f"(?:{ways})(?:{_WAY})",
        *([_LONG] if long else []),
        *([_SHORT] if short else []),
    ]
    copula = [_COPULA, *([_COPULA_SHORT] if short else [])]
    if length >= _SURE or " " in text:  # two syllables and 인 make other words (로그인)
        copula.append("인")
    return f"(?:들?(?:(?:{'|'.join(parts)}){_TAIL}|{'|'.join(copula)})|들)"
