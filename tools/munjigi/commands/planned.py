"""`munjigi planned`: the pages that are planned, and the links that wait for them."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from typing import NamedTuple

from munjigi.awaited import Awaited, awaited
from munjigi.cache import Cache
from munjigi.loader import load_site
from munjigi.model import Text
from munjigi.output import print_result, say
from munjigi.paths import slashes
from munjigi.reporters import counted
from munjigi.reporters.frame import visible, width
from munjigi.sources import Sources
from munjigi.target import find_target, read_config

_HEAD = (
    Text(en="Links", ko="링크"),
    Text(en="Written", ko="작성"),
    Text(en="Due", ko="예정일"),
    Text(en="Languages", ko="언어"),
    Text(en="Title", ko="제목"),
    Text(en="Page", ko="페이지"),
)
_YES, _NO = Text(en="yes", ko="완료"), Text(en="no", ko="아직")
_NEAR = Text(en="near: {}", ko="비슷한 페이지: {}")
_NONE = Text(en="No planned links", ko="예정 링크가 없습니다")
_PAGE = Text(en="planned page", ko="예정 페이지")
_NOTHING = Text(en="there is no page in {}", ko="페이지가 없습니다: {}")
_INDENT = "  "


class Place(NamedTuple):
    """Where a link waits: a path from the working directory, and a line from 1."""

    path: str
    line: int


def run(args: Namespace, lang: str) -> int:
    """Print the planned pages, the most awaited first; 2 where there is no page at all.

    Raises `ConfigError` and `UsageError`.
    """
    target = find_target(args.paths)
    config = read_config(target.project)
    cache = Cache(config.root) if args.cache else None
    site = load_site(config, cache=cache).site
    if not any(target.covers(page.path) for page in site.pages.values()):
        where = ", ".join(map(os.path.realpath, args.paths)) or config.root
        say(_NOTHING.of(lang).format(where))
        return 2
    found = awaited(site, target.covers)
    sources = Sources(config.root, config.bounds)
    places = [_places(one, sources) for one in found]
    if args.format == "json":
        print_result(_json(found, places), "utf-8")
    else:
        print_result(_text(found, places, lang))
    return 0


def _places(one: Awaited, sources: Sources) -> list[Place]:
    here = os.path.realpath(os.getcwd())
    found = set()
    for plan in one.plans:
        path = os.path.relpath(os.path.join(sources.root, plan.link.span.path), here)
        line, _ = sources(plan.link.span.path).position(plan.link.span.start)
        found.add(Place(slashes(path), line))
    return sorted(found)


def _json(found: list[Awaited], places: list[list[Place]]) -> str:
    listed = [
        {
            "target": one.target,
            "title": one.title(),
            "titles": dict(one.titles),
            "exists": one.exists,
            "languages": one.languages,
            "waiting": [place._asdict() for place in waiting],
            "due": one.due and one.due.isoformat(),
            "near": list(one.near),
        }
        for one, waiting in zip(found, places, strict=True)
    ]
    return json.dumps({"planned": listed}, ensure_ascii=False, indent=2) + "\n"


def _text(found: list[Awaited], places: list[list[Place]], lang: str) -> str:
    """A table with the places below each page."""
    if not found:
        return f"{_NONE.of(lang)}\n"
    rows = [tuple(cell.of(lang) for cell in _HEAD), *(_row(one, lang) for one in found)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = [_line(rows[0], widths)]
    for one, row, waiting in zip(found, rows[1:], places, strict=True):
        lines.append(_line(row, widths))
        lines += [f"{_INDENT}{visible(place.path)}:{place.line}" for place in waiting]
        if one.near:
            lines.append(_INDENT + _NEAR.of(lang).format(visible(", ".join(one.near))))
    return "\n".join((*lines, "", counted(len(found), _PAGE, lang))) + "\n"


def _row(one: Awaited, lang: str) -> tuple[str, ...]:
    return (
        str(len(one.plans)),
        (_YES if one.exists else _NO).of(lang),
        one.due.isoformat() if one.due else "-",
        ", ".join(one.languages) or "-",
        visible(one.title(lang)),
        visible(one.target),
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(
        cell + " " * (most - width(cell)) for cell, most in zip(cells, widths, strict=True)
    ).rstrip()
