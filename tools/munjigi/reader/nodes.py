"""Elements that delimiters make, nested as Python-Markdown nests them."""

from __future__ import annotations

from typing import NamedTuple

from munjigi.reader.runs import Region


class Mark(NamedTuple):
    """An element made by delimiters: `start` to `end` with them.

    `inner_start` to `inner_end` is what stands between. `kind` is its tag: em, strong, del, sub,
    ins, sup or mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    kind: str


class Line:
    """The text from `start` to `end`; `nodes` are the elements in it, by where they start."""

    __slots__ = ("end", "nodes", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.nodes: dict[int, Node] = {}


class Node:
    """An element: `mark` is None for one that another pattern has made (a code span, a link)."""

    __slots__ = ("children", "end", "mark", "tail", "text")

    def __init__(self, end: int, mark: Mark | None, text: Line) -> None:
        self.end = end
        self.mark = mark
        self.text = text
        self.tail: Line | None = None
        self.children: list[Node] = []


def build(regions: list[Region], first: int, base: int) -> tuple[Node, int]:
    """The element of `regions[first]` with all that are nested in it, and how many that are."""
    limit = regions[first].end
    root = last = _node(regions[first], base)
    outer = [(root, regions[first])]
    previous = regions[first]
    index = first + 1
    while index < len(regions) and regions[index].start < limit:
        region = regions[index]
        _fill(last, previous, region, outer[-1], base)
        while len(outer) > 1 and region.end > outer[-1][1].end:
            outer.pop()
        last = _node(region, base)
        outer[-1][0].children.append(last)
        index += 1
        if index < len(regions) and region.end > regions[index].end:
            outer.append((last, region))
        previous = region
    while outer:
        if last.tail is None and last is not outer[-1][0]:
            last.tail = Line(previous.end + base, outer[-1][1].inner_end + base)
        last, previous = outer.pop()
    return root, index - first


def _node(region: Region, base: int) -> Node:
    places = (region.start, region.end, region.inner_start, region.inner_end)
    start, end, inner_start, inner_end = (place + base for place in places)
    mark = Mark(start, end, inner_start, inner_end, region.kind)
    return Node(end, mark, Line(inner_start, inner_end))


def _fill(
    last: Node, previous: Region, region: Region, outer: tuple[Node, Region], base: int
) -> None:
    """Text and tail of the element before `region`."""
    last.text.end = min(previous.inner_end, region.start) + base
    if last is not outer[0] and last.tail is None:
        if region.start < outer[1].end:
            last.tail = Line(previous.end + base, region.start + base)
        else:
            last.tail = Line(previous.end + base, outer[1].inner_end + base)
            outer[0].tail = Line(outer[1].end + base, region.start + base)
