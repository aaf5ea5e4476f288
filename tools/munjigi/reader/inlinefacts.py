"""What an inline text adds to the facts of a page: links, pictures, ids, undefined references."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from munjigi.facts import Reference
from munjigi.ranges import is_in
from munjigi.reader.htmlfacts import inline_html
from munjigi.reader.linkfacts import footnote_link, image, link, links_in_tag, reference_id

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.inlinetext import InlineText
    from munjigi.reader.items import Item


def take_inline(builder: Builder, inline: InlineText) -> None:
    """Give the builder all that a text holds; its attribute lists are read already."""
    _take_undefined(builder, inline)
    _take_items(builder, inline)
    for attributes in inline.lists:
        given = attributes.get("id") if attributes.item is not None else None
        if given is not None and given.value is not None:
            place = builder.span_in(inline.chunk, given.start, given.end)
            builder.anchor(given.value, "attribute", place)


def _take_items(builder: Builder, inline: InlineText) -> None:
    hidden = 0
    lists = sorted((each.start, each.end) for each in inline.lists)
    for number, item in enumerate(inline.items):
        kind = item.kind
        if item.start < hidden:
            continue
        if kind == "link":
            builder.links.append(link(builder, inline, item))
        elif kind == "image":
            builder.images.append(image(builder, inline, item))
        elif kind == "html" and not is_in(lists, item.start):
            hidden = inline_html(builder, inline, number)
            if inline.tagged:
                builder.links += links_in_tag(builder, inline, item)
        elif kind == "footnote":
            builder.links.append(footnote_link(builder, inline, item))
            if inline.given(item, "id") is None:
                place = builder.span_in(inline.chunk, item.start, item.end)
                builder.anchor(reference_id(builder.dialect, item), "footnote-reference", place)


def _take_undefined(builder: Builder, inline: InlineText) -> None:
    """References that nothing defines, unless a later pattern made something of them."""
    if not inline.undefined:
        return
    made: list[Item] = []
    for each in inline.items:
        if each.kind in ("link", "image", "html") and not (made and each.start < made[-1].end):
            made.append(each)
    ends = [each.end for each in made]
    for found in inline.undefined:
        after = bisect_right(ends, found.start)
        if after < len(made) and made[after].start < found.end:
            continue
        path, start, end, via = builder.span_in(inline.chunk, found.start, found.end)
        label = inline.text[found.label_start : found.label_end]
        builder.undefined.append(Reference(path, start, end, label, found.kind, via))
