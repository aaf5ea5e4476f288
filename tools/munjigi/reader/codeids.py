"""Ids of fences, and of the lines of code in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.reader.lineanchors import line_anchors, lines_have_ids

if TYPE_CHECKING:
    from munjigi.reader.build import Builder
    from munjigi.reader.fences import FenceBlock


def rendered_fences(builder: Builder) -> list[FenceBlock]:
    """The fences that are on the page: closed ones, outside indented code and comments."""
    parser = builder.parser
    hidden = [(each.start, each.end) for each in builder.comments]
    return [
        block
        for place, block in parser.fences.items()
        if block.closed
        and place not in parser.reverted
        and not any(start < place < end for start, end in hidden)
    ]


def fence_anchors(builder: Builder) -> Iterator[tuple[str, str, int, int]]:
    """Each id with its kind (attribute or code) and place."""
    fences = builder.parser.fences.values()
    if not (lines_have_ids(builder.dialect) or any(block.id for block in fences)):
        return
    rendered = rendered_fences(builder)
    for block in rendered:
        if block.id:
            start, end = block.id_start, block.id_end
            yield (
                block.id,
                "attribute",
                *((start, end) if start >= 0 else (block.start, block.start)),
            )
    for anchor in line_anchors(builder.source, rendered, builder.dialect):
        yield anchor.id, "code", anchor.offset, anchor.offset
