"""Fences: found as the dialect's extension finds them, and masked so that no offset shifts.

`text` is everywhere the text that `normal` makes: `\\n` line ends, no tabs, no STX or ETX of its
own.

A masked fence is one line, `\\x02xxx…\\x03`, exactly as long as the fence from its marker to the
end of its closing line, so what stands before the marker (white space, `>`) stays. With
`fenced_code`, which puts empty lines around a fence, the first and last characters of the region
become `\\n`; with `pymdownx.superfences`, a fence right after a paragraph's line stays in that
paragraph.

Both extensions look for fences before blocks are parsed. `pymdownx.superfences` therefore also
takes fences inside indented code, and puts their source back when the indented code is met
(`SuperFencesCodeBlockProcessor.revert_greedy_fences`): each line of such a block that is only a
prefix of `>` and spaces and a placeholder becomes the fence's own lines again, all of which are
indented as deep as its marker. To the reader this means: a placeholder in indented code is code,
its `FenceBlock` makes no element, no id and no line anchors, but its `number` stays taken.
`fenced_code` knows only fences that are not indented, so there a placeholder never stands in
indented code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from munjigi.reader.attrlist import Attribute
from munjigi.reader.dialect import Dialect


class FenceBlock(NamedTuple):
    """A fence. Places are offsets in the normalized text; ends are not included.

    `start` is where its marker stands, `end` the end of its closing line; an open fence (`closed`
    is False) ends with its first line, is not masked and is text to Markdown. `prefix` is what
    stands before the marker. `info` is the rest of the first line, stripped. `code_start` to
    `code_end` holds the lines between the markers, with their prefixes and last line end.

    `id` is the id of the rendered element, as a browser reads it, or "" (`codehilite` and MathJax
    render none); `id_start` to `id_end` is the place of the id as written, (-1, -1) without one.
    `attributes` are further attributes of the rendered element. `options` are those of
    `pymdownx.highlight`. `number` counts, from 0, the fences that `pymdownx.highlight` renders; it
    is -1 for all others.
    """

    start: int
    end: int
    prefix: str
    marker: str
    info: str
    language: str
    code_start: int
    code_end: int
    closed: bool
    id: str = ""
    id_start: int = -1
    id_end: int = -1
    attributes: Mapping[str, str | None] = {}
    options: Mapping[str, str | None] = {}
    number: int = -1


def mask_fences(text: str, dialect: Dialect) -> tuple[str, dict[int, FenceBlock]]:
    """The text with each fence masked, and the fences by the offset of their `\\x02`.

    The dict also holds fences that are opened and never closed, by the offset of their marker.
    """
    extension = dialect.fences
    if extension is None or ("```" not in text and "~~~" not in text):
        return text, {}
    if extension == "fenced_code":
        from munjigi.reader.fencedcode import find_fences

        return _masked(text, find_fences(text, dialect), "\n")
    from munjigi.reader.superfences import find_superfences

    return _masked(text, find_superfences(text, dialect), "")


def _masked(
    text: str, found: Iterator[FenceBlock], margin: str
) -> tuple[str, dict[int, FenceBlock]]:
    parts: list[str] = []
    blocks: dict[int, FenceBlock] = {}
    done = 0
    width = len(margin)
    for block in found:
        start, end = block.start, block.end
        if not block.closed:
            blocks[start] = block
            continue
        filling = "x" * (end - start - 2 - 2 * width)
        parts += text[done:start], f"{margin}\x02{filling}\x03{margin}"
        blocks[start + width] = block
        done = end
    parts.append(text[done:])
    return "".join(parts), blocks


def line_end(text: str, offset: int) -> int:
    """The offset of the `\\n` that ends the line at `offset`, or the text's length."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def id_place(attributes: list[Attribute]) -> tuple[int, int]:
    """The place of the id among a fence's attributes (the last one counts), or (-1, -1)."""
    ids = [attribute for attribute in attributes if attribute.key == "id"]
    return (ids[-1].start, ids[-1].end) if ids and ids[-1].value else (-1, -1)
