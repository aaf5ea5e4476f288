"""Korean particles (josa) that change with the sound before them: 은/는, 을/를, 으로/로 and so on.

After 표준국어대사전: one form follows a final consonant, the other a vowel; 로 follows ㄹ too. The
copula (이라고, 이며) may keep its 이 after a vowel: there, only a missing 이 is wrong.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_FIRST, _LAST = 0xAC00, 0xD7A3  # syllable blocks in Unicode: 가 to 힣
_FINALS = 28  # blocks with the same first sounds: one for each final consonant, and none
_RIEUL = 8


class Final(Enum):
    """What a word ends in when it is read aloud."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    CONSONANT = "consonant"


class Pair(NamedTuple):
    """The form after a consonant (`long`), the one after a vowel (`short`), and what may follow.

    `more` is a pattern of endings in the same word. Where `strict` is false, `long` is right after
    a vowel too.
    """

    long: str
    short: str
    more: str = ""
    strict: bool = True

    def fitting(self, final: Final) -> str:
        """The form after this sound."""
        if final is Final.RIEUL and self.long == "으로":
            return self.short
        return self.short if final is Final.VOWEL else self.long


class Josa(NamedTuple):
    """A particle as used: its pair, its form, and what follows that in the word."""

    pair: Pair
    form: str
    more: str

    def fits(self, final: Final) -> bool:
        """Whether the form may follow this sound."""
        if not self.pair.strict and self.form == self.pair.long:
            return True
        return self.pair.fitting(final) == self.form


_WAY = "(?:서|써)?(?:는|도|만|의|부터|까지|만은|만이|부터는|부터의|까지의)?"
_SAID = "(?:고|는|도|면|서|며|던|기|기보다|기보다는|든가|든지|는데|거나|고는|고도|고만|야|야만)?"
_WAS = "(?:다|습니다|습니까|고|으며|으나|으면|지만|던|는데|음|기|어요|을)"
PAIRS = (
    Pair("은", "는", "(?:커녕)?"),
    Pair("이", "가"),
    Pair("을", "를"),
    Pair("과", "와", "(?:는|도|의|만|를|은)?"),
    Pair("으로", "로", _WAY),
    Pair("이나", "나", "마?"),
    Pair("아", "야"),
    Pair("이라", "라", _SAID, strict=False),
    Pair("이란", "란", strict=False),
    Pair("이며", "며", strict=False),
    Pair("이고", "고", strict=False),
    Pair("이든", "든", "(?:지|가)?", strict=False),
    Pair("이랑", "랑", strict=False),
    Pair("이지만", "지만", strict=False),
    Pair("이므로", "므로", strict=False),
    Pair("이에요", "예요", strict=False),
    Pair("이었", "였", _WAS, strict=False),
)
_PATTERNS = tuple((pair, re.compile(f"({pair.long}|{pair.short})({pair.more})")) for pair in PAIRS)
_STARTS = frozenset(form[0] for pair in PAIRS for form in (pair.long, pair.short))


def final_of(text: str) -> Final | None:
    """The last sound of a text that ends in Hangul; None for any other."""
    code = ord(text[-1]) if text else 0
    if not _FIRST <= code <= _LAST:
        return None
    consonant = (code - _FIRST) % _FINALS
    if not consonant:
        return Final.VOWEL
    return Final.RIEUL if consonant == _RIEUL else Final.CONSONANT


def read_josa(word: str) -> Josa | None:
    """The particle that `word` is as a whole, with its endings (`으로는`); None for other words."""
    if word[:1] in _STARTS:
        for pair, pattern in _PATTERNS:
            match = pattern.fullmatch(word)
            if match:
                return Josa(pair, match[1], match[2])
    return None
