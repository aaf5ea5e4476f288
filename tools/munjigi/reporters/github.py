"""For GitHub Actions: workflow commands that annotate a pull request."""

from __future__ import annotations

from munjigi.model import Diagnostic, Severity
from munjigi.reporters import Report, rule_page, sentence
from munjigi.reporters.frame import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def report(run: Report, lang: str) -> str:
    """One command for each problem, nothing where there is none."""
    return "".join(_command(one, run, lang) for one in run.diagnostics)


def _command(one: Diagnostic, run: Report, lang: str) -> str:
    source = run.source(one.span.path)
    line, column = source.position(one.span.start)
    end_line, end_column = source.position(one.span.end)
    place = {"file": visible(run.show(one.span.path)), "line": line, "endLine": end_line}
    if line == end_line:
        place |= {"col": column, "endColumn": end_column}
    place["title"] = one.rule
    fields = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in place.items())
    page = rule_page(one.rule, lang, run.docs_url)
    message = visible(sentence(one, lang)) + (f"\n{page}" if page else "")
    return f"::{_COMMANDS[one.severity]} {fields}::{message.translate(_DATA)}\n"
