"""For programs: one JSON object with stable keys. Lines and columns count from 1, in characters."""

from __future__ import annotations

import json
from typing import Any

from munjigi.model import Diagnostic, Fix, Span
from munjigi.reporters import Report, sentence

VERSION = 1
_json = json.JSONEncoder(ensure_ascii=False).encode
SEPARATOR = ",\n    "
_json = json.JSONEncoder(ensure_ascii=False).encode


def report(run: Report, lang: str) -> str:
    """The run as JSON with messages in `lang`, each problem on a line of its own."""
    problems = [_json(_problem(one, run, lang)) for one in run.diagnostics]
    summary = {**run.counts._asdict(), "problems": len(problems)}
    listed = f"\n    {SEPARATOR.join(problems)}\n  " if problems else ""
    return (
        f'{{\n  "version": {VERSION},\n  "problems": [{listed}],\n'
        f'  "summary": {_json(summary)}\n}}\n'
    )


def _problem(one: Diagnostic, run: Report, lang: str) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "path": run.show(one.span.path),
        **_region(one.span, run),
        "message": sentence(one, lang),
        "target": one.target,
        "views": list(one.views),
        "fix": one.fix and _fix(one.fix, run),
    }


def _fix(fix: Fix, run: Report) -> dict[str, Any]:
    edits = [
        {"path": run.show(edit.span.path), **_region(edit.span, run), "text": edit.text}
        for edit in fix.edits
    ]
    return {"safe": fix.safe, "edits": edits}


def _region(span: Span, run: Report) -> dict[str, int]:
    source = run.source(span.path)
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
