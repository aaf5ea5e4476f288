"""A review put on record: the lock gets what the sources say today, the guide the day."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.page import Page
from munjigi.paths import slashes
from munjigi.settings import Config
from munjigi.site import Site
from munjigi.usage import UsageError
from munjigi.watch.guides import CHECKED, Source, guides, value_place
from munjigi.watch.prints import fingerprint
from munjigi.watch.reading import UNASKED, Reading
from munjigi.watch.sourcelock import Vouched, write_sources_lock
from munjigi.watched import Standing
from munjigi.writing import Change, NotWrittenError, content, replace_files

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Refused(NamedTuple):
    """A source that nobody can vouch for today, and why."""

    source: Source
    why: Text


def accepted(site: Site, every: Sequence[Source], names: Sequence[str]) -> list[Source]:
    """The sources of the pages that `--accept` names, by a file's path or without language.

    Raises `UsageError` for a name that no page with sources has.
    """
    found: list[Source] = []
    for name in names:
        full = os.path.realpath(name)
        path = slashes(os.path.relpath(full, site.config.root)) if os.path.isfile(full) else name
        keys = {
            key for key, page in guides(site) if path in (key, key.removesuffix(".md"), page.path)
        }
        named = [one for one in every if one.page in keys]
        if not named:
            raise UsageError(_unknown(name, nearest(path, {one.page for one in every})))
        found += [one for one in named if one not in found]
    return found


def refusals(chosen: Iterable[Source], readings: Mapping[str, Reading]) -> list[Refused]:
    """The sources that are gone, or that could not be read just now."""
    return [
        Refused(one, now.why)
        for one in chosen
        if (now := readings.get(one.url, UNASKED)).standing is Standing.GONE
        or (now.standing is Standing.UNREAD and not now.lasting)
    ]


def vouch(
    lock: Mapping[tuple[str, str], Vouched],
    every: Iterable[Source],
    chosen: Sequence[Source],
    readings: Mapping[str, Reading],
    day: str,
) -> list[Vouched]:
    """The lock with the chosen sources as they are today, and without those that nobody names."""
    named = {(one.page, one.url) for one in every}
    made = {key: record for key, record in lock.items() if key in named}
    for one in chosen:
        now = readings[one.url]
        prints = tuple(map(fingerprint, now.sentences))
        title = fingerprint(now.title) if now.title else ""
        said = (prints, now.why.en, title, now.steps)
        made[one.page, one.url] = Vouched(one.page, one.url, day, *said)
    return list(made.values())


def record(
    config: Config, path: str, records: Iterable[Vouched], pages: Iterable[Page], day: str
) -> None:
    """Write the lock at the absolute `path`, and the day into the pages: all of it or nothing.

    Raises `UsageError` where a page has no such key, or a file cannot be written.
    """
    changes = {}
    for page in pages:
        full = os.path.realpath(os.path.join(config.root, page.path))
        changes[full] = _dated(full, page, day)
    changes[path] = Change(content(path), write_sources_lock(records).encode())
    try:
        replace_files({name: one for name, one in changes.items() if one.before != one.after})
    except NotWrittenError as error:
        name = os.path.relpath(error.path)
        raise UsageError(_failed(name, error.reason)) from None


def _dated(path: str, page: Page, day: str) -> Change:
    span = value_place(page, (CHECKED,))
    if not _DAY.fullmatch(page.text[span.start : span.end]):
        raise UsageError(_undated(page.path))
    before = content(path)
    text = f"{page.text[: span.start]}{day}{page.text[span.end :]}".encode()
    mark = b"\xef\xbb\xbf" if before and before.startswith(b"\xef\xbb\xbf") else b""
    return Change(before, mark + text)


def _undated(path: str) -> Text:
    return Text(
        en=f"{path}: front matter needs {CHECKED} with a day (YYYY-MM-DD)",
        ko=f"{path}: 앞머리 설정에 {CHECKED} 키와 날짜(YYYY-MM-DD)가 필요합니다",
    )


def _failed(name: str, reason: Text) -> Text:
    return Text(
        en=f"nothing is recorded: {name}: {reason.en}",
        ko=f"아무것도 기록하지 않았습니다. {name}: {reason.ko}",
    )


def _unknown(name: str, near: str) -> Text:
    return Text(
        en=f'no page with sources is named "{name}"'
        + (f'; did you mean "{near}"?' if near else ""),
        ko=f'"{name}" 이름의 출처가 있는 페이지가 없습니다'
        + (f'. "{near}" 값을 쓰려던 것입니까?' if near else ""),
    )
