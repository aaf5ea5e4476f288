"""For code scanning: SARIF 2.1.0 with columns in Unicode code points."""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import quote

from munjigi import __version__
from munjigi.model import Diagnostic, Fix, Severity, Span
from munjigi.reporters import Report, rule_page, sentence
from munjigi.rule import Rule, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# A message that quotes a page is to hold no link of its own (SARIF 2.1.0, 3.11.6).
_LINK = re.compile(r"\[(?=[^\]]{0,1000}\]\()")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES = {"ko": "ko-KR", "en": "en-US"}


def report(run: Report, lang: str) -> str:
    """The run as a SARIF log with one run."""
    rules = load_rules(sorted({one.rule for one in run.diagnostics}))
    index = {rule: number for number, rule in enumerate(rules)}
    driver = {
        "name": "munjigi",
        "version": __version__,
        "rules": [_rule(rule, run, lang) for rule in rules.values()],
    }
    results = [_result(one, index[one.rule], run, lang) for one in run.diagnostics]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": _LANGUAGES[lang],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, run: Report, lang: str) -> dict[str, Any]:
    page = rule_page(rule.id, lang, run.docs_url)
    described = {
        "id": rule.id,
        "shortDescription": {"text": rule.summary.of(lang)},
        "fullDescription": {"text": rule.why.of(lang)},
        "help": {"text": f"munjigi explain {rule.id}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }
    return {**described, "helpUri": page} if page else described


def _result(one: Diagnostic, index: int, run: Report, lang: str) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(one.span.path, run), "region": _region(one.span, run)}
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": _LINK.sub(r"\\[", sentence(one, lang))},
        "locations": [{"physicalLocation": place}],
        "properties": {"target": one.target, "views": list(one.views)},
    }
    # SARIF has no word for a file that goes.
    if one.fix is not None and all(edit.text is not None for edit in one.fix.edits):
        result["fixes"] = [_fix(one.fix, run)]
    return result


def _fix(fix: Fix, run: Report) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement: dict[str, Any] = {
            "deletedRegion": _region(edit.span, run),
            "insertedContent": {"text": edit.text},
        }
        changes.setdefault(edit.span.path, []).append(replacement)
    return {
        "artifactChanges": [
            {"artifactLocation": _artifact(path, run), "replacements": replacements}
            for path, replacements in changes.items()
        ]
    }


def _artifact(path: str, run: Report) -> dict[str, str]:
    return {"uri": quote(os.fsencode(run.show(path)), safe="/")}


def _region(span: Span, run: Report) -> dict[str, int]:
    source = run.source(span.path)
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
