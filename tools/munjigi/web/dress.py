"""What the features of a site make of a page's content."""

from __future__ import annotations

from collections.abc import Collection

from munjigi.web.checklists import with_labels
from munjigi.web.copybuttons import with_buttons
from munjigi.web.headings import with_quiet_links
from munjigi.web.steps import with_rail
from munjigi.web.tables import with_columns
from munjigi.web.times import with_times


def dressed(html: str, features: Collection[str], language: str) -> str:
    """A page's content, in a language, with what its site asked for."""
    if "checklists" in features:
        html = with_labels(html)
    if "copy" in features:
        html = with_buttons(html, language)
    if "headings" in features:
        html = with_quiet_links(html, language)
    if "steps" in features:
        html = with_rail(html)
    if "tables" in features:
        html = with_columns(html)
    if "dates" in features:
        html = with_times(html)
    return html
