"""From the tree of blocks to the facts of a page: inlines, ids, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from munjigi.page import Anchor, Definition, Heading, Image, Link, Reference
from munjigi.reader.attrlist import Attribute
from munjigi.reader.blocks import BlockParser, Target
from munjigi.reader.chunk import Chunk
from munjigi.reader.delimiters import STX, flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.htmlblock import HtmlBlock
from munjigi.reader.htmltags import HtmlComment, Tag, comments, tags
from munjigi.reader.inlines import InlineReader, attribute_value, site_trigger
from munjigi.reader.inlinetext import AttributeList, InlineText
from munjigi.reader.items import Item
from munjigi.reader.slugs import slugger, unique
from munjigi.reader.tree import LISTS, Node, end_of

if TYPE_CHECKING:
    from munjigi.reader.places import Places

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HEADER_LISTS = frozenset((*HEADINGS, "dt", "td", "th"))
_NOT_BLOCKS = frozenset(("label", "tabs", "tab"))
_DELIMITED_LIST = re.compile(r"[*_~^=+]\{")
_RAW_TEXT = re.compile(
    r"<(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])", re.IGNORECASE
)
_A_TAG = re.compile(r"<a[\s>]", re.IGNORECASE)
_A_END_TAG = re.compile(r"</a[\s>]", re.IGNORECASE)
_MASK = re.compile("\x02[^\x02\x03]*\x03")
_TASK = re.compile(r" *\[[xX ]\] +")
_UNIQUE_PREFIX = 2  # FootnoteExtension counts up twice until MkDocs renders a page


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
        self.lists: dict[int, AttributeList] = {}
        self.ids: dict[int, str] = {}
        self.named: dict[int, InlineText] = {}
        self.used_ids: set[str] = set()
        self.definitions = {target.label: target for target in parser.definitions}
        self.reader = InlineReader(dialect, self.definitions, parser.footnotes)
        self._trigger = site_trigger(dialect)
        self._tasks = dialect.has("pymdownx.tasklist")
        self._attr_list = dialect.has("attr_list")
        self._slugged_tabs = bool(dialect.option("pymdownx.tabbed", "slugify"))
        self._base = places.base if places.simple else -1

    def span(self, start: int, end: int) -> tuple[str, int, int, int]:
        """The path, start, end and include of what stands from `start` to `end`."""
        base = self._base
        if base >= 0:
            limit = len(self.page)  # normalizing puts line ends behind the page
            return self.path, min(start + base, limit), min(end + base, limit), -1
        return self.places.span(start, end)

    def written(self, place: tuple[str, int, int, int], otherwise: str) -> str:
        """What stands at a place of the page itself; in snippets what is given."""
        return self.page[place[1] : place[2]] if place[3] < 0 and place[0] == self.path else otherwise

    def span_in(self, chunk: Chunk, start: int, end: int) -> tuple[str, int, int, int]:
        """The same for indexes in a chunk."""
        first = chunk.at(start)
        return self.span(first, chunk.at(end - 1) + 1 if end > start else first)

    def build(self) -> None:
        """Collect everything; ids of headings and tabs last, because they avoid all others."""
        for label, start, end in self.parser.notes:
            self._anchor(self._footnote_id("fn", label), "footnote", self.span(start, end))
        nodes = list(_walk(self.parser.root))
        for node in _by_depth(nodes[0]) if self.parser.footnotes else nodes:
            self._read(node)
        self._raw_html()
        self._fences()
        self._heading_ids(nodes)
        if self._slugged_tabs:
            self._tab_ids(nodes)
        self.parser.definitions.sort(key=lambda target: target.start)

    # Texts of nodes.

    def _read(self, node: Node) -> None:
        facts = node.facts
        if facts is not None and "html" in facts:
            block = facts["html"]
            assert isinstance(block, HtmlBlock)
            self._tags(block.tags(self.text), node=node)
        tag = node.tag
        text = node.text
        if text is not None and tag != "pre":
            named = tag in HEADINGS or (tag == "label" and self._slugged_tabs)
            if self.deep or named or self._trigger.search(text.text):
                self._read_text(node, text, named=named)
        if node.tail is not None and (self.deep or self._trigger.search(node.tail.text)):
            self._read_tail(node, node.tail)

    def _read_text(self, node: Node, chunk: Chunk, *, named: bool) -> None:
        if self._tasks and node.tag in ("li", "p"):
            chunk = self._without_box(node, chunk)
        marks = self.deep or named or ("{" in chunk.text and _needs_marks(chunk.text))
        revisited = node.cls == "before-backlink" or (node.tag == "li" and bool(node.children))
        inline = InlineText(chunk, self.reader, marks=marks, revisited=revisited)
        if self._attr_list:
            self._block_list(node, inline)
            inline.inline_lists()
        if named:
            self.named[id(node)] = inline
        self._keep(NodeText(node, inline, tail=False))

    def _without_box(self, node: Node, chunk: Chunk) -> Chunk:
        match = _TASK.match(chunk.text)
        if match is None:
            return chunk
        return chunk.rest(match.end())

    def _read_tail(self, node: Node, chunk: Chunk) -> None:
        marks = self.deep or ("{" in chunk.text and _needs_marks(chunk.text))
        inline = InlineText(chunk, self.reader, marks=marks)
        if self._attr_list:
            inline.inline_lists()
        self._keep(NodeText(node, inline, tail=True))

    def _block_list(self, node: Node, inline: InlineText) -> None:
        """The attribute list at the end of the node's own text (`AttrListTreeprocessor.run`)."""
        if node.tag in _NOT_BLOCKS or "{" not in inline.text or node.cls == "before-backlink":
            return
        if node.tag == "li" and node.children:
            first = node.children[0]
            if first.tag not in LISTS:
                return
        elif node.children:
            return
        found = inline.block_list(header=node.tag in _HEADER_LISTS)
        if found is None:
            return
        self.lists[id(node)] = found
        given = found.get("id")
        if given is not None and given.value is not None:
            self.ids[id(node)] = given.value
            if node.tag not in HEADINGS:
                place = self.span_in(inline.chunk, given.start, given.end)
                self._anchor(given.value, "attribute", place)
            else:
                self.used_ids.add(given.value)

    def _anchor(self, id: str, kind: str, place: tuple[str, int, int, int]) -> None:
        self.used_ids.add(id)
        path, start, end, via = place
        self.anchors.append(Anchor(path, start, end, id, kind, via))

    # What is in a text.

    def _keep(self, found: NodeText) -> None:
        inline = found.inline
        if self.deep:
            self.texts.append(found)
        for reference in inline.undefined:
            place = (reference.start, reference.end)
            if not any(item.start < place[1] and item.end > place[0] for item in inline.items if item.kind in ("link", "image", "html")):
                path, start, end, via = self.span_in(inline.chunk, *place)
                label = inline.text[reference.label_start : reference.label_end]
                self.undefined.append(Reference(path, start, end, label, reference.kind, via))
        hidden = 0
        for item in inline.items:
            kind = item.kind
            if item.start < hidden:
                continue
            if kind == "link":
                self._link(inline, item)
            elif kind == "image":
                self._image(inline, item)
            elif kind == "html":
                self._inline_html(inline, item)
                hidden = _raw_text_end(inline, item)
            elif kind == "footnote":
                self._footnote_reference(inline, item)
        for attributes in inline.lists:
            if attributes.item is not None:
                given = attributes.get("id")
                if given is not None and given.value is not None:
                    self._anchor(given.value, "attribute", self.span_in(inline.chunk, given.start, given.end))

    def _link(self, inline: InlineText, item: Item) -> None:
        place = path, start, end, via = self.span_in(inline.chunk, item.start, item.end)
        given = self._overridden(inline, item, "href")
        target, target_start, target_end = self._target(inline, item, place, given)
        href = attribute_value(given.value or "") if given else item.href
        inner = item.inner_start >= 0
        text = inline.visible(item.inner_start, item.inner_end) if inner else item.value
        _, text_start, text_end, _ = self.span_in(inline.chunk, item.alt_start, item.alt_end)
        self.links.append(
            Link(
                path, start, end, target, target_start, target_end, href, text, text_start, text_end,
                item.form, "a", via,
            )
        )

    def _image(self, inline: InlineText, item: Item) -> None:
        place = path, start, end, via = self.span_in(inline.chunk, item.start, item.end)
        given = self._overridden(inline, item, "src")
        target, target_start, target_end = self._target(inline, item, place, given)
        src = attribute_value(given.value or "") if given else item.href
        other = self._overridden(inline, item, "alt")
        alt = attribute_value((other.value if other else item.value) or "")
        alt_range = (other.start, other.end) if other else (item.alt_start, item.alt_end)
        _, alt_start, alt_end, _ = self.span_in(inline.chunk, *alt_range)
        self.images.append(
            Image(
                path, start, end, target, target_start, target_end, src, alt, alt_start, alt_end,
                item.form, "img", via,
            )
        )

    def _overridden(self, inline: InlineText, item: Item, key: str) -> Attribute | None:
        """What an attribute list gives to an attribute of the element."""
        for each in inline.lists:
            if each.item is item:
                return each.get(key)
        return None

    def _target(
        self, inline: InlineText, item: Item, place: tuple[str, int, int, int], given: Attribute | None
    ) -> tuple[str, int, int]:
        """The address as written, and where; nowhere if it stands in another file."""
        if given is not None:
            found = self.span_in(inline.chunk, given.start, given.end)
            return self.written(found, given.value or ""), found[1], found[2]
        target = item.target
        if target is None:
            found = self.span_in(inline.chunk, item.target_start, item.target_end)
            made = inline.text[item.target_start : item.target_end]
            return self.written(found, made), found[1], found[2]
        found = self.span(target.target_start, target.target_end)
        same = found[0] == place[0] and found[3] == place[3]
        return target.target, found[1] if same else -1, found[2] if same else -1

    def _footnote_reference(self, inline: InlineText, item: Item) -> None:
        path, start, end, via = self.span_in(inline.chunk, item.start, item.end)
        label = item.href
        if self._overridden(inline, item, "id") is None:
            id = self._reference_id(label, item.form)
            self._anchor(id, "footnote-reference", (path, start, end, via))
        href = attribute_value("#" + self._footnote_id("fn", label))
        self.links.append(
            Link(path, start, end, label, start + 2, end - 1, href, item.value, start, end, "footnote", "a", via)
        )

    def _footnote_id(self, prefix: str, label: str) -> str:
        separator = self.dialect.option("footnotes", "SEPARATOR", ":")
        if flag(self.dialect, "footnotes", "UNIQUE_IDS", False):
            return f"{prefix}{separator}{_UNIQUE_PREFIX}-{label}"
        return f"{prefix}{separator}{label}"

    def _reference_id(self, label: str, count: str) -> str:
        id = self._footnote_id("fnref", label)
        return id if count == "1" else f"fnref{count}{id[len('fnref') :]}"

    # Raw HTML.

    def _inline_html(self, inline: InlineText, item: Item) -> None:
        source = inline.text[item.start : item.end]
        place = inline.chunk.at(item.start)
        if source.startswith("<!--"):
            end = inline.chunk.at(item.end - 1) + 1
            self.comments.append(HtmlComment(place, end, place + len("<!--"), end - len("-->")))
            return
        found = tags(source, place) if len(inline.chunk.cuts) == 1 else _in_chunk(inline.chunk, item)
        if found and found[0].name == "a":
            found = [_closed(inline, item, found[0])]
        self._tags(found)

    def _raw_html(self) -> None:
        """Raw HTML blocks; elements that were not parsed are written out as they are."""
        for place, block in self.parser.html.items():
            if place not in self.parser.elements:
                if block.kind != "element" and "<!--" in self.text[block.start : block.end]:
                    self.comments += comments(self.text[block.start : block.end], block.start)
                self._tags(block.tags(self.text))

    def _tags(self, found: list[Tag], node: Node | None = None) -> None:
        for tag in found:
            for attribute in tag.attributes:
                place = (attribute.start, attribute.end) if attribute.start >= 0 else (tag.start, tag.start)
                if attribute.name == "id" and not (tag.name in HEADINGS and node is None):
                    if node is not None and tag.name in HEADINGS:
                        self.used_ids.add(attribute.value)
                        self.ids[id(node)] = attribute.value
                        continue
                    self._html_anchor(tag, attribute.value, "html", place, node)
                elif attribute.name == "name" and tag.name == "a":
                    self._html_anchor(tag, attribute.value, "name", place, None)
                elif attribute.name == "href":
                    self._html_link(tag, attribute.value, place)
                elif attribute.name == "src":
                    self._html_image(tag, attribute.value, place)
            if tag.name in HEADINGS and node is None:
                self._html_heading(tag)

    def _html_anchor(
        self, tag: Tag, value: str, kind: str, place: tuple[int, int], node: Node | None
    ) -> None:
        path, start, end, via = self.span(*place)
        self.anchors.append(Anchor(path, start, end, value, kind, via))
        if node is not None:
            self.used_ids.add(value)

    def _html_link(self, tag: Tag, value: str, place: tuple[int, int]) -> None:
        text_end = tag.text_end if tag.text_end >= 0 else tag.end
        path, start, end, via = self.span(tag.start, max(tag.end, tag.close_end))
        target = _, target_start, target_end, _ = self.span(*place)
        _, text_start, text_stop, _ = self.span(tag.end, text_end)
        if text_end == tag.end:
            text_start = text_stop = end
        text = re.sub(r"<[^>]*>|[\x02\x03]", "", self.text[tag.end : text_end])
        self.links.append(
            Link(
                path, start, end, self.written(target, self.text[slice(*place)]), target_start, target_end,
                value, attribute_value(text), text_start, text_stop, "html", tag.name, via,
            )
        )

    def _html_image(self, tag: Tag, value: str, place: tuple[int, int]) -> None:
        path, start, end, via = self.span(tag.start, tag.end)
        target = _, target_start, target_end, _ = self.span(*place)
        alt = tag.get("alt")
        alt_place = self.span(alt.start, alt.end)[1:3] if alt is not None and alt.start >= 0 else (-1, -1)
        image = Image(
            path, start, end, self.written(target, self.text[slice(*place)]), target_start, target_end,
            value, alt.value if alt is not None else None, *alt_place, "html", tag.name, via,
        )
        (self.images if tag.name == "img" else self.embeds).append(image)

    def _html_heading(self, tag: Tag) -> None:
        path, start, end, via = self.span(tag.start, tag.end)
        given = tag.get("id")
        close = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(self.text, tag.end)
        text_end = close.start() if close else tag.end
        text = re.sub(r"<[^>]*>|[\x02\x03]", "", self.text[tag.end : text_end]).strip()
        _, text_start, text_stop, _ = self.span(tag.end, text_end)
        id_start = id_end = -1
        if given is not None:
            if given.start >= 0:
                _, id_start, id_end, _ = self.span(given.start, given.end)
            anchor = (id_start, id_end) if given.start >= 0 else (start, start)
            self.anchors.append(Anchor(path, *anchor, given.value, "heading", via))
        id = given.value if given is not None else ""
        self.headings.append(
            Heading(path, start, end, HEADINGS[tag.name], id, id_start, id_end, text, text_start, text_stop, via)
        )

    # Fences.

    def _fences(self) -> None:
        from munjigi.reader.codeids import fence_anchors

        for id, kind, start, end in fence_anchors(self):
            path, first, last, via = self.span(start, end)
            self.anchors.append(Anchor(path, first, last, id, kind, via))

    # Ids made from text.

    def _heading_ids(self, nodes: list[Node]) -> None:
        slugify = slugger(self.dialect.option("toc", "slugify")) if self.dialect.has("toc") else None
        separator = str(self.dialect.option("toc", "separator", "-"))
        shift = int(self.dialect.option("toc", "baselevel", 1) or 1) - 1 if slugify else 0
        counters: dict[str, int] = {}
        for node in nodes:
            level = HEADINGS.get(node.tag)
            if level is None:
                continue
            words, place = self._words(node)
            given = self.ids.get(id(node))
            if given is None:
                name = slugify(words, separator) if slugify else ""
                made = unique(name, self.used_ids, counters) if slugify else ""
                self.ids[id(node)] = made
            self._heading(node, min(6, level + shift), words, place)

    def _words(self, node: Node) -> tuple[str, tuple[str, int, int, int]]:
        """The heading's text as `toc` takes it, and where it stands."""
        inline = self.named.get(id(node))
        if inline is None:
            return "", self.span(node.start, node.start)
        if STX in inline.text:
            self._fill_fences(inline)
        shown = inline.visible(0, inline.limit)
        return " ".join(shown.split()), self.span_in(inline.chunk, 0, inline.limit)

    def _fill_fences(self, inline: InlineText) -> None:
        """A fence right above a line of `-` is a heading, and its code the heading's text."""
        for match in _MASK.finditer(inline.text):
            block = self.parser.fences.get(inline.chunk.at(match.start()))
            if block is not None:
                inline.fill(*match.span(), self.source[block.code_start : block.code_end])

    def _heading(
        self, node: Node, level: int, words: str, place: tuple[str, int, int, int]
    ) -> None:
        made = self.ids[id(node)]
        path, start, end, via = self.span(node.start, node.end)
        id_start = id_end = -1
        anchor = place
        found = self.lists.get(id(node))
        given = found.get("id") if found is not None else None
        html = node.facts["html"] if node.facts and "html" in node.facts else None
        if given is not None:
            chunk = self.named[id(node)].chunk
            anchor = self.span_in(chunk, given.start, given.end)
            _, id_start, id_end, _ = anchor
        elif isinstance(html, HtmlBlock):
            own = html.tags(self.text)
            attribute = own[0].get("id") if own else None
            if attribute is not None and attribute.start >= 0:
                anchor = self.span(attribute.start, attribute.end)
                _, id_start, id_end, _ = anchor
        if made or self.dialect.has("toc"):
            self.anchors.append(Anchor(anchor[0], anchor[1], anchor[2], made, "heading", via))
        self.headings.append(
            Heading(path, start, end, level, made, id_start, id_end, words, place[1], place[2], via)
        )

    def _tab_ids(self, nodes: list[Node]) -> None:
        from munjigi.reader.tabids import tab_ids

        for id, place in tab_ids(self, nodes):
            path, start, end, via = place
            self.anchors.append(Anchor(path, start, end, id, "tab", via))


