"""What raw HTML is on a page, and what it leaves in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from munjigi.reader.htmltags import Tag, tags


class Mask(NamedTuple):
    """What stands in the text from `start` to `end` instead: line ends, a placeholder, line ends.

    Where `blank` is given it fills the space of the placeholder: nothing is left in the text.
    """

    start: int
    end: int
    before: int
    after: int
    blank: str = ""

    @property
    def key(self) -> int:
        """Where the placeholder starts, or the mask where it leaves none."""
        return self.start if self.blank else self.start + self.before

    def fill(self) -> str:
        """The text, as long as what it replaces."""
        room = self.end - self.start - self.before - self.after
        middle = self.blank * room if self.blank else f"\x02{'x' * (room - 2)}\x03"
        return "\n" * self.before + middle + "\n" * self.after


def masked(text: str, start: int, end: int, masks: Iterable[Mask]) -> str:
    """The text from `start` to `end` with masks put in."""
    parts: list[str] = []
    for mask in masks:
        parts += (text[start : mask.start], mask.fill())
        start = mask.end
    parts.append(text[start:end])
    return "".join(parts)


class Masks:
    """The masks in the part of a text that begins at `start`, from left to right."""

    __slots__ = ("all", "start", "text")

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self.start = start
        self.all: list[Mask] = []

    def add(self, start: int, end: int, breaks: int) -> int:
        """Mask a block and return its key.

        Blank lines set it off as in Python-Markdown. `breaks` is the number of line ends put before
        a block that does not start its line. A piece too short for all this (`<hr>`) is blanked.
        """
        text = self.text
        gap = self._before(start)
        before = breaks
        if not gap.strip("\n"):
            before = 0
        elif gap.endswith("\n"):
            before = 1
        follows = text[end : end + 2]
        after = 0 if end == len(text) else 2 - len(follows) + len(follows.lstrip("\n"))
        if start + before + len("\x02\x03") + after > end:
            self.drop(start, end)
        else:
            self.all.append(Mask(start, end, before, after))
        return self.all[-1].key

    def drop(self, start: int, end: int, blank: str = "\n") -> None:
        """Fill with `blank`, a line end or a space."""
        after = end - start if blank == "\n" else 0
        self.all.append(Mask(start, end, 0, after, blank))

    def drop_from_tail(self, start: int, end: int) -> None:
        """Blank what stands on the line where the last block ends.

        With spaces; but where it is the first on that line, these would indent what follows it.
        """
        last = self.all[-1]
        gap = self.text[last.end : start]
        first = last.after or (last.blank and last.before)
        if not first or gap.strip():
            self.drop(start, end, " ")
        else:
            # What follows keeps its indentation: the spaces between the pieces before it.
            spaces = len(gap) + (last.end - last.start - last.before if last.blank == " " else 0)
            room = min(spaces, end - start - 1)
            self.all.append(Mask(start, end, end - start - room, 0, " "))

    def _before(self, start: int) -> str:
        """At most the two characters before `start`, as masked."""
        last = self.all[-1] if self.all else None
        gap = self.text[max(last.end if last else self.start, start - 2) : start]
        return ("\x03" + "\n" * last.after + gap)[-2:] if last else gap


class HtmlBlock(NamedTuple):
    """A piece of raw HTML from `start` to `end`.

    `kind`: raw, comment, element (one whose content md_in_html parses) or off (one in such an
    element whose content it does not parse; it makes an element of the tree). Of an element `tag`
    is the name, `state` how its content is parsed (block or span), and `content_start` to
    `content_end` the content. All places are offsets in the text that `mask_html` was given.
    """

    kind: str
    start: int
    end: int
    tag: str = ""
    state: str = "off"
    content_start: int = -1
    content_end: int = -1
    masks: tuple[Mask, ...] = ()

    def content(self, text: str) -> str:
        """The content of an element, raw HTML in it masked; `text` is what `mask_html` was given.

        In state block, Python-Markdown parses it without the line ends at its end.
        """
        return masked(text, self.content_start, self.content_end, self.masks)

    def tags(self, text: str) -> list[Tag]:
        """The tags of raw HTML, or the start tag of an element, as `htmltags.tags` gives them."""
        if self.kind == "comment":
            return []
        end = self.content_start if self.kind == "element" else self.end
        return tags(text[self.start : end], self.start)
