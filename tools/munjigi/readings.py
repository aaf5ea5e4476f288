"""The last sound of names, numbers and code as Koreans read them aloud.

What several people read in several ways has several sounds; what nobody here can tell has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from munjigi.josa import Final, final_of
from munjigi.lazypattern import lazy
from munjigi.readingtable import (
    CONSONANT_ENDINGS,
    LETTERS,
    NAMES,
    RIEUL_ENDINGS,
    UNITS,
    VOWEL_ENDINGS,
)

Finals = frozenset[Final]
Names = Mapping[str, Finals]
UNKNOWN: Finals = frozenset()
VOWEL, RIEUL, CONSONANT = (frozenset({one}) for one in Final)
_ZERO = VOWEL | CONSONANT  # 제로, 공, 영
REACH = 60  # characters before a particle that are looked at
_SILENT = "\"'`’”」』》〉®™\u200b"
_VOWELS = frozenset("aeiouy")
_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9.]")
_NUMBER = re.compile(r"(?<![\d.,/^:$€£¥₩])\d[\d,]*(?:\.\d+)*\Z")
_UNIT = re.compile(r"\d ?([A-Za-z]+)\Z")
_LATIN = re.compile(r"[A-Za-z]+\Z")
_HUMP = re.compile(r"(?:[A-Z]{2,}|[A-Z]?[a-z]+|[A-Z])\Z")  # the last word of a `camelCase` name
_ENGLISH = re.compile(r"[A-Za-z][ _/.\[:=-]{0,3}v?\Z|\bv\Z")
_INNER = r"/?([\w. -]*[\w-]) ?/?"
_VERSION = lazy(
    r"(?<![은는이가을를에로와과의도만서])(?<!그림)(?<!예제)(?<!단계)(?<!최[대소])(?<!평균)(?<!포트)"
    r"(?<!번호)(?<!항목)(?<!값)(?<=[가-힣]) ?\Z"
)  # behind a word of Hangul that may be the name of a product, as no particle ends it
_IN_BRACKETS = re.compile(
    rf"(?<!\])([A-Za-z_]*)(?:\[{_INNER}\]+|\{{{_INNER}\}}+|<{_INNER}>+)\Z"
)  # in a pair of brackets; nothing is known of `=>` and of `<a b={c}>`
_ELEMENT = re.compile(r"</[^<>]*>\Z")  # <b>값</b>
_PERCENT = re.compile(r"(?<![^\d\s(]) ?%\Z")
_SINO = "영일이삼사오육칠팔구"
_ENGLISH_TO_12 = (
    *("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에이트", "나인"),
    *("텐", "일레븐", "트웰브"),
)
_SHORT = 2  # letters of what may be read by its letters though it has a vowel
_TRILLION = 12  # zeros of 조, the only word for a power of ten that ends in a vowel
_HUNDRED = 100
_READ = 4  # digits behind a hyphen that somebody may read as one number


def names_of(readings: Iterable[str]) -> Names:
    """The names that a project adds, each as `Name=읽기`; `/` parts several readings."""
    parts = (one.partition("=") for one in readings)
    return {name.strip().casefold(): _sounds(reading) for name, _, reading in parts}


def finals(text: str, names: Names = MappingProxyType({})) -> Finals:
    """How the end of `text` sounds; `names` (case folded) go before our own table.

    Closing quotes and brackets have no sound. What is in round brackets changes nothing behind
    Hangul, and a Korean word in them is the reading of the name before it; where a name's sound is
    known besides, both count.
    """
    text = text[-REACH:].rstrip(_SILENT)
    if text.endswith(")"):
        return _bracketed(text, names)
    if text.endswith(("]", "}", ">")):
        return UNKNOWN if _ELEMENT.search(text) else _typed(text, names)
    if text.endswith("%"):
        return VOWEL if _PERCENT.search(text) else UNKNOWN  # 퍼센트, 프로
    final = final_of(text)
    if final is not None:
        return frozenset({final})
    return _named(text, names) or _number(text) or _unit(text) or _latin(text, names)


def _sounds(readings: str) -> Finals:
    found = {final_of(reading.strip()) for reading in readings.split("/")}
    return frozenset(one for one in found if one is not None)


@cache
def _table() -> Names:
    return {name: _sounds(readings) for name, readings in NAMES.items()}


def _bracketed(text: str, names: Names) -> Finals:
    before, _, inner = text[:-1].rpartition("(")
    if ")" in inner or not before.strip():
        return UNKNOWN
    outside = finals(before.rstrip(), names)
    if not inner.strip() or final_of(before):  # a call without arguments
        return outside
    inside = finals(inner, names)
    if not outside and _LATIN.search(before) and final_of(inner) and " " not in inner:
        return inside
    return outside | inside if outside and inside else UNKNOWN


def _typed(text: str, names: Names) -> Finals:
    """`<name>`, `{name}` and `Outer<Inner>`; any other expression is not read aloud."""
    match = _IN_BRACKETS.search(text)
    if match is None:
        return UNKNOWN
    inner = finals(match[2] or match[3] or match[4], names)
    outer = finals(match[1], names) if match[1] else inner
    return outer | inner if outer and inner else UNKNOWN


def _named(text: str, names: Names) -> Finals:
    lower = text.casefold()
    for match in _START.finditer(lower):
        name = lower[match.start() :]
        found = names.get(name) or _table().get(name)
        if found:
            return found
    return UNKNOWN


def _number(text: str) -> Finals:
    """A number as read in Korean, and behind a name (`Vue 3`, `S3`, 헬름 3) as in English."""
    match = _NUMBER.search(text)
    if match is None:
        return UNKNOWN
    digits = match[0].replace(",", "").rpartition(".")[2]
    if len(digits) > _READ and text[match.start() - 1 : match.start()] == "-":
        return UNKNOWN  # the end of an identifier, a telephone number
    if match[0] == "0":
        return _ZERO
    whole = "." not in match[0]
    found = _sino(digits, whole=whole)
    number = int(digits)
    before = text[: match.start()]
    if number < _HUNDRED and (_ENGLISH.search(before) or (whole and _VERSION.search(before))):
        found |= _sounds(_english(number))
    return found


def _sino(digits: str, *, whole: bool) -> Finals:
    zeros = len(digits) - len(digits.rstrip("0"))
    if whole and 0 < zeros < len(digits):
        return VOWEL if zeros // 4 * 4 == _TRILLION else CONSONANT  # 조; 십, 백, 천, 만, 억
    return _sounds(_SINO[int(digits[-1])])


def _english(number: int) -> str:
    """The last syllable's reading of a number below a hundred."""
    if number < len(_ENGLISH_TO_12):
        return _ENGLISH_TO_12[number]
    if number // 10 == 1:
        return "틴"
    return _ENGLISH_TO_12[number % 10] if number % 10 else "티"


