"""Problems taken as known: a file with one problem a line, by default `munjigi-baseline.jsonl`.

A line is a JSON object: `path`, `rule`, and `text`, the words at the problem's place in ⟪⟫ with a
little of their line around them. Two problems that look the same are two equal lines. No line is
counted, so a problem stays known wherever in its file it moves, until its words or those beside it
change. Where a file is gone, its entries hold for the same words in the file that has them now.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from munjigi.conceal import concealed
from munjigi.model import Diagnostic, Span
from munjigi.source import Source

NEVER = frozenset({"unreadable-file", "stale-baseline"})  # rules whose problems cannot be known
AROUND = 24  # characters on either side of the words
HALF = 60  # characters kept of either end of long words
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")


class Entry(NamedTuple):
    """A known problem."""

    path: str
    rule: str
    text: str

    def line(self) -> str:
        """The entry as it stands in the file."""
        return json.dumps(self._asdict(), ensure_ascii=False) + "\n"


class Stale(NamedTuple):
    """A line that stands for no problem. `entry` is None where the line is not ours.

    `line` is the span with its line ending. `moved` is the file that the problem stands in now, or
    "".
    """

    span: Span
    line: Span
    entry: Entry | None
    moved: str = ""


class Baseline(NamedTuple):
    """The file at `path`: its length, what is stale, and whether an entry is left without that."""

    path: str
    length: int
    stale: tuple[Stale, ...]
    empties: bool


def entry_of(one: Diagnostic, source: Source) -> Entry:
    """What the baseline says of a problem that stands in `source`."""
    text, start, end = source.text, one.span.start, one.span.end
    words = _folded(text[start:end])
    if len(words) > 2 * HALF:
        words = f"{words[:HALF]}…{words[-HALF:]}"
    before = after = ""
    if end:  # what stands at the very start is about the file
        line, _ = source.position(start)
        last, _ = source.position(end)
        before = _folded(text[max(source.bounds(line)[0], start - 4 * AROUND) : start]).lstrip()
        after = _folded(text[end : min(source.bounds(last)[1], end + 4 * AROUND)]).rstrip()
    return Entry(one.span.path, one.rule, f"{before[-AROUND:]}⟪{words}⟫{after[:AROUND]}")


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text)


def written(entries: Iterable[Entry]) -> str:
    """The text of a file that holds the entries."""
    return "".join(entry.line() for entry in sorted(entries))


def lines(path: str, text: str) -> Iterator[Stale]:
    """Each line of the file at `path`, empty ones left out, as if all of them were stale."""
    for match in _LINE.finditer(text):
        shown = match[0].rstrip()
        if shown:
            start, end = match.span()
            span = Span(path, start, start + len(shown))
            yield Stale(span, Span(path, start, end), _entry(shown))


def _entry(line: str) -> Entry | None:
    try:
        found = json.loads(line)
        made = Entry(**found)
    except (ValueError, TypeError, RecursionError):
        return None
    return made if all(isinstance(field, str) for field in made) else None


def compare(
    path: str,
    text: str,
    found: Iterable[Diagnostic],
    source: Callable[[str], Source],
    judged: Callable[[str], bool],
) -> tuple[list[Diagnostic], Baseline]:
    """The problems that the file at `path` does not know, and what in it is stale.

    `judged` says whether a rule was run or does not exist: entries of others may yet be right.
    """
    found = list(found)
    shown = concealed(found, source)
    keys = [(one, entry_of(one, shown(one.span.path))) for one in found]
    waiting = Counter(key for one, key in keys if one.rule not in NEVER)
    known: Counter[Entry] = Counter()
    left_over: list[Stale] = []
    kept = False
    for line in lines(path, text):
        if line.entry is not None and waiting[line.entry] > known[line.entry]:
            known[line.entry] += 1
            kept = True
        elif line.entry is not None and not judged(line.entry.rule):
            kept = True
        else:
            left_over.append(line)
    stale = tuple(_followed(left_over, waiting, known, source))
    kept = kept or any(one.moved for one in stale)
    return list(_unknown(keys, known)), Baseline(path, len(text), stale, bool(stale) and not kept)


def _followed(
    stale: Iterable[Stale],
    waiting: Counter[Entry],
    known: Counter[Entry],
    source: Callable[[str], Source],
) -> Iterator[Stale]:
    """The stale lines; where their file is gone, with the one that has the same problem now."""
    elsewhere: dict[tuple[str, str], list[str]] = {}
    for key, count in (waiting - known).items():
        elsewhere.setdefault((key.rule, key.text), []).extend([key.path] * count)
    for one in stale:
        entry, same = one.entry, []
        if entry is not None and _WORD.search(entry.text) and not source(entry.path).text:
            same = elsewhere.get((entry.rule, entry.text), [])
        if entry is not None and same:
            now = entry._replace(path=same.pop(0))
            known[now] += 1
            yield one._replace(moved=now.path)
        else:
            yield one


def _unknown(
    keys: Iterable[tuple[Diagnostic, Entry]], known: Counter[Entry]
) -> Iterator[Diagnostic]:
    for one, key in keys:
        if known[key]:
            known[key] -= 1
        else:
            yield one
