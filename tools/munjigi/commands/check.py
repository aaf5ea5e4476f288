"""`munjigi check`: the gate."""

from __future__ import annotations

import os
from argparse import Namespace

from munjigi.gate import check
from munjigi.outcome import Outcome, exit_code
from munjigi.output import columns, encoded, print_result, wants_color, write_file
from munjigi.reporters import COLUMNS, Report, report
from munjigi.telling import notes, request_of, shown, tell
from munjigi.uncollected import uncollected

NARROW = 60  # columns; in fewer a line of source shows nothing of use


@uncollected
def run(args: Namespace, lang: str) -> int:
    """Check and report; 0 for no problems, 1 for problems, 2 where (some of) it stayed unchecked.

    Raises `ConfigError` and `UsageError`.
    """
    outcome = check(request_of(args)._replace(walks=args.replay.walks))
    if not tell(outcome, args.paths, lang):
        return 2
    printed = publish(args, outcome, lang)
    code = exit_code(outcome.diagnostics)
    if outcome.inputs and printed is not None:
        args.replay.keep(args.paths, outcome.inputs, code, notes(outcome, lang), printed)
    return code


def publish(args: Namespace, outcome: Outcome, lang: str) -> bytes | None:
    """Write the report where and as it is asked for; what went to standard output, if it did.

    Raises `UsageError`.
    """
    text = report(args.format, _report(args, outcome), lang)
    if args.output:
        write_file(args.output, text)
        return None
    printed = encoded(text, None if args.format == "text" else "utf-8")
    print_result(printed)
    return printed


def _report(args: Namespace, outcome: Outcome) -> Report:
    return Report(
        outcome.diagnostics,
        outcome.counts,
        outcome.texts,
        shown(outcome.root),
        color=not args.output and wants_color(args.color),
        statistics=args.statistics,
        docs_url=os.environ.get("MUNJIGI_DOCS_URL", ""),
        columns=COLUMNS if args.output else _columns(),
    )


def _columns() -> int:
    """The width for lines of source."""
    width = columns()
    return max(NARROW, width) if width else COLUMNS
