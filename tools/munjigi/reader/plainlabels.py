"""The labels of references in plain text, see `plain`."""

from __future__ import annotations

import re

from munjigi.reader.plainpatterns import REFERENCE, SHORT

_LABEL = re.compile(r"\[([^\[\]]*)\]:")
_SPACES = re.compile(r"\s+")


def labels(text: str) -> frozenset[str]:
    """At least the labels of all definitions; none where that is not sure."""
    found = _LABEL.findall(text)
    if any("\n" in label for label in found):
        return frozenset()
    return frozenset(label.strip().lower() for label in found)


def label_of(match: re.Match[str]) -> str:
    """The label that a reference names, as definitions are kept."""
    number = match.lastindex or SHORT
    label = match[number] or match[number - 1] if number == REFERENCE else match[number]
    return _SPACES.sub(" ", label.lower())
