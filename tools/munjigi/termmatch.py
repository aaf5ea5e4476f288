"""Finds words of a glossary in text, the longest first, in one pass.

A word ends where the script changes (Latin letters, Hangul, digits) or where no letter follows. A
particle of a closed list may follow a word in Hangul, endings of 하다 and 되다 a verb, and a plural
ending an English noun. Addresses, paths and names with `_` or `.` in them hold no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.josa import Final, final_of
from munjigi.lazypattern import lazy

if TYPE_CHECKING:
    from munjigi.terms import Term, Variant

_LATIN = "A-Za-z\u00c0-\u024f"
_HANGUL = "가-힣"
_SKIP = (
    rf"(?P<skip>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://(?:[^\s<>)\]\"'”’」{_HANGUL}]|(?<=[/_=#-])[{_HANGUL}]+)*"
    r"|(?<![a-z0-9_./@+-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?<![a-z0-9_./-])\.{0,2}/[a-z0-9][a-z0-9_./{}-]*"  # a path
    r"|(?<![a-z0-9_.-])[a-z0-9-]*[a-z0-9](?:[._][a-z0-9-]+)+)"  # a_b, a.b
)
_FOLLOWED = r"(?!_|\.[A-Za-z0-9])"
_TAIL = "(?:은|는|도|만|의|이|가|을|를|과|와|까지|부터|조차|마저|나|이나)?"
_ANY = (
    "의|도|만으로|만|에서|에게서|에게|에|까지|부터|조차|마저|밖에|보다|뿐만|뿐|처럼|만큼|마다|대로|하고"
    "|께서|께"
)
_LONG = "은|이|을|과|이나|이라도|이든지|이든|이랑|이야말로"
_SHORT = "는|가|를|와|나|라도|든지|든|랑|야말로"
_WAY = "서|써|"
_COPULA = (
    "입니다|입니까|이다|이고|이며|이면|이지만|이므로|이라는|이라고|이라면|이라서|이란|이어야|이거나"
    "|인지|인데|이에요|이었[가-힣]*"
)
_COPULA_SHORT = "라는|라고|라면|라서|여야|예요|였[가-힣]*"
_VERB = "(?:하|해|했|합|한|할|함|되|돼|됩|된|될|됨|됐|시키|시켜|시킵|시킨|시킬)[가-힣]*"
_LONE = "(?:을|를|은|는|에서|에게|에|입니다|이라는|이라고)"  # 이, 과, 로 … end other words
_SUFFIX = "[별용당]"  # 계정별, 관리자용
_WAYS = "으?로"
_SURE = 3  # syllables: longer words are not taken for others
_FEW = 6  # alternatives that are tried one after the other
_SPACES = re.compile(r"\s+")
_Y = re.compile(r"(?<=[bcdfghj-np-tvwxz])y\Z")
_LAST = lazy(f"[{_HANGUL}]+$")


class Form(NamedTuple):
    """A way to write an entry, whose `name` is what should be written.

    `variant` is set for a forbidden form, `main` for the name itself. `many` tells the plural of a
    noun that changes for it (identity).
    """

    text: str
    name: str
    term: Term
    variant: Variant | None
    main: bool
    many: bool = False


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
        for form in chain.from_iterable(map(_numbers, forms)):
            self._forms.setdefault(_key(form.text), []).append(form)
        self._shorter = {key: _prefixes(key, self._forms) for key in self._forms}
        self._pattern = _compiled(self._forms) if self._forms else None

    def find(self, text: str) -> Iterator[Use]:
        """The uses in a text, in order; none overlaps another."""
        at = 0
        while self._pattern and (match := self._pattern.search(text, at)):
            use = None if match["skip"] else self._use(text, match)
            if use is not None:
                yield use
            at = use.end if use else match.end() if match["skip"] else match.start() + 1

    def _use(self, text: str, match: re.Match[str]) -> Use | None:
        """The longest form that starts here and ends as a word does."""
        for key in self._shorter.get(_key(match[0]), ()):
            end = _end_of(text, match.start(), key)
            forms = _chosen(self._forms[key], _SPACES.sub(" ", text[match.start() : end]))
            for form in forms:
                behind = _ending(form).match(text, end)
                if behind:
                    plural = behind[0] or "ies" * form.many
                    return Use(match.start(), behind.end(), forms, plural)
        return None


def _numbers(form: Form) -> Iterator[Form]:
    """A form, and its plural where that is more than an ending."""
    yield form
    if form.term.part == "noun" and _Y.search(form.text):
        yield form._replace(text=f"{form.text[:-1]}ies", many=True)


def _prefixes(key: str, forms: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms that a form starts with, itself included, longer ones first."""
    return tuple(key[:end] for end in range(len(key), 0, -1) if key[:end] in forms)


