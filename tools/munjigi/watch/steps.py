"""Steps that stand in another order: what comes and goes between them does not count."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from munjigi.watched import Moved

Steps = Sequence[Sequence[int]]
Step = tuple[str, int]  # its print, and how many equal ones stand before it in its list


def moved(
    then: Sequence[str],
    now: Sequence[tuple[str, str]],
    steps: tuple[Steps, Steps],
    reworded: Mapping[str, str],
) -> Iterator[Moved]:
    """The steps that others of their list have passed, as few as tell it.

    `then` has prints, `now` prints and sentences, `steps` where those of either are steps;
    `reworded` has the new print of a sentence by the old one.
    """
    lists = [_numbered(now[at][0] for at in one) for one in steps[1]]
    for numbers in steps[0]:
        before = _numbered(reworded.get(then[at], then[at]) for at in numbers)
        here = max(range(len(lists)), key=lambda one: _common(before, lists[one]), default=-1)
        if here >= 0:
            after = lists[here]
            both = [(old, after[step]) for step, old in before.items() if step in after]
            stays = _rising([new for _, new in both])
            for old, new in both:
                if new not in stays:
                    yield Moved(old + 1, new + 1, now[steps[1][here][new]][1])


def _numbered(prints: Iterable[str]) -> dict[Step, int]:
    seen = Counter[str]()
    found: dict[Step, int] = {}
    for number, one in enumerate(prints):
        found[one, seen[one]] = number
        seen[one] += 1
    return found


def _common(one: Mapping[Step, int], other: Mapping[Step, int]) -> int:
    return len(one.keys() & other.keys())


def _rising(numbers: Sequence[int]) -> set[int]:
    """The longest run of numbers, not all of them neighbours, each larger than the one before."""
    ends: list[int] = []  # of the best run of each length, its last number
    before: dict[int, int | None] = {}
    for one in numbers:
        at = bisect_left(ends, one)
        before[one] = ends[at - 1] if at else None
        ends[at : at + 1] = [one]
    found = set[int]()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
