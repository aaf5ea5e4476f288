"""Raw HTML with Markdown inside: `HTMLExtractorExtra` of `markdown.extensions.md_in_html`."""

from __future__ import annotations

from collections import Counter

from munjigi.reader.htmlblock import HtmlBlock, Masks
from munjigi.reader.htmlextract import Extractor
from munjigi.reader.htmltokens import BLOCK_LEVEL, markdown_attribute

# fmt: off
_SPAN_TAGS = frozenset((
    "address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td",
    "th",
))
# fmt: on
_RAW_TAGS = frozenset(("canvas", "math", "option", "pre", "script", "style", "textarea"))
_BLOCK_TAGS = BLOCK_LEVEL - _SPAN_TAGS - _RAW_TAGS - {"hr"}


class _Element:
    """An element that is open; `fresh` until anything came after its start tag."""

    __slots__ = ("fresh", "masks", "start", "state", "tag")

    def __init__(self, tag: str, state: str, start: int, masks: Masks) -> None:
        self.tag = tag
        self.state = state
        self.start = start
        self.fresh = True
        self.masks = masks


class ElementExtractor(Extractor):
    """As `Extractor`, and finds the elements whose content is parsed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._elements: list[_Element] = []
        self._tags: Counter[str] = Counter()
        self._found: dict[int, HtmlBlock] = {}

    def run(self) -> None:
        """Read the text; what is open at its end ends there."""
        super().run()
        if not self._elements:
            return
        end = len(self.text)
        first = self._elements[0]
        self._close_elements(first.tag, end, end)
        if self._elements:
            # The extractor closes one element of that name, and forgets all if that is not `first`.
            self.masks.drop(first.start, end)

    def inside(self) -> bool:
        """Whether a raw block or an element is open."""
        return self.inraw or bool(self._elements)

    def declares(self, start: int) -> bool:
        """In an element, `<?` and `<!` count anywhere."""
        return bool(self._elements) or super().declares(start)

    def data(self, start: int, end: int) -> None:
        """Text in an element or elsewhere."""
        if self._elements:
            self._elements[-1].fresh = False
        else:
            super().data(start, end)

    def _as_data(self, end: int) -> None:
        """A tag that is left to the inline parser is text to the extractor."""
        if self._elements and self._elements[-1].state == "off":
            self._elements[-1].fresh = False
            self.ignore(end)
        else:
            self.take_data(end)

    def open(self, start: int, end: int, name: str) -> None:
        """A start tag."""
        if self.inraw:
            super().open(start, end, name)
        elif name == "hr" and (self.intail or self.line_start(start)):
            self.empty(start, end, block=True)
        elif name in BLOCK_LEVEL and self._starts_block(start):
            state = self._state(name, markdown_attribute(self.text, start, end))
            if state == "off" and not self._elements:
                super().open(start, end, name)
            else:
                self._open_element(start, end, name, state)
        else:
            self._as_data(end)
            self.open_inline(name)

    def _starts_block(self, start: int) -> bool:
        fresh = bool(self._elements) and self._elements[-1].fresh
        return self.intail or fresh or self.line_start(start)

    def _state(self, name: str, wanted: str) -> str:
        parent = self._elements[-1].state if self._elements else ""
        if parent == "off" or (parent == "span" and wanted != "0"):
            wanted = parent
        spans = name in _SPAN_TAGS
        either = spans or name in _BLOCK_TAGS
        if either and (wanted == "block" or (wanted == "1" and not spans)):
            return "block"
        return "span" if either and wanted in ("1", "span") else "off"

    def _open_element(self, start: int, end: int, name: str, state: str) -> None:
        if self._tags["p"]:
            # The extractor looks for a tail after the tag that closes a `p`, not after the `p`.
            self._close_elements("p", start, start)
            if not self._elements:
                self.check_tail(self.text.find(">", start) + 1)
        self._elements.append(_Element(name, state, start, Masks(self.text, end)))
        self._tags[name] += 1
        self.cdata(name)

    def close(self, start: int, end: int, name: str) -> None:
        """An end tag."""
        if self.inraw:
            super().close(start, end, name)
        elif name in BLOCK_LEVEL and self._tags[name]:
            self._close_elements(name, start, end)
            if not self._elements:
                self.check_tail(end)
        else:
            self._as_data(end)
            self.close_inline(name)

    def _close_elements(self, name: str, start: int, end: int) -> None:
        """Close the innermost element `name`, which ends at `end`, and all in it, at `start`."""
        tag = ""
        while tag != name:
            element = self._elements.pop()
            tag = element.tag
            self._tags[tag] -= 1
            self._keep(element, start, end if tag == name else start)
        if not self._elements:
            self.blocks.update(self._found)
            self._found.clear()

    def _keep(self, element: _Element, content_end: int, end: int) -> None:
        parent = self._elements[-1] if self._elements else None
        if parent and parent.state == "off":
            return
        start, masks = element.start, element.masks
        block = HtmlBlock("off" if parent else "raw", start, end, element.tag)
        if element.state != "off":
            content = (masks.start, content_end, tuple(masks.all))
            block = HtmlBlock("element", start, end, element.tag, element.state, *content)
        key = parent.masks.add(start, end, 2) if parent else self.masks.add(start, end, 0)
        self._found[key] = block

    def place(self, piece: HtmlBlock, block: bool, check: int) -> None:
        """`<tag/>`, a comment, a declaration."""
        if self.inraw or not self._elements:
            super().place(piece, block, check)
        elif not (block and self.line_start(piece.start)):
            self._as_data(piece.end)
        else:
            self.intail = False
            element = self._elements[-1]
            element.fresh = False
            if element.state != "off":
                self._found[element.masks.add(piece.start, piece.end, 1)] = piece
