"""Captions (`/// caption` and its kin of `pymdownx.blocks.caption`) and numbers of figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.reader.chunk import Chunk
from munjigi.reader.delimiters import flag
from munjigi.reader.genericelements import Figure, Head, Made, describe, element, listed
from munjigi.reader.generichead import read_selector
from munjigi.reader.tree import Node, own_attributes

if TYPE_CHECKING:
    from munjigi.reader.blocks import BlockParser
    from munjigi.reader.build import Builder
    from munjigi.reader.dialect import Dialect

FIGURES = "pymdownx.blocks.caption"
_LONGEST = 1000  # characters of a number
_DEEPEST = 100  # a caption may name any level, and makes as many numbers
_CAPTIONS = [
    "caption",
    {"name": "figure-caption", "prefix": "Figure {}."},
    {"name": "table-caption", "prefix": "Table {}."},
]
_NUMBER = re.compile(r"(\^)?([1-9][0-9]*(?:\.[1-9][0-9]*)*)(?= |$)")


def figure_types(dialect: Dialect) -> list[tuple[str, str, str]]:
    """The names of captions, the prefix of each, and its classes."""
    return [
        (str(each["name"]), str(each.get("prefix", "")), str(each.get("classes", "")))
        for each in listed(dialect.option(FIGURES, "types", _CAPTIONS))
    ]


def read_caption(dialect: Dialect, head: Head) -> Head | None:
    """The head with what its argument says: place, number and selector; None for no caption."""
    prepend = flag(dialect, FIGURES, "prepend", False)
    rest = head.argument if head.argument is not None else Chunk.whole("")
    if rest.text.startswith((">", "<")):
        prepend = rest.text[0] == "<"
        rest = rest.rest(1).lstripped()
    match = _NUMBER.match(rest.text)
    if match is not None:
        if match.end() > _LONGEST:
            return None
        rest = rest.rest(match.end()).lstripped()
    selector = read_selector(rest, tag=False)
    if selector is None:
        return None
    level, number = ("", "") if match is None else (match[2], "") if match[1] else ("", match[2])
    return head._replace(selector=selector, figure=Figure(prepend, level, number))


def caption(_parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// caption`: it goes into a figure around the element before it."""
    assert head.figure is not None  # `read_caption` has made it
    figure = _figure(parent, head)
    figure.facts = {**(figure.facts or {}), "figure": head}
    caption = Node("figcaption", head.start, head.end)
    figure.children.insert(0 if head.figure.prepend else len(figure.children), caption)
    return Made(figure, caption)


def _figure(parent: Node, head: Head) -> Node:
    """The figure that a caption belongs to: the last child, or a new one around that."""
    last = parent.last
    if last is not None and last.tag == "label":  # stands elsewhere on the rendered page
        last = None
    if (
        last is not None
        and last.tag == "figure"
        and not any(child.tag == "figcaption" for child in last.children)
    ):
        describe(last, head, f"{last.cls} {head.kind.css}")
        return last
    figure = element("figure", head, head.kind.css)
    if last is not None:
        figure.start = last.start
        figure.add(parent.children.pop())
    return parent.add(figure)


def number_figures(builder: Builder, nodes: list[Node], figures: list[Node]) -> None:
    """Give ids to the figures that have none: all are numbered, or those whose caption says so."""
    if flag(builder.dialect, FIGURES, "auto", True):
        _Numbers(builder, nodes).give(figures)
        return
    prefixes = {name: prefix for name, prefix, _ in figure_types(builder.dialect)}
    for node in figures:
        head = _head(node)
        if head is None or head.figure is None or not prefixes.get(head.name):
            continue
        level, number = head.figure.level, head.figure.number
        if level:
            number = ".".join(["1"] * (min(int(level), _DEEPEST) + 1))
        if number and "closed" in (node.facts or {}):
            _give(builder, node, head, number)


def _give(builder: Builder, node: Node, head: Head, number: str) -> None:
    if "id" not in own_attributes(node):
        name = f"__{head.name}_{number.replace('.', '_')}"
        builder.anchor(name, "caption", builder.span(head.start, head.end))


class _Numbers:
    """`CaptionTreeprocessor`: figures are numbered by kind and depth, and that makes their ids.

    `counts` are the numbers so far of each kind, `depths` where its last figure stands, `levels`
    the depths that captions give themselves.
    """

    def __init__(self, builder: Builder, nodes: list[Node]) -> None:
        self.builder = builder
        self.parents = {id(child): node for node in nodes for child in node.children}
        self.prefixes = {name: prefix for name, prefix, _ in figure_types(builder.dialect)}
        level = builder.dialect.option(FIGURES, "auto_level", 0)
        self.limit = level if isinstance(level, int) else 0
        self.counts = {name: [0] for name in self.prefixes}
        self.depths = dict.fromkeys(self.prefixes, 0)
        self.levels: dict[int, int] = {}

    def give(self, figures: list[Node]) -> None:
        """Give ids to the figures that have none, in the order of the page."""
        for node in figures:
            head = _head(node)
            if head is not None and head.figure is not None and head.figure.level:
                self.levels[id(node)] = min(int(head.figure.level), _DEEPEST)
        for node in figures:
            head = _head(node)
            if head is None or head.figure is None or not self.prefixes.get(head.name):
                continue
            depth = self._depth(node, head.name)
            if depth >= 0:
                number = self._number(node, head.name, depth, head.figure.number)
                _give(self.builder, node, head, ".".join(map(str, number)))

    def _depth(self, node: Node, name: str) -> int:
        """How many figures of its kind a figure stands in; -1 where that is too many."""
        depth = self.levels.get(id(node), 0)
        if id(node) in self.levels and self.limit and depth >= self.limit:
            return -1
        parent = self.parents.get(id(node))
        while parent is not None:
            head = _head(parent)
            if head is not None and head.name == name:
                own = self.levels.get(id(parent))
                depth += 1 if own is None else own + 1
                if own is not None:
                    self.levels[id(node)] = depth + 1
                if self.limit and depth >= self.limit:
                    return -1
            parent = self.parents.get(id(parent))
        return depth

    def _number(self, node: Node, name: str, depth: int, written: str) -> list[int]:
        """The number of a figure: the next one at its depth, or the one that its caption has."""
        given = [int(each) for each in written.split(".")] if written else []
        if given:
            self.levels[id(node)] = len(given) - 1 - depth
            depth = len(given) - 1
        count = self.counts[name]
        if depth > self.depths[name]:
            count.extend([1] * (depth - self.depths[name]))
        elif depth == self.depths[name]:
            count[depth] += 1
        else:
            del count[depth + 1 :]
            count[-1] += 1
        self.depths[name] = depth
        if given > count:
            count[:] = given
        return count[: depth + 1]


def _head(node: Node) -> Head | None:
    head = node.facts.get("figure") if node.facts else None
    return head if isinstance(head, Head) else None
