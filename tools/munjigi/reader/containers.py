"""Containers with a marker and indented content: admonitions, details and tabs.

Ports of `markdown.extensions.admonition`, `pymdownx.details` and `pymdownx.tabbed`, which are
their specification.
"""

from __future__ import annotations

import re

from munjigi.lazypattern import lazy
from munjigi.reader.blocks import INDENT, BlockParser
from munjigi.reader.chunk import TAB, Chunk
from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.tree import Node, end_of

_LISTS = frozenset({"dl", "ol", "ul"})

_ADMONITION = lazy(r'(?:^|\n)(!!!) ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *(?:\n|$)')
_DETAILS = lazy(
    r'(?:^|\n)(\?{3})(\+)? ?(?:([\w\-]+(?: +[\w\-]+)*?)?(?: +"(.*?)")'
    r"|([\w\-]+(?: +[\w\-]+)*?)) *(?:\n|$)"
)
_SUMMARY_HEADING = re.compile(r"(?P<level>#{1,6})(?P<header>(?:\\.|[^\\])*?)#*$")
_TAB = lazy(r'(?:^|\n)(={3})(\+|\+!|!\+|!)? +"(.*?)" *(?:\n|$)')


def admonition(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`!!! kind "title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _ADMONITION.search(chunk.text) if "!!!" in chunk.text else None
    if match is None:
        return _continue(parser, waiting, _last_admonition(parent))
    kind = re.sub("  +", " ", match[2].lower())
    body, rest = _open(parser, parent, waiting, match)
    node = parent.add(
        Node("div", chunk.at(match.start(1)), _line_end(chunk, match), cls=f"admonition {kind}")
    )
    title = match[3]
    place = chunk.slice(*match.span(3)) if title is not None else chunk.slice(*match.span(2))
    if title is None:
        title = kind.split(" ", 1)[0].capitalize()
        place = Chunk(title, [0], [chunk.at(match.start(2))])
    if title:
        text = place if match[3] is not None else None
        node.add(Node("p", place.at(0), end_of(place), text, cls="admonition-title"))
    node.facts = {"marker": "!!!", "kind": kind, "title": title or None, "head": node.end}
    return _close(parser, node, body, rest, waiting)


def _last_admonition(parent: Node) -> Node | None:
    last = parent.last
    return last if last is not None and last.tag == "div" and "admonition" in last.cls else None


def details(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`??? kind "title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _DETAILS.search(chunk.text) if "???" in chunk.text else None
    if match is None:
        last = parent.last
        sibling = last if last is not None and last.tag == "details" else None
        return _continue(parser, waiting, sibling)
    body, rest = _open(parser, parent, waiting, match)
    if match[5]:
        kind = re.sub(" {2,}", " ", match[5].lower())
        title = kind.split(" ")[0].capitalize()
        place = Chunk(title, [0], [chunk.at(match.start(5))])
    else:
        kind = re.sub(" {2,}", " ", (match[3] or "").lower())
        title = match[4]
        place = chunk.slice(*match.span(4))
    node = parent.add(Node("details", chunk.at(match.start(1)), _line_end(chunk, match), cls=kind))
    node.facts = {
        "marker": "???" + (match[2] or ""),
        "kind": kind,
        "title": title or None,
        "head": node.end,
    }
    made = match[4] is None
    node.add(Node("summary", place.at(0), end_of(place)) if made else _summary(place))
    return _close(parser, node, body, rest, waiting)


def _summary(place: Chunk) -> Node:
    heading = _SUMMARY_HEADING.match(place.text)
    summary = Node("summary", place.at(0), end_of(place), None if heading else place)
    if heading:
        text = place.stripped(*heading.span("header"))
        summary.add(Node(f"h{len(heading['level'])}", place.at(0), end_of(place), text))
    return summary


def tab(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`=== "Title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _TAB.search(chunk.text) if "===" in chunk.text else None
    css = tab_class(parser.dialect, "pymdownx.tabbed")
    if match is None:
        last = parent.last
        group = last if last is not None and (last.tag, last.cls) == ("tabs", css) else None
        return _continue(parser, waiting, group)
    body, rest = _open(parser, parent, waiting, match)
    group = parent.last
    start = chunk.at(match.start(1))
    if group is None or (group.tag, group.cls) != ("tabs", css) or "!" in (match[2] or ""):
        group = parent.add(Node("tabs", start, start, cls=css))
    title = chunk.slice(*match.span(3))
    node = group.add(Node("tab", start, _line_end(chunk, match)))
    node.add(Node("label", title.at(0), end_of(title), title))
    return _close(parser, node, body, rest, waiting)


def tab_class(dialect: Dialect, extension: str) -> str:
    """The class of a group of tabs that an extension makes; only tabs of one class join."""
    alternate = flag(dialect, extension, "alternate_style", False)
    return "tabbed-set tabbed-alternate" if alternate else "tabbed-set"


def _open(
    parser: BlockParser, parent: Node, waiting: list[Chunk], match: re.Match[str]
) -> tuple[Chunk, Chunk | None]:
    """Take the block and parse what stands before the marker; the indented body, and the rest."""
    chunk = waiting.pop()
    if match.start() > 0:
        parser.parse_blocks(parent, [chunk.slice(0, match.start())])
    return chunk.rest(match.end()).detab()


def _line_end(chunk: Chunk, match: re.Match[str]) -> int:
    end = match.end() - 1 if match.group().endswith("\n") else match.end()
    return chunk.at(end - 1) + 1


def _close(
    parser: BlockParser, node: Node, body: Chunk, rest: Chunk | None, waiting: list[Chunk]
) -> bool:
    parser.parse_chunk(node, body)
    if rest is not None:
        waiting.append(rest)
    return True


def _continue(parser: BlockParser, waiting: list[Chunk], sibling: Node | None) -> bool:
    """An indented block after a container goes into it, or into the list that ends it."""
    chunk = waiting[-1]
    if sibling is None or not chunk.text.startswith(INDENT):
        return False
    content, indent = _innermost(sibling, chunk.text)
    if content is None:
        return False
    waiting.pop()
    body, rest = chunk.detab(indent + TAB)
    if content.tag in ("li", "dd"):
        content.wrap_text()
    return _close(parser, content, body, rest, waiting)


def _innermost(container: Node, text: str) -> tuple[Node | None, int]:
    """Where text with this indentation belongs, and how many spaces lead there."""
    indent = 0
    node: Node | None = _content(container)
    child = node.last if node is not None else None
    while (
        node is not None
        and child is not None
        and child.tag in _LISTS
        and text.startswith(INDENT * 2, indent)
    ):
        node = child.last
        child = node.last if node is not None else None
        indent += TAB
    return (node, indent) if text.startswith(INDENT, indent) else (None, indent)


def _content(container: Node) -> Node | None:
    return container.last if container.tag == "tabs" else container