def _end_of(text: str, start: int, key: str) -> int:
    """Where a form that starts here ends; any white space stands for a space."""
    for letter in key:
        match = _SPACES.match(text, start) if letter == " " else None
        start = match.end() if match else start + 1
    return start


def _chosen(forms: list[Form], written: str) -> tuple[Form, ...]:
    """The forms with the same capitals; or any, where none is told by its capitals."""
    same = [form for form in forms if form.text == written]
    exact = len({form.text for form in forms}) > 1 or any(
        form.term.part == "name" for form in forms
    )
    return tuple(same or ([] if exact else forms))


def _key(text: str) -> str:
    return _SPACES.sub(" ", text).lower()


def _compiled(forms: Iterable[str]) -> re.Pattern[str]:
    tree: dict[str, Any] = {}
    for key in forms:
        node = tree
        for letter in key:
            node = node.setdefault(letter, {})
        node[""] = {}
    parts = {one: f"{_start(one)}{_escaped(one)}{_rest(below)}" for one, below in tree.items()}
    return re.compile(f"{_SKIP}|{_one_of(parts)}", re.IGNORECASE)


def _rest(node: dict[str, Any]) -> str:
    """What matches the rest of the forms below a node, longer ones first."""
    parts = {one: f"{_escaped(one)}{_rest(below)}" for one, below in node.items() if one}
    if "" not in node:
        return _one_of(parts)
    return f"(?:{_one_of(parts)})?" if parts else ""


def _one_of(parts: dict[str, str]) -> str:
    """An alternation of patterns by first letter; many are split, so that few are tried."""
    if len(parts) <= _FEW:
        return parts.popitem()[1] if len(parts) == 1 else f"(?:{'|'.join(parts.values())})"
    letters = sorted(parts)
    halves = letters[: len(letters) // 2], letters[len(letters) // 2 :]
    made = (
        f"(?=[{''.join(map(_in_class, half))}]){_one_of({one: parts[one] for one in half})}"
        for half in halves
    )
    return f"(?:{'|'.join(made)})"


def _in_class(letter: str) -> str:
    return r"\s" if letter == " " else re.escape(letter)


def _escaped(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def _start(letter: str) -> str:
    """What may not be before a form that starts with this letter."""
    if re.match(f"[{_HANGUL}]", letter):
        return f"(?<![{_HANGUL}])"
    if re.match(f"[{_LATIN}]", letter):
        return f"(?<![{_LATIN}_@#$\\\\])"
    return r"(?<![\d.,])" if letter.isdigit() else ""


def _ending(form: Form) -> re.Pattern[str]:
    """What must follow a form; it matches the plural ending of an English noun."""
    last = form.text[-1]
    if re.match(f"[{_HANGUL}]", last):
        verb = f"|(?={_VERB})" if form.term.part == "verb" else ""
        return _made(f"(?![{_HANGUL}])|(?={_particles(form.text)}(?![{_HANGUL}])){verb}")
    if re.match(f"[{_LATIN}]", last):
        plural = "(?:e?s)?" if form.term.part == "noun" and not form.many else ""
        return _made(f"{plural}(?![{_LATIN}]){_FOLLOWED}")
    return _made(rf"(?!\d){_FOLLOWED}" if last.isdigit() else _FOLLOWED)


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


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
    if length > _SURE or " " in text:  # 인 is the end of other words: 로그인, 플러그인
        copula.append("인")
    ends = f"(?:{'|'.join(parts)}){_TAIL}|{'|'.join(copula)}"
    return f"(?:들?(?:{ends})|들|{_SUFFIX}(?:{_ANY}|{_LONG}|{_WAYS}|{_COPULA})?)"
