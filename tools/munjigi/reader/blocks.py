"""Blocks: Python-Markdown's block parser with a place for everything it builds.

A port of `markdown.blockparser` and `markdown.blockprocessors` (Markdown 3.11), which are its
specification: each processor looks at the first of the waiting blocks and takes it, whole or in
part,
or leaves it to the next. The waiting blocks are kept last first, so that taking one is cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.chunk import TAB, Chunk
from munjigi.reader.plain import PlainReader
from munjigi.reader.plainblocks import continues
from munjigi.reader.tree import LISTS, Node, end_of

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.fences import FenceBlock
    from munjigi.reader.genericblocks import Open
    from munjigi.reader.rawhtml import HtmlBlock

# Containers nested deeper than this are read as text. Python-Markdown stops near Python's
# recursion limit.
MAX_DEPTH = 100
INDENT = " " * TAB
# A block of which processors took so many pieces is parted where it is long, so that the time that
# it takes stays linear; Python-Markdown looks at all that is left of it for each piece.
AGAIN = 20
PART = 2_000

# What a block that is more than a paragraph starts with, or has at the start of a later line.
_SPECIAL_START = re.compile(r" {4}|[$\\]| {0,3}(?:[#>=|:\[*_!?/\x02+-]|\d+\.)")
_SPECIAL_LINE = re.compile(r"\n(?: {4}| {0,3}[#>=|:\[*_!?/-])")

_HASH = re.compile(
    r"^(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|\Z)", re.MULTILINE
)
_SANE_HASH = re.compile(
    r"^(?P<level>#{1,6})(?=[ \t]|$)(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|\Z)",
    re.MULTILINE,
)
_SETEXT = re.compile(r".*?\n(?:=+|-+)[ ]*(?:\n|\Z)")
_RULE = re.compile(
    r"^[ ]{0,3}(?=(?P<atomicgroup>(-+[ ]{0,2}){3,}|(_+[ ]{0,2}){3,}|(\*+[ ]{0,2}){3,}))(?P=atomicgroup)[ ]*$",  # noqa: E501
    re.MULTILINE,
)
QUOTE = re.compile(r"(^|\n)[ ]{0,3}>[ ]?(.*)")
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?((["
    r"\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
    re.MULTILINE,
)
_LEADING_INDENT = re.compile(rf"((?:[ ]{{{TAB}}})+)")

_ORDERED = re.compile(rf"[ ]{{0,{TAB - 1}}}\d+\.[ ]+(.*)")
_UNORDERED = re.compile(rf"[ ]{{0,{TAB - 1}}}[*+-][ ]+(.*)")
_ANY_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}((\d+\.)|[*+-])[ ]+(.*)")
_ORDERED_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}((\d+\.))[ ]+(.*)")
_UNORDERED_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}(([*+-]))[ ]+(.*)")
_INDENTED_ITEM = re.compile(rf"[ ]{{{TAB},{TAB * 2 - 1}}}((\d+\.)|[*+-])[ ]+.*")


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
    """Parses one page. After `parse`, `root` is the tree and the other attributes what was taken
    out.
    """

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
        again = 0
        while waiting:
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
            structured, size = self.structured, len(waiting)
            self.structured = structured or (plain is not None and continues(waiting))
            for processor in processors:
                if processor(self, parent, waiting):
                    break
            self.structured = structured
            if again <= AGAIN:
                again = again + 1 if len(waiting) >= size else 0
            if again > AGAIN and waiting and len(waiting[-1].text) > 2 * PART:
                part(waiting)
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
    """Part the next block at the end of a line."""
    chunk = waiting.pop()
    cut = chunk.text.find("\n", PART)
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


def indented_in_list(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """Indented blocks after a list belong to its items."""
    return indented(parser, parent, waiting, items=frozenset({"li"}), lists=LISTS)


def indented(
    parser: BlockParser,
    parent: Node,
    waiting: list[Chunk],
    *,
    items: frozenset[str],
    lists: frozenset[str],
) -> bool:
    """`ListIndentProcessor`, for the given tags of items and of lists."""
    block = waiting[-1]
    if (
        not block.text.startswith(INDENT)
        or parser.in_state("detabbed")
        or not (parent.tag in items or (parent.last is not None and parent.last.tag in lists))
    ):
        return False
    waiting.pop()
    level, sibling = _level(parser, parent, block, items | lists, lists)
    block = block.loose_detab(level) if level else block
    parser.state.append("detabbed")
    last = parent.last
    if parent.tag in items:
        parser.parse_blocks(last if last is not None and last.tag in lists else parent, [block])
    elif sibling.tag in items:
        parser.parse_blocks(sibling, [block])
    elif sibling.last is not None and sibling.last.tag in items:
        sibling.last.wrap_text()
        parser.parse_chunk(sibling.last, block)
    else:
        # `DefListIndentProcessor.create_item` makes a dd, `ListIndentProcessor` a li.
        item = sibling.add(Node("dd" if "dl" in lists else "li", block.at(0), end_of(block)))
        parser.parse_blocks(item, [block])
    parser.state.pop()
    return True


def _level(
    parser: BlockParser, parent: Node, block: Chunk, steps: frozenset[str], lists: frozenset[str]
) -> tuple[int, Node]:
    match = _LEADING_INDENT.match(block.text)
    wanted = len(match.group(1)) // TAB if match else 0
    level = 1 if parser.in_state("list") else 0
    while wanted > level:
        child = parent.last
        if child is None or child.tag not in steps:
            break
        if child.tag in lists:
            level += 1
        parent = child
    return level, parent


def code(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """Indented code."""
    chunk = waiting[-1]
    if not chunk.text.startswith(INDENT):
        return False
    dialect = parser.dialect
    if dialect.has("pymdownx.superfences"):
        if dialect.option("pymdownx.superfences", "disable_indented_code_blocks", False):
            return False
        parser.reverted.update(chunk.at(found.start()) for found in re.finditer("\x02", chunk.text))
    waiting.pop()
    block, rest = chunk.detab()
    sibling = parent.last
    if sibling is not None and sibling.tag == "pre":
        sibling.end = max(sibling.end, end_of(block))
    else:
        parent.add(Node("pre", block.at(0), end_of(block)))
    if rest is not None:
        waiting.append(rest)
    return True


def hash_heading(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`# Heading`, on any line of a block."""
    chunk = waiting[-1]
    if "#" not in chunk.text:
        return False
    pattern = _SANE_HASH if parser.dialect.has("pymdownx.saneheaders") else _HASH
    match = pattern.search(chunk.text)
    if match is None:
        return False
    waiting.pop()
    if match.start():
        parser.parse_blocks(parent, [chunk.slice(0, match.start() - 1)])
    start, end = match.span("header")
    node = Node(
        f"h{len(match['level'])}", chunk.at(match.start()), chunk.at(match.end("level") - 1) + 1
    )
    node.text = chunk.stripped(start, end)
    node.end = max(end_of(node.text), node.end)
    line_end = match.end() - 1 if match.group().endswith("\n") else match.end()
    if line_end > match.start():
        node.end = max(node.end, chunk.at(line_end - 1) + 1)
    parent.add(node)
    if match.end() < len(chunk.text):
        after = chunk.rest(match.end())
        waiting.append(after.loose_detab() if parser.in_state("looselist") else after)
    return True