def _walk(root: Node) -> Iterator[Node]:
    """A node and all in it, in the order of the rendered page."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _by_depth(root: Node) -> list[Node]:
    """The nodes in the order of `InlineProcessor.run`, in which footnote references are counted."""
    found = [root]
    for node in found:
        found.extend(node.children)
    return found


def _needs_marks(text: str) -> bool:
    return _DELIMITED_LIST.search(text) is not None or "\n{" in text or "\n {" in text


def definitions(builder: Builder) -> tuple[Definition, ...]:
    """The link reference definitions of the page."""
    found = []
    for target in builder.parser.definitions:
        path, start, end, via = builder.span(target.start, target.end)
        place = builder.span(target.target_start, target.target_end)
        same = (place[0], place[3]) == (path, via)
        first, last = (place[1], place[2]) if same else (-1, -1)
        found.append(Definition(path, start, end, target.written, target.target, first, last, via))
    return tuple(found)


def _raw_text_end(inline: InlineText, item: Item) -> int:
    """Where the content of a script or the like ends, in which browsers see no tags."""
    match = _RAW_TEXT.match(inline.text, item.start)
    if match is None:
        return 0
    closing = re.compile(rf"</{match[1]}[\s/>]", re.IGNORECASE).search(inline.text, item.end)
    return closing.start() if closing else len(inline.text)


def _in_chunk(chunk: Chunk, item: Item) -> list[Tag]:
    """The tags of raw HTML that stands in several lines of a container."""
    found = []
    for tag in tags(chunk.text[item.start : item.end], item.start):
        attributes = tuple(
            each._replace(
                start=chunk.at(each.start),
                end=chunk.at(each.end - 1) + 1 if each.end > each.start else chunk.at(each.start),
            )
            if each.start >= 0
            else each
            for each in tag.attributes
        )
        found.append(
            tag._replace(
                start=chunk.at(tag.start), end=chunk.at(tag.end - 1) + 1, attributes=attributes
            )
        )
    return found


def _closed(inline: InlineText, item: Item, tag: Tag) -> Tag:
    """The tag of an `a` with the end of its text: its end tag, or the next link, in the same text."""
    for other in inline.items:
        if other.start < item.end or other.kind not in ("html", "link"):
            continue
        start = inline.chunk.at(other.start)
        if other.kind == "link" or _A_TAG.match(inline.text, other.start):
            return tag._replace(text_end=start, close_end=start)
        if _A_END_TAG.match(inline.text, other.start):
            return tag._replace(text_end=start, close_end=inline.chunk.at(other.end - 1) + 1)
    return tag


__all__ = ["Builder", "Target", "definitions"]
