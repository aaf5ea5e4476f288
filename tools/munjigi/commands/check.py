"""`munjigi check`: the gate."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from functools import cache

from munjigi.gate import check
from munjigi.model import Severity, Text
from munjigi.outcome import Outcome, Request
from munjigi.output import print_result, say, write_file
from munjigi.paths import slashes
from munjigi.reporters import COLUMNS, Report, report
from munjigi.sources import Sources
from munjigi.target import find_target

_NOTHING = Text(
    en="nothing was checked: there is no page in {where}",
    ko="아무것도 확인하지 않았습니다. 페이지가 없습니다: {where}",
)

NARROW = 60  # columns; in fewer a line of source shows nothing of use


def run(args: Namespace, lang: str) -> int:
    """Check and report; 0 for no problems, 1 for problems, 2 where (some of) it stayed unchecked.

    Raises `ConfigError` and `UsageError`.
    """
    request = Request(
        find_target(args.paths),
        tuple(args.select),
        tuple(args.ignore),
        args.since,
        args.jobs,
        args.cache,
    )
    outcome = check(request)
    made = _report(args, outcome)
    for note in outcome.notes:
        place = f"{made.show(note.path)}:{note.line}:{note.column}: " if note.path else ""
        say(place + note.message.of(lang))
    if not outcome.files and not outcome.diagnostics:
        where = ", ".join(map(os.path.realpath, args.paths)) or outcome.root
        say(_NOTHING.of(lang).format(where=where))
        return 2
    text = report(args.format, made, lang)
    if args.output:
        write_file(args.output, text)
    else:
        print_result(text, None if args.format == "text" else "utf-8")
    return _code(outcome)


def _code(outcome: Outcome) -> int:
    if any(one.rule == "unreadable-file" for one in outcome.diagnostics):
        return 2
    return int(any(one.severity is not Severity.INFO for one in outcome.diagnostics))


def _report(args: Namespace, outcome: Outcome) -> Report:
    here = os.path.realpath(os.getcwd())

    @cache
    def show(path: str) -> str:
        return slashes(os.path.relpath(os.path.join(outcome.root, path), here))

    return Report(
        outcome.diagnostics,
        outcome.counts,
        Sources(outcome.root, outcome.bounds),
        show,
        color=not args.output and _wants_color(args.color),
        statistics=args.statistics,
        docs_url=os.environ.get("MUNJIGI_DOCS_URL", ""),
        columns=COLUMNS if args.output else _columns(),
    )


def _columns() -> int:
    """The width of the terminal, as far as that is known."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
        return max(NARROW, columns) if columns else COLUMNS
    except (OSError, ValueError, AttributeError):  # no terminal, or nothing at all
        return COLUMNS


def _wants_color(asked: str) -> bool:
    if asked == "auto":
        # https://no-color.org: any value but the empty one
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout is not None and sys.stdout.isatty() and not plain
    return asked == "always"
