"""Blocks that hold no other blocks but quotes: code, headings, rules, quotes, references.

Ports of the processors in `markdown.blockprocessors` (Markdown 3.11), and of
`pymdownx.saneheaders`.
"""

from __future__ import annotations

import re

from munjigi.lazypattern import lazy
from munjigi.reader.blocks import INDENT, BlockParser, Target
from munjigi.reader.chunk import Chunk, joined
from munjigi.reader.tree import Node, end_of

_HASH = lazy(
    r"^(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|\Z)", re.MULTILINE
)
_SANE_HASH = lazy(
    r"^(?P<level>#{1,6})(?=[ \t]|$)(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|\Z)",
    re.MULTILINE,
)
_SETEXT = lazy(r".*?\n(?:=+|-+)[ ]*(?:\n|\Z)")
_RULE = lazy(
    r"^[ ]{0,3}(?=(?P<atomicgroup>(-+[ ]{0,2}){3,}|(_+[ ]{0,2}){3,}|(\*+[ ]{0,2}){3,}))(?P=atomicgroup)[ ]*$",  # noqa: E501
    re.MULTILINE,
)
QUOTE = re.compile(r"(^|\n)[ ]{0,3}>[ ]?(.*)")
_REFERENCE = lazy(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?((["
    r"\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
    re.MULTILINE,
)


class Code:
    """Indented code; `source` is the page before its fences were masked."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __call__(self, parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
        chunk = waiting[-1]
        if not chunk.text.startswith(INDENT):
            return False
        dialect = parser.dialect
        superfences = dialect.has("pymdownx.superfences")
        if superfences:
            if dialect.option("pymdownx.superfences", "disable_indented_code_blocks", False):
                return False
            masks = re.finditer("\x02", chunk.text)
            parser.reverted.update(chunk.at(found.start()) for found in masks)
        waiting.pop()
        block, rest = chunk.detab()
        sibling = parent.last
        if sibling is not None and sibling.tag == "pre":
            sibling.end = max(sibling.end, end_of(block))
        else:
            parent.add(Node("pre", block.at(0), end_of(block)))
        if rest is not None:
            waiting.append(self._unmasked(parser, rest) if superfences else rest)
        return True

    def _unmasked(self, parser: BlockParser, chunk: Chunk) -> Chunk:
        """The lines behind code, whose fences pymdownx.superfences takes for text as well."""
        parts = []
        for start, end in chunk.lines():
            mark = chunk.text.find("\x02", start, end)
            fence = parser.fences.get(chunk.at(mark)) if mark >= 0 else None
            if fence is None or fence.prefix.strip(" "):
                parts.append(chunk.slice(start, end))
                continue
            cut = max(0, len(fence.prefix) - (mark - start))
            parts.append(chunk.slice(start, mark))
            lines = Chunk.whole(self.source[fence.start : fence.end], fence.start)
            head, *others = lines.lines()
            parts[-1] = joined([parts[-1], lines.slice(*head)], "")
            parts += [lines.slice(min(first + cut, last), last) for first, last in others]
        return joined(parts, "\n")


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
