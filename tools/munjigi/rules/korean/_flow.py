"""Lines of a Korean page as its readers see them: plain text and code joined across markup.

A page is Korean where Hangul makes a good part of the letters that its readers see; so it is the
same in a site of one language as in one of several, and for a page that is not translated yet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from munjigi.lazypattern import lazy
from munjigi.model import Span
from munjigi.readings import REACH

if TYPE_CHECKING:
    from munjigi.detail import CodeSpan, Detail, Emphasis, Run
    from munjigi.facts import Link
    from munjigi.page import Page

_HANGUL = lazy("[가-힣]")
_LETTER = lazy("[A-Za-z가-힣]")
_UNSEEN = re.compile(r"&(?:#x200b|#8203|ZeroWidthSpace|NoBreak|#x2060);", re.IGNORECASE)
_SHARE = 5  # one letter in five, as a Korean word has fewer letters than an English one


class Piece(NamedTuple):
    """A part of a line: where it starts in the line's text, and its run or code span."""

    at: int
    source: Run | CodeSpan
    code: bool


class Flow(NamedTuple):
    """A line's text; `closed` are the places in it where bold text, a link or code ends."""

    text: str
    pieces: tuple[Piece, ...]
    closed: frozenset[int]

    def piece(self, at: int) -> Piece:
        """The part in which the character at `at` stands."""
        return self.pieces[bisect_right(self.pieces, at, key=lambda one: one.at) - 1]

    def before(self, at: int) -> str:
        """What is read right before `at`: the end of the code there, or of the line so far."""
        piece = self.piece(at - 1)
        return self.text[max(piece.at if piece.code else 0, at - REACH) : at]

    def span(self, start: int, end: int) -> Span | None:
        """The place in the file, or None where markup or code stands in it."""
        piece = self.piece(start)
        if piece.code or piece is not self.piece(end - 1):
            return None
        first = piece.source.start - piece.at
        return Span(piece.source.path, first + start, first + end)


@lru_cache(maxsize=1)  # the rules of the family look at a page one after the other
def flows(page: Page) -> tuple[Flow, ...]:
    """The lines with Hangul of a Korean page; none for any other page."""
    if not _HANGUL.search(page.text) or not _is_korean(page.detail):
        return ()
    return tuple(flow for flow in _joined(page) if _HANGUL.search(flow.text))


def _is_korean(detail: Detail) -> bool:
    letters = hangul = 0
    for run in detail.runs:
        letters += len(_LETTER.findall(run.text))
        hangul += len(_HANGUL.findall(run.text))
    return hangul > 0 and hangul * _SHARE >= letters


def _joined(page: Page) -> Iterator[Flow]:
    detail = page.detail
    sources: list[tuple[Run | CodeSpan, bool]] = [(run, False) for run in detail.runs]
    sources += [(code, True) for code in detail.code_spans]
    markup = _Markup(page)
    line = _Line()
    for source, code in sorted(sources, key=lambda one: (one[0].path, one[0].start)):
        shut = markup.between(line.path, line.end, source)
        if shut is None:
            yield line.flow()
            line = _Line()
        line.add(source, code=code, shut=line.code or bool(shut))
    yield line.flow()


class _Markup:
    """The signs of bold text and links, and entities that nobody sees."""

    def __init__(self, page: Page) -> None:
        self.page = page
        marked: list[Emphasis | Link] = [*page.detail.emphasis, *page.links]
        self.opening = {(one.path, one.start): one.text_start for one in marked}
        self.closing = {(one.path, one.text_end): one.end for one in marked}

    def between(self, path: str, at: int, source: Run | CodeSpan) -> bool | None:
        """Whether anything closes from `at` to `source`; None where more than signs is there."""
        shut = False
        while (path, at) != (source.path, source.start):
            place = (path, at)
            step = self.closing.get(place) or self.opening.get(place) or self._unseen(path, at)
            if path != source.path or not at < step <= source.start:
                return None
            shut = shut or place in self.closing
            at = step
        return shut

    def _unseen(self, path: str, at: int) -> int:
        match = _UNSEEN.match(self.page.text, at) if path == self.page.path else None
        return match.end() if match else -1


class _Line:
    """A line that is being joined; `end` is where its last part or markup ends in its file."""

    def __init__(self) -> None:
        self.path = ""
        self.end = -1
        self.code = False
        self.texts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.closed: set[int] = set()

    def add(self, source: Run | CodeSpan, *, code: bool, shut: bool) -> None:
        if shut:
            self.closed.add(self.length)
        self.pieces.append(Piece(self.length, source, code))
        self.texts.append(source.text)
        self.length += len(source.text)
        self.path, self.end, self.code = source.path, source.end, code

    def flow(self) -> Flow:
        return Flow("".join(self.texts), tuple(self.pieces), frozenset(self.closed))
