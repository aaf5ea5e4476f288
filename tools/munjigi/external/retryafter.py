"""`Retry-After`: how long a server wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """The seconds that the header's value means (RFC 9110, 10.2.3), or None where it is no such.

    A date in the past is 0. `now` is the present by default.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())
