"""Days in built HTML, as elements that no line end cuts in two."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<raw>pre|code|script|style|svg|time|textarea)\b.*?</(?P=raw)\s*>|<[^>]*>"
    r"|(?<![\w./-])(?P<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d|[-/.]\w)",
    re.DOTALL | re.IGNORECASE,
)


def with_times(html: str) -> str:
    """A page's HTML with each day such as 2027-04-30, but those in code, in a `time` element."""

    def marked(found: re.Match[str]) -> str:
        day = found["day"]
        return f'<time datetime="{day}">{day}</time>' if day else found[0]

    return _TOKEN.sub(marked, html)
