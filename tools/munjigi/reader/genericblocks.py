"""Generic blocks: `/// name | argument`, options, content, `///`.

A port of `BlocksProcessor` of `pymdownx.blocks`. A block that is open takes the blocks that follow
in its parent until a fence of its own length ends it, whatever these are: `parser.opened` holds all
that are open, the innermost last.
"""

from __future__ import annotations

import re

from munjigi.reader.blocks import AGAIN, MAX_DEPTH, PART, BlockParser, part
from munjigi.reader.chunk import TAB, Chunk, joined
from munjigi.reader.dialect import Dialect
from munjigi.reader.genericelements import Head, Made, close
from munjigi.reader.generichead import START, read_options, split_end, split_header
from munjigi.reader.generickinds import kinds
from munjigi.reader.tree import Node, end_of

_MASK = re.compile("([> ]*)\x02[^\x02\x03]*\x03")
_ITEMS = ("li", "dd")


class Open:
    """A block that is open: its head, its element, what takes its content, and its parent.

    It is hungry while it takes what comes next in its parent.
    """

    __slots__ = ("head", "hungry", "mode", "node", "parent", "target")

    def __init__(self, head: Head, made: Made, parent: Node) -> None:
        self.head = head
        self.node = made.node
        self.target = made.target
        self.mode = made.mode
        self.parent = parent
        self.hungry = False


