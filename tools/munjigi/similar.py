"""Names that are like another one, found quickly among many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest

LOOKED_AT = 30  # names that are compared in full: those that share most pairs of letters


class Similar:
    """The names to choose from; looking for one takes about as long however many others follow."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._sizes: list[int] = []
        self._with_pair: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            pairs = _pairs(name)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._with_pair.setdefault(pair, []).append(number)

    def like(self, wanted: str, near: float) -> list[tuple[float, str]]:
        """The names that are like `wanted`, in no order, each behind its likeness.

        That is `SequenceMatcher.ratio`, from 0 to 1, and `near` at least.
        """
        from difflib import SequenceMatcher

        pairs = _pairs(wanted)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._with_pair.get(pair, ()))
        sizes, own = self._sizes, len(pairs)
        best = nlargest(
            LOOKED_AT, ((count / (sizes[number] + own), number) for number, count in shared.items())
        )
        matcher = SequenceMatcher(None, b=wanted)
        found = []
        for _, number in best:
            matcher.set_seq1(self._names[number])
            if matcher.quick_ratio() >= near and (ratio := matcher.ratio()) >= near:
                found.append((ratio, self._names[number]))
        return found


def _pairs(name: str) -> set[str]:
    """The pairs of letters that follow each other, with those at the ends."""
    padded = f" {name} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
