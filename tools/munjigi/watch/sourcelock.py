"""`docs/sources.lock`: what the sources of each guide said on the day when it was checked.

A line is a JSON object: `page` (the guide's path without its language), `source` (an address),
`checked_on` (a day), `title` and `sentences`, the prints of its text, and `steps`, which of the
sentences begin the steps of its numbered lists. A source that no program can read, but a person
did, has `unread`, the reason, in their place. An empty line parts two lines, so that
Git merges changes of neighbours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from munjigi.model import Text
from munjigi.usage import UsageError
from munjigi.watch.prints import PRINT

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Vouched(NamedTuple):
    """What a source of a page said on a day; `unread` says why a program could not read it.

    `title` is "" where there is none, `steps` as in `sentences`; older records have neither.
    """

    page: str
    url: str
    day: str
    prints: tuple[str, ...] = ()
    unread: str = ""
    title: str = ""
    steps: tuple[tuple[int, ...], ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All prints."""
        return (self.title, *self.prints) if self.title else self.prints

    def line(self) -> str:
        """The record as it stands in the lock."""
        said = {"page": self.page, "source": self.url, "checked_on": self.day}
        if self.unread:
            return json.dumps(said | {"unread": self.unread}, ensure_ascii=False)
        title = {"title": self.title} if self.title else {}
        steps = {"steps": self.steps} if self.steps else {}
        return json.dumps(said | title | {"sentences": self.prints} | steps, ensure_ascii=False)


def read_sources_lock(path: str, text: str) -> dict[tuple[str, str], Vouched]:
    """The records by page and source; raises `UsageError` for a line that is none."""
    found: dict[tuple[str, str], Vouched] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            made = _record(line)
            if made is None or (made.page, made.url) in found:
                raise UsageError(_bad(f"{path}:{number}"))
            found[made.page, made.url] = made
    return found


def write_sources_lock(records: Iterable[Vouched]) -> str:
    """The text of a lock with these records."""
    return "".join(f"{one.line()}\n\n" for one in sorted(records))


def _record(line: str) -> Vouched | None:
    try:
        said = json.loads(line)
        prints, unread = said.get("sentences", []), said.get("unread", "")
        steps = tuple(tuple(map(int, one)) for one in said.get("steps", []))
        made = Vouched(
            *(said["page"], said["source"], said["checked_on"], tuple(prints), unread),
            *(said.get("title", ""), steps),
        )
        texts = all(isinstance(one, str) for one in (*made[:3], *made.known, made.unread))
        whole = _DAY.fullmatch(made.day) and all(map(PRINT.fullmatch, made.known))
        whole = whole and all(0 <= at < len(prints) for one in steps for at in one)
    except (ValueError, RecursionError, AttributeError, LookupError, TypeError):
        return None
    return made if texts and whole and bool(made.prints) != bool(made.unread) else None


def _bad(place: str) -> Text:
    return Text(
        en=f"{place}: this line is no record of a source, or its second one; take it out, and "
        "record the page anew with --accept",
        ko=f"{place}: 출처의 기록이 아니거나 두 번 적힌 줄입니다. 줄을 지우고 --accept 옵션으로 "
        "페이지를 다시 기록하십시오",
    )
