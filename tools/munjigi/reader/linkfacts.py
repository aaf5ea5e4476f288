"""The links, pictures and footnote references among a text's items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.facts import Image, Link
from munjigi.reader.delimiters import flag
from munjigi.reader.linkpatterns import attribute_value

if TYPE_CHECKING:
    from munjigi.reader.attrlist import Attribute
    from munjigi.reader.build import Builder, Place
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.inlinetext import InlineText
    from munjigi.reader.items import Item

_TAG_NAME = re.compile("<([a-zA-Z][^ \\t\\n\\r\\f/>]*)")
_HREF = re.compile(r"\shref\s*=", re.IGNORECASE)
_UNIQUE_PREFIX = 2  # FootnoteExtension counts up twice until MkDocs renders a page


def link(builder: Builder, inline: InlineText, item: Item) -> Link:
    """A link, with the address that an attribute list may give it."""
    place = builder.span_in(inline.chunk, item.start, item.end)
    given = inline.given(item, "href")
    target, target_start, target_end = _target(builder, inline, item, place, given)
    inner = item.inner_start >= 0
    text = inline.visible(item.inner_start, item.inner_end) if inner else item.value
    _, text_start, text_end, _ = builder.span_in(inline.chunk, item.alt_start, item.alt_end)
    return Link(
        *place[:3],
        target,
        target_start,
        target_end,
        attribute_value(given.value or "") if given else item.href,
        text,
        text_start,
        text_end,
        item.form,
        "a",
        place[3],
    )


def links_in_tag(builder: Builder, inline: InlineText, item: Item) -> Iterator[Link]:
    """The links between the attributes of the tag that an item is: `<b [text](target)>`.

    Python-Markdown writes the links out there. To browsers the address of the first one is an
    attribute of the tag, which ends with it.
    """
    tagged = inline.tagged
    first = bisect_left(tagged, item.start, key=lambda each: each.start)
    found = tagged[first : bisect_left(tagged, item.end, first, key=lambda each: each.start)]
    name = _TAG_NAME.match(item.href)
    for number, each in enumerate(found):
        made = link(builder, inline, each)._replace(kind="html")
        if number:
            yield made
        elif name is not None and not _HREF.search(item.href, 0, each.start - item.start):
            yield made._replace(tag=name[1].lower())


def image(builder: Builder, inline: InlineText, item: Item) -> Image:
    """A picture, with the address and alt text that an attribute list may give it."""
    place = builder.span_in(inline.chunk, item.start, item.end)
    given = inline.given(item, "src")
    target, target_start, target_end = _target(builder, inline, item, place, given)
    other = inline.given(item, "alt")
    alt_range = (other.start, other.end) if other else (item.alt_start, item.alt_end)
    _, alt_start, alt_end, _ = builder.span_in(inline.chunk, *alt_range)
    return Image(
        *place[:3],
        target,
        target_start,
        target_end,
        attribute_value(given.value or "") if given else item.href,
        attribute_value((other.value if other else item.value) or ""),
        alt_start,
        alt_end,
        item.form,
        "img",
        place[3],
    )


def _target(
    builder: Builder, inline: InlineText, item: Item, place: Place, given: Attribute | None
) -> tuple[str, int, int]:
    """The address as written, and where; nowhere if it stands in another file."""
    if given is not None:
        found = builder.span_in(inline.chunk, given.start, given.end)
        return builder.written(found, given.value or ""), found[1], found[2]
    target = item.target
    if target is None:
        found = builder.span_in(inline.chunk, item.target_start, item.target_end)
        made = inline.text[item.target_start : item.target_end]
        return builder.written(found, made), found[1], found[2]
    found = builder.span(target.target_start, target.target_end)
    same = found[0] == place[0] and found[3] == place[3]
    return target.target, found[1] if same else -1, found[2] if same else -1


def footnote_link(builder: Builder, inline: InlineText, item: Item) -> Link:
    """The link that a footnote reference makes."""
    path, start, end, via = builder.span_in(inline.chunk, item.start, item.end)
    label = item.href
    href = attribute_value("#" + footnote_id(builder.dialect, label))
    target = (label, start + len("[^"), end - len("]"))
    return Link(path, start, end, *target, href, item.value, start, end, "footnote", "a", via)


def footnote_id(dialect: Dialect, label: str, prefix: str = "fn") -> str:
    """The id of a footnote (`fn`), or of the first reference to it (`fnref`)."""
    separator = dialect.option("footnotes", "SEPARATOR", ":")
    if flag(dialect, "footnotes", "UNIQUE_IDS", False):
        return f"{prefix}{separator}{_UNIQUE_PREFIX}-{label}"
    return f"{prefix}{separator}{label}"


def reference_id(dialect: Dialect, item: Item) -> str:
    """The id of a footnote reference; from the second one on they are numbered."""
    id = footnote_id(dialect, item.href, "fnref")
    return id if item.form == "1" else f"fnref{item.form}{id[len('fnref') :]}"
