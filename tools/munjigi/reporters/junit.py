"""For CI servers: JUnit XML, a suite for each file and a failed test for each problem."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from munjigi.model import Diagnostic
from munjigi.reporters import Report, sentence

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(run: Report, lang: str) -> str:
    """The run as XML; one passed test where there is no problem, for an empty file looks broken."""
    count = len(run.diagnostics)
    suites = [
        _suite(path, list(group), run, lang)
        for path, group in groupby(run.diagnostics, key=lambda one: one.span.path)
    ] or [
        '  <testsuite name="munjigi" tests="1" failures="0" errors="0">\n'
        '    <testcase name="check" classname="munjigi"/>\n  </testsuite>\n'
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="munjigi" tests="{count or 1}" failures="{count}" errors="0">\n'
        f"{''.join(suites)}</testsuites>\n"
    )


def _suite(path: str, group: list[Diagnostic], run: Report, lang: str) -> str:
    name = _attribute(run.show(path))
    cases = "".join(_case(one, name, run, lang) for one in group)
    count = len(group)
    head = f'<testsuite name={name} tests="{count}" failures="{count}" errors="0">'
    return f"  {head}\n{cases}  </testsuite>\n"


def _case(one: Diagnostic, file: str, run: Report, lang: str) -> str:
    line, column = run.source(one.span.path).position(one.span.start)
    message = _legal(sentence(one, lang))
    place = f"{run.show(one.span.path)}:{line}:{column}"
    body = escape(_legal(f"{place}: {one.rule}: {message}"))
    name = _attribute(f"{one.rule} ({line}:{column})")
    failure = f"<failure type={_attribute(one.rule)} message={quoteattr(message)}>{body}</failure>"
    return (
        f'    <testcase name={name} classname={file} file={file} line="{line}">\n'
        f"      {failure}\n    </testcase>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
