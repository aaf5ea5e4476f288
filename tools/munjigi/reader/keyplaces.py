"""The places of front matter's keys, as PyYAML sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from munjigi.detail import Key
from munjigi.reader.fullyaml import LONGEST, compose

if TYPE_CHECKING:
    from munjigi.facts import FrontMatter

_OPEN = re.compile(r"---[ \t]*(?:\r\n?|\n)")
DEEPEST = 20  # keys within keys
MOST = 2_000  # keys


def key_places(text: str, front: FrontMatter) -> tuple[Key, ...]:
    """Every key of a page's front matter and every item of its lists, in the order of the file.

    Of a block that is no YAML, or more than front matter needs, nothing.
    """
    opened = _OPEN.match(text)
    if opened is None or front.start != 0 or front.error or front.end > LONGEST:
        return ()
    block = text[opened.end() : front.end].rstrip(".-")
    found = _keys(compose(block), (), block)
    base = opened.end()
    return tuple(Key(keys, *(base + one for one in place)) for keys, *place in islice(found, MOST))


def _keys(node: Any, above: tuple[str | int, ...], block: str) -> Iterator[Key]:
    kind = getattr(node, "id", "")
    if len(above) > DEEPEST or kind not in ("mapping", "sequence"):
        return
    pairs = node.value if kind == "mapping" else [(None, one) for one in node.value]
    for number, (name, value) in enumerate(pairs):
        keys = (*above, number if name is None else str(name.value))
        start, end = _span(value, block)
        yield Key(keys, *((start, end) if name is None else _span(name, block)), start, end)
        yield from _keys(value, keys, block)


def _span(node: Any, block: str) -> tuple[int, int]:
    """A node's characters; of a quoted text what stands between the quotes."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.id == "scalar" and node.style in ("'", '"'):
        start, end = start + 1, end - 1
    return start, start + len(block[start:end].rstrip())