class GenericBlocks:
    """The processor of one page; `source` is its text before fences and raw HTML were masked."""

    def __init__(self, dialect: Dialect, source: str) -> None:
        self.dialect = dialect
        self.kinds = kinds(dialect)
        self.source = source
        self.reverts = dialect.fences == "pymdownx.superfences" and not dialect.option(
            "pymdownx.superfences", "disable_indented_code_blocks", False
        )
        self._again = 0

    def __call__(self, parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
        hungry = _hungry_parent(parser, parent)
        if hungry is not None:
            self._continue(parser, hungry, waiting)
            return True
        found = self._find(parser, waiting[-1])
        if found is None:
            return False
        head, rest, before = found
        chunk = waiting.pop()
        if before:
            parser.parse_blocks(parent, [chunk.slice(0, before)])
        if rest.text:
            waiting.append(rest)
        # What stands before may have left a block open, which this one goes into then.
        self._open(parser, _hungry_parent(parser, parent) or parent, waiting, head)
        return True

    def _find(self, parser: BlockParser, chunk: Chunk) -> tuple[Head, Chunk, int] | None:
        """The head of the block that starts in a chunk, what follows it, and what precedes it."""
        match = START.search(chunk.text) if "///" in chunk.text else None
        kind = self.kinds.get(match[2].lower()) if match else None
        if match is None or kind is None:
            return None
        if len(parser.opened) >= MAX_DEPTH:
            if parser.too_deep is None:
                parser.too_deep = chunk.at(match.start(1))
            return None
        place = chunk.stripped(*match.span(3), " ") if match[3] is not None else None
        if kind.argument is not None and bool(place and place.text) != kind.argument:
            return None
        written, rest = split_header(chunk.rest(match.end()), len(match[1]))
        options = read_options(written, kind.checks)
        if options is None:
            return None
        end = match.end() - 1 if match[0].endswith("\n") else match.end()
        places = chunk.at(match.start(1)), chunk.at(match.start(2)), chunk.at(end - 1) + 1
        head: Head | None = Head(kind, match[2].lower(), *places, len(match[1]), place, options)
        if head is not None and kind.read is not None:
            head = kind.read(self.dialect, head)
        return None if head is None else (head, rest, match.start())

    def _open(self, parser: BlockParser, parent: Node, waiting: list[Chunk], head: Head) -> None:
        if parent.tag in _ITEMS and parent.text is not None and parent.text.text:
            text, parent.text = parent.text, None
            parent.add(Node("p", text.at(0), end_of(text), text))
        made = head.kind.make(parser, parent, head)
        parser.opened.append(Open(head, made, parent))
        self._fill(parser, parent, waiting)

    def _continue(self, parser: BlockParser, parent: Node, waiting: list[Chunk]) -> None:
        entry = next(each for each in parser.opened if each.hungry and each.parent is parent)
        last = parent.last
        if last is not None and last is not entry.node:  # other extensions put it there
            entry.target.add(parent.children.pop())
        entry.hungry = False
        self._fill(parser, parent, waiting)

    def _fill(self, parser: BlockParser, parent: Node, waiting: list[Chunk]) -> None:
        """Give blocks to the innermost block that is open, until none is or they are used up."""
        while waiting and parser.opened:
            size = len(waiting)
            entry = parser.opened[-1]
            chunk = _detabbed(waiting, _items_between(parser, parent, entry) * TAB)
            content, rest, end = split_end(chunk, entry.head.length)
            if rest is not None:
                waiting.append(rest)
            if content is not None:
                self._take(parser, entry, content)
            if end >= 0:
                entry.node.end = max(entry.node.end, end)
                entry.target.end = max(entry.target.end, end)
                close(entry.head, entry.node)
                if parser.opened:
                    parser.opened.pop()
            self._again = self._again + 1 if len(waiting) >= size else 0
            if self._again > AGAIN and waiting and len(waiting[-1].text) > 2 * PART:
                part(waiting)
        if parser.opened:
            parser.opened[-1].hungry = True

    def _take(self, parser: BlockParser, entry: Open, content: Chunk) -> None:
        if entry.mode == "block":
            parser.state.append("blocks")
            parser.parse_chunk(entry.target, content)
            parser.state.pop()
            return
        text = self._unmasked(parser, content, entry.mode)
        text = text.stripped(0, len(text.text), "\n")
        if not text.text:
            return
        target = entry.target
        if entry.mode == "html":
            facts = target.facts = target.facts or {}
            raw = facts.setdefault("raw", [])
            assert isinstance(raw, list)
            raw.append(text)
        elif entry.mode == "inline" and target.last is not None:
            last = target.last
            last.tail = text if last.tail is None else joined([last.tail, text], "\n\n")
        elif entry.mode == "inline":
            target.text = text if target.text is None else joined([target.text, text], "\n\n")

    def _unmasked(self, parser: BlockParser, content: Chunk, mode: str) -> Chunk:
        """The content with fences as they were written, and raw HTML unless inlines are read."""
        if "\x02" not in content.text:
            return content
        parts: list[Chunk] = []
        for start, end in content.lines():
            line = content.slice(start, end)
            mask = _MASK.fullmatch(line.text)
            if mask is not None:
                place = line.at(mask.end(1))
                fence = parser.fences.get(place)
                if fence is not None and fence.closed and (self.reverts or mode != "inline"):
                    parser.reverted.add(place)
                    line = self._lines(fence.start, fence.end, len(fence.prefix), len(mask[1]))
                elif place in parser.html and mode != "inline":
                    parser.elements.add(place)
                    html = parser.html[place]
                    line = Chunk.whole(self.source).slice(html.start, html.end)
            parts.append(line)
        return joined(parts, "\n")

    def _lines(self, start: int, end: int, prefix: int, kept: int) -> Chunk:
        """The lines of a fence, whose first `prefix` characters are cut down to `kept`."""
        source = self.source
        ranges = []
        line = start - prefix
        while line <= end:
            stop = source.find("\n", line, end)
            stop = end if stop < 0 else stop
            ranges.append((min(line + prefix - kept, stop), stop))
            line = stop + 1
        return Chunk.whole(source).pick(ranges)


def _hungry_parent(parser: BlockParser, parent: Node) -> Node | None:
    """The parent of the innermost open block, if that is hungry and `parent` ends with it."""
    if not parser.opened or not parser.opened[-1].hungry:
        return None
    wanted = parser.opened[-1].parent
    node: Node | None = parent
    while node is not None and node is not wanted:
        node = node.last
    return node


def _items_between(parser: BlockParser, parent: Node, entry: Open) -> int:
    """How many items of lists lie from `parent` to an open block inside another one."""
    count = 0
    node: Node | None = parent if len(parser.opened) > 1 else None
    while node is not None and node is not entry.node:
        count += node.tag in _ITEMS
        node = node.last
    return count if node is not None else 0


def _detabbed(waiting: list[Chunk], width: int) -> Chunk:
    """Take the next block without its indentation; lines that have none go back."""
    chunk = waiting.pop()
    first = chunk.text.partition("\n")[0]
    if not width or (first.strip() and not first.startswith(" " * width)):
        return chunk
    indented, rest = chunk.detab(width)
    if rest is not None:
        waiting.append(rest)
    return indented
