"""Code of two languages, compared line by line: words in it may be translated, comments too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from munjigi.lazypattern import lazy
from munjigi.rules.translation._addresses import without_language
from munjigi.rules.translation._scripts import others
from munjigi.shape import without_comments

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.pairs import Side
    from munjigi.shape import Mark

_SPACES = re.compile(r"\s+")
_MARKER = re.compile(r"[`~]{3,}")
_URL = re.compile(r"https?://[^\s\"'<>`]+")
_LETTER = lazy(others())
# What is translated as one: the content of quotes, a placeholder, or words between other signs.
_TRANSLATED = lazy(
    rf"(?<=\")[^\"'\n]*{others()}[^\"'\n]*(?=\")|(?<=')[^\"'\n]*{others()}[^\"'\n]*(?=')"
    rf"|(?<=<)[^<>\n]*{others()}[^<>\n]*(?=>)"
    rf"|[^\"'`<>|;&=${{}}\n]*{others()}[^\"'`<>|;&=${{}}\n]*"
)
_ENDS = {'"': re.compile('"'), "'": re.compile("'"), "<": re.compile("[<>]")}
_SIGNS = re.compile(r"[\"`<>|;&=${}]")
_VARIABLE = re.compile(r"\$?\{[^{}]*\}+|\$\w+|%[a-z]\b|\d+(?:[.]\d+)*")
_WORD = re.compile(r"(?<![\w$])--?[A-Za-z][\w-]*|[A-Za-z][A-Za-z0-9]+")
# Words that a reader reads: two in quotes or a placeholder, one that begins as a sentence does.
_QUOTED = re.compile(
    r"([\"'])(?:[^\"'\n]*?[A-Za-z]{2,}[,.]? [A-Za-z]{2,}[^\"'\n]*|[A-Z][a-z]+[.!?]?)\1"
    r"|<[^<>=/\n]*[A-Za-z]{2,} [A-Za-z]{2,}[^<>=/\n]*>"
    r"|\b(?:echo|print|printf|puts)[ (]+[A-Za-z]"
)
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,.]? [a-z]{2,}")
LONGEST = 2000  # characters of a line that is compared with words left out
SHOWN = 80  # characters of a line in a message
PROSE = ("", "text", "txt", "plain", "markdown", "md")


class Line(NamedTuple):
    """A line that says something, at its place on the page.

    `text` is without comments and spare white space.
    """

    text: str
    start: int
    end: int


class Code(NamedTuple):
    """A block of code; `start` is its place on the page."""

    page: Page
    language: str
    start: int
    lines: list[Line]

    @property
    def indent(self) -> str:
        """What stands before the block in its first line."""
        return self.page.text[self.page.text.rfind("\n", 0, self.start) + 1 : self.start]

    def whole(self, lines: list[Line]) -> tuple[int, int]:
        """The place of lines with the white space before the first."""
        first = self.page.text.rfind("\n", 0, lines[0].start) + 1
        return max(first, self.start), lines[-1].end


def twins(source: Side, other: Side) -> dict[int, str]:
    """The values of code in the other language that is that of the source, but for its words.

    The keys are the places of the other side's marks.
    """
    there = [mark for mark in source.part.marks if mark.kind == "code"]
    here = [mark for mark in other.part.marks if mark.kind == "code"]
    equal = Counter(mark.value for mark in there) & Counter(mark.value for mark in here)
    open_there, open_here = _beyond(there, equal), _beyond(here, equal)
    found = {}
    for mark in open_here:
        for twin in open_there:
            if difference(code_of(source, twin).lines, code_of(other, mark).lines) is None:
                found[mark.start] = twin.value
                open_there.remove(twin)
                break
    return found


def _beyond(marks: list[Mark], equal: Counter[str]) -> list[Mark]:
    left, rest = Counter(equal), []
    for mark in marks:
        left[mark.value] -= 1
        if left[mark.value] < 0:
            rest.append(mark)
    return rest


def code_of(side: Side, mark: Mark) -> Code:
    """A block with its lines: the one that opens a fence as its language, the closing one never."""
    text = side.page.text[mark.start : mark.end]
    language = mark.value.split(" ")[0]
    made, at = [], mark.start
    bare = without_comments(text).splitlines()
    for number, raw in enumerate(text.splitlines(keepends=True)):
        said = _SPACES.sub(" ", bare[number]).strip()
        if number == 0 and _MARKER.match(said):
            said = f"```{language}"
        elif _MARKER.fullmatch(said):
            said = ""
        if said:
            start = at + len(raw) - len(raw.lstrip())
            made.append(Line(said, start, at + len(raw.rstrip())))
        at += len(raw)
    return Code(side.page, language, mark.start, made)


def difference(there: list[Line], here: list[Line]) -> tuple[slice, slice] | None:
    """The lines of either side from the first that differs to the last; None where none does."""
    first = 0
    while first < min(len(there), len(here)) and _alike(there[first].text, here[first].text):
        first += 1
    if first == len(there) == len(here):
        return None
    most = min(len(there), len(here)) - first
    behind = 0
    while behind < most and _alike(there[-1 - behind].text, here[-1 - behind].text):
        behind += 1
    return slice(first, len(there) - behind), slice(first, len(here) - behind)


def is_natural(text: str, language: str) -> bool:
    """Whether there are words of a language in code, or comments."""
    if _LETTER.search(text) or without_comments(text) != text:
        return True
    return bool(_QUOTED.search(text) or (language in PROSE and _SENTENCE.search(text)))


def _alike(one: str, other: str) -> bool:
    if one == other or max(len(one), len(other)) > LONGEST:
        return one == other
    one, other = (_URL.sub(lambda match: without_language(match[0]), said) for said in (one, other))
    return one == other or _translates(one, other) or _translates(other, one)


def _translates(line: str, other: str) -> bool:
    """Whether the other line is this one with other words instead of those in another script."""
    at = last = 0
    words: re.Match[str] | None = None
    for match in (*_TRANSLATED.finditer(line), None):
        literal = line[last : match.start() if match else len(line)]
        if words is None:
            if match is None or not other.startswith(literal):
                return False
            found = 0
        else:
            found = other.find(literal, at + 1) if match else len(other) - len(literal)
            if found <= at or not other.startswith(literal, found):
                return False
            if not _says(words, line, other[at:found]):
                return False
        at, words = found + len(literal), match
        last = match.end() if match else last
    return True


def _says(words: re.Match[str], line: str, other: str) -> bool:
    """Whether other words can stand for these: they keep what no one translates."""
    said = words[0]
    before, after = line[words.start() - 1 : words.start()], line[words.end() : words.end() + 1]
    ends = _ENDS.get(before) if before == after or (before, after) == ("<", ">") else _SIGNS
    if (ends or _SIGNS).search(other):
        return False
    if Counter(_VARIABLE.findall(said)) != Counter(_VARIABLE.findall(other)):
        return False
    return _words(said) <= _words(other)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(_VARIABLE.sub(" ", text))}


def brief(line: str) -> str:
    """A line as a message shows it, cut after `SHOWN` characters."""
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
