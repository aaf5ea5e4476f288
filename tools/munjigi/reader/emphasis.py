"""Emphasis in one inline text: `*`, `_`, and `~`, `^`, `=` where pymdownx brings them.

All delimiters run at priority 60: after every other pattern but `nl2br` (5) and escapeall's hard
break (5.1). Python-Markdown's own `em_strong` comes first, then pymdownx's `delimiter`; betterem
replaces the former. What earlier patterns took must be masked at equal length, so that offsets
hold: `\\x02` + filler + `\\x03`. The filler `x` stands for an element (code, link, image, line
break), any other or none for a string (escape, raw HTML, entity): text goes on around a string, but
ends at an element when Python-Markdown looks at it again.

That second look is part of the behaviour: what stands inside nested elements goes through all
patterns once more, piece by piece, and may pair there (`treeprocessors.InlineProcessor.run`).

Bounds: pairing takes at most `STEPS` steps for each run of delimiters in the text, plus `GRACE`;
then what is left stays text, and time stays linear. Python-Markdown goes on in quadratic time
there, or nests deeper than its serializer can follow. One more difference: Python-Markdown keeps
pairs that it has found but not used yet by their position, and loses or doubles text where it meets
other delimiters first. Where such a place lies outside of the text at hand, delimiters stay text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

from munjigi.reader.dialect import Dialect
from munjigi.reader.nodes import Line, Mark, Node
from munjigi.reader.quick import Setup, quick_marks, setup_of
from munjigi.reader.replay import View, make_replay
from munjigi.reader.runs import Budget, Runs

__all__ = ["GRACE", "STEPS", "Mark", "emphasis"]

STEPS = 40
GRACE = 4000
_DEEP = 40  # texts after nested elements that are read inside each other
_ELEMENT = re.compile("\x02x+\x03")


def emphasis(text: str, dialect: Dialect, *, revisited: bool = False) -> list[Mark]:
    """The marks in a masked inline text, sorted by start, outer ones first.

    `revisited` says that Python-Markdown looks at this text's elements again: it is the text of a
    link, or of a list item that has further blocks in it.
    """
    setup = setup_of(dialect)
    if not setup.all_runs.search(text):
        return []
    quick = None if revisited else quick_marks(text, setup)
    if quick is not None:
        return quick
    marks = _Reader(text, setup).read(revisited)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return marks


class _Reader:
    """Reads one text as `markdown.treeprocessors.InlineProcessor` does."""

    def __init__(self, text: str, setup: Setup) -> None:
        self.text = text
        self.setup = setup
        runs = sum(1 for pattern in setup.runs for _ in pattern.finditer(text))
        self.budget = Budget(STEPS * runs + GRACE)
        self.replays = [make_replay(table, self.budget) for table in setup.tables]
        self.marks: list[Mark] = []
        self.depth = 0

    def read(self, revisited: bool) -> list[Mark]:
        """All marks, in no order."""
        line = Line(0, len(self.text))
        self._inline(line)
        nodes = self._expand(line)
        if revisited:
            root = Node(0, None, Line(0, 0))
            root.children = nodes
            nodes = [root]
        self._revisit(deque(node for node in nodes if node.children))
        return self.marks

    def _inline(self, line: Line, first: int = 0, evaluated: bool = False) -> None:
        """Run the passes from `first` on over a line (`__handleInline`)."""
        for index in range(first, len(self.replays)):
            pattern = self.setup.runs[index]
            if pattern.search(self.text, line.start, line.end):
                self._apply(line, index, evaluated)

    def _apply(self, line: Line, index: int, evaluated: bool) -> None:
        """One pass over a line (`__applyPattern` until nothing matches)."""
        runs = Runs(self._data(line), self.setup.runs[index])
        view = View(runs, line.start, evaluated)
        inner = line.nodes
        starts = sorted(inner)
        line.nodes = placed = dict(inner)
        position = 0
        while (at := runs.index(position)) < len(runs.starts):
            position = max(position, runs.starts[at])
            node, start, end = self.replays[index].handle(view, position)
            if node is not None:
                view.place(start, end)
                for taken in _within(starts, line.start + start, line.start + end):
                    del placed[taken]
                placed[line.start + start] = node
                self._adopt(node, inner, starts)
                self._inside(node, index)
            position = end

    def _data(self, line: Line) -> str:
        """A line's text with the elements in it masked."""
        parts = []
        at = line.start
        for start, node in sorted(line.nodes.items(), key=lambda item: item[0]):
            parts.append(self.text[at:start])
            parts.append("\x02" + "x" * (node.end - start - 2) + "\x03")
            at = node.end
        return "".join(parts) + self.text[at : line.end]

    def _adopt(self, root: Node, inner: dict[int, Node], starts: list[int]) -> None:
        """Record the marks of a new element, and give it what earlier passes placed inside it."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.mark is not None:
                self.marks.append(node.mark)
            for line in (node.text, node.tail):
                if line is not None and starts:
                    for start in _within(starts, line.start, line.end):
                        line.nodes[start] = inner[start]
            waiting.extend(node.children)

    def _inside(self, node: Node, index: int) -> None:
        """The texts in a new element; those after its children go through this pass too."""
        if self.depth == _DEEP:
            return
        self.depth += 1
        self._inline(node.text, index + 1)
        for child in node.children:
            self._inline(child.text, index + 1)
            if child.tail is not None:
                self._inline(child.tail, index, evaluated=True)
        self.depth -= 1

    def _expand(self, line: Line) -> list[Node]:
        """Cut a line at its elements (`__processPlaceholders`): it ends at the first of them."""
        found: list[Node] = []
        last = line
        end = line.end
        for start, node in self._elements(line):
            last.end = start
            last = node.tail = Line(node.end, end)
            self._settle(node)
            found.append(node)
        line.nodes = {}
        return found

    def _elements(self, line: Line) -> Iterator[tuple[int, Node]]:
        at, end = line.start, line.end
        for start, node in [*sorted(line.nodes.items(), key=lambda item: item[0]), (end, None)]:
            for match in _ELEMENT.finditer(self.text, at, start):
                yield match.start(), Node(match.end(), None, Line(match.end(), match.end()))
            if node is not None:
                yield start, node
                at = node.end

    def _settle(self, node: Node) -> None:
        """Turn placeholders in an element's first level into children."""
        children = self._expand(node.text)
        for child in node.children:
            child.children[0:0] = self._expand(child.text)
            children.append(child)
            if child.tail is not None:
                children += self._expand(child.tail)
        node.children = children

    def _revisit(self, queue: deque[Node]) -> None:
        """Look at the texts inside elements once more (`InlineProcessor.run`)."""
        while queue and self.budget.take():
            parent = queue.popleft()
            new: list[tuple[Node, list[Node]]] = []
            at = 0
            while at < len(parent.children):
                child = parent.children[at]
                at += 1
                if self._has_delimiter(child.text):
                    self._inline(child.text)
                    found = self._expand(child.text)
                    queue.extend(node for node in found if node.children)
                    new.append((child, found))
                if child.tail is not None and self._has_delimiter(child.tail):
                    self._inline(child.tail)
                    parent.children[at:at] = self._expand(child.tail)
                if child.children:
                    queue.append(child)
            for child, found in new:
                child.children[0:0] = found

    def _has_delimiter(self, line: Line) -> bool:
        return self.setup.all_runs.search(self.text, line.start, line.end) is not None


def _within(starts: list[int], start: int, end: int) -> list[int]:
    """The numbers of a sorted list from `start` to `end`."""
    return starts[bisect_left(starts, start) : bisect_left(starts, end)]
