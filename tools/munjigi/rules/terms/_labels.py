"""Bold text that names a part of a screen: in a menu path, or what a step says to press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.terms import words

if TYPE_CHECKING:
    from munjigi.page import Page

_NEAR = 80  # characters around bold text that tell what it is
_GLOSS = re.compile(r"\(([^()\n]+)\)")
_MARKUP = re.compile(r"[\[\]`*_<>{}]")
_LETTER = re.compile(r"[^\W\d_]")
_ARROW = "(?:→|➔|➜|›|»|▸|⟶)"
_ARROW_BEFORE = re.compile(rf"(?:{_ARROW}|[*)\w]\s+>)\s*\Z")
_ARROW_AFTER = re.compile(rf"\s*(?:{_ARROW}|>\s+[*\w])")
_PRESS_KO = re.compile(
    r"(?:을|를|에서|에|으로|로)(?:\s[^\s.,]+){0,3}?\s"
    r"(?:누르|누릅|눌러|눌렀|클릭|탭하|탭합|선택|고르|고릅|골라|엽니|열고|열어|열면|여십|켭|켜|끕|끄|펼)"
    r"|(?:의|을|를)?\s?(?:칸|화면|단추|버튼|메뉴|탭|타일|스위치)"
)
_PRESS_EN = re.compile(
    r"(?:\b(?:select|click|press|tap|choose|open|expand|toggle|go to|fill in)\s+(?:the\s+)?"
    r"|(?:^|[.:;]\s+|\d[.)]\s+|[-*]\s+)(?:in|under|on)\s+(?:the\s+)?)\Z",
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
    for one in page.detail.emphasis:
        written = text[one.text_start : one.text_end]
        if one.kind != "strong" or one.path != page.path or _MARKUP.search(written):
            continue
        if not _LETTER.search(written) or written.endswith(":") or text.startswith(":", one.end):
            continue
        gloss = _GLOSS.match(text, one.end)
        start, end = gloss.span(1) if gloss else (-1, -1)
        yield Bold(
            words(written),
            one.text_start,
            one.text_end,
            words(gloss[1]) if gloss else "",
            start,
            end,
            _is_pointed(text, one.start, gloss.end() if gloss else one.end, written),
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
