"""Edits to texts: which fixes can be made together, and the texts they make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from munjigi.model import Edit, Fix


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with every edit made; raises `ValueError` where two of them overlap."""
    parts, at, last = [], 0, None
    for edit in sorted(edits, key=lambda edit: edit.span):
        if last is not None and _clash(last, edit):
            raise ValueError(f"two edits overlap in {edit.span.path} at {edit.span.start}")
        parts += [text[at : edit.span.start], edit.text]
        at, last = edit.span.end, edit
    return "".join((*parts, text[at:]))


def apply_fixes(texts: Mapping[str, str], fixes: Iterable[Fix]) -> dict[str, str]:
    """The texts that the fixes change, by path.

    A fix is made whole or not at all: one that overlaps an earlier one waits for the next run.
    """
    accepted: dict[str, list[Edit]] = {}
    for fix in fixes:
        if all(_fits(edit, accepted.get(edit.span.path, [])) for edit in fix.edits):
            for edit in fix.edits:
                edits = accepted.setdefault(edit.span.path, [])
                edits.insert(bisect_left(edits, edit.span, key=lambda other: other.span), edit)
    return {path: apply_edits(texts[path], edits) for path, edits in accepted.items()}


def _fits(edit: Edit, edits: list[Edit]) -> bool:
    index = bisect_left(edits, edit.span, key=lambda other: other.span)
    return not any(_clash(other, edit) for other in edits[max(0, index - 1) : index + 1])


def _clash(one: Edit, other: Edit) -> bool:
    """Whether the edits overlap; insertions overlap what they touch: their order is not known."""
    first, second = sorted((one.span, other.span))
    if first.start == first.end or second.start == second.end:
        return second.start <= first.end
    return second.start < first.end
