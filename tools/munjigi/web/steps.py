"""The steps of a guide in built HTML, each in an element of its own with its number."""

from __future__ import annotations

import re
from itertools import count

STEPS = "steps"  # the id of the section, as in the templates
_SECTION = re.compile(
    rf'(<h2\b[^>]*\sid="{STEPS}"[^>]*>.*?</h2>)(.*?)(?=<h2\b|<div class="footnote">|\Z)', re.DOTALL
)
_STEP = re.compile(r"(?=<h3\b)")
_HEADING = re.compile(
    r"<h3\b(?P<rest>[^>]*)>(?P<name>\s*(?:Step\s+(?P<en>\d+)|(?P<ko>\d+)\s*단계)\s*[:.]\s*)?"
)
_CONTAINER = re.compile(r"<(/?)(?:div|section|details|blockquote|figure|ol|ul|li)\b")


def with_rail(html: str) -> str:
    """A page's HTML with each step, a level-3 heading and what follows, in a `munjigi-step`.

    The heading's own number, as in "Step 2: ", stays for screen readers and contents.
    """
    return _SECTION.sub(lambda found: found[1] + _steps(found[2]), html)


def _steps(html: str) -> str:
    before, *steps = _STEP.split(html)
    if not steps or not all(map(_is_whole, steps)):
        return html
    numbers = count(1)
    made = "".join(_step(one, next(numbers)) for one in steps)
    return f'{before}<div class="munjigi-steps">\n{made}</div>\n'


def _is_whole(html: str) -> bool:
    """Whether what opens here is closed here, so that an element can go around it."""
    depth = 0
    for tag in _CONTAINER.finditer(html):
        depth += -1 if tag[1] else 1
        if depth < 0:
            return False
    return depth == 0


def _step(html: str, ordinal: int) -> str:
    found = _HEADING.match(html)
    if found is None:
        return html
    number = found["en"] or found["ko"] or ordinal
    name = f'<span class="munjigi-unseen">{found["name"]}</span>' if found["name"] else ""
    heading = f'<h3{found["rest"]} data-step="{number}">{name}'
    return f'<div class="munjigi-step">\n{heading}{html[found.end() :]}</div>\n'
