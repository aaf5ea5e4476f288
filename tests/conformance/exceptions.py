"""Differences that are not the reader's faults, listed by hand in `exceptions.yml`.

An entry names the case or corpus file that shows it, the difference (`side what value`), and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from conformance.collect import Difference

FILE = Path(__file__).with_name("exceptions.yml")


@dataclass(frozen=True)
class Exempt:
    """One known difference: `where` is the end of a file's path; an empty `value` means any."""

    where: str
    side: str
    what: str
    value: str
    reason: str

    def explains(self, where: str, difference: Difference) -> bool:
        """Whether this is the difference found in the file `where`."""
        return (
            where.endswith(self.where)
            and (difference.side, difference.what) == (self.side, self.what)
            and (not self.value or difference.value == self.value)
        )


def load() -> tuple[Exempt, ...]:
    """Every entry of the list. Raises `TypeError` for one with a missing or unknown key."""
    return tuple(Exempt(**entry) for entry in yaml.safe_load(FILE.read_text("utf-8")) or ())


def reason(where: str, difference: Difference, listed: Iterable[Exempt]) -> str:
    """Why a difference is none of the reader's faults, or "" where it is one."""
    return next((each.reason for each in listed if each.explains(where, difference)), "")
