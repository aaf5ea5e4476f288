"""Quotes of `pymdownx.quotes`: each block is one of its own, and `> [!note]` makes it a callout."""

from __future__ import annotations

import re

from munjigi.reader.blocks import BlockParser
from munjigi.reader.chunk import Chunk, joined
from munjigi.reader.delimiters import flag
from munjigi.reader.simpleblocks import QUOTE, unquoted
from munjigi.reader.tree import Node, end_of

_CALLOUT = re.compile(r"[ ]{0,3}> *\[!([\w-]+(?: *\| *[\w-]+)*)\]([-+])?(.*)")


def quote(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`> quoted`, from any line of a block on, with the title of a callout as its first block."""
    chunk = waiting[-1]
    match = QUOTE.search(chunk.text) if ">" in chunk.text else None
    if match is None:
        return False
    waiting.pop()
    if match.start():
        parser.parse_blocks(parent, [chunk.slice(0, match.start())])
    inner = chunk.rest(match.start())
    node = parent.add(Node("blockquote", chunk.at(match.end(1)), end_of(chunk)))
    lines = inner.lines()
    callouts = flag(parser.dialect, "pymdownx.quotes", "callouts", False)
    found = _callout(inner, lines) if callouts else None
    blocks = []
    if found is not None:
        number, callout = found
        title = inner.stripped(*callout.span(3))
        if title.text:
            blocks.append(title)
        else:  # the title is made from the kind
            node.add(Node("p", inner.at(callout.start(1)), inner.at(callout.end(1))))
        lines = lines[number + 1 :]
    if lines:
        blocks.append(inner.pick(unquoted(inner, start, end) for start, end in lines))
    parser.state.append("blockquote")
    if blocks:
        parser.parse_chunk(node, joined(blocks, "\n\n"))
    parser.state.pop()
    return True


def _callout(chunk: Chunk, lines: list[tuple[int, int]]) -> tuple[int, re.Match[str]] | None:
    """The line that says that a quote is a callout, and its number."""
    for number, (start, end) in enumerate(lines):
        if chunk.text[start:end].strip() not in ("", ">"):
            match = _CALLOUT.match(chunk.text, start, end)
            return (number, match) if match else None
    return None
