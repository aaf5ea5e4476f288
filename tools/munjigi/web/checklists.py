"""Task lists that name their boxes and can be ticked."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r'(<li class="task-list-item">(?:\s*<p>)?\s*)<input type="checkbox"( disabled)?( checked)? ?/?>'
    r"(.*?)(?=</li>|</p>|<[uo]l\b|<div\b|<pre\b)",
    re.DOTALL,
)


def with_labels(html: str) -> str:
    """A page's HTML in which the text of each task is the label of its box.

    Source of the form: pymdownx.tasklist without `custom_checkbox`.
    """
    return _ITEM.sub(r'\1<label><input type="checkbox"\3>\4</label>', html)
