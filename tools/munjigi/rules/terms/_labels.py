"""Bold text that names a part of a screen: in a menu path, or what a step says to press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.ranges import is_in
from munjigi.terms import is_short, words

if TYPE_CHECKING:
    from munjigi.detail import Emphasis
    from munjigi.page import Page

_NEAR = 80  # characters around bold text that tell what it is
_GLOSS = re.compile(r"\(([^()\n]+)\)")
_MARKUP = re.compile(r"[`*_<{}]|\]\(")
_LETTER = re.compile(r"[^\W\d_]")
_ARROW = "(?:→|➔|➜|›|»|▸|⟶)"
_STEP = re.compile(rf"\s*(?:{_ARROW}|\s[-=]*>\s)\s*")  # between the labels of a path
_KEYBOARD = re.compile(
    r"(?:Enter|Return|Tab|Esc|Escape|Delete|Backspace|Space|Ctrl|Alt|Shift|Cmd|Option|F\d+)"
    r"(?:\s?(?:\+|key\b|키).*)?",
    re.IGNORECASE,
)
_ARROW_BEFORE = re.compile(rf"(?:{_ARROW}|[*)\w]\s+>)\s*\Z")
_ARROW_AFTER = re.compile(rf"\s*(?:{_ARROW}|>\s+[*\w])")
_PRESS_KO = re.compile(
    r"(?:을|를|에서|에|으로|로)(?:\s[^\s.,]+){0,3}?\s"
    r"(?:누르|누릅|눌러|눌렀|클릭|탭하|탭합|선택|고르|고릅|골라|엽니|열고|열어|열면|여십|켭|켜|끕|끄|펼)"
    r"|(?:의|을|를)?\s?(?:칸|화면|단추|버튼|메뉴|탭|타일|스위치)"
)
_PRESS_EN = re.compile(
    r"(?:\b(?:select|click|press|tap|choose|open|expand|toggle|go to|fill in)\s+(?:the\s+)?"
    r"|(?:^|[.:;]\s+|\d[.)]\s+|[-*]\s+)(?:in|under)\s+(?:the\s+)?)\Z",
    re.IGNORECASE,
)
_PART_EN = re.compile(
    r"\s(?:field|screen|button|menu|tab|tile|window|dialog|box|switch|toggle|option|checkbox)\b"
)


class Bold(NamedTuple):
    """Bold text: its words, their place, and the words in brackets right behind it.

    `pointed` says that it names a part of a screen by how it stands in its sentence.
    """

    words: str
    start: int
    end: int
    gloss: str
    gloss_start: int
    gloss_end: int
    pointed: bool


def bolds(page: Page) -> Iterator[Bold]:
    """The bold texts of the page's own text that can be labels, in order."""
    text = page.text
    links = sorted((link.start, link.end) for link in page.links if link.path == page.path)
    for one in page.detail.emphasis:
        if one.kind != "strong" or one.path != page.path or not is_short(one):
            continue
        written = text[one.text_start : one.text_end]
        if _MARKUP.search(written):
            continue
        if written.endswith(":") or text.startswith(":", one.end) or is_in(links, one.start):
            continue
        yield from _path(text, one, written)


def _path(text: str, one: Emphasis, written: str) -> Iterator[Bold]:
    """The labels of one bold text, which may be a whole menu path."""
    gloss = _GLOSS.match(text, one.end)
    after = gloss.end() if gloss else one.end
    steps = [0, *(at for match in _STEP.finditer(written) for at in match.span()), len(written)]
    for start, end in zip(steps[::2], steps[1::2], strict=True):
        part = written[start:end].strip()
        bare = part.strip("\"'“”‘’「」[]")
        if not _LETTER.search(bare):
            continue
        at = one.text_start + written.index(bare, start)
        is_none = part.startswith("[") or _KEYBOARD.fullmatch(bare)  # a placeholder, a key
        pointed = part != written.strip() or _is_pointed(text, one.start, after, bare)
        last = gloss if end == len(written) else None
        yield Bold(
            words(bare),
            at,
            at + len(bare),
            words(last[1]) if last else "",
            *(last.span(1) if last else (-1, -1)),
            pointed and not is_none,
        )


def _is_pointed(text: str, start: int, end: int, written: str) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _NEAR) : start]
    after = text[end : end + _NEAR].split("\n", 1)[0]
    if _ARROW_BEFORE.search(before) or _ARROW_AFTER.match(after) or _PRESS_KO.match(after):
        return True
    if written[0].islower():  # emphasis, as in: select **every** user
        return False
    return bool(_PRESS_EN.search(before) or _PART_EN.match(after))
