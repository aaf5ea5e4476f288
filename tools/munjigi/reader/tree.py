"""The element tree that block parsing builds; inline parsing and ids come after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.reader.chunk import Chunk

if TYPE_CHECKING:
    from munjigi.reader.htmltags import Attribute

LISTS = frozenset({"ul", "ol"})


class Node:
    """An element. `start` and `end` are offsets in the normalized page; `end` grows with it.

    `text` and `tail` are what ElementTree calls so: text before the first child, and text between
    this element and the next one. `cls` is the class attribute where it decides over what follows.
    `facts` holds what only this kind of element has (title, marker, attributes).
    """

    __slots__ = ("children", "cls", "end", "facts", "start", "tag", "tail", "text")

    def __init__(
        self, tag: str, start: int, end: int, text: Chunk | None = None, cls: str = ""
    ) -> None:
        self.tag = tag
        self.start = start
        self.end = end
        self.text = text
        self.tail: Chunk | None = None
        self.cls = cls
        self.children: list[Node] = []
        self.facts: dict[str, object] | None = None

    def add(self, child: Node) -> Node:
        """Append `child` and return it."""
        self.children.append(child)
        return child

    @property
    def last(self) -> Node | None:
        """The last child."""
        return self.children[-1] if self.children else None

    def wrap_text(self) -> None:
        """Move the text into a paragraph in front: a list item that turned out to be loose."""
        text = self.text
        if text is not None and text.text:
            self.children.insert(0, Node("p", text.at(0), end_of(text), text))
            self.text = None


def walk(root: Node) -> Iterator[Node]:
    """A node and all in it, in the order of the rendered page."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def own_attributes(node: Node) -> dict[str, Attribute]:
    """The attributes that a generic block gives to its element, by name."""
    found = node.facts.get("attributes") if node.facts else None
    return found if isinstance(found, dict) else {}


def end_of(chunk: Chunk) -> int:
    """The offset just after the chunk's last character."""
    return chunk.at(len(chunk.text) - 1) + 1 if chunk.text else chunk.at(0)
