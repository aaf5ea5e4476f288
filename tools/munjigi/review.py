"""Whether a page is due for a check: the same answer for the rule and for what readers are told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?![^\sT])")


def day(value: Any) -> date | None:
    """A day as YAML or a text has it; None for anything else."""
    written = _DAY.match(str(value))
    try:
        return date.fromisoformat(written[0]) if written else None
    except ValueError:
        return None


def checked_too_long_ago(value: Any, today: date, days: int) -> date | None:
    """The day of the last check, if it is more than `days` days before `today`."""
    found = day(value)
    return found if found is not None and (today - found).days > days else None


def ends(value: Any, today: date, soon: int) -> date | None:
    """The day of the end, if it is past or no more than `soon` days ahead."""
    found = day(value)
    return found if found is not None and (found - today).days <= soon else None
