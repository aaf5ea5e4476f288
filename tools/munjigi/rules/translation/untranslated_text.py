"""Text in the language of another translation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from munjigi.lazypattern import lazy
from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._scripts import LATIN, letters, others, script

if TYPE_CHECKING:
    from munjigi.page import Page

_PERSIAN = """site_name: A
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: fa, name: فارسی, build: true}
"""
FEWEST = 6  # words: fewer may be names and labels
_WORD = lazy(rf"{LATIN}[{LATIN[1:-1]}'’-]*")
# Marks of vowels and joiners, which are no letters to `\w`, stand inside of words.
_OTHERS = lazy(rf"{others()}(?:[\w\s.,:·/\u200c\u200d{others()[1:-1]}-]*{others()})?[.]?")
_WORDS = lazy(rf"(?![\u0370-\u03ff]){others()}|[\u0370-\u03ff]{{3}}")  # no `Ω`, no `Δα`
_ADDRESS = re.compile(r"[/\\:@=_$]\w|\w[.]\w")  # in paths, hosts and keys
_ARROW = re.compile(r"→|›|»| > ")  # between the labels of a menu path
_FLAG = re.compile(r"(?:^|\s)--?[A-Za-z][\w-]*")
_FLAGS = 2  # options in a paragraph, from which on it is a command
_QUOTED = lazy(
    r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉|«[^»]*»|【[^】]*】|〔[^〕]*〕"
    r"|\([^()]*(?:\([^()]*\)[^()]*)*\)|（[^（）]*）|［[^［］]*］|\[[^\[\]]*\](?![(\[:])"
)


@rule(
    summary=Text(
        en="A translation has no text left in another language",
        ko="번역한 페이지에 다른 언어의 글이 남아 있지 않습니다",
    ),
    why=Text(
        en="Readers who chose a language meet a paragraph that they cannot read. Code, bold "
        "labels, text in quotes or brackets, and links to pages of other sites may be in any "
        "language.",
        ko="언어를 고른 독자가 읽지 못하는 문단을 만납니다. 코드, 굵은 글자의 화면 이름, 따옴표나 "
        "괄호 안의 글, 다른 사이트로 가는 링크에 적은 그 페이지의 제목은 어느 언어여도 됩니다.",
    ),
    message=Text(
        en="this text is not in the language of the page ({language})",
        ko="이 글은 페이지의 언어인 {language} 언어로 쓰지 않았습니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가\n\n⟦Open the settings and copy the token into the field.⟧\n\n글\n",
                "en/a.md": "# A\n\nOpen the ⟦설정 메뉴⟧, a [⟦설정⟧](a.md), and go.\n\n"
                '- `"` ⟦값을 복사합니다.⟧ `"`\n',
            }
        ),
        Good(
            {
                "ko/a.md": "# API\n\n**Open the admin settings and the token page now**\n\n"
                "Freshchat, Zendesk, Slack, GitHub, HubSpot, Nexla\n\n`curl a b c d e f g`\n\n"
                "- */home/$USER/.config/alacritty/alacritty.toml*\n\n"
                "“Open the settings and copy it all”\n\n"
                "- [How to open the settings and copy it all](https://x.y)\n\n"
                "- -m set --match-set ovn40services src -j ACCEPT and so on for all\n",
                "en/a.md": "# A\n\nSelect **설정**, “설정\n메뉴” (설정 **메뉴**), or `한글`.\n\n"
                "Watch [설정 소개](https://x.y).\n\n"
                "A seal [圖章], （도장）, 【도장】 or ［도장］.\n\nA 50 Ω line of 3 μm; Δα = β.\n",
            }
        ),
        Bad(
            {"fa/a.md": "# الف\n\nداده‌های تنظیمات\n", "en/a.md": "# A\n\nOpen ⟦सेटिंग मेनू⟧ now.\n"},
            config=_PERSIAN,
        ),
        Good("# 한 언어\n\nOne language of one site may say whatever it likes to say.\n"),
    ),
    severity=Severity.WARNING,
    deep=True,
)
def untranslated_text(page: Page) -> Iterator[Problem]:
    if not page.locale:
        return
    latin = script(page.locale) == LATIN
    find = _foreign if latin else _latin
    for start, end in find(page):
        yield Problem(Span(page.path, start, end), language=page.locale)


def _latin(page: Page) -> Iterator[tuple[int, int]]:
    """Paragraphs in Latin letters of which no part is in the page's own script."""
    own = letters(page.locale)
    runs = _plain(page)
    starts = [run[0] for run in runs]
    for block in page.detail.paragraphs:
        if block.path != page.path:
            continue
        inside = runs[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        text = " ".join(one for _, one in inside)
        if own.search(page.text, block.start, block.end):
            continue
        if len(_FLAG.findall(text)) >= _FLAGS:
            continue
        words = [one for one in _QUOTED.sub(" ", text).split() if not _ADDRESS.search(one)]
        if block.kind != "heading" and not any(one[0].islower() for one in words):
            continue  # names
        steps = _ARROW.split(" ".join(words))
        if max(len(_WORD.findall(one)) for one in steps) >= FEWEST:
            yield block.start, block.end


def _foreign(page: Page) -> Iterator[tuple[int, int]]:
    """Words in scripts that are not the page's own, but for quoted ones and glosses."""
    found = [
        (start + match.start(), start + match.end())
        for start, text in _plain(page)
        for match in _OTHERS.finditer(text)
        if _WORDS.search(match[0])
    ]
    quoted = sorted(_quoted(page)) if found else []
    starts = [start for start, _ in quoted]
    ends = [-1, *accumulate((end for _, end in quoted), max)]
    for start, end in found:
        if ends[bisect_right(starts, start)] <= start:
            yield start, end


def _quoted(page: Page) -> Iterator[tuple[int, int]]:
    """What stands in quotes or brackets, block by block; the brackets of links are none."""
    parts, at = [], 0
    for code in page.detail.code_spans:
        if code.path == page.path and code.start >= at:
            parts += [page.text[at : code.start], " " * (code.end - code.start)]
            at = code.end
    text = "".join((*parts, page.text[at:]))
    links = {one.start for one in page.links if one.path == page.path}
    for block in page.detail.paragraphs:
        if block.path == page.path:
            for match in _QUOTED.finditer(text, block.start, block.end):
                if match.start() not in links:
                    yield match.span()


def _plain(page: Page) -> list[tuple[int, str]]:
    """The page's plain text outside bold labels and links to other sites, with its places."""
    bold = [one for one in page.detail.emphasis if one.kind == "strong"]
    away = [one for one in page.links if one.href.startswith(("http://", "https://"))]
    places = [(one.path, one.start, one.end) for one in bold]
    places += [(one.path, one.start, one.end) for one in away]
    apart = sorted((start, end) for path, start, end in places if path == page.path)
    starts = [start for start, _ in apart]
    ends = [-1, *accumulate((end for _, end in apart), max)]  # of all of it up to each one
    return [
        (run.start, run.text)
        for run in page.detail.runs
        if run.path == page.path and ends[bisect_right(starts, run.start)] <= run.start
    ]
