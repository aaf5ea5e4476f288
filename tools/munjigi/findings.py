"""Problems and diagnostics as JSON values and back, for worker processes and the cache."""

from __future__ import annotations

from typing import Any

from munjigi.model import Diagnostic, Edit, Fix, Problem, Severity, Span, Text


def pack_problem(rule: str, problem: Problem) -> list[Any]:
    """A rule's problem as a JSON value."""
    return [
        rule,
        _pack_span(problem.span),
        _pack_values(problem.values),
        problem.target,
        problem.views,
        problem.via and _pack_span(problem.via),
        _pack_fix(problem.fix),
    ]


def unpack_problem(packed: list[Any]) -> tuple[str, Problem]:
    """The rule and the problem that `pack_problem` made this value of."""
    rule, span, values, target, views, via, fix = packed
    return rule, Problem(
        Span(*span),
        fix=_unpack_fix(fix),
        target=target,
        views=None if views is None else tuple(views),
        via=None if via is None else Span(*via),
        **_unpack_values(values),
    )


def pack_diagnostic(one: Diagnostic) -> list[Any]:
    """A diagnostic as a JSON value."""
    return [
        _pack_span(one.span),
        one.rule,
        one.severity.value,
        [one.message.en, one.message.ko],
        _pack_values(one.values),
        one.target,
        one.views,
        _pack_fix(one.fix),
    ]


def unpack_diagnostic(packed: list[Any]) -> Diagnostic:
    """The diagnostic that `pack_diagnostic` made this value of."""
    span, rule, severity, message, values, target, views, fix = packed
    return Diagnostic(
        Span(*span),
        rule,
        Severity(severity),
        Text(*message),
        _unpack_values(values),
        target,
        tuple(views),
        _unpack_fix(fix),
    )


def _pack_span(span: Span) -> list[Any]:
    return [span.path, span.start, span.end]


def _pack_values(values: Any) -> dict[str, Any]:
    return {
        name: [value.en, value.ko] if isinstance(value, Text) else value
        for name, value in values.items()
    }


def _unpack_values(values: Any) -> dict[str, Any]:
    return {
        name: Text(*value) if isinstance(value, list) else value for name, value in values.items()
    }


def _pack_fix(fix: Fix | None) -> list[Any] | None:
    if fix is None:
        return None
    return [fix.safe, [[*_pack_span(edit.span), edit.text] for edit in fix.edits]]


def _unpack_fix(packed: list[Any] | None) -> Fix | None:
    if packed is None:
        return None
    safe, edits = packed
    return Fix(tuple(Edit(Span(*span), text) for *span, text in edits), safe)
