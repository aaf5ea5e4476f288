"""What raw HTML holds: ids, links, pictures, headings, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.facts import Anchor, Heading, Image, Link
from munjigi.reader.htmlblock import HtmlBlock
from munjigi.reader.htmltags import HEADINGS, HtmlComment, Tag, comments, tags
from munjigi.reader.htmltokens import BLOCK_LEVEL
from munjigi.reader.linkpatterns import attribute_value

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.chunk import Chunk
    from munjigi.reader.htmltags import Attribute
    from munjigi.reader.inlinetext import InlineText
    from munjigi.reader.items import Item

_RAW_TEXT = re.compile(
    r"<(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])", re.IGNORECASE
)
_A_TAG = re.compile(r"<a[\s>]", re.IGNORECASE)
_A_END_TAG = re.compile(r"</a[\s>]", re.IGNORECASE)
_HEADING_END = re.compile(r"</(h[1-6])\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>|[\x02\x03]")
_LONGEST = 10_000  # characters in which the end of a heading is looked for


def inline_html(builder: Builder, inline: InlineText, number: int) -> int:
    """Take the raw HTML that is the item `number`; where what it hides from browsers ends, or 0."""
    item = inline.items[number]
    chunk = inline.chunk
    place = chunk.at(item.start)
    if inline.text.startswith("<!--", item.start):
        end = chunk.at(item.end - 1) + 1
        builder.comments.append(HtmlComment(place, end, place + len("<!--"), end - len("-->")))
        return 0
    source = inline.text[item.start : item.end]
    found = tags(source, place) if len(chunk.cuts) == 1 else tags_in(chunk, item.start, item.end)
    if found and found[0].name == "a":
        found = [_closed(inline, number, found[0])]
    take_tags(builder, found)
    return _raw_text_end(inline, item)


def _raw_text_end(inline: InlineText, item: Item) -> int:
    """Where the content of a script or the like ends, in which browsers see no tags."""
    match = _RAW_TEXT.match(inline.text, item.start)
    if match is None:
        return 0
    closing = re.compile(rf"</{match[1]}[\s/>]", re.IGNORECASE).search(inline.text, item.end)
    return closing.start() if closing else len(inline.text)


def tags_in(chunk: Chunk, start: int, end: int) -> list[Tag]:
    """The tags of raw HTML that stands in several lines of a container."""

    def moved(attribute: Attribute) -> Attribute:
        start, end = attribute.start, attribute.end
        if start < 0:
            return attribute
        last = chunk.at(end - 1) + 1 if end > start else chunk.at(start)
        return attribute._replace(start=chunk.at(start), end=last)

    return [
        tag._replace(
            start=chunk.at(tag.start),
            end=chunk.at(tag.end - 1) + 1,
            attributes=tuple(moved(each) for each in tag.attributes),
            text_end=chunk.at(tag.text_end) if tag.text_end >= 0 else -1,
            close_end=chunk.at(tag.close_end - 1) + 1 if tag.close_end >= 0 else -1,
        )
        for tag in tags(chunk.text[start:end], start)
    ]


def _closed(inline: InlineText, number: int, tag: Tag) -> Tag:
    """The tag of an `a` with the end of its text: its end tag, or the next link, in the text."""
    items, text = inline.items, inline.text
    end = items[number].end
    for index in range(number + 1, len(items)):
        other = items[index]
        if other.start < end or other.kind not in ("html", "link"):
            continue
        start = inline.chunk.at(other.start)
        if other.kind == "link" or _A_TAG.match(text, other.start):
            return tag._replace(text_end=start, close_end=start)
        if _A_END_TAG.match(text, other.start):
            return tag._replace(text_end=start, close_end=inline.chunk.at(other.end - 1) + 1)
    return tag


def raw_html(builder: Builder) -> None:
    """Take raw HTML blocks; elements that were not parsed are written out as they are."""
    text = builder.text
    for place, block in builder.parser.html.items():
        if place in builder.parser.elements:
            continue
        if block.kind != "element" and "<!--" in text[block.start : block.end]:
            builder.comments += comments(text[block.start : block.end], block.start)
        take_tags(builder, block.tags(text))


def element(builder: Builder, block: HtmlBlock) -> None:
    """Take an element of the tree; the ids in it are known before headings get theirs.

    Headings in it get theirs later: they are left out.
    """
    found = block.tags(builder.text)
    for tag in found:
        given = tag.get("id")
        if given is not None and (block.kind == "element" or tag.name in BLOCK_LEVEL):
            builder.used_ids.add(given.value)
    take_tags(builder, found, headings=False)
    if block.kind == "off":
        text = builder.text[block.start : block.end]
        builder.comments += comments(text, block.start)


def take_tags(builder: Builder, found: list[Tag], *, headings: bool = True) -> None:
    """Take what attributes of tags say, and headings with their ids where `headings` is set."""
    for tag in found:
        heading = tag.name in HEADINGS
        for attribute in tag.attributes:
            name = attribute.name
            if name == "id" and not heading:
                _anchor(builder, tag, attribute, "html")
            elif name == "name" and tag.name == "a":
                _anchor(builder, tag, attribute, "name")
            elif name == "href":
                builder.links.append(_link(builder, tag, attribute))
            elif name == "src":
                _image(builder, tag, attribute)
        if heading and headings:
            _heading(builder, tag)


def attribute_place(tag: Tag, attribute: Attribute) -> tuple[int, int]:
    """Where an attribute's value stands; the start of the tag for one without a value."""
    if attribute.start < 0:
        return tag.start, tag.start
    return attribute.start, attribute.end


