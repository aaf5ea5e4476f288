"""How each source stands to the guides that name it: today's reading against the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from munjigi.watch.guides import Source
from munjigi.watch.prints import difference, renamed
from munjigi.watch.reading import UNASKED, Reading
from munjigi.watch.sourcelock import Vouched
from munjigi.watched import Standing, Watched

Lock = Mapping[tuple[str, str], Vouched]


def standings(
    found: Iterable[Source], lock: Lock, readings: Mapping[str, Reading], known: Mapping[str, str]
) -> tuple[Watched, ...]:
    """What became of each source; `readings` are by address, and `known` is as in `recall`."""
    return tuple(
        _standing(one, lock.get((one.page, one.url)), readings.get(one.url, UNASKED), known)
        for one in found
    )


def _standing(one: Source, then: Vouched | None, now: Reading, known: Mapping[str, str]) -> Watched:
    made = Watched(*one, now.standing, then.day if then else "", now.why, lasting=now.lasting)
    if now.standing is not Standing.SAME:
        return made
    if then is None or then.unread:
        return made._replace(standing=Standing.NEW, day="")
    change = difference(then.prints, now.sentences, known, (then.steps, now.steps))
    change = change._replace(renamed=renamed(then.title, now.title, known))
    return made._replace(standing=Standing.CHANGED, change=change) if any(change) else made