def _unit(text: str) -> Finals:
    match = _UNIT.search(text)
    return _sounds(UNITS.get(match[1], "")) if match else UNKNOWN


def _latin(text: str, names: Names) -> Finals:
    match = _LATIN.search(text)
    word = _HUMP.search(match[0]) if match else None
    if match is None or word is None:
        return UNKNOWN
    hump = word[0].casefold()
    if hump != text.casefold():
        found = names.get(hump) or _table().get(hump)
        if found:
            return found
    return _capitals(hump) if word[0].isupper() else _word(hump)


def _capitals(word: str) -> Finals:
    """An acronym: by its letters where it cannot be a word, else as both."""
    letters = _sounds(LETTERS[word[-1]])
    before = set(word[:-1]) & _VOWELS
    if len(word) <= _SHORT or not before:
        return letters
    spoken = _by_ending(word)
    if not spoken:
        return UNKNOWN if set(word[-2:]) & _VOWELS else letters
    return letters | spoken


def _word(word: str) -> Finals:
    """An English word, or an abbreviation without vowels, which is read by its letters."""
    letters = _sounds(LETTERS[word[-1]])
    if not set(word) & _VOWELS or len(word) == 1:
        return UNKNOWN if word[-1] == "r" and len(word) > _SHORT else letters  # attr, str
    return _by_ending(word) | (letters if len(word) <= _SHORT else UNKNOWN)


@cache
def _endings() -> tuple[tuple[Finals, re.Pattern[str]], ...]:
    kinds = ((CONSONANT, CONSONANT_ENDINGS), (RIEUL, RIEUL_ENDINGS), (VOWEL, VOWEL_ENDINGS))
    return tuple((kind, re.compile(f"(?:{'|'.join(each)})\\Z")) for kind, each in kinds)


def _by_ending(word: str) -> Finals:
    for kind, pattern in _endings():
        if pattern.search(word):
            return kind
    return UNKNOWN
