"""Lists of guides in built HTML that say what each guide takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

_MARKER = re.compile(r"<!--\s*munjigi-guides\s*-->\s*<ul>(?P<list>.*?)</ul>", re.DOTALL)
_ITEM = re.compile(r"<li>(?P<item>.*?<a\b[^>]*\bhref=\"(?P<href>[^\"]*)\".*?)</li>", re.DOTALL)
_ABOUT = re.compile(r"(</a>)\s*:\s*(.*)", re.DOTALL)
Line = Callable[[str], str]  # what is said of the guide that an address leads to


def with_guides(html: str, line: Line) -> str:
    """A page's HTML with a line of facts in each item of the lists that a marker names.

    Text that follows the link after a colon gets an element of its own.
    """

    def item(found: re.Match[str]) -> str:
        said = line(unescape(found["href"]))
        more = f'\n<span class="munjigi-guide-facts">{escape(said)}</span>' if said else ""
        about = r'\1 <span class="munjigi-guide-about">\2</span>'
        return f"<li>{_ABOUT.sub(about, found['item'], count=1)}{more}</li>"

    return _MARKER.sub(
        lambda found: f'<ul class="munjigi-guides">{_ITEM.sub(item, found["list"])}</ul>', html
    )
