"""Headings and their ids, as `markdown.extensions.toc` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.facts import Anchor, Heading
from munjigi.reader.delimiters import MASK, STX
from munjigi.reader.htmlblock import HtmlBlock
from munjigi.reader.htmlfacts import heading_text, visible
from munjigi.reader.htmltags import Tag
from munjigi.reader.plain import PlainHeading
from munjigi.reader.plainfacts import take_heading
from munjigi.reader.slugs import heading_slugger, unique
from munjigi.reader.tree import own_attributes

if TYPE_CHECKING:
    from munjigi.reader.build import Builder, Place
    from munjigi.reader.inlinetext import InlineText
    from munjigi.reader.tree import Node

LEVELS = {f"h{level}": level for level in range(1, 7)}
_MAX_LEVEL = 6


def take_headings(builder: Builder, nodes: list[Node]) -> None:
    """Take the headings among the nodes, and give ids to those that have none."""
    dialect = builder.dialect
    has_toc = dialect.has("toc")
    slugify = heading_slugger(dialect)
    separator = str(dialect.option("toc", "separator", "-"))
    shift = _base_level(dialect.option("toc", "baselevel", 1)) - 1 if has_toc else 0
    counters: dict[str, int] = {}
    headings = [node for node in nodes if node.tag in LEVELS]
    used = builder.used_ids
    used.update(node.id for node in headings if isinstance(node, PlainHeading) and node.id)
    for node in headings:
        level = min(_MAX_LEVEL, LEVELS[node.tag] + shift)
        if isinstance(node, PlainHeading):
            name = node.id
            if name is None:
                name = unique(slugify(node.words, separator), used, counters) if has_toc else ""
            take_heading(builder, node, level, name, anchored=has_toc or name != "")
            continue
        words, place = _words(builder, node)
        given, id_place = _given(builder, node)
        if given is None:
            given = unique(slugify(words, separator), used, counters) if has_toc else ""
        builder.ids[id(node)] = given
        path, start, end, via = builder.span(node.start, node.end)
        anchor = id_place or place
        if given or has_toc:
            builder.anchors.append(Anchor(anchor[0], *anchor[1:3], given, "heading", via))
        at = id_place[1:3] if id_place else (-1, -1)
        builder.headings.append(
            Heading(path, start, end, level, given, *at, words, *place[1:3], via)
        )


def _base_level(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 1


def _words(builder: Builder, node: Node) -> tuple[str, Place]:
    """The heading's text as `toc` takes it, and where it stands."""
    tag = _tag(node)
    if tag is not None:
        place = heading_text(builder, tag)
        return " ".join(visible(builder, *place).split()), builder.span(*place)
    inline = builder.named.get(id(node))
    if inline is None:
        return "", builder.span(node.start, node.start)
    if STX in inline.text:
        _fill_masks(builder, inline)
    shown = inline.visible(0, inline.limit)
    return " ".join(shown.split()), builder.span_in(inline.chunk, 0, inline.limit)


def _tag(node: Node) -> Tag | None:
    tag = node.facts.get("tag") if node.facts else None
    return tag if isinstance(tag, Tag) else None


def _fill_masks(builder: Builder, inline: InlineText) -> None:
    """A fence right above a line of `-` is a heading, and its code the heading's text.

    So is raw HTML in a generic block that makes a heading; a critic comment is part of its text.
    """
    for match in MASK.finditer(inline.text):
        place = inline.chunk.at(match.start())
        block, html = builder.parser.fences.get(place), builder.parser.html.get(place)
        if block is not None:
            code = builder.source[block.code_start : block.code_end]
            inline.fill(match.start(), match.end(), code)
        elif html is not None:
            inline.fill(match.start(), match.end(), visible(builder, html.start, html.end))
        elif place in builder.remarks:
            inline.fill(match.start(), match.end(), builder.remarks[place])


def _given(builder: Builder, node: Node) -> tuple[str | None, Place | None]:
    """The id that the author gave, and where."""
    found = builder.lists.get(id(node))
    given = found.get("id") if found is not None else None
    if given is not None:
        chunk = builder.named[id(node)].chunk
        return given.value, builder.span_in(chunk, given.start, given.end)
    tag = _tag(node)
    block = node.facts.get("html") if node.facts else None
    if isinstance(block, HtmlBlock):
        own = block.tags(builder.text)
        tag = own[0] if own else None
    attribute = tag.get("id") if tag is not None else own_attributes(node).get("id")
    if attribute is None:
        return None, None
    place = builder.span(attribute.start, attribute.end) if attribute.start >= 0 else None
    return attribute.value, place
