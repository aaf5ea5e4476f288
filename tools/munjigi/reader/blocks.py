"""Blocks: Python-Markdown's block parser with a place for everything it builds.

A port of `markdown.blockparser` and `markdown.blockprocessors` (Markdown 3.11), which are its
specification: each processor looks at the first of the waiting blocks and takes it, whole or in
part, or leaves it to the next. The waiting blocks are kept last first, so that taking one is cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.chunk import TAB, Chunk
from munjigi.reader.plain import PlainReader
from munjigi.reader.plainblocks import continues
from munjigi.reader.tree import Node, end_of

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.fences import FenceBlock
    from munjigi.reader.genericblocks import Open
    from munjigi.reader.rawhtml import HtmlBlock

# Containers nested deeper than this are read as text. Python-Markdown stops near Python's
# recursion limit.
MAX_DEPTH = 100
INDENT = " " * TAB
# A block of which processors took so many pieces is halved where it is long, over and over, so that
# its time stays in step with its length; Python-Markdown looks at all that is left for each piece.
AGAIN = 20
PART = 2_000

# What a block that is more than a paragraph starts with, or has at the start of a later line.
_SPECIAL_START = re.compile(r" {4}|[$\\]| {0,3}(?:[#>=|:\[*_!?/\x02+-]|\d+\.)")
_SPECIAL_LINE = re.compile(r"\n(?: {4}| {0,3}[#>=|:\[*_!?/-])")


class Target(NamedTuple):
    """A link reference definition as found: places are offsets in the normalized page."""

    label: str
    written: str
    target: str
    target_start: int
    target_end: int
    start: int
    end: int


Processor = Callable[["BlockParser", Node, list[Chunk]], bool]


class BlockParser:
    """Parses one page: `parse` leaves the tree in `root`, and what was taken out in the rest."""

    def __init__(
        self,
        dialect: Dialect,
        make_processors: Callable[[], tuple[Processor, ...]],
        fences: Mapping[int, FenceBlock],
        html: Mapping[int, HtmlBlock],
        plain: PlainReader | None = None,
    ) -> None:
        self.dialect = dialect
        self._make_processors = make_processors
        self.fences = fences
        self.html = html
        self.plain = plain if plain is not None and plain.able else None
        self.root = Node("root", 0, 0)
        self.state: list[str] = []
        self.depth = 0
        self.too_deep: int | None = None
        # Whether a later block may go on inside the one at hand: then nothing in it is plain.
        self.structured = False
        self.definitions: list[Target] = []
        self.footnotes: dict[str, tuple[Chunk, int, int]] = {}
        self.notes: list[tuple[str, int, int]] = []
        self.abbreviations: list[tuple[int, int, str, str]] = []
        self.reverted: set[int] = set()  # masks of fences that are not rendered
        self.elements: set[int] = set()
        self.opened: list[Open] = []  # generic blocks, the innermost last

    @cached_property
    def processors(self) -> tuple[Processor, ...]:
        """The block processors in their order; many pages need none."""
        return self._make_processors()

    def parse(self, text: str) -> Node:
        """The tree of a whole page."""
        if self.plain is None:
            self.parse_blocks(self.root, Chunk.whole(text).blocks())
        else:
            for nodes, blocks in self.plain.parts(text):
                self.root.children += nodes
                if blocks:
                    self.parse_blocks(self.root, blocks)
        if self.footnotes:
            self._parse_footnotes(text)
        return self.root

    def _parse_footnotes(self, text: str) -> None:
        div = self.root.add(Node("div", len(text), len(text), cls="footnote"))
        notes = div.add(Node("footnotes", len(text), len(text)))
        for label in list(self.footnotes):
            chunk, start, end = self.footnotes[label]
            # Python-Markdown renders no footnote that another one defines.
            self.notes.append((label, start, end))
            item = Node("li", chunk.at(0), end_of(chunk))
            surrogate = Node("div", item.start, item.end)
            self.parse_chunk(surrogate, chunk)
            item.children = surrogate.children
            if item.last is not None and item.last.tag == "p":
                item.last.cls = "before-backlink"
            notes.add(item)

    def parse_chunk(self, parent: Node, chunk: Chunk) -> None:
        """Parse the blocks of `chunk` into `parent`."""
        self.parse_blocks(parent, chunk.blocks())

    def parse_blocks(self, parent: Node, blocks: list[Chunk]) -> None:
        """Parse `blocks` into `parent`."""
        if self.depth >= MAX_DEPTH:
            self._refuse(parent, blocks)
            return
        self.depth += 1
        waiting = blocks[::-1]
        processors = self.processors
        plain = self.plain
        again, floor = 0, len(waiting)
        while waiting:
            if len(waiting) < floor:
                again, floor = 0, len(waiting)
            elif again > AGAIN and len(waiting[-1].text) > 2 * PART:
                part(waiting)
            text = waiting[-1].text
            if not text:
                waiting.pop()
                continue
            if plain is not None and not self.structured and plain.take(parent, waiting):
                continue
            special = (
                text[0] == "\n"
                or bool(self.opened)
                or _SPECIAL_START.match(text) is not None
                or _SPECIAL_LINE.search(text) is not None
            )
            if not special:
                paragraph(self, parent, waiting)
                continue
            structured = self.structured
            self.structured = structured or (plain is not None and continues(waiting))
            for processor in processors:
                if processor(self, parent, waiting):
                    break
            self.structured = structured
            again += 1
        self.depth -= 1

    def _refuse(self, parent: Node, blocks: list[Chunk]) -> None:
        if self.too_deep is None:
            self.too_deep = blocks[0].at(0) if blocks else parent.start
        for block in blocks:
            parent.add(Node("p", block.at(0), end_of(block), block))

    def in_state(self, state: str) -> bool:
        """Whether the innermost state is `state`."""
        return bool(self.state) and self.state[-1] == state

    def parse_in_state(self, state: str, parent: Node, blocks: list[Chunk]) -> None:
        """Parse `blocks` with `state` set meanwhile."""
        self.state.append(state)
        self.parse_blocks(parent, blocks)
        self.state.pop()


def part(waiting: list[Chunk]) -> None:
    """Part the next block in two at the end of a line."""
    chunk = waiting.pop()
    cut = chunk.text.find("\n", len(chunk.text) // 2)
    if 0 < cut < len(chunk.text) - 1:
        waiting.append(chunk.rest(cut + 1))
        chunk = chunk.slice(0, cut)
    waiting.append(chunk)


def empty(_parser: BlockParser, _parent: Node, waiting: list[Chunk]) -> bool:
    """Blocks that start with a line end lose it."""
    chunk = waiting[-1]
    if not chunk.text.startswith("\n"):
        return False
    waiting.pop()
    left = len(chunk.text) - len(chunk.text.lstrip("\n"))
    if left < len(chunk.text):
        waiting.append(chunk.rest(left))
    return True


def paragraph(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """Everything else."""
    chunk = waiting.pop()
    if not chunk.text.strip():
        return True
    if not parser.in_state("list"):
        chunk = chunk.lstripped()
        offset = chunk.at(0)
        parent.add(Node("p", offset, end_of(chunk), chunk))
        return True
    sibling = parent.last
    if sibling is not None:
        before = Chunk.whole("", max(chunk.at(0) - 1, 0)) if sibling.tail is None else sibling.tail
        sibling.tail = _appended(before, chunk)
    elif parent.text is not None and parent.text.text:
        parent.text = _appended(parent.text, chunk)
    else:
        parent.text = chunk.lstripped()
    return True


def _appended(first: Chunk, second: Chunk) -> Chunk:
    from munjigi.reader.chunk import joined

    return joined([first, second], "\n")
