"""What an include asks for: `file.md`, `file.md:3:7`, `file.md:1:2,8:9` or `file.md:section`.

Ports `split_path`, `parse_snippet_target`, `extract_lines`, `extract_section` and `dedent` of
`pymdownx.snippets` 13.1, with places instead of lists of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from munjigi.reader.joined import LINE_END

_SECTION_NAME = re.compile(r"(?i):[a-z][-_0-9a-z]*")
_RANGE = re.compile(r"(?::-?[0-9]*){1,2}")
_FURTHER_RANGE = re.compile(r"(?=[-0-9:])-?[0-9]*(?::-?[0-9]*)?")
_BLANKS = re.compile(r"[ \t]*")
SECTION = re.compile(
    r"(?i)(?<!;)(?!(?<=-)-)(?P<escape>;*)-+8<-+[ \t]+"
    r"\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[a-z][-_0-9a-z]*)[ \t]*\]"
)

Range = tuple[int | None, int | None]


class Target(NamedTuple):
    """A file, and the line ranges or the section asked for; neither means all of it.

    A range holds the first line, from 0, and the line after the last; negative ones count from the
    end.
    """

    path: str
    ranges: tuple[Range, ...] = ()
    section: str = ""


class Lines(NamedTuple):
    """Whole lines of a text, from `start` to `end` without the last line's end.

    `hole` is the place of a character that is left out (an escaping `;`, in a single line), or -1.
    """

    start: int
    end: int
    hole: int = -1


def parse_target(text: str) -> Target | None:
    """The target that a name with its specifiers stands for, or None where it has no path."""
    path, ranges, section = _split(text)
    path = path.strip()
    if not path:
        return None
    return Target(path, tuple(_range(one) for one in ranges[1:].split(",") if ranges), section)


def _split(text: str) -> tuple[str, str, str]:
    """The path, the line ranges (`:1:5,10:`) and the section's name, of which one is ""."""
    colon = text.rfind(":")
    if colon < 0:
        return text, "", ""
    if _SECTION_NAME.fullmatch(text, colon):
        return text[:colon], "", text[colon + 1 :]
    parts = text.split(",")
    index = len(parts) - 1
    while index > 0 and _FURTHER_RANGE.fullmatch(parts[index]):
        index -= 1
    start = sum(len(part) + 1 for part in parts[:index])
    for part in parts[index:]:
        for colon in _last_colons(part):
            if _RANGE.fullmatch(part, colon):
                return text[: start + colon], text[start + colon :], ""
        start += len(part) + 1
    return text, "", ""


def _last_colons(part: str) -> list[int]:
    """The places of the last two colons, in order."""
    last = part.rfind(":")
    before = part.rfind(":", 0, max(last, 0))
    return [place for place in (before, last) if place >= 0]


def _range(text: str) -> Range:
    first, _, last = text.partition(":")
    start = _number(first)
    return start if start is None or start < 0 else max(0, start - 1), _number(last)


def _number(digits: str) -> int | None:
    return int(digits[:18]) if digits.strip("-") else None


def select(text: str, target: Target, *, dedent: bool) -> list[Lines]:
    """The lines of a file's text that a target asks for."""
    if not text:
        return []
    if not target.ranges and not target.section:
        return [Lines(0, len(text))]
    lines = list(_lines(text))
    chosen = list(_section(text, lines, target.section)) if target.section else []
    for start, end in target.ranges:
        chosen += lines[_clamped(start, len(lines), 0) : _clamped(end, len(lines), 1)]
    return _dedented(text, chosen) if dedent else chosen


def _clamped(number: int | None, total: int, shift: int) -> int | None:
    if number is None or number >= 0:
        return number
    return max(0, min(total + shift + number, total))


def _lines(text: str) -> Iterator[Lines]:
    start = 0
    for match in LINE_END.finditer(text):
        yield Lines(start, match.start())
        start = match.end()
    yield Lines(start, len(text))


def _section(text: str, lines: list[Lines], name: str) -> Iterator[Lines]:
    inside = False
    for line in lines:
        mark = SECTION.search(text, line.start, line.end) if _marked(text, line) else None
        if mark is not None and not mark["escape"]:
            if mark["name"] == name:
                if mark["type"] != "start":
                    return
                inside = True
        elif inside:
            yield line if mark is None else line._replace(hole=mark.start("escape"))


def has_section(text: str, name: str) -> bool:
    """Whether a section of this name starts in a text."""
    return any(
        (mark["escape"], mark["type"], mark["name"]) == ("", "start", name)
        for mark in SECTION.finditer(text)
    )


def _marked(text: str, line: Lines) -> bool:
    return text.find("8<-", line.start, line.end) >= 0


def _dedented(text: str, lines: list[Lines]) -> list[Lines]:
    margins = []
    for line in lines:
        blanks = _BLANKS.match(text, line.start, line.end)
        if blanks is not None and blanks.end() < line.end:
            margins.append(blanks[0])
    margin = _common(min(margins, default=""), max(margins, default=""))
    shorter = [
        line._replace(start=line.end if _is_blank(text, line) else line.start + margin)
        for line in lines
    ]
    return shorter or [Lines(0, 0)]


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    length = 0
    while one[length : length + 1] == other[length : length + 1] != "":
        length += 1
    return length


def _is_blank(text: str, line: Lines) -> bool:
    return not text[line.start : line.end].strip(" \t")
