"""The text of a page in which words are looked for, and the edits that put a word in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.josa import read_josa
from munjigi.lazypattern import lazy
from munjigi.model import Edit, Span
from munjigi.readings import finals
from munjigi.terms import is_short, words

if TYPE_CHECKING:
    from munjigi.page import Page

_READ = (("title",), ("description",))  # front matter that readers see
_QUOTED = re.compile(
    r"\"[^\"\n]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|«[^»]*»"
    r"|(?<!\w)'[^'\n]+'(?!\w)"
)
# Markup, quotes and what stands in brackets may part a word and its particle.
_PARTICLE = lazy(r"(?:[*_`~]+|\]\([^()\s]*\)|\]\[[^\[\]\n]*\]|\([^()\n]*\)|[\"'”’」』])*([가-힣]+)")
_ARTICLE = re.compile(r"\b(an?)\s+$", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z](?:[A-Z]|\b)")  # read letter by letter
_VOWEL = re.compile(r"[aeio]|u(?!ni|s[aei]|r[ei]|t[ei])", re.IGNORECASE)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_Y = re.compile(r"(?<=[^aeiou])y$")


class Piece(NamedTuple):
    """Text that readers see, from `start` in the file at `path`; `source` is its record, if any."""

    path: str
    start: int
    text: str
    source: Any

    def span(self, start: int, end: int) -> Span:
        """The place in the file of characters of the text."""
        return Span(self.path, self.start + start, self.start + end)


def pieces(page: Page) -> Iterator[Piece]:
    """The page's plain text, and what readers see of its front matter."""
    for run in page.detail.runs:
        yield Piece(run.path, run.start, run.text, run)
    for key in page.detail.keys:
        if key.keys in _READ:
            text = page.text[key.value_start : key.value_end]
            yield Piece(page.path, key.value_start, text, None)


def is_quoted(text: str, at: int) -> bool:
    """Whether a character stands in a quotation."""
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def bold_labels(page: Page) -> list[tuple[int, int]]:
    """The places of bold text that is a label of some screen, in order."""
    terms = page.terms
    return [
        (one.start, one.end)
        for one in page.detail.emphasis
        if terms is not None
        and one.kind == "strong"
        and one.path == page.path
        and is_short(one)
        and words(page.text[one.text_start : one.text_end]) in terms.labels
    ]


def replacing(text: str, span: Span, new: str) -> tuple[Edit, ...]:
    """The edits that write `new` in a file's text, with the article before and the particle behind.

    A particle changes only where it fits no way to read the new word.
    """
    edits = [Edit(span, new)]
    article = _ARTICLE.search(text, max(span.start - 10, 0), span.start)
    if article:
        right = _article(new)
        if article[1].lower() == _article(text[span.start : span.end]) != right:
            right = right.capitalize() if article[1][0].isupper() else right
            edits.insert(0, Edit(Span(span.path, *article.span(1)), right))
    behind = _PARTICLE.match(text, span.end)
    josa = read_josa(behind[1]) if behind else None
    sounds = finals(new)
    if behind and josa and sounds and not any(josa.fits(one) for one in sounds):
        fitting = josa.pair.fitting(min(sounds, key=str))
        start = behind.start(1)
        edits.append(Edit(Span(span.path, start, start + len(josa.form)), fitting))
    return tuple(edits)


def _article(word: str) -> str:
    """The English article that a word takes."""
    if _LETTERS.match(word):
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    return "an" if _VOWEL.match(word) else "a"


def plural(name: str) -> str:
    """An English noun for several things."""
    if _SIBILANT.search(name):
        return f"{name}es"
    return _Y.sub("ies", name) if _Y.search(name) else f"{name}s"
