"""Where a tag ends for `markdown.htmlparser`: its own regular expressions, in linear time.

The specification is `markdown.htmlparser` of Markdown 3.11 over `html.parser` as Python 3.11.7,
3.12.1 and 3.13.0 have it. Later patch releases and Python 3.14 read broken HTML as a browser does:
a quoted `>` in an end tag, a comma between attributes, `] ]>`, `&#` without a number, and `<?`,
`<!DOCTYPE` or `<![CDATA[` without an end, which there takes the rest of the page. Whatever Python
runs, the reader follows the former.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from munjigi.lazypattern import lazy

# markdown.util.BLOCK_LEVEL_ELEMENTS
# fmt: off
BLOCK_LEVEL = frozenset((
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul", "canvas", "colgroup", "dd",
    "body", "dt", "group", "html", "iframe", "li", "legend", "math", "map", "noscript", "output",
    "object", "option", "progress", "script", "style", "summary", "tbody", "td", "textarea",
    "tfoot", "th", "thead", "tr", "video", "center",
))
# fmt: on
# htmlparser.locatestarttagend_tolerant in two parts.
_NAME = r"<([a-zA-Z][^`\t\n\r\f />\x00]*)[\s/]*"
_ATTRIBUTE = (
    r"(?<=['\"\s/])[^`\s/>][^\s/=>]*(?:\s*=+\s*(?:'[^']*'|\"[^\"]*\"|(?!['\"])([^`>\s]*))(?:\s*,)*)?"
    r"(?:\s|/(?!>))*"
)
_START_TAG = lazy(rf"{_NAME}(?:{_ATTRIBUTE})*")
_NAME_RE = re.compile(_NAME)
_ATTRIBUTE_RE = lazy(_ATTRIBUTE)
_NAME_CHARS = re.compile(r"[^`\t\n\r\f />\x00]*")
_BLANKS = re.compile(r"[\s/]*")
_ATTRIBUTE_FIND = lazy(
    r"((?<=['\"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|\"[^\"]*\"|(?!['\"])[^>\s]*))?(?:\s|/(?!>))*"
)
_END_TAG = lazy(r"</(?:([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>|([a-zA-Z][^\t\n\r\f />\x00]*))")
# What stops html.parser in a start tag so that it takes `<` alone for text.
_HALTS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=/") | {""}


class StartTag(NamedTuple):
    """A start tag that ends at `end`; `empty` means `<tag/>`, a `name` of "" that it is text."""

    name: str
    end: int
    empty: bool = False


class StartTags:
    """Finds the ends of the start tags of one text, asked for from left to right.

    `html.parser` looks again at the rest of the text for each `<x` that has no end. Here a place
    between two attributes from which no tag can end is remembered, and looked at once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.last = text.rfind(">")
        self._failed = 0
        self._dead: set[int] = set()
        self._name = (0, 0)

    def at(self, start: int) -> StartTag:
        """The start tag at `start`, where `<` and a letter stand."""
        text = self._text
        if start > self.last:
            return StartTag("", len(text))
        if start < self._failed:
            return self._known(start)
        match = _START_TAG.match(text, start)
        assert match is not None
        return self._ended(start, match.end(), match[1], match.end(2))

    def _known(self, start: int) -> StartTag:
        """As `at`, inside text that an earlier start tag failed on."""
        text = self._text
        begin, end = self._name
        if not begin <= start + 1 < end:
            match = _NAME_CHARS.match(text, start + 1)
            end = match.end() if match else start + 1
            self._name = (start + 1, end)
        blanks = _BLANKS.match(text, end)
        position = blanks.end() if blanks else end
        bare = -1
        passed = []
        while position not in self._dead:
            passed.append(position)
            attribute = _ATTRIBUTE_RE.match(text, position)
            if attribute is None:
                tag = self._ended(start, position, text[start + 1 : end], bare)
                if tag.end == start + 1:
                    self._dead.update(passed)
                return tag
            position = attribute.end()
            bare = max(bare, attribute.end(1))
        self._dead.update(passed)
        return StartTag("", start + 1)

    def _ended(self, start: int, end: int, name: str, bare: int) -> StartTag:
        """What a match up to `end` means; `bare` is the end of the last value without quotes."""
        text = self._text
        follows = text[end : end + 1]
        if follows == ">":
            empty = text[end - 1] == "/" and bare != end
            return StartTag(name.lower(), end + 1, empty)
        if text.startswith("/>", end):
            return StartTag(name.lower(), end + 2, True)
        if follows in _HALTS:
            self._failed = max(self._failed, end)
            return StartTag("", start + 1)
        return StartTag("", end)


def end_tag(text: str, start: int) -> str:
    """The name in the end tag at `start`, where `</` and a letter stand, in lower case."""
    match = _END_TAG.match(text, start)
    assert match is not None
    return (match[1] or match[2]).lower()


def markdown_attribute(text: str, start: int, end: int) -> str:
    """The value of the last `markdown` attribute of a start tag; "0" where it has none."""
    if "markdown" not in text[start:end].lower():
        return "0"
    match = _NAME_RE.match(text, start)
    position = match.end() if match else end
    value = "0"
    while position < end and (found := _ATTRIBUTE_FIND.match(text, position)):
        position = found.end()
        if found[1].lower() == "markdown":
            value = _value(found[3]) if found[2] else "1"
    return value


def _value(raw: str) -> str:
    from html import unescape  # few pages have such an attribute

    if raw[:1] == raw[-1:] and raw[:1] in ("'", '"'):
        raw = raw[1:-1]
    value = unescape(raw)
    return "1" if value == "markdown" else value
