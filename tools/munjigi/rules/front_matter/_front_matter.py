"""What the rules about front matter have in common: places in the block, and values to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from munjigi.model import Span
from munjigi.template import TODO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from munjigi.detail import Key
    from munjigi.page import Page

Path = tuple[str | int, ...]
# A line, an empty line and no key: a horizontal rule at the top of a page, not front matter.
RULE = re.compile(r"---[ \t]*(?>\r\n?|\n)\s*?[\r\n](?!\s*[A-Za-z_][\w-]*:\s)")
_LINE = re.compile(r"[^\r\n]*")


def is_absent(page: Page) -> bool:
    """Whether the page has no front matter, not even one that cannot be read."""
    if any(one.kind == "unreadable" for one in page.flaws):
        return False
    broken = any(one.kind == "front-matter" for one in page.flaws)
    if not broken:
        return page.front_matter.start < 0
    return not page.front_matter.data and RULE.match(page.text) is not None


def is_readable(page: Page) -> bool:
    """Whether there is front matter whose keys are known."""
    block = page.front_matter
    return block.start >= 0 and (bool(block.data) or not block.error)


def places(page: Page) -> Mapping[Path, Key]:
    """The keys of the page's front matter by what leads to them."""
    return {one.keys: one for one in page.keys}


def value_at(page: Page, path: Path) -> Any:
    """The value that a path leads to, or None."""
    value: Any = page.front_matter.data
    for one in path:
        try:
            value = value[one]
        except (LookupError, TypeError):
            return None
    return value


def is_placeholder(value: Any) -> bool:
    """Whether a value waits for its writer: `leftover-placeholder` speaks of it."""
    return isinstance(value, str) and TODO.search(value) is not None


def key_span(page: Page, known: Mapping[Path, Key], path: Path) -> Span:
    """The key that a path leads to, else the next one above; the first line of the block at last.

    An item of a list, which has no key, stands for itself; of several lines the first is told.
    """
    while path and path not in known:
        path = path[:-1]
    if not path:
        line = _LINE.match(page.text, page.front_matter.start)
        return Span(page.path, page.front_matter.start, line.end() if line else 0)
    one = known[path]
    line = _LINE.match(page.text, one.start)
    return Span(page.path, one.start, min(one.end, line.end() if line else one.end))


def value_span(page: Page, known: Mapping[Path, Key], path: Path) -> Span:
    """The value that a path leads to; the key where the value is empty or takes several lines."""
    one = known.get(path)
    if one is None:
        return key_span(page, known, path)
    written = page.text[one.value_start : one.value_end]
    if not written or "\n" in written or "\r" in written:
        return key_span(page, known, path)
    return Span(page.path, one.value_start, one.value_end)
