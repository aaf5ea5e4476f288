"""Lists, and what is indented below their items.

Ports of `ListIndentProcessor`, `OListProcessor` and `UListProcessor` of
`markdown.blockprocessors` (Markdown 3.11), and of `markdown.extensions.sane_lists`.
"""

from __future__ import annotations

import re

from munjigi.reader.blocks import INDENT, BlockParser
from munjigi.reader.chunk import TAB, Chunk
from munjigi.reader.tree import LISTS, Node, end_of

_LEADING_INDENT = re.compile(rf"((?:[ ]{{{TAB}}})+)")
_ORDERED = re.compile(rf"[ ]{{0,{TAB - 1}}}\d+\.[ ]+(.*)")
_UNORDERED = re.compile(rf"[ ]{{0,{TAB - 1}}}[*+-][ ]+(.*)")
_ANY_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}((\d+\.)|[*+-])[ ]+(.*)")
_ORDERED_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}((\d+\.))[ ]+(.*)")
_UNORDERED_ITEM = re.compile(rf"[ ]{{0,{TAB - 1}}}(([*+-]))[ ]+(.*)")
_INDENTED_ITEM = re.compile(rf"[ ]{{{TAB},{TAB * 2 - 1}}}((\d+\.)|[*+-])[ ]+.*")


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
