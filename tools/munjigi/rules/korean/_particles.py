"""Particles on a Korean page: where they stand, and how what is before them sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.josa import Josa, final_of, read_josa
from munjigi.lazypattern import lazy
from munjigi.model import Text
from munjigi.readings import REACH, finals
from munjigi.rules.korean._words import NOUN, ORDINARY

if TYPE_CHECKING:
    from munjigi.readings import Finals, Names
    from munjigi.rules.korean._flow import Flow

READINGS = Text(
    en="Korean readings of names, each as `Name=읽기`",
    ko="이름을 읽는 법. `이름=읽기` 꼴로 적습니다",
)  # what the option `readings` of rules about particles means
_WORD = lazy(r"(?<![가-힣])[가-힣]+(?![\w(/])")
_PLAIN = lazy(
    r"[가-힣]*?[가-힣](?P<josa>를|을|은|와(?:는|도|의)?"
    r"|(?:으로|로)(?:서|써)?(?:는|도|만|의|부터|까지)?)"
)
_OPENING = "([{<“‘「『《〈/·~,-"
_LINE = 2000  # characters in which the other quote of a pair stands
_STREET = re.compile(r" ?\d")  # 테헤란로 1
_OTHER = lazy(  # lesson 1; a part of a street; what `josa-choice-left` tells of
    r"(?:제 ?\d+과|[로동문] ?\d가|\([으이]\)[가-힣]+)\Z"
)


class Particle(NamedTuple):
    """A particle from `start` in a line's text, and the sounds that may be before it."""

    start: int
    josa: Josa
    before: Finals


def particles(flow: Flow, names: Names) -> Iterator[Particle]:
    """The particles of a line that surely are some, in no order.

    Behind names, numbers, code, brackets, quotes and the end of bold text or a link, every word
    that is a particle is one. Where only Hangul is before them, most could end a word as well.
    """
    text = flow.text
    for match in _WORD.finditer(text):
        start, end = match.span()
        cut = next((at for at in range(end - 1, start, -1) if at in flow.closed), start)
        if cut > start or attached(flow, start):
            josa = read_josa(text[cut:end])
            if josa is not None:
                if not _OTHER.search(text, max(cut - REACH, 0), start + len(josa.form)):
                    yield Particle(cut, josa, finals(flow.before(cut), names))
                continue
        yield from _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Iterator[Particle]:
    """The particle at the end of a word of Hangul alone, if it can be nothing else."""
    word = text[start:end]
    match = _PLAIN.fullmatch(word) or NOUN.search(word)
    josa = read_josa(match["josa"]) if match else None
    if match is None or josa is None or (josa.form == "로" and _STREET.match(text, end)):
        return
    at = match.start("josa")
    final = final_of(word[:at])
    if final is not None and not ORDINARY.fullmatch(word, 0, at + len(josa.form)):
        yield Particle(start + at, josa, frozenset({final}))


def attached(flow: Flow, at: int) -> bool:
    """Whether a word goes on here: no space is before it, and no sign that starts a word."""
    text = flow.text
    before = text[at - 1 : at]
    if at in flow.closed:
        return True
    if before in ("'", '"'):
        return text.count(before, max(at - _LINE, 0), at) % 2 == 0
    return before not in _OPENING and not before.isspace()
