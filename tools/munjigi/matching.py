"""Which section of a page is which of its translation.

Sections are matched by their ids, and those left between two matched ones by level, in order. Where
one of those has no counterpart, the order tells little, and what it has matched is not sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from munjigi.shape import Part


class Matched(NamedTuple):
    """Couples of numbers of sections, from 0, None where there is no counterpart.

    `unsure` are the numbers of the couples, from 0, that only the order has matched, though a
    section between the same two matched ones, no deeper than they are, has no counterpart.
    """

    couples: tuple[tuple[int | None, int | None], ...]
    unsure: frozenset[int]


def match(there: Sequence[Part], here: Sequence[Part]) -> Matched:
    """The sections of a page with those of its translation, in the order of the page.

    Those that only the translation has come last. The first of either is what stands above all
    headings.
    """
    known = _same_ids(there, here)
    matched = _in_order(known, there, here)
    taken = set(matched.values())
    back = {number: n for n, number in known.items()}
    rest = [n for n in range(len(here)) if n not in taken]
    lone = [(_gap(n, known), there[n].level) for n in range(len(there)) if n not in matched]
    lone += [(back[_gap(n, back)], here[n].level) for n in rest]
    highest = dict(sorted(lone, reverse=True))  # by gap, the level of its highest section left
    unsure = {
        n
        for n in matched.keys() - known.keys()
        if highest.get(_gap(n, known), inf) <= there[n].level
    }
    couples = ((n, matched.get(n)) for n in range(len(there)))
    return Matched((*couples, *((None, n) for n in rest)), frozenset(unsure))


def _same_ids(there: Sequence[Part], here: Sequence[Part]) -> dict[int, int]:
    """The sections with the same id, by number.

    The id that a heading's words make names a section only where no other heading of its page has
    these words.
    """
    repeated = {id for page in (there, here) for id in _repeated(page)}
    at = {part.id: number for number, part in enumerate(here) if part.level}
    return {0: 0} | {
        number: at[part.id]
        for number, part in enumerate(there)
        if part.level and part.id in at and part.id not in repeated
    }


def _repeated(page: Sequence[Part]) -> Iterator[str]:
    titles = Counter(part.title for part in page)
    return (part.id for part in page if part.id_start < 0 and titles[part.title] > 1)


def _in_order(
    known: Mapping[int, int], there: Sequence[Part], here: Sequence[Part]
) -> dict[int, int]:
    """What is known, and what the order adds to it."""
    matched = dict(known)
    taken = set(known.values())
    last = 0
    for number, part in enumerate(there):
        if number not in matched:
            found = _next(part, here, last, taken)
            if found is None:
                continue
            matched[number] = found
            taken.add(found)
        last = matched[number]
    return matched


def _next(part: Part, here: Sequence[Part], last: int, taken: set[int]) -> int | None:
    """The first free section behind the last matched one, if it has the same level."""
    for number in range(last + 1, len(here)):
        if number in taken:
            return None
        if here[number].level == part.level:
            return number
    return None


def _gap(number: int, known: Mapping[int, int]) -> int:
    """The last section up to this one whose id has matched it."""
    return max(one for one in known if one <= number)
