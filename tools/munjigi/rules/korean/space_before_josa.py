"""Particles that a space parts from their word: `API 를`, `**저장** 을`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from munjigi.josa import Final, final_of
from munjigi.lazypattern import lazy
from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.korean._flanking import closes, run_around
from munjigi.rules.korean._flow import flows
from munjigi.rules.korean._particles import attached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.rules.korean._flow import Flow

# Never words of their own.
_ALWAYS = (
    "을|를|는|으로(?:는|도|만|의|부터|서|써)?|에서(?:는|의|도|만|부터)?|에게(?:는|도|만|서)?"
    "|에(?:는|도|만)|까지(?:는|도|만|의)?|부터(?:는|도|의)?|처럼|이?라[는고]|입니다"
)
_BEHIND_NAMES = "과의?|와의?|로|로(?:는|도|만|부터|서|써)|에|의|가|도|만|이란|이며|이고|이나"
_SPACED = lazy(
    r"(?<=\S)(?P<space>[ \t]+)"
    rf"(?P<josa>(?P<sure>{_ALWAYS})|(?P<silver>은)|{_BEHIND_NAMES})(?![\w(/])"
)
_NAME = re.compile("[A-Za-z%’”」』]")
_QUOTES = ("'", '"')
_NIEUN = "\u11ab"  # ㄴ, in which words end that describe what follows: 새로운 은 제품
_NUMBERED = re.compile(r"\d")
_TALK = re.compile(r"(?:조사|어미)\Z")
_WORD = re.compile(r"[\w)\]%\"'”’」』]")
_URL = re.compile(r"(?:https?://|www\.|@)\S*\Z")


@rule(
    summary=Text(en="No space stands before a Korean particle", ko="조사는 앞말에 붙여 씁니다"),
    why=Text(
        en="Korean orthography (“한글 맞춤법”, article 41) joins a particle to the word before it, "
        "even where that is an English name, code or bold text.",
        ko="한글 맞춤법 제41항에 따라 조사는 앞말에 붙여 씁니다. 앞말이 영어 이름이나 코드, 굵은 "
        "글씨여도 같습니다.",
    ),
    message=Text(
        en='there is a space before the particle "{written}"',
        ko='조사 "{written}" 앞에 빈칸이 있습니다',
    ),
    examples=(
        Bad("API⟦ 를⟧ 엽니다. 파일⟦ 을⟧ 봅니다.\n", fixed="API를 엽니다. 파일을 봅니다.\n"),
        Bad(
            "**저장**⟦ 을⟧ 누르면 `id`⟦ 가⟧ [화면](a.md)⟦ 에서⟧ 보입니다.\n",
            fixed="**저장**을 누르면 `id`가 [화면](a.md)에서 보입니다.\n",
        ),
        Bad("**키(key)**⟦ 를⟧ 봅니다. https://a.com⟦ 을⟧ 엽니다.\n"),
        Good(
            "값 이 두 가지, 90 도, 10 만 원, 이 은 그릇, `id` 이 값과 도 단위 가 나라를 봅니다.\n"
        ),
        Good("Write API 를 here, where hardly a word is Korean, and nobody will mind it.\n"),
        Good("Press **Save** and copy the `id` of the API.\n"),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def space_before_josa(page: Page) -> Iterator[Problem]:
    for flow in flows(page):
        for match in _SPACED.finditer(flow.text):
            span = flow.span(*match.span())
            if span is None or not _is_josa(flow, match):
                continue
            via = page.via(flow.piece(match.start()).source)
            edit = Edit(Span(span.path, span.start, span.start + len(match["space"])), "")
            joins = via is None and _joins(page.text, span.start, flow.before(match.start()))
            yield Problem(span, fix=Fix((edit,)) if joins else None, via=via, written=match["josa"])


def _is_josa(flow: Flow, match: re.Match[str]) -> bool:
    start = match.start()
    before = flow.text[start - 1]
    ended = start in flow.closed
    if _TALK.search(flow.text, max(start - 2, 0), start) or not (ended or _WORD.match(before)):
        return False
    if match["sure"]:
        return True
    if before in _QUOTES:
        return attached(flow, start)
    if match["silver"] and not ended and final_of(before):
        return _is_noun_end(before)
    return (ended or bool(_NAME.match(before))) and not _NUMBERED.match(before)


def _is_noun_end(syllable: str) -> bool:
    """Whether 은 may be the particle behind this syllable, and hardly silver."""
    if final_of(syllable) is not Final.CONSONANT or syllable == "금":
        return False
    return not unicodedata.normalize("NFD", syllable).endswith(_NIEUN)


def _joins(text: str, at: int, shown: str) -> bool:
    """Whether what ends at `at`, and is shown as `shown`, stays as it is before a letter."""
    before = text[at - 1]
    if before in "*_":
        start, end = run_around(text, at - 1)
        return closes(f" {text[start - 1 : end]}를", 2, end - start + 2)
    return text[at - 1] in ")`>" or not _URL.search(shown)
