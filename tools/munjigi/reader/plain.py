"""Plain blocks: those whose links and headings can be told without a tree.

Most blocks of most pages are paragraphs, headings, lists and tables in which every link stands in
one line and no markup crosses another. What is on the page is the same then whatever the block
turns into, and one regular expression finds it. Every other block goes through the block parser;
what is found is the same (`test_any_text_is_read` compares both ways).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.chunk import Chunk
from munjigi.reader.dialect import Dialect
from munjigi.reader.tree import Node
from munjigi.reader.visible import escaped_chars

if TYPE_CHECKING:
    from munjigi.reader.htmlblock import HtmlBlock

# Lines that only the block parser understands, wherever they stand in a block.
_LINE = re.compile(
    r"(?:\A|\n)(?: {4}| {0,3}(?:[>:$?/]|!!!|={3}|\*\[|#{7}"
    r"|(?:[*+-]|\d+\.) +(?:[#>!?=:]|[*+-] |\d+\. )))"
    r"|\n(?:=+|-+) *(?:\n|\Z)"
)
# The same, and headings, where they begin in a page; none of them starts the page.
_LINE_IN_PAGE = re.compile(
    r"\n(?:#| {4}| {0,3}(?:[>:$?/]|!!!|={3}|\*\["
    r"|(?:[*+-]|\d+\.) +(?:[#>!?=:]|[*+-] |\d+\. ))|(?:=+|-+) *(?:\n|\Z))"
)
_CODE = re.compile(r"`[^`\n]*`")
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PLAIN_TAG = re.compile(
    r"""<(?!(?:script|style|textarea|title|xmp|iframe|noembed|noframes|a\b[^<>]*\bhref)\b)"""
    r"""/?[A-Za-z][\w-]*(?: +[\w:-]+(?:="[^"<>\[\]`\\|]*")?)* */?>""",
    re.IGNORECASE,
)
_HIDING = re.compile(f"{_CODE.pattern}|{_PLAIN_TAG.pattern}|\\\\.", re.IGNORECASE)
_TELLING = re.compile(r"\b(?:id|name|href|src|h[1-6])\b", re.IGNORECASE)
# Brackets in brackets, references, footnotes, definitions.
_NOT_PLAIN = re.compile(r"\[[^\]]*\[|\]\s?\[|\[\^|\]:")
_LINK = re.compile(r"""!?\[([^\[\]\n]*)\]\( *+([^()\s"'<>|]*+)(?: +"[^"()\n|]*")? *\)""")
_ID = r"(?: +\{:? *#([\w.:-]+)(?: +\.[\w-]+)* *\})?"
_SIGNS = {
    "pymdownx.emoji": ":",
    "pymdownx.keys": "+",
    "pymdownx.caret": "^",
    "pymdownx.tilde": "~",
    "pymdownx.mark": "=",
    "pymdownx.magiclink": "@:/#",
}
_LIST = re.compile(r"[)`*_~^=+\]]\{|\n *\{")
_BARE = re.compile(r"://|www\.|@|[#!?]\d|[a-f\d]{40}")


class PlainLink(NamedTuple):
    """A link or picture; places are offsets in the normalized page."""

    start: int
    end: int
    target: str
    target_start: int
    text: str
    text_start: int
    text_end: int
    image: bool


class PlainHeading(NamedTuple):
    """What a heading's node holds instead of inline text; `id` is None where none is given."""

    words: str
    text_start: int
    text_end: int
    id: str | None
    id_start: int


class PlainReader:
    """Takes plain blocks of one page; `text` is the page with fences masked."""

    def __init__(self, dialect: Dialect, text: str, html: Mapping[int, HtmlBlock]) -> None:
        has = dialect.has
        self._html = html
        self.links: list[PlainLink] = []
        self._paragraph = Node("p", 0, 0)
        self._attributes = has("attr_list")
        self._magic = has("pymdownx.magiclink")
        self._definitions = "]:" in text
        self._signs = has("smarty") or has("pymdownx.smartsymbols") or has("pymdownx.inlinehilite")
        refused = "*&~^=+$<>" + (":" if has("pymdownx.emoji") else "")
        self._marked = re.compile(rf"[{re.escape(refused)}]|(?<!\w)_|_(?!\w)")
        self._chars = escaped_chars(dialect)
        self.tags: list[tuple[int, str]] = []
        signs = "".join(each for name, each in _SIGNS.items() if has(name))
        words = rf"(?:[^\\#\n{{`*_\[\]<>&{re.escape(signs)}]|(?<=\w)_+(?=\w))*?"
        self._plain_heading = re.compile(
            rf"(#{{1,6}})( +{words}){_ID if self._attributes else '()'} *(?:\n|\Z)"
        )
        magic = r"|://|www\.|@|#\d|!\d|\?\d|[a-f\d]{40}" if self._magic else ""
        self._trigger = re.compile(rf"[\[{{\x02]|<(?=[A-Za-z/!?]){magic}")
        # These give brackets a meaning of their own.
        self.able = (
            not any(
                has(name) for name in ("pymdownx.arithmatex", "pymdownx.progressbar", "wikilinks")
            )
            and not dialect.generic_blocks
        )

    def blocks(self, text: str) -> list[Chunk]:
        """The blocks of a page without those that hold nothing to tell.

        One of these stays where the next block may continue it: an indented one, or a definition.
        """
        if not self.able:
            return Chunk.whole(text).blocks()
        trigger, line = self._trigger.search, _LINE_IN_PAGE.search
        found: list[Chunk] = []
        position = 0
        size = len(text)
        at = at_line = -1
        while position < size:
            if at < position:
                match = trigger(text, position)
                at = match.start() if match else size
            if at_line < position:
                match = line(text, max(position - 1, 0))
                at_line = match.start() + 1 if match else size
            first = min(at, at_line) if position else 0
            if first >= size:
                break
            start = text.rfind("\n\n", position, first) + 2
            start = _block_start(text, position, start)
            end = text.find("\n\n", max(first, start))
            end = size if end < 0 else end
            goes_on = text.startswith((" ", ":", "\n"), start) or text.find("]:", start, end) >= 0
            if start > position and goes_on:
                last = text.rfind("\n\n", position, start - 2) + 2
                last = _block_start(text, position, last)
                found.append(Chunk(text[last : start - 2], [0], [last]))
            found.append(Chunk(text[start:end], [0], [start]))
            position = end + 2
        return found

    def take(self, parent: Node, waiting: list[Chunk], special: bool) -> bool:
        """Take the block if it is plain; `special` says that it has lines like no paragraph's."""
        chunk = waiting[-1]
        text = chunk.text
        if "\n    " in text:
            return False
        if "\x02" in text:
            return self._take_masked(parent, waiting)
        if special and (text[0] in " \n:" or _LINE.search(text)):
            return False
        if len(waiting) > 1 and continues(waiting):
            return False
        heading = special and ("\n#" in text or text[0] == "#")
        if not (heading or "[" in text or self._magic or "{" in text or "<" in text):
            waiting.pop()
            parent.children.append(self._paragraph)
            return True
        return self._take(parent, waiting, heading)

    def _take_masked(self, parent: Node, waiting: list[Chunk]) -> bool:
        """Take a block that is nothing but a fence or raw HTML."""
        text = waiting[-1].text
        if text[0] != "\x02" or text.find("\x03") != len(text) - 1 or continues(waiting):
            return False
        block = self._html.get(waiting[-1].at(0))
        if block is not None and block.kind in ("element", "off"):
            return False
        waiting.pop()
        parent.children.append(self._paragraph)
        return True

    def _take(self, parent: Node, waiting: list[Chunk], heading: bool) -> bool:
        chunk = waiting[-1]
        text = chunk.text
        masked = self._mask(text)
        if masked is None:
            return False
        tags = list(_PLAIN_TAG.finditer(masked)) if "<" in masked else []
        if tags:
            masked = _PLAIN_TAG.sub(_blank, masked)
        if "<" in masked and _TAG.search(masked):
            return False
        nodes: list[Node] = []
        if heading:
            if self._signs or not self._headings(chunk, masked, nodes):
                return False
            masked = _without_headings(masked)
        if self._attributes and "{" in masked and ("|" in text or _LIST.search(text)):
            return False
        found = self._find(chunk, masked) if "[" in masked else []
        if found is None or (self._magic and _BARE.search(_LINK.sub("", masked))):
            return False
        waiting.pop()
        self.links += found
        for tag in tags:
            if _TELLING.search(tag[0]):
                self.tags.append((chunk.at(tag.start()), tag[0]))
        parent.children.extend(nodes)
        parent.children.append(self._paragraph)
        return True

    def _mask(self, text: str) -> str | None:
        """The text with code spans and escapes blanked; None if these are not plain."""
        if "`" in text:
            if "``" in text or "\\`" in text:
                return None
            text = _CODE.sub(_blank, text)
            if "`" in text:
                return None
        if "\\" in text:
            if self._chars is None:
                return None
            chars = self._chars
            text = _ESCAPE.sub(lambda each: "\x00\x00" if each[0][1] in chars else each[0], text)
        return text

    def _headings(self, chunk: Chunk, masked: str, nodes: list[Node]) -> bool:
        """Make nodes of the headings in a block, unless one of them is not plain."""
        position = 0 if masked[0] == "#" else masked.find("\n#") + 1
        while True:
            match = self._plain_heading.match(masked, position)
            if match is None:
                return False
            nodes.append(self._heading(chunk, match))
            following = masked.find("\n#", match.end() - 1)
            if following < 0:
                return True
            position = following + 1

    def _heading(self, chunk: Chunk, match: re.Match[str]) -> Node:
        start, end = match.span(2)
        written = chunk.text[start:end]
        left = start + len(written) - len(written.lstrip())
        right = max(left, start + len(written.rstrip()))
        words = written
        if "\x00" in match[2]:
            words = self._shown(words)
        line = match.end() - (match[0][-1] == "\n")
        base = chunk.at(match.start()) - match.start()
        node = Node(f"h{len(match[1])}", base + match.start(), base + line)
        node.facts = {
            "plain": PlainHeading(
                " ".join(words.split()),
                base + left,
                base + right,
                match[3] or None,
                base + match.start(3) if match[3] else -1,
            )
        }
        return node

    def _shown(self, text: str) -> str:
        """What is seen of a text with code, escapes or tags in it."""
        chars = self._chars or frozenset()

        def shown(match: re.Match[str]) -> str:
            found = match[0]
            if found[0] == "`":
                return found[1:-1].strip()
            if found[0] == "\\":
                return found[1:] if found[1] in chars else found
            return ""

        return _HIDING.sub(shown, text)

    def _find(self, chunk: Chunk, masked: str) -> list[PlainLink] | None:
        """The links and pictures in a text with code blanked; None if there is more to it."""
        text = chunk.text
        if _NOT_PLAIN.search(masked) or self._signs:
            return None
        matches = list(_LINK.finditer(masked))
        brackets = masked.count("[") if self._definitions else len(matches)
        if len(matches) != masked.count("](") or len(matches) != brackets:
            return None
        found = []
        for match in matches:
            inner = text[match.start(1) : match.end(1)]
            marked = "|" in inner or self._marked.search(masked, match.start(1), match.end(1))
            if marked or not text.startswith(match[2], match.start(2)):  # code in the address
                return None
            image = match[0][0] == "!"
            if "\x00" in match[1]:
                if image or "\\" in inner or "<" in inner:
                    return None
                inner = self._shown(inner)
            base = chunk.at(match.start()) - match.start()
            found.append(
                PlainLink(
                    base + match.start(),
                    base + match.end(),
                    match[2],
                    base + match.start(2),
                    inner,
                    base + match.start(1),
                    base + match.end(1),
                    image,
                )
            )
        return found


def _block_start(text: str, position: int, start: int) -> int:
    """Where the block at `start` begins when the text is split at empty lines from `position` on.

    After an odd number of line ends, one of them is the block's.
    """
    if start < position + 2:
        return position
    run = start
    while run > position and text[run - 1] == "\n":
        run -= 1
    return start - (start - run) % 2


def _blank(match: re.Match[str]) -> str:
    return "\x00" * (match.end() - match.start())


def _without_headings(masked: str) -> str:
    """The text with its headings blanked: what is in them is known."""
    lines = masked.split("\n")
    return "\n".join("\x00" * len(line) if line.startswith("#") else line for line in lines)


def continues(waiting: list[Chunk]) -> bool:
    """Whether a block that needs this one as its neighbour comes next."""
    for index in range(len(waiting) - 2, -1, -1):
        text = waiting[index].text.lstrip("\n")
        if text:
            # Definitions leave nothing behind: what comes after them may go on with this block.
            return text.startswith(("    ", ":", " :", "  :", "   :")) or "]:" in text
    return False
