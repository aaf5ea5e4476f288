"""What is kept of an answer: all that a verdict needs, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from munjigi.external.answers import Answer, Hop, Reason

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Record(NamedTuple):
    """What an address came to at the time `at` (seconds since 1970).

    `anchors` says of each fragment that was looked for, as written: "=" where it is there, "" or
    the nearest anchor where it is not, "?" where nobody can say. `secure` is the address by https
    that answers too, of one by http, "" where none does, None where nobody asked.
    """

    at: float
    final: str
    status: int = 0
    reason: Reason | None = None
    text: str = ""
    hops: tuple[Hop, ...] = ()
    anchors: Mapping[str, str] = {}
    secure: str | None = None

    def pack(self) -> str:
        """The record as JSON, without its time."""
        reason = self.reason.value if self.reason else ""
        rest = [self.final, self.status, reason, self.text, self.hops, self.anchors, self.secure]
        return _ENCODE(rest)


def unpack(at: float, packed: str) -> Record:
    """The record that `pack` made this of; raises `ValueError` or `TypeError` for anything else."""
    final, status, reason, text, hops, anchors, secure = json.loads(packed)
    return Record(
        at,
        final,
        status,
        Reason(reason) if reason else None,
        text,
        tuple(Hop(*hop) for hop in hops),
        anchors,
        secure,
    )


def record_of(
    answer: Answer, at: float, anchors: Mapping[str, str], secure: str | None = None
) -> Record:
    """What to keep of an answer."""
    return Record(
        at,
        answer.final,
        answer.status,
        answer.reason,
        answer.text,
        answer.hops,
        anchors,
        secure,
    )
