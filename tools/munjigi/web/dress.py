"""What the features of a site make of a page's content."""

from __future__ import annotations

from collections.abc import Collection

from munjigi.web.checklists import with_labels
from munjigi.web.copybuttons import with_buttons


def dressed(html: str, features: Collection[str], language: str) -> str:
    """A page's content, in a language, with what its site asked for."""
    if "checklists" in features:
        html = with_labels(html)
    if "copy" in features:
        html = with_buttons(html, language)
    return html
