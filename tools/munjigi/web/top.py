"""The top of a page in built HTML: its title and the paragraph that leads in."""

from __future__ import annotations

import re

_TITLE = re.compile(r"</h1\s*>(?:\s*<p>.*?</p>)?", re.DOTALL | re.IGNORECASE)


def below_title(html: str, more: str) -> str:
    """A page's HTML with `more` below its title and the paragraph that follows at once.

    It stands first where the page has no title.
    """
    if not more:
        return html
    found = _TITLE.search(html)
    at = found.end() if found else 0
    return f"{html[:at]}\n{more}\n{html[at:]}"


def has_id(html: str, name: str) -> bool:
    """Whether an element has this id; `name` needs no escapes."""
    return f' id="{name}"' in html
