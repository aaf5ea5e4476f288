"""Edits to texts: which fixes can be made together, and the texts they make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from munjigi.model import Edit, Fix, Span


def apply_edits(text: str, edits: Iterable[Edit]) -> str | None:
    """`text` with every edit made, None where one deletes it; raises `ValueError` on an overlap."""
    parts, at, last = [], 0, None
    for edit in sorted(edits, key=lambda edit: edit.span):
        if last is not None and _clash(last, edit):
            raise ValueError(f"two edits overlap in {edit.span.path} at {edit.span.start}")
        if edit.text is None:
            return None
        parts += [text[at : edit.span.start], edit.text]
        at, last = edit.span.end, edit
    return "".join((*parts, text[at:]))


def choose(fixes: Iterable[Fix]) -> list[Fix | None]:
    """For each fix the one that stands in its way, or None where it can be made.

    A fix is made whole or not at all: the first of two that overlap is. Equal fixes do not overlap.
    """
    accepted: dict[str, list[tuple[Edit, Fix]]] = {}
    made: set[Fix] = set()
    verdicts: list[Fix | None] = []
    for fix in fixes:
        other = None if fix in made else _in_the_way(fix, accepted)
        verdicts.append(other)
        if other is None and fix not in made:
            made.add(fix)
            for edit in fix.edits:
                edits = accepted.setdefault(edit.span.path, [])
                edits.insert(bisect_left(edits, edit.span, key=_span), (edit, fix))
    return verdicts


def apply_fixes(texts: Mapping[str, str], fixes: Iterable[Fix]) -> dict[str, str | None]:
    """The texts that the fixes change, by path, None for a file that goes.

    `texts` may lack the files that the fixes make. Of fixes that overlap the first is made.
    """
    listed = list(dict.fromkeys(fixes))
    edits: dict[str, list[Edit]] = {}
    for fix, other in zip(listed, choose(listed), strict=True):
        for edit in fix.edits if other is None else ():
            edits.setdefault(edit.span.path, []).append(edit)
    return {path: apply_edits(texts.get(path, ""), each) for path, each in edits.items()}


def _in_the_way(fix: Fix, accepted: Mapping[str, list[tuple[Edit, Fix]]]) -> Fix | None:
    for edit in fix.edits:
        edits = accepted.get(edit.span.path, [])
        index = bisect_left(edits, edit.span, key=_span)
        for other, owner in edits[max(0, index - 1) : index + 1]:
            if _clash(other, edit):
                return owner
    return None


def _span(one: tuple[Edit, Fix]) -> Span:
    return one[0].span


def _clash(one: Edit, other: Edit) -> bool:
    """Whether the edits overlap; insertions overlap what they touch: their order is not known."""
    if one.text is None or other.text is None:
        return True
    first, second = sorted((one.span, other.span))
    if first.start == first.end or second.start == second.end:
        return second.start <= first.end
    return second.start < first.end
