"""What `PAGE` and `PAGE#id` on the command line mean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.paths import slashes
from munjigi.staleness import Standing, standings
from munjigi.usage import UsageError

if TYPE_CHECKING:
    from munjigi.site import Site


def asked(site: Site, names: Sequence[str]) -> list[Standing]:
    """The sections that the names mean, all of them where there is no name.

    A page is named by the path of its file in any language, from here or from the project's folder,
    or by its path without language. Raises `UsageError` for a name that means nothing.
    """
    every = standings(site).sections
    if not names:
        return list(every)
    chosen = {id(one) for name in names for one in _named(site, every, name)}
    return [one for one in every if id(one) in chosen]


def _named(site: Site, every: Iterable[Standing], name: str) -> list[Standing]:
    page, hash_sign, section = name.partition("#")
    full = os.path.realpath(page)
    path = slashes(os.path.relpath(full, site.config.root)) if os.path.isfile(full) else page
    found = [one for one in every if _is(one, path)]
    if not found:
        known = {one.now.page for one in every} | {one.pair.source.path for one in every}
        raise UsageError(_unknown(name, nearest(page, known)))
    if not hash_sign:
        return found
    parts = [one for one in found if section in _ids(one)]
    if not parts:
        known = {part for one in found for part in _ids(one)}
        raise UsageError(_unknown(name, nearest(section, known)))
    return parts


def _is(one: Standing, path: str) -> bool:
    pair = one.pair
    return path in (pair.source.path, pair.other.path, one.now.page, one.now.page[: -len(".md")])


def _ids(one: Standing) -> set[str]:
    return {one.now.section, *(side.part.id for side in one.couple if side is not None)}


def _unknown(name: str, near: str) -> Text:
    return Text(
        en=f'no page or section in two languages is named "{name}"'
        + (f'; did you mean "{near}"?' if near else ""),
        ko=f'"{name}" 이름의 번역된 페이지나 섹션이 없습니다'
        + (f'. "{near}" 값을 쓰려던 것입니까?' if near else ""),
    )
