"""Raw HTML blocks of a page, found as `markdown.htmlparser.HTMLExtractor` finds them.

The extractor takes raw HTML out of the text and leaves placeholders. Here a block is masked where
it stands, by as many characters: a placeholder `\\x02xxx\\x03` between line ends that split the
text into the same blocks as the blank lines that the extractor adds.
"""

from __future__ import annotations

import re
from collections import Counter

from munjigi.reader.htmlblock import HtmlBlock, Masks
from munjigi.reader.htmlscan import Scanner
from munjigi.reader.htmltokens import BLOCK_LEVEL

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK_AFTER = re.compile(r"(?:[ ]*\n){2}")
_CLOSER = re.compile(r"</\s*([^\t\n\r\f />`\x00]+)\s*>")
# fmt: off
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))
# fmt: on
# The extractor remembers every open inline tag of a paragraph; a hundred keep the search linear.
_MAX_INLINE = 100


class Extractor(Scanner):
    """Reads one text. After `run`, `masks` tells how to mask it and `blocks` what was found.

    Keys of `blocks` are those of the masks. `inraw` is whether a raw block is open.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.masks = Masks(text)
        self.blocks: dict[int, HtmlBlock] = {}
        self.inraw = False
        self._raw_start = 0
        self._raw_breaks = 0
        self._raw_stack: list[str] = []
        self._raw_open: Counter[str] = Counter()
        self._inline: list[str] = []
        self._paragraph: tuple[int, int, dict[str, int]] = (0, -1, {})

    def inside(self) -> bool:
        """Whether a raw block is open."""
        return self.inraw

    def run(self) -> None:
        """Read the text; a block that is open at its end ends there."""
        super().run()
        if self.inraw:
            self._end_raw(len(self.text))

    def data(self, start: int, end: int) -> None:
        """Text: a blank line in it ends the paragraph and with it its inline tags."""
        if self._inline and not self.inraw and _BLANK_LINE.search(self.text, start, end):
            self._inline.clear()

    def open(self, start: int, end: int, name: str) -> None:
        """A start tag."""
        if name == "hr":
            self.empty(start, end, block=True)
            return
        if name in BLOCK_LEVEL and (self.intail or (not self.inraw and self.line_start(start))):
            if not self.inraw:
                self.inraw = True
                self._raw_start = start
                self._raw_breaks = 0
            self._raw_breaks += 1
        if not self.inraw:
            self.open_inline(name)
            return
        self.cdata(name)
        self._raw_stack.append(name)
        self._raw_open[name] += 1

    def open_inline(self, name: str) -> None:
        """An inline tag outside raw blocks: a comment before its end tag is part of its line."""
        if name not in BLOCK_LEVEL and name not in _VOID and len(self._inline) < _MAX_INLINE:
            self._inline.append(name)

    def close_inline(self, name: str) -> None:
        """An inline end tag outside raw blocks."""
        if name in self._inline:
            while self._inline.pop() != name:
                pass

    def close(self, start: int, end: int, name: str) -> None:
        """An end tag."""
        if not self.inraw:
            self.close_inline(name)
        elif self._raw_open[name]:
            popped = ""
            while popped != name:
                popped = self._raw_stack.pop()
                self._raw_open[popped] -= 1
            if not self._raw_stack:
                self.check_tail(end)
                self._end_raw(end)

    def _end_raw(self, end: int) -> None:
        start = self._raw_start
        key = self.masks.add(start, end, min(self._raw_breaks, 2))
        self.blocks[key] = HtmlBlock("raw", start, end)
        self.inraw = False
        self._raw_stack.clear()
        self._raw_open.clear()

    def check_tail(self, end: int) -> None:
        """What follows a block on its line is its tail, unless there is only a blank line."""
        if not _BLANK_AFTER.match(self.text, end):
            self.intail = True

    def empty(self, start: int, end: int, *, block: bool, check: int = -1) -> None:
        """`<tag/>`, a declaration, an instruction."""
        self.place(HtmlBlock("raw", start, end), block, end if check < 0 else check)

    def place(self, piece: HtmlBlock, block: bool, check: int) -> None:
        """A raw block of its own if `block` and at the start of a line, else what surrounds it."""
        if self.inraw:
            return
        if self.intail:
            self.move(piece.start, piece.end)
            self.blocks[piece.start] = piece
        elif block and self.line_start(piece.start):
            self.blocks[self.masks.add(piece.start, piece.end, 0)] = piece
            self.check_tail(check)

    def move(self, start: int, end: int) -> None:
        """The extractor moves a piece from a tail to the next raw block: it leaves a gap."""
        self.masks.drop_from_tail(start, end)

    def comment(self, start: int, end: int, close: int) -> None:
        """A comment, part of its paragraph where that closes an inline tag after it."""
        check = close + len("-->")
        blank = _BLANK_LINE.search(self.text, start + len("<!--"), close)
        block = bool(blank) or not self._inline_closes(check)
        self.place(HtmlBlock("comment", start, end), block, check)

    def _inline_closes(self, start: int) -> bool:
        """Whether an open inline tag is closed between `start` and the end of the paragraph."""
        if not self._inline:
            return False
        begin, end, closers = self._paragraph
        if not begin <= start <= end:
            blank = _BLANK_LINE.search(self.text, start)
            end = blank.start() if blank else len(self.text)
            found = _CLOSER.finditer(self.text, start, end)
            closers = {match[1].lower(): match.start() for match in found}
            self._paragraph = (start, end, closers)
        return any(closers.get(name, -1) >= start for name in self._inline)
