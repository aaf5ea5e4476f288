"""What generic blocks say of the page: ids and addresses of their elements, numbers of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.facts import Anchor, Image, Link
from munjigi.reader.chunk import Chunk
from munjigi.reader.genericcaptions import number_figures
from munjigi.reader.headingids import LEVELS
from munjigi.reader.htmlfacts import tags_in, take_tags
from munjigi.reader.htmltags import RAW_TEXT
from munjigi.reader.linkpatterns import attribute_value
from munjigi.reader.tree import end_of, own_attributes

if TYPE_CHECKING:
    from munjigi.reader.build import Builder, Place
    from munjigi.reader.htmltags import Attribute
    from munjigi.reader.tree import Node


def take_generic_blocks(builder: Builder, nodes: list[Node]) -> None:
    """Take what stands in the attributes of blocks, and raw HTML in them."""
    figures = []
    for node in nodes:
        if node.facts is None or "attributes" not in node.facts:
            continue
        for attribute in own_attributes(node).values():
            _take(builder, node, attribute)
        _take_raw(builder, node)
        if "figure" in node.facts:
            figures.append(node)
    if figures:
        number_figures(builder, nodes, figures)


def _take(builder: Builder, node: Node, attribute: Attribute) -> None:
    name = attribute.name
    if name == "id":
        listed = builder.lists.get(id(node))
        if listed is not None and listed.get("id") is not None:
            return
        builder.used_ids.add(attribute.value)
        if node.tag not in LEVELS:
            builder.anchor(attribute.value, "attribute", _place(builder, node, attribute))
    elif name == "name" and node.tag == "a":
        path, start, end, via = _place(builder, node, attribute)
        builder.anchors.append(Anchor(path, start, end, attribute.value, "name", via))
    elif name == "href":
        builder.links.append(_link(builder, node, attribute))
    elif name == "src":
        picture = _picture(builder, node, attribute)
        (builder.images if node.tag == "img" else builder.embeds).append(picture)


def _place(builder: Builder, node: Node, attribute: Attribute) -> Place:
    """Where an attribute's value stands; the start of the block where that is not known."""
    if attribute.start < 0:
        return builder.span(node.start, node.start)
    return builder.span(attribute.start, attribute.end)


def _target(builder: Builder, node: Node, attribute: Attribute) -> tuple[str, int, int, str]:
    place = _place(builder, node, attribute)
    return (
        builder.written(place, attribute.value),
        *place[1:3],
        attribute_value(attribute.value),
    )


def _link(builder: Builder, node: Node, attribute: Attribute) -> Link:
    stop = max(node.end, end_of(node.text)) if node.text is not None else node.end
    path, start, end, via = builder.span(node.start, stop)
    inline = builder.named.get(id(node))
    text, words = "", (end, end)
    if inline is not None:
        text = inline.visible(0, inline.limit)
        words = builder.span_in(inline.chunk, 0, inline.limit)[1:3]
    kind = "inline" if node.tag == "a" else "html"  # whose target MkDocs leaves alone
    target = _target(builder, node, attribute)
    return Link(path, start, end, *target, text, *words, kind, node.tag, via)


def _picture(builder: Builder, node: Node, attribute: Attribute) -> Image:
    path, start, end, via = builder.span(node.start, node.end)
    given = own_attributes(node).get("alt")
    alt = None if given is None else attribute_value(given.value)
    known = given is not None and given.start >= 0
    words = builder.span(given.start, given.end)[1:3] if given and known else (-1, -1)
    kind = "inline" if node.tag == "img" else "html"
    target = _target(builder, node, attribute)
    return Image(path, start, end, *target, alt, *words, kind, node.tag, via)


def _take_raw(builder: Builder, node: Node) -> None:
    """Take the tags in content that is written out as it is, unless browsers see none there.

    A block without its end is escaped.
    """
    raw = node.facts.get("raw") if node.facts and "closed" in node.facts else None
    if not isinstance(raw, list) or node.tag in RAW_TEXT:
        return
    for chunk in raw:
        assert isinstance(chunk, Chunk)
        take_tags(builder, tags_in(chunk, 0, len(chunk.text)))
