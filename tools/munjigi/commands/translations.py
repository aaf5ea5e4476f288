"""`munjigi translations`: how far each page is in each language."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import Any

from munjigi.asked import asked_rows
from munjigi.model import Text
from munjigi.output import print_result, say
from munjigi.pairs import Side
from munjigi.progress import Progress, progress
from munjigi.reporters import counted
from munjigi.reporters.frame import visible, width
from munjigi.staleness import Standing, State, lock_text
from munjigi.target import find_target, read_config
from munjigi.telling import shown
from munjigi.tracking import track

STATES = {
    State.DONE: Text(en="done", ko="완료"),
    State.SOURCE: Text(en="stale: the default language changed", ko="뒤처짐: 기본 언어가 바뀜"),
    State.OTHER: Text(en="stale: the translation changed", ko="뒤처짐: 번역이 바뀜"),
    State.BOTH: Text(en="stale: both changed", ko="뒤처짐: 둘 다 바뀜"),
    State.NEW: Text(en="not recorded", ko="기록 없음"),
    State.MISSING: Text(en="missing", ko="없음"),
}
_HEAD = (
    Text(en="Done", ko="완료"),
    Text(en="Stale", ko="뒤처짐"),
    Text(en="Missing", ko="없음"),
    Text(en="Not recorded", ko="기록 없음"),
    Text(en="Language", ko="언어"),
    Text(en="Page", ko="페이지"),
)
_PAGE = Text(en="page", ko="페이지")
_TOTAL = Text(
    en="{pages}: {done} sections done, {stale} stale, {missing} missing, {new} not recorded",
    ko="{pages}: 섹션 완료 {done}개, 뒤처짐 {stale}개, 없음 {missing}개, 기록 없음 {new}개",
)
_NO_LOCK = Text(
    en="there is no {} yet; munjigi translations sync records all sections as in step",
    ko="{} 파일이 아직 없습니다. munjigi translations sync 명령으로 모든 섹션을 맞춘 것으로 "
    "기록하십시오",
)
_OFF = Text(en="the project keeps no lock", ko="이 프로젝트는 잠금 파일을 쓰지 않습니다")
_NOTHING = Text(
    en="there is no page in two languages in {}", ko="두 언어로 된 페이지가 없습니다: {}"
)
_INDENT = "    "
_NUMBERS = 4  # columns
Show = Callable[[str], str]


def run(args: Namespace, lang: str) -> int:
    """Print the table, or do what `args.action` names; raises `ConfigError` and `UsageError`."""
    if args.action == "diff":
        from munjigi.commands.translations_diff import run as show

        return show(args, lang)
    if args.action == "sync":
        from munjigi.commands.translations_sync import run as sync

        return sync(args, lang)
    return _table(args, lang)


def _table(args: Namespace, lang: str) -> int:
    """The table; 2 where there is nothing to tell of. Raises `UsageError`."""
    config = read_config(find_target([args.project] if args.project else []).project)
    site, _ = track(config, cache=args.cache)
    rows = progress(site)
    if not rows:
        say(_NOTHING.of(lang).format(config.root))
        return 2
    if pages := getattr(args, "pages", ()):
        rows = asked_rows(site, rows, pages)
    if args.format == "json":
        print_result(_json(rows), "utf-8")
        return 0
    if not lock_text(site):
        lock = config.settings.lock
        say(_NO_LOCK.of(lang).format(lock) if lock else _OFF.of(lang))
    print_result(_text(rows, shown(config.root), lang))
    return 0


def _json(rows: list[Progress]) -> str:
    said = [
        {
            "page": row.page,
            "language": row.locale,
            "source": row.source and row.source.path,
            "translation": row.other and row.other.path,
            **_counts([row]),
            "sections": [_section(one) for one in row.sections],
        }
        for row in rows
    ]
    summary = {"pages": len(rows), **_counts(rows)}
    return json.dumps({"version": 1, "translations": said, "summary": summary}, **_FORM) + "\n"


_FORM: dict[str, Any] = {"ensure_ascii": False, "indent": 2}


def _section(one: Standing) -> dict[str, Any]:
    source, other = one.couple
    return {
        "section": one.now.section,
        "state": one.state.value,
        "source": _place(source),
        "translation": _place(other),
        "minor": one.then.minor if one.then else "",
        "reason": one.then.reason if one.then else "",
    }


def _place(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    path, _, line = side.place.rpartition(":")
    return {"path": path, "line": int(line), "title": side.part.title}


def _counts(rows: list[Progress]) -> dict[str, int]:
    return {
        "done": sum(row.done for row in rows),
        "stale": sum(row.stale for row in rows),
        "missing": sum(row.missing for row in rows),
        "new": sum(row.new for row in rows),
    }


def _text(rows: list[Progress], show: Show, lang: str) -> str:
    """The table, with the sections that are not done below each page."""
    table = [tuple(cell.of(lang) for cell in _HEAD), *map(_cells, rows)]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    lines = [_line(table[0], widths)]
    for row, cells in zip(rows, table[1:], strict=True):
        lines += [_line(cells, widths), *(_INDENT + one for one in _open(row, show, lang))]
    total = {"pages": counted(len(rows), _PAGE, lang), **_counts(rows)}
    return "\n".join((*lines, "", _TOTAL.of(lang).format(**total))) + "\n"


def _cells(row: Progress) -> tuple[str, ...]:
    numbers = (row.done, row.stale, row.missing, row.new)
    return (*(str(one or "-") for one in numbers), row.locale, visible(row.page))


def _open(row: Progress, show: Show, lang: str) -> Iterator[str]:
    """The sections that are not done; those without a record in one line."""
    for one in row.sections:
        side = one.behind or one.ahead
        if one.state not in (State.DONE, State.NEW) and side is not None:
            name = visible(side.part.title or "—")
            path, _, line = side.place.rpartition(":")
            where = f"{visible(show(path))}:{line}"
            yield f"#{one.now.section} {name} ({where}): {STATES[one.state].of(lang)}"
    new = [f"#{one.now.section}" for one in row.sections if one.state is State.NEW]
    if new and len(new) < len(row.sections):
        yield f"{visible(', '.join(new))}: {STATES[State.NEW].of(lang)}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    made = []
    for number, (cell, most) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (most - width(cell))
        made.append(space + cell if number < _NUMBERS else cell + space)
    return "  ".join(made).rstrip()
