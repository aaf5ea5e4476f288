"""The records that the lock of the translations gets when sections are said to be in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from munjigi.lock import Record
from munjigi.model import Diagnostic, Text
from munjigi.staleness import Standing, Standings, State


class Refused(NamedTuple):
    """A section that is not recorded: its place (`path:line`), and why."""

    place: str
    reason: Text


class Synced(NamedTuple):
    """The lock's records as they are to be; `added` and `removed` count sections."""

    records: list[Record]
    refused: list[Refused]
    added: int
    removed: int


def sync(
    found: Standings, chosen: Sequence[Standing], unequal: Iterable[Diagnostic], reason: str
) -> Synced:
    """Record the chosen sections; what the lock has of the others stays, under their names of now.

    `unequal` are problems that say that a section differs from its translation: such a section is
    refused. `reason` is why a change needs no translation, or "" for sections that are in step.
    """
    wanted, faults = {id(one) for one in chosen}, list(unequal)
    kept, refused, added = [], [], 0
    for one in found.sections:
        then = one.then and one.then._replace(page=one.now.page, section=one.now.section)
        why = _objection(one, faults, reason) if id(one) in wanted else None
        if id(one) in wanted and one.state not in (State.DONE, State.MISSING) and why is None:
            then = _record(one, reason)
            added += 1
        if why is not None and one.behind is not None:
            refused.append(Refused(one.behind.place, why))
        if then is not None:
            kept.append(then)
    kept += _others(found)
    gone = {one[:3] for one in found.places if one is not None} - {one[:3] for one in kept}
    return Synced(kept, refused, added, len(gone))


def _others(found: Standings) -> Iterable[Record]:
    """Records that are about pages whose translation is not there at the moment."""
    foreign = {line.record for line in found.foreign}
    told = {(one.now.page, one.now.locale) for one in found.sections}
    used = {one.then for one in found.sections}
    for record in found.places:
        if record is None or record in foreign or record in used:
            continue
        if (record.page, record.locale) not in told:
            yield record


def _record(one: Standing, reason: str) -> Record:
    if not reason:
        return one.now
    side = one.ahead
    return one.now._replace(minor=side.page.locale if side else "", reason=reason)


def _objection(one: Standing, faults: Iterable[Diagnostic], reason: str) -> Text | None:
    """Why the section cannot be recorded; None where it can, or is already."""
    if one.state is State.DONE:
        return None
    if one.state is State.MISSING:
        return None if not reason else _NOT_THERE
    if reason and one.state is State.BOTH:
        return _BOTH
    if reason and one.state is State.NEW:
        return _NEW
    fault = next((fault for fault in faults if _stands_in(fault, one)), None)
    if fault is None:
        return None
    return Text(en=f"{fault.rule}: {fault.message.en}", ko=f"{fault.rule}: {fault.message.ko}")


def _stands_in(fault: Diagnostic, one: Standing) -> bool:
    """Whether a problem is about this section, on either side."""
    return any(
        side is not None
        and fault.span.path == side.page.path
        and side.part.start <= fault.span.start < max(side.part.end, side.part.start + 1)
        for side in one.couple
    )


_BOTH = Text(
    en="both languages changed, so --minor cannot say which change needs no translation",
    ko="두 언어가 모두 바뀌어 --minor 옵션으로는 어느 변경을 말하는지 알 수 없습니다",
)
_NEW = Text(
    en="it was never in step, so there is no change to call minor",
    ko="맞춘 기록이 없어 작은 변경인지 알 수 없습니다",
)
_NOT_THERE = Text(en="one language lacks it", ko="한 언어에 이 섹션이 없습니다")