def _anchor(builder: Builder, tag: Tag, attribute: Attribute, kind: str) -> None:
    path, start, end, via = builder.span(*attribute_place(tag, attribute))
    builder.anchors.append(Anchor(path, start, end, attribute.value, kind, via))


def _link(builder: Builder, tag: Tag, attribute: Attribute) -> Link:
    place = attribute_place(tag, attribute)
    target = builder.span(*place)
    text_end = tag.text_end if tag.text_end >= 0 else tag.end
    path, start, end, via = builder.span(tag.start, max(tag.end, tag.close_end))
    _, text_start, text_stop, _ = builder.span(tag.end, text_end)
    if text_end == tag.end:
        text_start = text_stop = end
    return Link(
        path,
        start,
        end,
        builder.written(target, builder.text[slice(*place)]),
        *target[1:3],
        attribute.value,
        visible(builder, tag.end, text_end),
        text_start,
        text_stop,
        "html",
        tag.name,
        via,
    )


def visible(builder: Builder, start: int, end: int) -> str:
    """The text of raw HTML without its tags."""
    return attribute_value(_MARKUP.sub("", builder.text[start:end]))


def _image(builder: Builder, tag: Tag, attribute: Attribute) -> None:
    path, start, end, via = builder.span(tag.start, tag.end)
    place = attribute_place(tag, attribute)
    target = builder.span(*place)
    alt = tag.get("alt")
    has_place = alt is not None and alt.start >= 0
    image = Image(
        path,
        start,
        end,
        builder.written(target, builder.text[slice(*place)]),
        *target[1:3],
        attribute.value,
        alt.value if alt is not None else None,
        *(builder.span(alt.start, alt.end)[1:3] if alt is not None and has_place else (-1, -1)),
        "html",
        tag.name,
        via,
    )
    (builder.images if tag.name == "img" else builder.embeds).append(image)


def heading_text(builder: Builder, tag: Tag) -> tuple[int, int]:
    """Where the text of a raw heading stands."""
    for match in _HEADING_END.finditer(builder.text, tag.end, tag.end + _LONGEST):
        if match[1].lower() == tag.name:
            return tag.end, match.start()
    return tag.end, tag.end


def _heading(builder: Builder, tag: Tag) -> None:
    path, start, end, via = builder.span(tag.start, tag.end)
    words = heading_text(builder, tag)
    _, text_start, text_end, _ = builder.span(*words)
    given = tag.get("id")
    id_start = id_end = -1
    if given is not None:
        place = builder.span(*attribute_place(tag, given))
        builder.anchors.append(Anchor(path, *place[1:3], given.value, "heading", via))
        if given.start >= 0:
            id_start, id_end = place[1:3]
    id = given.value if given is not None else ""
    text = " ".join(visible(builder, *words).split())
    level = int(tag.name[1])
    builder.headings.append(
        Heading(path, start, end, level, id, id_start, id_end, text, text_start, text_end, via)
    )
