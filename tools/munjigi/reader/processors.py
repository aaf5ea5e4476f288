"""The block processors of a dialect in their order, and that of elements with Markdown inside."""

from __future__ import annotations

from munjigi.reader import blocks, containers, extrablocks, lists, simpleblocks
from munjigi.reader.blocks import BlockParser, Processor
from munjigi.reader.chunk import Chunk
from munjigi.reader.dialect import Dialect
from munjigi.reader.htmlblock import HtmlBlock
from munjigi.reader.htmltags import HEADINGS
from munjigi.reader.tables import table
from munjigi.reader.tree import Node

# Registered at one priority (105): those listed first come first.
_CONTAINERS = {
    "admonition": containers.admonition,
    "pymdownx.details": containers.details,
    "pymdownx.tabbed": containers.tab,
}


def processors(dialect: Dialect, text: str, source: str) -> tuple[Processor, ...]:
    """The processors that are on, by the priorities of their registration.

    `text` is the source of the page before raw HTML was masked, `source` that before fences were.
    """
    first: list[Processor] = []
    for name in dialect.order:
        if name in _CONTAINERS:
            first.append(_CONTAINERS[name])
        elif name == "md_in_html":
            first.append(_Elements(text))
    found: list[Processor] = [*first, blocks.empty, lists.indented_in_list]
    if dialect.generic_blocks:
        from munjigi.reader.genericblocks import GenericBlocks

        found.append(GenericBlocks(dialect, source))
    quote: Processor = simpleblocks.quote
    if dialect.has("pymdownx.quotes"):
        from munjigi.reader.quotes import quote
    optional: tuple[tuple[str, Processor], ...] = (
        ("def_list", extrablocks.definition_indent),
        ("", simpleblocks.Code(source)),
        ("pymdownx.arithmatex", extrablocks.math),
        ("tables", table),
        ("", simpleblocks.hash_heading),
        ("", simpleblocks.setext_heading),
        ("", simpleblocks.rule),
        ("", lists.ordered_list),
        ("", lists.unordered_list),
        ("def_list", extrablocks.definition_list),
        ("", quote),
        ("footnotes", extrablocks.footnote),
        ("abbr", extrablocks.abbreviation),
        ("", simpleblocks.reference),
        ("", blocks.paragraph),
    )
    found += [processor for name, processor in optional if not name or dialect.has(name)]
    return tuple(found)


class _Elements:
    """`MarkdownInHtmlProcessor`: what stands in an HTML element is parsed."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
        chunk = waiting[-1]
        if not chunk.text.startswith("\x02"):
            return False
        place = chunk.at(0)
        block = parser.html.get(place)
        if block is None or block.kind not in ("element", "off"):
            return False
        waiting.pop()
        if block.kind == "off":
            self._add_unparsed(parser, parent, place, block)
        else:
            self._parse(parser, parent, place, block)
        end = chunk.text.index("\x03") + 1
        if end < len(chunk.text):
            waiting.append(chunk.rest(end))
        return True

    def _parse(self, parser: BlockParser, parent: Node, place: int, block: HtmlBlock) -> None:
        node = parent.add(Node(block.tag, block.start, block.end))
        node.facts = {"html": block}
        parser.elements.add(place)
        content = block.content(self.text)
        if block.state == "block":
            content = content.rstrip("\n")
            if content:
                parser.parse_blocks(node, Chunk.whole(content, block.content_start).blocks())
        elif block.state == "span":
            self._parse_span(parser, node, Chunk.whole(content, block.content_start))

    def _add_unparsed(
        self, parser: BlockParser, parent: Node, place: int, block: HtmlBlock
    ) -> None:
        """An element whose content stays as it is; headings in it get ids all the same."""
        parser.elements.add(place)
        node = parent.add(Node(block.tag, block.start, block.end))
        node.facts = {"off": block}
        for tag in block.tags(self.text):
            if tag.name in HEADINGS:
                same = tag.start == block.start
                heading = node if same else node.add(Node(tag.name, tag.start, tag.end))
                heading.facts = {**(heading.facts or {}), "tag": tag}

    def _parse_span(self, parser: BlockParser, node: Node, content: Chunk) -> None:
        """Text for the inline parser; elements in it are parsed."""
        start = 0
        while (mark := content.text.find("\x02", start)) >= 0:
            end = content.text.index("\x03", mark) + 1
            place = content.at(mark)
            block = parser.html.get(place)
            if block is not None and block.kind in ("element", "off"):
                self._add_text(node, content.slice(0, mark))
                if block.kind == "off":
                    self._add_unparsed(parser, node, place, block)
                else:
                    self._parse(parser, node, place, block)
                content = content.rest(end)
                start = 0
            else:
                start = end
        self._add_text(node, content)

    def _add_text(self, node: Node, text: Chunk) -> None:
        if not text.text:
            return
        if node.last is None:
            node.text = text
        else:
            node.last.tail = text
