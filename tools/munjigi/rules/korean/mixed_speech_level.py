"""Sentences in another speech level than the page's others: 합쇼체 and 해요체 mixed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.lazypattern import lazy
from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.korean._flow import flows

if TYPE_CHECKING:
    from munjigi.detail import Emphasis
    from munjigi.facts import Link
    from munjigi.page import Page

FORMAL = Text(en="합쇼체 (-습니다)", ko="합쇼체(-습니다)")
POLITE = Text(en="해요체 (-해요)", ko="해요체(-해요)")
_AFTER = r"(?=[.?!…:]|\s*\Z)"
_FINALS = 28  # syllable blocks in Unicode with the same first sounds, one for each final consonant
_VOWELS = 21
_P = "".join(chr(code) for code in range(ord("갑"), ord("힣") + 1, _FINALS))  # that end in ㅂ
_OPEN = "".join(
    chr(code)
    for number, code in enumerate(range(ord("가"), ord("힣") + 1, _FINALS))
    if number % _VOWELS in (0, 1, 4, 5, 6, 7, 9, 10, 14, 15) and chr(code) not in "가개까"
)  # that end in ㅏ, ㅓ or a vowel made of these, as verbs before 요 do, and few nouns
_FORMAL = rf"(?P<formal>[가-힣]{{0,20}}(?:[{_P}](?:니다|니까|시다)|십시오)){_AFTER}"
_POLITE = (
    rf"(?P<polite>[가-힣]{{0,20}}(?:[{_OPEN}지군]요|[가-힣]거든요|[{_OPEN}]가요|죠)"
    rf"|[가-힣]{{1,20}}[고구걸]요(?=[.?!…])){_AFTER}"
)
_ASKED = re.compile(r"[나가]요\Z")
_REQUEST = re.compile("[세셔]요")
_ENDING = lazy(f"{_FORMAL}|{_POLITE}")
_QUOTED = re.compile(
    "|".join(f"{a}[^{b}]{{0,300}}{b}" for a, b in ('""', "''", "“”", "‘’", "「」", "『』"))
)
_APART = ("heading", "title", "th")


class Ending(NamedTuple):
    """The last word of a sentence."""

    level: Text
    text: str
    span: Span
    via: Span | None


@rule(
    summary=Text(
        en="A page keeps to one Korean speech level",
        ko="한 페이지는 한 가지 문체로 씁니다",
    ),
    why=Text(
        en="A guide that says “합니다” here and “해요” there sounds like two writers. Headings, "
        "quoted words, bold text and links may differ, as they repeat what a screen says. "
        "Questions such as “있나요?” and “할까요?” go with both.",
        ko="'합니다'로 쓰다가 '해요'로 바꾸면 두 사람이 쓴 글처럼 읽힙니다. 제목, 따옴표로 옮긴 "
        "말, 굵은 글씨, 링크는 화면의 글을 옮길 때가 많으므로 따지지 않습니다. '있나요?', "
        "'할까요?' 같은 물음은 어느 문체와도 어울립니다.",
    ),
    message=Text(
        en='"{written}" is {level}; most sentences of this page are {other}',
        ko='"{written}" 문장은 {level}이지만, 이 페이지의 문장은 대부분 {other}입니다',
    ),
    examples=(
        Bad("앱을 엽니다. 키를 복사합니다. 이제 다 ⟦됐어요⟧.\n"),
        Bad("- 앱을 열어요.\n- 키를 복사해요.\n- 값을 ⟦넣습니다⟧.\n"),
        Bad("앱을 엽니다. 키를 ⟦복사하세요⟧.\n", options={"requests": True}),
        Good("# 어떻게 해요?\n\n앱을 엽니다. “됐어요.”가 보이면 키를 복사하세요.\n"),
        Good("키는 어디에 있나요? 설정 화면에 있습니다. 왜 숨길까요? 비밀이기 때문입니다.\n"),
        Good(
            "앱을 엽니다. **다 됐어요.** [어떻게 하나요?](a.md) 이해가 중요하고 필요\n\n> 됐어요.\n"
        ),
        Good("앱을 엽니다. 그다음이 중요하죠.\n", options={"accepted": frozenset({"죠"})}),
        Good("We say 합니다.\n\nAnd here, where hardly a word is Korean, somebody says 해요.\n"),
        Good("Press **Save** and copy the `id` of the API.\n"),
    ),
    options={
        "requests": Text(
            en="Whether “하세요” counts as “해요체” (many guides write it beside “합니다”)",
            ko="'하세요'도 해요체로 볼지(안내서는 흔히 '합니다'와 함께 씁니다)",
        ),
        "accepted": Text(
            en="Ends of sentences that go with both levels, such as “죠”",
            ko="어느 문체와도 어울린다고 볼 문장 끝. 예: '죠'",
        ),
    },
    severity=Severity.WARNING,
    deep=True,
)
def mixed_speech_level(
    page: Page, *, requests: bool = False, accepted: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    listed = _endings(page, requests)
    found = [one for one in listed if not one.text.endswith(tuple(accepted))]
    formal = sum(one.level is FORMAL for one in found)
    if formal in (0, len(found)):
        return
    first = found[0].level
    rest = len(found) - formal
    main = first if formal == rest else FORMAL if formal > rest else POLITE
    for one in found:
        if one.level is not main:
            yield Problem(one.span, via=one.via, written=one.text, level=one.level, other=main)


def _endings(page: Page, requests: bool) -> Iterator[Ending]:
    apart = _Apart(page)
    for flow in flows(page):
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), flow.text)
        for match in _ENDING.finditer(text):
            start = max(match.start(), flow.piece(match.end() - 1).at)
            span = flow.span(start, match.end())
            if span is None or apart.holds(span):
                continue
            if not _asks(match) and (requests or not _REQUEST.search(match[0])):
                level = FORMAL if match["formal"] else POLITE
                via = page.via(flow.piece(start).source)
                yield Ending(level, text[start : match.end()], span, via)


def _asks(match: re.Match[str]) -> bool:
    """Whether this is a question of the kind that goes with both levels."""
    return match.string.startswith("?", match.end()) and bool(_ASKED.search(match[0]))


class _Apart:
    """What repeats the words of others: headings, quotes, bold text, links."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        detail = page.detail
        parts: list[Emphasis | Link] = [*page.links, *detail.emphasis]
        places = {(one.start, one.end) for one in parts if one.path == page.path}
        places |= {
            (one.start, one.end)
            for one in detail.paragraphs
            if one.kind in _APART and one.path == page.path
        }
        self.places: list[tuple[int, int]] = []
        for start, end in sorted(places):
            if not self.places or end > self.places[-1][1]:
                self.places.append((start, end))
        self.path = page.path

    def holds(self, span: Span) -> bool:
        if span.path != self.path:
            return False
        line = self.text.rfind("\n", 0, span.start) + 1
        if self.text[line : span.start].lstrip().startswith(">"):
            return True
        near = bisect_right(self.places, (span.start, len(self.text))) - 1
        return near >= 0 and span.start < self.places[near][1]
