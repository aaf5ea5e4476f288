"""What a run wants to know, and what of that the cache knows still."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from munjigi.external.address import Address
from munjigi.external.judge import is_well
from munjigi.external.records import Record
from munjigi.external.store import DAY
from munjigi.settings import LinkSettings

HOUR = 3600.0
_NONE = frozenset[str]()


class Wanted(NamedTuple):
    """An address to ask, and the fragments to look for on its page."""

    address: Address
    fragments: frozenset[str]


def wanted(addresses: Iterable[Address]) -> dict[str, Wanted]:
    """What to ask, once per address, by its `url`."""
    found: dict[str, Wanted] = {}
    for one in addresses:
        more = frozenset((one.fragment,)) if one.fragment else _NONE
        known = found.get(one.url)
        if known is None:
            found[one.url] = Wanted(one, more)
        elif more:
            found[one.url] = Wanted(known.address, known.fragments | more)
    return found


def fresh(
    asked: Mapping[str, Wanted], known: Mapping[str, Record], rules: LinkSettings
) -> dict[str, Record]:
    """What need not be asked: the records that still hold."""
    return {
        url: known[url]
        for url, one in asked.items()
        if url in known and is_fresh(url, known[url], one.fragments, rules)
    }


def is_fresh(url: str, record: Record, fragments: frozenset[str], rules: LinkSettings) -> bool:
    """Whether what is kept of an address still holds, and says all that is wanted."""
    if record.status in rules.never_keep:
        return False
    age = time.time() - record.at
    if not is_well(record):
        return 0 <= age < rules.keep_hours * HOUR
    # Not all on the same day: what is kept goes between three quarters of the time and the whole.
    share = 0.75 + 0.25 * (zlib.crc32(url.encode()) % 1000) / 1000
    return 0 <= age < rules.keep_days * DAY * share and fragments <= record.anchors.keys()
