"""The search index of one language: which sections hold a unit, and how much it says about them.

The weight of a unit in a section follows BM25F: a title counts as `TITLE` occurrences, a heading as
`HEADING`, and the text of a link, which speaks of another page, as `LINKED`; more occurrences add
less and less, and long sections count a little less. It is kept as a whole number from 1 to
`LEVELS`; the browser adds how rare the unit is.
https://en.wikipedia.org/wiki/Okapi_BM25
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from munjigi.web.searchtext import Entry, Section
from munjigi.web.searchunits import units

TITLE, HEADING, BODY, LINKED = 12.0, 5.0, 1.0, 0.3
SOON_ENOUGH = 2.0  # k1: the occurrences that make half of the highest weight
FOR_LENGTH = 0.4  # b: how much a section's length counts, from 0 to 1
LEVELS = 15
AT_MOST = 1200  # sections of a unit that are kept, the weightiest first

Postings = Mapping[int, tuple[int, ...]]  # sections' numbers, ascending, by weight


@dataclass(frozen=True)
class Unit:
    """Where a unit occurs: `sections` counts all, `postings` holds the weightiest `AT_MOST`."""

    sections: int
    postings: Postings


def index_of(entries: Sequence[Entry]) -> dict[str, Unit]:
    """The units of all pages in the order of their code points.

    A section's number counts through all sections of all pages, from 0.
    """
    counted = [
        (entry, units_of(entry, section, first=number == 0))
        for entry in entries
        for number, section in enumerate(entry.sections)
    ]
    usual = sum(sum(each.values()) for _, each in counted) / max(1, len(counted))
    found: dict[str, list[tuple[int, int]]] = {}
    for number, (entry, each) in enumerate(counted):
        longer = 1 - FOR_LENGTH + FOR_LENGTH * sum(each.values()) / usual if usual else 1
        for unit, count in each.items():
            share = count / (count + SOON_ENOUGH * longer) * entry.weight
            found.setdefault(unit, []).append((max(1, round(share * LEVELS)), number))
    return {unit: _kept(found[unit]) for unit in sorted(found)}


def units_of(entry: Entry, section: Section, *, first: bool) -> dict[str, float]:
    """The units of a section, each with how much it counts; the title is the first section's."""
    counts: dict[str, float] = {}
    heading = (entry.title, TITLE) if first else (section.heading, HEADING)
    for text, weight in (heading, (section.text, BODY), (section.linked, LINKED - BODY)):
        for unit, count in units(text, joined=weight > BODY).items():
            counts[unit] = counts.get(unit, 0) + count * weight
    return {unit: count for unit, count in counts.items() if count > 0}


def _kept(found: list[tuple[int, int]]) -> Unit:
    best = sorted(found, key=lambda one: (-one[0], one[1]))[:AT_MOST]
    return Unit(len(found), dict(_by_weight(best)))


def _by_weight(best: list[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for weight in dict.fromkeys(weight for weight, _ in best):
        yield weight, tuple(number for each, number in best if each == weight)
