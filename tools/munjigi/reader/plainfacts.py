"""The facts of plain text: see `plain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.facts import Anchor, Heading, Image, Link
from munjigi.reader.htmlfacts import take_tags
from munjigi.reader.htmltags import tags
from munjigi.reader.linkpatterns import attribute_value
from munjigi.reader.plainlabels import label_of
from munjigi.reader.plainpatterns import AUTOLINK, LINK, MARKED, PICTURE, REFERENCE, SHORT

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.plain import PlainHeading, PlainReader

_FORMS = {LINK: "inline", AUTOLINK: "autolink", REFERENCE: "reference", SHORT: "reference"}


class NotPlainError(Exception):
    """A page is not what it was taken for."""


def take_plain(builder: Builder, plain: PlainReader) -> None:
    """Take the links, pictures and tags of plain blocks.

    Raises `NotPlainError` where a reference has no definition after all.
    """
    base, path, via = builder.base, builder.path, -1
    for match, shift in plain.links:
        kind = match.lastindex or LINK
        words = kind if kind in (AUTOLINK, SHORT) else kind - 1
        text, written = match.group(words, kind)
        (start, end), (text_start, text_end) = match.span(), match.span(words)
        first, last = match.span(kind)
        if base >= 0:
            move = base + shift
            start, end, first, last = start + move, end + move, first + move, last + move
            text_start, text_end = text_start + move, text_end + move
        else:
            path, start, end, via = builder.span(start + shift, end + shift)
            _, text_start, text_end, _ = builder.span(text_start + shift, text_end + shift)
            _, first, last, _ = builder.span(first + shift, last + shift)
        if kind in (REFERENCE, SHORT):
            target = _target(builder, match, (path, via))
        else:
            target = written, first, last, attribute_value(written) if "&" in written else written
        if kind == PICTURE:
            shown = attribute_value(text), text_start, text_end
            builder.images.append(Image(path, start, end, *target, *shown, "inline", "img", via))
        else:
            shown = plain.patterns.seen(text) if MARKED.search(text) else text, text_start, text_end
            builder.links.append(Link(path, start, end, *target, *shown, _FORMS[kind], "a", via))
    for at, tag in plain.tags:
        take_tags(builder, tags(tag, at))


def _target(
    builder: Builder, match: re.Match[str], here: tuple[str, int]
) -> tuple[str, int, int, str]:
    found = builder.definitions.get(label_of(match))
    if found is None:
        raise NotPlainError
    path, start, end, via = builder.span(found.target_start, found.target_end)
    place = (start, end) if (path, via) == here else (-1, -1)
    return found.target, *place, attribute_value(found.target)


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
