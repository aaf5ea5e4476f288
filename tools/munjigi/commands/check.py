"""`munjigi check`: the gate."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from munjigi.gate import check
from munjigi.outcome import Outcome, exit_code
from munjigi.output import print_result, wants_color, write_file
from munjigi.reporters import COLUMNS, Report, report
from munjigi.sources import Sources
from munjigi.telling import request_of, shown, tell

NARROW = 60  # columns; in fewer a line of source shows nothing of use


def run(args: Namespace, lang: str) -> int:
    """Check and report; 0 for no problems, 1 for problems, 2 where (some of) it stayed unchecked.

    Raises `ConfigError` and `UsageError`.
    """
    request = request_of(args)
    outcome = check(request)
    if not tell(outcome, args.paths, lang):
        return 2
    publish(args, outcome, lang)
    return exit_code(outcome.diagnostics)


def publish(args: Namespace, outcome: Outcome, lang: str) -> None:
    """Write the report where and as it is asked for. Raises `UsageError`."""
    text = report(args.format, _report(args, outcome), lang)
    if args.output:
        write_file(args.output, text)
    else:
        print_result(text, None if args.format == "text" else "utf-8")


def _report(args: Namespace, outcome: Outcome) -> Report:
    return Report(
        outcome.diagnostics,
        outcome.counts,
        Sources(outcome.root, outcome.bounds),
        shown(outcome.root),
        color=not args.output and wants_color(args.color),
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
