"""From the tree of blocks to the facts of a page: inlines, ids, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from munjigi.facts import Anchor, Heading, Image, Link, Reference
from munjigi.reader.blocks import BlockParser
from munjigi.reader.chunk import Chunk
from munjigi.reader.dialect import Dialect
from munjigi.reader.headingids import LEVELS, take_headings
from munjigi.reader.htmlblock import HtmlBlock
from munjigi.reader.htmlfacts import element, raw_html
from munjigi.reader.htmltags import HtmlComment
from munjigi.reader.inlinefacts import take_inline
from munjigi.reader.inlines import InlineReader, site_trigger
from munjigi.reader.inlinetext import AttributeList, InlineText
from munjigi.reader.linkfacts import footnote_id
from munjigi.reader.plainfacts import take_plain
from munjigi.reader.tabids import slugging, tab_ids
from munjigi.reader.tree import LISTS, Node, walk

if TYPE_CHECKING:
    from munjigi.reader.places import Places

Place = tuple[str, int, int, int]

_HEADER_LISTS = frozenset((*LEVELS, "dt", "td", "th"))
_NOT_BLOCKS = frozenset(("label", "tabs", "tab"))
_MARKED_LIST = re.compile(r"[*_~^=+]\{|\n *\{")
_TASK = re.compile(r" *\[[xX ]\] +")


class NodeText(NamedTuple):
    """An inline text of a node: its own text, or the text behind it (`tail`)."""

    node: Node
    inline: InlineText
    tail: bool


class Builder:
    """Collects the facts of one page from its parsed blocks.

    `source` is the text after white space was normalized, `text` the same with fences masked: what
    stands in raw HTML, `page` the page as it is in its file. Places in the former two turn into
    places in files through `places`.
    """

    def __init__(
        self,
        source: str,
        text: str,
        page: str,
        places: Places,
        path: str,
        dialect: Dialect,
        parser: BlockParser,
        *,
        deep: bool,
    ) -> None:
        self.source = source
        self.text = text
        self.page = page
        self.places = places
        self.path = path
        self.dialect = dialect
        self.parser = parser
        self.deep = deep
        self.headings: list[Heading] = []
        self.anchors: list[Anchor] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.embeds: list[Image] = []
        self.undefined: list[Reference] = []
        self.texts: list[NodeText] = []
        self.comments: list[HtmlComment] = []
        self.remarks: Mapping[int, str] = {}  # critic comments by their place in `source`
        self.lists: dict[int, AttributeList] = {}
        self.ids: dict[int, str] = {}
        self.named: dict[int, InlineText] = {}
        self.used_ids: set[str] = set()
        self._owners: dict[int, Node] = {}
        self.definitions = {target.label: target for target in parser.definitions}
        self.reader = InlineReader(dialect, self.definitions, parser.footnotes)
        self._trigger = site_trigger(dialect)
        self._tasks = dialect.has("pymdownx.tasklist")
        self._attr_list = dialect.has("attr_list")
        self._slugged_tabs = slugging(dialect) is not None
        self.base = places.base if places.simple else -1

    def span(self, start: int, end: int) -> Place:
        """The path, start, end and include of what stands from `start` to `end`."""
        base = self.base
        if base >= 0:
            limit = len(self.page)  # normalizing puts line ends behind the page
            return self.path, min(start + base, limit), min(end + base, limit), -1
        return self.places.span(start, end)

    def written(self, place: Place, otherwise: str) -> str:
        """What stands at a place of the page itself; in snippets what is given."""
        if place[3] >= 0 or place[0] != self.path:
            return otherwise
        return self.page[place[1] : place[2]]

    def span_in(self, chunk: Chunk, start: int, end: int) -> Place:
        """The same for indexes in a chunk."""
        first = chunk.at(start)
        return self.span(first, chunk.at(end - 1) + 1 if end > start else first)

    def build(self) -> None:
        """Collect everything; ids of headings and tabs last, because they avoid all others."""
        for label, start, end in self.parser.notes:
            self.anchor(footnote_id(self.dialect, label), "footnote", self.span(start, end))
        nodes = list(walk(self.parser.root))
        for node in _by_depth(nodes[0]) if self.parser.footnotes else nodes:
            if node.text or node.tail or node.facts or node.children:
                self._read(node)
        raw_html(self)
        if self.parser.plain is not None:
            take_plain(self, self.parser.plain)
        self._fences()
        if self.dialect.generic_blocks:
            self._generic_blocks(nodes)
        take_headings(self, nodes)
        if self._slugged_tabs:
            self._tab_ids(nodes)
        self.parser.definitions.sort(key=lambda target: target.start)

    def _read(self, node: Node) -> None:
        if node.facts is not None:
            block = node.facts.get("html") or node.facts.get("off")
            if isinstance(block, HtmlBlock):
                element(self, block)
        tag = node.tag
        if self._attr_list and node.children:
            self._note_block_tail(node)
        text = node.text
        if text is not None:
            named = tag in LEVELS or tag == "a" or (tag == "label" and self._slugged_tabs)
            if self.deep or named or self._trigger.search(text.text):
                self._read_text(node, text, named=named)
        if node.tail is not None and (self.deep or self._trigger.search(node.tail.text)):
            self._read_tail(node, node.tail)

    def _note_block_tail(self, node: Node) -> None:
        """Remember behind which child the attribute list of the node may stand."""
        children = node.children
        child = children[-1]
        if node.tag == "li":
            lists = [number for number, each in enumerate(children) if each.tag in LISTS]
            if lists:
                child = children[lists[0] - 1]
                if lists[0] == 0:
                    return
        if child.tail is not None and "{" in child.tail.text:
            self._owners[id(child)] = node

    def _read_text(self, node: Node, chunk: Chunk, *, named: bool) -> None:
        if self._tasks and node.tag in ("li", "p"):
            match = _TASK.match(chunk.text)
            chunk = chunk.rest(match.end()) if match else chunk
        marks = self.deep or named or ("{" in chunk.text and _needs_marks(chunk.text))
        revisited = node.cls == "before-backlink" or (node.tag == "li" and bool(node.children))
        inline = InlineText(chunk, self.reader, marks=marks, revisited=revisited)
        if self._attr_list:
            if not node.children or (node.tag == "li" and node.children[0].tag in LISTS):
                self._block_list(node, inline)
            inline.inline_lists()
        if named:
            self.named[id(node)] = inline
        self._take(NodeText(node, inline, tail=False))

    def _read_tail(self, node: Node, chunk: Chunk) -> None:
        marks = self.deep or ("{" in chunk.text and _needs_marks(chunk.text))
        inline = InlineText(chunk, self.reader, marks=marks)
        if self._attr_list:
            owner = self._owners.get(id(node))
            if owner is not None:
                self._block_list(owner, inline)
            inline.inline_lists()
        self._take(NodeText(node, inline, tail=True))

    def _take(self, found: NodeText) -> None:
        if self.deep:
            self.texts.append(found)
        take_inline(self, found.inline)

    def _block_list(self, node: Node, inline: InlineText) -> None:
        """The attribute list at the end of the node's own text (`AttrListTreeprocessor.run`)."""
        inside = node.tag in _NOT_BLOCKS or (node.facts is not None and "inline" in node.facts)
        if inside or "{" not in inline.text:
            return
        header, backlink = node.tag in _HEADER_LISTS, node.cls == "before-backlink"
        found = inline.block_list(header=header, backlink=backlink)
        if found is None:
            return
        self.lists[id(node)] = found
        given = found.get("id")
        if given is not None and given.value is not None:
            if node.tag not in LEVELS:
                place = self.span_in(inline.chunk, given.start, given.end)
                self.anchor(given.value, "attribute", place)
            else:
                self.used_ids.add(given.value)

    def anchor(self, id: str, kind: str, place: Place) -> None:
        """Take an id that a fragment can reach; ids made later avoid it."""
        self.used_ids.add(id)
        path, start, end, via = place
        self.anchors.append(Anchor(path, start, end, id, kind, via))

    def _fences(self) -> None:
        from munjigi.reader.codeids import fence_anchors

        for id, kind, start, end in fence_anchors(self):
            path, first, last, via = self.span(start, end)
            self.anchors.append(Anchor(path, first, last, id, kind, via))

    def _generic_blocks(self, nodes: list[Node]) -> None:
        from munjigi.reader.genericfacts import take_generic_blocks

        take_generic_blocks(self, nodes)

    def _tab_ids(self, nodes: list[Node]) -> None:
        for id, place in tab_ids(self, nodes):
            path, start, end, via = place
            self.anchors.append(Anchor(path, start, end, id, "tab", via))


def _by_depth(root: Node) -> list[Node]:
    """The nodes in the order of `InlineProcessor.run`, in which footnote references are counted."""
    found = [root]
    for node in found:
        found.extend(node.children)
    return found


def _needs_marks(text: str) -> bool:
    return _MARKED_LIST.search(text) is not None
