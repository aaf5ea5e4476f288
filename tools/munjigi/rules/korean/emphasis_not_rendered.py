"""Emphasis whose signs stay, because Hangul follows: `**마크다운(Markdown)**을`, `_초안_은`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.lazypattern import lazy
from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.korean._flanking import closes, opens, run_around
from munjigi.rules.korean._flow import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.detail import Emphasis
    from munjigi.page import Page

HERE = Text(en="on this site", ko="이 사이트")
GITHUB = Text(en="on GitHub", ko="GitHub")
_LEFT = re.compile(
    r"(?P<sign>\*\*|__|(?<!\w)_)(?P<gap>(?<=\*\*) )?(?=[^\s*_])"
    r"(?P<inner>(?:(?!(?P=sign)).){1,300})(?<=[^\s*_])(?P=sign)"
)
_HANGUL = lazy("[가-힣]")
_WORDS = lazy("[가-힣 ]")  # `__init__` is meant as it is written


@rule(
    summary=Text(
        en="Bold text next to Hangul is bold everywhere",
        ko="한글과 맞닿은 굵은 글씨가 어디서나 굵게 보입니다",
    ),
    why=Text(
        en="Where bold text ends in a bracket, a quote or code, GitHub wants a space or a "
        "punctuation mark behind the asterisks. A particle leaves none, so readers see `**`. "
        "Underscores work nowhere next to Hangul. HTML tags always work, and so do asterisks that "
        "leave the bracket out.",
        ko="굵은 글씨가 괄호나 따옴표, 코드로 끝나면 GitHub에서는 별표 뒤에 빈칸이나 문장 부호가 "
        "있어야 굵게 보입니다. 조사가 바로 붙으면 `**` 기호가 그대로 보입니다. 밑줄은 한글과 "
        "맞닿으면 어디서도 강조로 읽히지 않습니다. HTML 태그를 쓰거나 괄호를 별표 밖으로 빼면 "
        "언제나 제대로 보입니다.",
    ),
    message=Text(
        en='"{text}" is not emphasized {where}: its signs are shown',
        ko='{where}에서는 "{text}" 부분의 기호가 그대로 보입니다',
    ),
    examples=(
        Bad(
            "⟦**마크다운(Markdown)**⟧을 씁니다.\n",
            fixed="<strong>마크다운(Markdown)</strong>을 씁니다.\n",
        ),
        Bad(
            '⟦**`id`**⟧를 봅니다. 값⟦**(필수)**⟧을 넣습니다. ⟦*"인용"*⟧은 기울입니다.\n',
            fixed="<strong>`id`</strong>를 봅니다. 값<strong>(필수)</strong>을 넣습니다. "
            '<em>"인용"</em>은 기울입니다.\n',
        ),
        Bad(
            "⟦__굵은 글씨__⟧를 쓰고 ⟦_초안_⟧은 둡니다.\n",
            fixed="<strong>굵은 글씨</strong>를 쓰고 <em>초안</em>은 둡니다.\n",
        ),
        Bad(
            "⟦**마크다운(Markdown)**⟧을 씁니다.\n",
            config="site_name: A\nmarkdown_extensions:\n  - pymdownx.betterem:\n"
            "      smart_enable: all\n",
            options={"github": False},
        ),
        Good("**마크다운**(Markdown)을, **키(key)** 값과 **굵은 글씨**를, __init__을 씁니다.\n"),
        Good("**마크다운(Markdown)**을 씁니다.\n", options={"github": False}),
        Good("**Markdown (md)**을 here, where hardly a word is Korean and all is fine.\n"),
        Good("Press **Save** and copy the `id` of the API.\n"),
    ),
    options={
        "github": Text(
            en="Whether pages should look right on GitHub too",
            ko="GitHub에서도 제대로 보여야 하는지",
        )
    },
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
    instead_of=("unrendered-markup",),
)
def emphasis_not_rendered(page: Page, *, github: bool = True) -> Iterator[Problem]:
    lines = flows(page)
    for flow in lines:
        for match in _LEFT.finditer(flow.text):
            start, end = match.span()
            first = flow.span(start, match.start("inner"))
            last = flow.span(end - len(match["sign"]), end)
            before, after = flow.text[start - 1 : start], flow.text[end : end + 1]
            outside = after if match["gap"] else after + before
            meant = match["sign"] == "**" or _WORDS.search(match["inner"])
            if first and last and meant and _HANGUL.search(outside):
                via = page.via(flow.piece(start).source)
                gap = " " if match["gap"] and before.strip() else ""
                yield _problem(first, last, match[0], HERE, via, gap)
    end = -1
    for emphasis in page.detail.emphasis if github and lines else ():
        if emphasis.via < 0 and emphasis.start >= end and _shows_signs(page.text, emphasis):
            end = emphasis.end
            first = Span(emphasis.path, emphasis.start, emphasis.text_start)
            last = Span(emphasis.path, emphasis.text_end, emphasis.end)
            yield _problem(first, last, page.text[emphasis.start : end], GITHUB, None)


def _shows_signs(text: str, emphasis: Emphasis) -> bool:
    """Whether Hangul next to it keeps it from being emphasis in CommonMark."""
    first, last = run_around(text, emphasis.start), run_around(text, emphasis.end - 1)
    if _HANGUL.match(text, last[1]) and not closes(text, *last):
        return True
    return bool(_HANGUL.match(text[first[0] - 1 : first[0]])) and not opens(text, *first)


def _problem(
    first: Span, last: Span, text: str, where: Text, via: Span | None, gap: str = ""
) -> Problem:
    tag = "strong" if first.end - first.start > 1 else "em"
    edits = (Edit(first, f"{gap}<{tag}>"), Edit(last, f"</{tag}>"))
    span = Span(first.path, first.start, last.end)
    return Problem(span, fix=None if via else Fix(edits), via=via, text=text, where=where)
