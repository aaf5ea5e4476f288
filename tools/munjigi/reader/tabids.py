"""Ids of tabs made from their titles.

`TabbedTreeprocessor` of `pymdownx.tabbed` and of `pymdownx.blocks.tab`: the one registered last
gives ids to the tabs of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.reader.containers import tab_class
from munjigi.reader.delimiters import flag
from munjigi.reader.slugs import slugger, unique

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.tree import Node

TABBED = ("pymdownx.tabbed", "pymdownx.blocks.tab")
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def slugging(dialect: Dialect) -> str | None:
    """The extension that makes ids from the titles of tabs, if any does."""
    return dialect.last(*(name for name in TABBED if dialect.option(name, "slugify")))


def tab_ids(builder: Builder, nodes: list[Node]) -> Iterator[tuple[str, tuple[str, int, int, int]]]:
    """The id of each tab and the place of its title, in the order of the page."""
    dialect = builder.dialect
    name = slugging(dialect) or ""
    slugify = slugger(dialect.option(name, "slugify"))
    separator = str(dialect.option(name, "separator", "-"))
    wanted = {"tabbed-set", *tab_class(dialect, name).split()}
    headers = (
        _Headers(builder, nodes) if flag(dialect, name, "combine_header_slug", False) else None
    )
    latest: dict[str, str] = {}
    for node in nodes:
        if node.tag != "tabs" or not wanted.issubset(node.cls.split()):
            continue
        header = headers.above(node) if headers is not None else ""
        for tab in node.children:
            label = tab.children[0]
            inline = builder.named.get(id(label))
            words = inline.visible(0, inline.limit) if inline is not None else ""
            slug = slugify(" ".join(words.split()), separator)
            if header:
                slug = header + separator + slug
            place = builder.span(label.start, label.end)
            # `TabbedTreeprocessor` numbers without counters: what is taken so far is skipped.
            latest[slug] = unique(latest.get(slug, slug), builder.used_ids, {})
            yield latest[slug], place


class _Headers:
    """The headings that elements stand under."""

    def __init__(self, builder: Builder, nodes: list[Node]) -> None:
        self.ids = builder.ids
        self.parents = {id(child): node for node in nodes for child in node.children}
        self.before: dict[int, dict[int, str]] = {}

    def above(self, node: Node) -> str:
        """The id of the last heading before an element, or before what it stands in."""
        child = node
        while (parent := self.parents.get(id(child))) is not None:
            found = self._before(parent).get(id(child), "")
            if found:
                return found
            child = parent
        return ""

    def _before(self, parent: Node) -> dict[int, str]:
        """For each child of an element the id of the last heading before it."""
        known = self.before.get(id(parent))
        if known is None:
            known = self.before[id(parent)] = {}
            last = ""
            for child in parent.children:
                known[id(child)] = last
                if child.tag in HEADINGS:
                    last = self.ids.get(id(child), "")
        return known
