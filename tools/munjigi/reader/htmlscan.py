"""The tokens of `markdown.htmlparser`: tags, comments and the like, each told to a method.

One thing is not followed. After text such as `&#x;`, or `<?` without its end, html.parser starts
over in the middle of the page and the extractor then miscounts its lines: it writes other text in
the place of end tags. Here the end tags stay.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from munjigi.lazypattern import lazy
from munjigi.reader.htmltokens import BLOCK_LEVEL, StartTags, end_tag

_NAMES = "|".join(sorted(BLOCK_LEVEL, key=len, reverse=True))
_BLOCK_START = rf"(?:[!?]|(?i:{_NAMES})(?![^`\t\n\r\f />\x00]))"
_LINE_START = r"(?:(?<=\n<)|(?<=\n[^\S\n]<)|(?<=\n[^\S\n]{2}<)|(?<=\n[^\S\n]{3}<))"
# What can start a raw block, at the start of a line but for three spaces.
_CANDIDATE = lazy(f"<{_LINE_START}{_BLOCK_START}")
_FIRST_CANDIDATE = lazy(rf"[^\S\n]{{0,3}}<{_BLOCK_START}")
_NUMBER = r"(?:[0-9]+|[xX][0-9a-fA-F]+)"
# Every branch starts with `<` or `&`: `re` then skips to these quickly.
_TOKEN = re.compile(rf"<(?:/?[a-zA-Z]|[!?])|&#(?!{_NUMBER}[^0-9a-fA-F])")
_REFERENCE = re.compile(rf"&#{_NUMBER}(?:;|(?=[^0-9a-fA-F]))|&[a-zA-Z][-.a-zA-Z0-9]*;")
_TAIL_TOKEN = lazy(f"{_TOKEN.pattern}|{_REFERENCE.pattern}")
_LETTER = re.compile("[a-zA-Z]")
_COMMENT_END = re.compile(r"--!?>")
_INSTRUCTION_END = re.compile(r"\?>")
_SECTION_END = re.compile(r"\]\s*\]\s*>")
_CDATA_END = {name: re.compile(rf"</\s*{name}\s*>", re.IGNORECASE) for name in ("script", "style")}


def candidate(text: str, position: int = 0) -> int:
    """Where the first tag from `position` on stands that may start a raw block, or -1."""
    first = _FIRST_CANDIDATE.match(text) if position == 0 else None
    if first:
        return text.index("<")
    match = _CANDIDATE.search(text, position)
    return match.start() if match else -1


class Scanner(ABC):
    """Reads one text from left to right. `intail` is whether a raw block ends on this line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.intail = False
        self._start_tags = StartTags(text)
        self._position = 0
        self._data = 0
        self._candidate = -1
        self._late = False
        self._cdata = ""
        self._spent: set[re.Pattern[str]] = set()

    @abstractmethod
    def inside(self) -> bool:
        """Whether a block is open."""

    @abstractmethod
    def data(self, start: int, end: int) -> None:
        """Text."""

    @abstractmethod
    def open(self, start: int, end: int, name: str) -> None:
        """A start tag."""

    @abstractmethod
    def close(self, start: int, end: int, name: str) -> None:
        """An end tag."""

    @abstractmethod
    def empty(self, start: int, end: int, *, block: bool, check: int = -1) -> None:
        """`<tag/>`, a declaration, an instruction.

        `check` is where the extractor looks for a blank line after it, if not at `end`.
        """

    @abstractmethod
    def comment(self, start: int, end: int, close: int) -> None:
        """A comment whose end mark starts at `close`."""

    @abstractmethod
    def move(self, start: int, end: int) -> None:
        """An entity in a tail."""

    def run(self) -> None:
        """Read the text to its end, or to where nothing in it matters any more."""
        while (start := self._next()) >= 0:
            self.take_data(start)
            self._token(start)
        self.take_data(len(self.text))

    def _next(self) -> int:
        """Where the next token starts, or -1."""
        if self._cdata:
            match = self._search(_CDATA_END[self._cdata], self._position)
        elif self.inside():
            match = _TOKEN.search(self.text, self._position)
        elif self.intail:
            match = _TAIL_TOKEN.search(self.text, self._position)
        else:
            if self._candidate < self._position:
                self._candidate = candidate(self.text, self._position)
                if self._candidate < 0:
                    return -1
            match = _TOKEN.search(self.text, self._position)
        return match.start() if match else -1

    def _search(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """The next match; once there is none, the text is not searched again."""
        if pattern in self._spent:
            return None
        match = pattern.search(self.text, position)
        if match is None:
            self._spent.add(pattern)
        return match

    def line_start(self, start: int) -> bool:
        """Whether `start` is the start of a line but for up to three spaces."""
        head = f"\n{self.text[:start]}" if start < 4 else self.text[start - 4 : start]  # noqa: PLR2004
        line = head.rfind("\n")
        return line >= 0 and not head[line + 1 :].strip()

    def take_data(self, end: int) -> None:
        """What stands between the last token and `end` is text."""
        start, self._data = self._data, end
        if start < end:
            if self.intail and self.text.find("\n", start, end) >= 0:
                self.intail = False
            self.data(start, end)

    def ignore(self, end: int) -> None:
        """What stands between the last token and `end` is not text."""
        self._data = end

    def _skip(self, end: int) -> None:
        self._position = self._data = end

    def _token(self, start: int) -> None:
        first, second = self.text[start], self.text[start + 1]
        if first == "&":
            self._reference(start)
        elif second == "/":
            self._end_tag(start)
        elif second == "?":
            self._instruction(start)
        elif second != "!":
            self._start_tag(start)
        elif self.text.startswith("--", start + 2):
            self._comment(start)
        else:
            self._declaration(start)

    def _reference(self, start: int) -> None:
        match = _REFERENCE.match(self.text, start)
        if match:
            if self.intail and not self.inside():
                self.move(start, match.end())
                self._data = match.end()
            self._position = match.end()
        elif self._late or ";" not in self.text[start:]:
            self._position = len(self.text)
        else:
            # html.parser stops here once and goes on; the second time all else is text.
            self._late = True
            self._position = start + 2

    def _start_tag(self, start: int) -> None:
        tag = self._start_tags.at(start)
        if not tag.name:
            self._position = tag.end
            return
        if tag.empty:
            self.empty(start, tag.end, block=tag.name in BLOCK_LEVEL)
        else:
            self.open(start, tag.end, tag.name)
        self._skip(tag.end)

    def cdata(self, name: str) -> None:
        """A block was opened: what follows is text up to its end tag if it is a script or style."""
        self._cdata = name if name in _CDATA_END else ""

    def _end_tag(self, start: int) -> None:
        text = self.text
        end = self._bracket(start)
        if not end or not _LETTER.match(text, start + 2):
            self._position = start + 2
            return
        name = end_tag(text, start)
        if self._cdata and name != self._cdata:
            self._position = end
            return
        self._cdata = ""
        self.close(start, end, name)
        self._skip(end)

    def _bracket(self, position: int) -> int:
        """Where the next `>` ends, or 0."""
        return self.text.find(">", position) + 1 if position <= self._start_tags.last else 0

    def _comment(self, start: int) -> None:
        match = self._search(_COMMENT_END, start + 4)
        if match is None:
            self._position = start + 1
            return
        self.comment(start, match.end(), match.start())
        self._skip(match.end())

    def declares(self, start: int) -> bool:
        """Whether `<?` or `<!` at `start` is more than text."""
        return self.intail or self.line_start(start)

    def _instruction(self, start: int) -> None:
        if not self.declares(start):
            self._position = start + 2
            return
        match = self._search(_INSTRUCTION_END, start + 2)
        self._declared(start, match.end() if match else 0, block=True)

    def _declaration(self, start: int) -> None:
        text = self.text
        if not self.declares(start):
            self._position = start + 2
        elif text.startswith("<![CDATA[", start):
            match = self._search(_SECTION_END, start + 3)
            check = match.start() + 3 if match else -1
            self._declared(start, match.end() if match else 0, block=True, check=check)
        elif text.startswith("<![", start) and not self._bracket(start):
            self._position = start + 1
        else:
            doctype = text[start : start + 9].lower() == "<!doctype"
            self._declared(start, self._bracket(start + (9 if doctype else 2)), block=doctype)

    def _declared(self, start: int, end: int, *, block: bool, check: int = -1) -> None:
        if end:
            self.empty(start, end, block=block, check=check)
            self._skip(end)
        else:
            # html.parser starts over here, and then takes it for text.
            self._late = True
            self._position = self._bracket(start) or max(self.text.find("<", start + 1), start + 1)