def setext_heading(_parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A line underlined with `=` or `-`."""
    chunk = waiting[-1]
    match = _SETEXT.match(chunk.text)
    if match is None:
        return False
    waiting.pop()
    line = chunk.text.index("\n")
    level = 1 if chunk.text[line + 1] == "=" else 2
    node = Node(f"h{level}", chunk.at(0), 0, chunk.stripped(0, line))
    end = match.end() - 1 if match.group().endswith("\n") else match.end()
    node.end = chunk.at(end - 1) + 1
    parent.add(node)
    if match.end() < len(chunk.text):
        waiting.append(chunk.rest(match.end()))
    return True


def rule(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A horizontal rule, on any line of a block."""
    chunk = waiting[-1]
    match = _RULE.search(chunk.text)
    if match is None:
        return False
    waiting.pop()
    before = chunk.text[: match.start()].rstrip("\n")
    if before:
        parser.parse_blocks(parent, [chunk.slice(0, len(before))])
    parent.add(Node("hr", chunk.at(match.start()), chunk.at(match.end() - 1) + 1))
    after = chunk.text[match.end() :].lstrip("\n")
    if after:
        waiting.append(chunk.rest(len(chunk.text) - len(after)))
    return True


def ordered_list(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A list that starts with a number."""
    if _ORDERED.match(waiting[-1].text) is None:
        return False
    if parser.dialect.has("sane_lists"):
        return _list(parser, parent, waiting, "ol", frozenset({"ol"}), _ORDERED_ITEM)
    return _list(parser, parent, waiting, "ol", LISTS, _ANY_ITEM)


def unordered_list(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A list that starts with a bullet."""
    if _UNORDERED.match(waiting[-1].text) is None:
        return False
    if parser.dialect.has("sane_lists"):
        return _list(parser, parent, waiting, "ul", frozenset({"ul"}), _UNORDERED_ITEM)
    return _list(parser, parent, waiting, "ul", LISTS, _ANY_ITEM)


def _list(
    parser: BlockParser,
    parent: Node,
    waiting: list[Chunk],
    tag: str,
    siblings: frozenset[str],
    item_pattern: re.Pattern[str],
) -> bool:
    block = waiting.pop()
    items = _items(block, item_pattern)
    sibling = parent.last
    if sibling is not None and sibling.tag in siblings:
        target = sibling
        _loosen_last_item(target)
        first, marker = items.pop(0)
        item = target.add(_item(block, first, marker))
        parser.parse_in_state("looselist", item, [first])
    elif parent.tag in LISTS:
        target = parent
    else:
        target = parent.add(Node(tag, block.at(0), end_of(block)))
    parser.state.append("list")
    for chunk, marker in items:
        if chunk.text.startswith(INDENT) and target.last is not None:
            parser.parse_blocks(target.last, [chunk])
        else:
            parser.parse_blocks(target.add(_item(block, chunk, marker)), [chunk])
    parser.state.pop()
    return True


def _item(block: Chunk, chunk: Chunk, marker: tuple[int, str]) -> Node:
    node = Node("li", block.at(marker[0]), end_of(chunk))
    node.facts = {"marker": marker[1]}
    return node


def _loosen_last_item(target: Node) -> None:
    last = target.last
    if last is None:
        return
    last.wrap_text()
    child = last.last
    if child is not None and child.tail is not None and child.tail.text:
        text = child.tail.lstripped()
        last.add(Node("p", text.at(0), end_of(text), text))
        child.tail = None


def _items(block: Chunk, pattern: re.Pattern[str]) -> list[tuple[Chunk, tuple[int, str]]]:
    """The block's items: their text without marker, and where the marker stands."""
    text = block.text
    starts: list[tuple[int, tuple[int, str]]] = []
    previous_indented = False
    for start, end in block.lines():
        match = pattern.match(text, start, end)
        if match:
            starts.append((match.start(3), (match.start(1), match[1])))
            previous_indented = text.startswith(INDENT, match.start(3))
        elif _INDENTED_ITEM.match(text, start, end) and not previous_indented:
            starts.append((start, (start, "")))
            previous_indented = True
    found = []
    for number, (start, marker) in enumerate(starts):
        if number + 1 < len(starts):
            end = text.rfind("\n", 0, starts[number + 1][1][0])
        else:
            end = len(text)
        found.append((block.slice(start, max(start, end)), marker))
    return found


def quote(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`> quoted`, from any line of a block on."""
    chunk = waiting[-1]
    if ">" not in chunk.text:
        return False
    match = QUOTE.search(chunk.text)
    if match is None:
        return False
    waiting.pop()
    if match.start():
        parser.parse_blocks(parent, [chunk.slice(0, match.start())])
    inner = chunk.rest(match.start())
    inner = inner.pick(unquoted(inner, start, end) for start, end in inner.lines())
    sibling = parent.last
    if sibling is None or sibling.tag != "blockquote":
        sibling = parent.add(Node("blockquote", chunk.at(match.end(1)), end_of(chunk)))
    parser.state.append("blockquote")
    parser.parse_chunk(sibling, inner)
    parser.state.pop()
    return True


def unquoted(chunk: Chunk, start: int, end: int) -> tuple[int, int]:
    """The part of a line that is quoted."""
    line = chunk.text[start:end]
    if line.strip() == ">":
        return start, start
    match = QUOTE.match(line)
    return (start + match.start(2), end) if match else (start, end)


def reference(parser: BlockParser, _parent: Node, waiting: list[Chunk]) -> bool:
    """`[label]: target "title"`, on any line of a block."""
    chunk = waiting[-1]
    text = chunk.text
    if "]:" not in text:
        return False
    match = _REFERENCE.search(text)
    if match is None:
        return False
    start = end = match.start()
    for found in _REFERENCE.finditer(text, start):
        if found.start() > start and (
            text[end : found.start()].strip("\n") or "\n" in found.group()
        ):
            break
        parser.definitions.append(_target(chunk, found))
        end = found.end()
    waiting.pop()
    if text[end:].strip():
        after = text[end:].lstrip("\n")
        waiting.append(chunk.rest(len(text) - len(after)))
    if text[:start].strip():
        waiting.append(chunk.slice(0, len(text[:start].rstrip("\n"))))
    return True


def _target(chunk: Chunk, match: re.Match[str]) -> Target:
    written = match[2]
    target = written.lstrip("<").rstrip(">")
    left = match.start(2) + len(written) - len(written.lstrip("<"))
    place = chunk.at(left)
    start = match.start() + len(match.group()) - len(match.group().lstrip(" "))
    return Target(
        match[1].strip().lower(),
        match[1].strip(),
        target,
        place,
        place + len(target),
        chunk.at(start),
        chunk.at(match.end() - 1) + 1,
    )


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
