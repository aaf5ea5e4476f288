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
    combined = flag(dialect, name, "combine_header_slug", False)
    wanted = {"tabbed-set", *tab_class(dialect, name).split()}
    parents = {id(child): node for node in nodes for child in node.children} if combined else {}
    for node in nodes:
        if node.tag != "tabs" or not wanted.issubset(node.cls.split()):
            continue
        header = _header_id(builder, node, parents) if combined else ""
        for tab in node.children:
            label = tab.children[0]
            inline = builder.named.get(id(label))
            words = inline.visible(0, inline.limit) if inline is not None else ""
            slug = slugify(" ".join(words.split()), separator)
            if header:
                slug = header + separator + slug
            place = builder.span(label.start, label.end)
            # `TabbedTreeprocessor` numbers without counters.
            yield unique(slug, builder.used_ids, {}), place


def _header_id(builder: Builder, node: Node, parents: dict[int, Node]) -> str:
    """The id of the heading that the tabs stand under."""
    child = node
    while (parent := parents.get(id(child))) is not None:
        found = ""
        for sibling in parent.children:
            if sibling is child:
                break
            if sibling.tag in HEADINGS:
                found = builder.ids.get(id(sibling), "")
        if found:
            return found
        child = parent
    return ""
