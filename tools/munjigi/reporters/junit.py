"""For CI servers: JUnit XML, a suite for each file and a test for each problem.

The test fails unless the problem is of the severity that does not fail a run either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from munjigi.model import Diagnostic, Severity
from munjigi.reporters import Report, sentence

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(run: Report, lang: str) -> str:
    """The run as XML; one passed test where there is no problem, for an empty file looks broken."""
    count, failures = len(run.diagnostics), _failures(run.diagnostics)
    suites = [
        _suite(path, list(group), run, lang)
        for path, group in groupby(run.diagnostics, key=lambda one: one.span.path)
    ] or [
        '  <testsuite name="munjigi" tests="1" failures="0" errors="0">\n'
        '    <testcase name="check" classname="munjigi"/>\n  </testsuite>\n'
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="munjigi" tests="{count or 1}" failures="{failures}" errors="0">\n'
        f"{''.join(suites)}</testsuites>\n"
    )


def _suite(path: str, group: list[Diagnostic], run: Report, lang: str) -> str:
    name = _attribute(run.show(path))
    cases = "".join(_case(one, name, run, lang) for one in group)
    count, failures = len(group), _failures(group)
    head = f'<testsuite name={name} tests="{count}" failures="{failures}" errors="0">'
    return f"  {head}\n{cases}  </testsuite>\n"


def _case(one: Diagnostic, file: str, run: Report, lang: str) -> str:
    line, column = run.source(one.span.path).position(one.span.start)
    message = _legal(sentence(one, lang))
    place = f"{run.show(one.span.path)}:{line}:{column}"
    body = escape(_legal(f"{place}: {one.rule}: {message}"))
    name = _attribute(f"{one.rule} ({line}:{column})")
    if _fails(one):
        kind = f"type={_attribute(one.rule)} message={quoteattr(message)}"
        outcome = f"<failure {kind}>{body}</failure>"
    else:
        outcome = f"<system-out>{body}</system-out>"
    return (
        f'    <testcase name={name} classname={file} file={file} line="{line}">\n'
        f"      {outcome}\n    </testcase>\n"
    )


def _fails(one: Diagnostic) -> bool:
    return one.severity is not Severity.INFO


def _failures(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(map(_fails, diagnostics))


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
