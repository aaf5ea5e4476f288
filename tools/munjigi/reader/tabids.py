"""Ids of tabs made from their titles: `TabbedTreeprocessor` of `pymdownx.tabbed`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.reader.delimiters import flag
from munjigi.reader.slugs import slugger, unique

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.tree import Node

TABBED = "pymdownx.tabbed"
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def tab_ids(builder: Builder, nodes: list[Node]) -> Iterator[tuple[str, tuple[str, int, int, int]]]:
    """The id of each tab and the place of its title, in the order of the page."""
    dialect = builder.dialect
    slugify = slugger(dialect.option(TABBED, "slugify"))
    separator = str(dialect.option(TABBED, "separator", "-"))
    combined = flag(dialect, TABBED, "combine_header_slug", False)
    parents = {id(child): node for node in nodes for child in node.children} if combined else {}
    for node in nodes:
        if node.tag != "tabs":
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
