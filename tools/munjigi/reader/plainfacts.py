"""The facts of plain text: see `plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.page import Anchor, Heading, Image, Link
from munjigi.reader.htmlfacts import take_tags
from munjigi.reader.htmltags import tags
from munjigi.reader.linkpatterns import attribute_value
from munjigi.reader.plain import shown
from munjigi.reader.plainpatterns import PICTURE

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.plain import PlainHeading, PlainReader


def take_plain(builder: Builder, plain: PlainReader) -> None:
    """Take the links, pictures and tags of plain blocks."""
    base, path, via = builder.base, builder.path, -1
    for match, shift in plain.links:
        kind = match.lastindex or PICTURE
        text, target = match.group(kind - 1, kind)
        start, end = match.span()
        text_start, text_end = match.span(kind - 1)
        target_start, target_end = match.span(kind)
        if base >= 0:
            move = base + shift
            start, end = start + move, end + move
            text_start, text_end = text_start + move, text_end + move
            target_start, target_end = target_start + move, target_end + move
        else:
            path, start, end, via = builder.span(start + shift, end + shift)
            _, text_start, text_end, _ = builder.span(text_start + shift, text_end + shift)
            _, target_start, target_end, _ = builder.span(target_start + shift, target_end + shift)
        href = attribute_value(target) if "&" in target else target
        place = target, target_start, target_end, href
        if kind == PICTURE:
            words = attribute_value(text), text_start, text_end
            builder.images.append(Image(path, start, end, *place, *words, "inline", "img", via))
            continue
        if "`" in text or "\\" in text:
            text = plain.patterns.shown.sub(shown, text)
        words = text, text_start, text_end
        builder.links.append(Link(path, start, end, *place, *words, "inline", "a", via))
    for at, tag in plain.tags:
        take_tags(builder, tags(tag, at))


def take_heading(
    builder: Builder, node: PlainHeading, level: int, name: str, *, anchored: bool
) -> None:
    """Take a plain heading, whose id is `name`, and its anchor if it is `anchored`."""
    base, path, via = builder.base, builder.path, -1
    first = last = -1
    if base >= 0:
        start, end = node.start + base, node.end + base
        text_start, text_end = node.text_start + base, node.text_end + base
        if node.id is not None:
            first, last = node.id_start + base, node.id_start + base + len(node.id)
    else:
        path, start, end, via = builder.span(node.start, node.end)
        _, text_start, text_end, _ = builder.span(node.text_start, node.text_end)
        if node.id is not None:
            _, first, last, _ = builder.span(node.id_start, node.id_start + len(node.id))
    builder.headings.append(
        Heading(path, start, end, level, name, first, last, node.words, text_start, text_end, via)
    )
    if not anchored:
        return
    if first < 0:
        first, last = text_start, text_end
    builder.anchors.append(Anchor(path, first, last, name, "heading", via))
