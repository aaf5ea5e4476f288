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
    from munjigi.page import Page
    from munjigi.progress import Progress
    from munjigi.site import Site


def asked(site: Site, names: Sequence[str]) -> list[Standing]:
    """The sections that the names mean, all of them where there is no name.

    A page is named by the path of its file in any language, from here or from the project's folder,
    or by its path without language; a folder means all pages in it. Raises `UsageError` for a name
    that means nothing.
    """
    every = standings(site).sections
    if not names:
        return list(every)
    chosen = {id(one) for name in names for one in _named(site, every, name)}
    return [one for one in every if id(one) in chosen]


def asked_rows(site: Site, rows: Sequence[Progress], names: Sequence[str]) -> list[Progress]:
    """The pages that the names mean, those that a language lacks too; of `PAGE#id` that section.

    Raises `UsageError` for a name that means nothing.
    """
    chosen: dict[tuple[str, str], Progress] = {}
    for name in names:
        page, hash_sign, section = name.partition("#")
        path = _path(site, page)
        found = [row for row in rows if _means(path, row.page, row.source, row.other)]
        if hash_sign:
            found = [
                row._replace(sections=tuple(one for one in row.sections if section in _ids(one)))
                for row in found
            ]
            found = [row for row in found if row.sections]
        if not found:
            raise UsageError(_unknown(name, nearest(page, {row.page for row in rows})))
        for row in found:
            here = chosen.get((row.page, row.locale))
            added = () if here is None else here.sections
            sections = tuple(one for one in row.sections if one not in added)
            chosen[row.page, row.locale] = row._replace(sections=(*added, *sections))
    return [chosen[key] for row in rows if (key := (row.page, row.locale)) in chosen]


def _path(site: Site, name: str) -> str:
    """A name as a path in the project's folder, if there is such a file or folder."""
    full = os.path.realpath(name)
    return slashes(os.path.relpath(full, site.config.root)) if os.path.exists(full) else name


def _means(path: str, key: str, *pages: Page | None) -> bool:
    """Whether a path is that of a page, in any language or without one, or of a folder of it."""
    paths = (key, *(page.path for page in pages if page is not None))
    folder = f"{path.rstrip('/')}/"
    return (
        path in (".", *paths) or f"{path}.md" == key or any(one.startswith(folder) for one in paths)
    )


def _named(site: Site, every: Iterable[Standing], name: str) -> list[Standing]:
    page, hash_sign, section = name.partition("#")
    path = _path(site, page)
    found = [one for one in every if _means(path, one.now.page, one.pair.source, one.pair.other)]
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


def _ids(one: Standing) -> set[str]:
    return {one.now.section, *(side.part.id for side in one.couple if side is not None)}


def _unknown(name: str, near: str) -> Text:
    return Text(
        en=f'no page or section in two languages is named "{name}"'
        + (f'; did you mean "{near}"?' if near else ""),
        ko=f'"{name}" 이름의 번역된 페이지나 섹션이 없습니다'
        + (f'. "{near}" 값을 쓰려던 것입니까?' if near else ""),
    )
