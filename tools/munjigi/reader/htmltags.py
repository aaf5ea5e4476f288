"""Tags and comments in a piece of raw HTML, as a browser parses them.

Markdown hands raw HTML through as it is, so the judge of an `id`, `href` or `src` in it is the
tokenizer of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#tokenization),
followed here as far as a piece of a page allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LIMITS = re.compile(
    r"<(?:(?P<open>[a-zA-Z][^ \t\n\r\f/>]*)|(?P<end>/[a-zA-Z][^ \t\n\r\f/>]*)"
    r"|(?P<comment>!--)|(?P<bogus>[!?]|/(?!>)))"
)
_ATTRIBUTE = re.compile(
    r"""[ \t\n\r\f/]*(?:(?P<close>>)|(?P<name>[^ \t\n\r\f/>][^ \t\n\r\f/>=]*)"""
    r"""(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:"(?P<double>[^"]*)(?P<double_end>"?)"""
    r"""|'(?P<single>[^']*)(?P<single_end>'?)|(?P<bare>[^ \t\n\r\f>]*)))?)"""
)
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_COMMENT_END = re.compile(r"--!?>")
_INTERESTING = re.compile(r"\b(?:id|name|href|src|h[1-6])\b", re.IGNORECASE)
RAW_TEXT = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_RAW_TEXT_END = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in RAW_TEXT
}
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[a-zA-Z][a-zA-Z0-9]*[;=]?)")


class Attribute(NamedTuple):
    """An attribute: `name` in lower case, `value` as a browser sees it.

    `start` to `end` is the value as written, without quotes; (-1, -1) for a name without a value.
    """

    name: str
    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """A start tag, `start` to `end`, with its attributes; of two of the same name the first counts.

    For an `a`, `text_end` is where its text ends and `close_end` where its end tag does; both are
    -1 for other elements and for an `a` that the piece does not close.
    """

    name: str
    start: int
    end: int
    attributes: tuple[Attribute, ...]
    text_end: int = -1
    close_end: int = -1

    def get(self, name: str) -> Attribute | None:
        """The attribute with this name."""
        return next((item for item in self.attributes if item.name == name), None)


class HtmlComment(NamedTuple):
    """A comment; `text_start` to `text_end` lies between its markers."""

    start: int
    end: int
    text_start: int
    text_end: int


class _EndTag(NamedTuple):
    name: str
    start: int
    end: int


def unescape_value(value: str) -> str:
    """An attribute's value with its character references resolved as a browser does in attributes.

    Unlike in text, a name without `;` counts only where neither `=` nor a letter or digit follows:
    `?a=1&copy=2` stays as it is.
    """
    return _REFERENCE.sub(_resolve, value) if "&" in value else value


def _resolve(match: re.Match[str]) -> str:
    # Most pages have no use for these.
    from html import unescape
    from html.entities import html5

    reference = match.group()
    if reference[1] == "#" or reference[1:] in html5:
        return unescape(reference)
    return reference


def tags(html: str, base: int = 0) -> list[Tag]:
    """The start tags that have an `id`, `name`, `href` or `src`, and those of headings.

    `base` is added to every place. Nothing inside comments, `script`, `style`, `textarea` and the
    like is a tag.
    """
    if not _INTERESTING.search(html):
        return []
    found: list[Tag] = []
    anchor = -1
    for piece in _pieces(html, base):
        if isinstance(piece, HtmlComment):
            continue
        if piece.name == "a" and anchor >= 0:
            end = piece.end if isinstance(piece, _EndTag) else piece.start
            found[anchor] = found[anchor]._replace(text_end=piece.start, close_end=end)
            anchor = -1
        if isinstance(piece, Tag) and (
            piece.name in HEADINGS
            or any(item.name in ("id", "name", "href", "src") for item in piece.attributes)
        ):
            anchor = len(found) if piece.name == "a" else anchor
            found.append(piece)
    return found


def comments(html: str, base: int = 0) -> list[HtmlComment]:
    """The comments in a piece of HTML that stands at `base`."""
    if "<!--" not in html:
        return []
    return [piece for piece in _pieces(html, base) if isinstance(piece, HtmlComment)]


def _pieces(html: str, base: int) -> Iterator[Tag | _EndTag | HtmlComment]:
    """What a tokenizer emits but text, up to what is not closed and swallows the rest."""
    position = 0
    while match := _LIMITS.search(html, position):
        start = match.start()
        piece: Tag | _EndTag | HtmlComment | None
        if match["bogus"]:
            piece = None
            position = html.find(">", match.end()) + 1
        elif match["comment"]:
            piece = _comment(html, start, base)
            position = piece.end - base if piece else 0
        else:
            attributes, position = _attributes(html, match.end(), base)
            if match["open"]:
                name = match["open"].lower()
                piece = Tag(name, base + start, base + position, attributes)
            else:
                piece = _EndTag(match["end"][1:].lower(), base + start, base + position)
        if not position:
            return
        if piece is not None:
            yield piece
        if isinstance(piece, Tag) and piece.name in _RAW_TEXT_END:
            end = _RAW_TEXT_END[piece.name].search(html, position)
            if end is None:
                return
            position = end.start()


def _comment(html: str, start: int, base: int) -> HtmlComment | None:
    text = start + 4
    for empty in (">", "->"):
        if html.startswith(empty, text):
            return HtmlComment(base + start, base + text + len(empty), base + text, base + text)
    end = _COMMENT_END.search(html, text)
    if end is None:
        return None
    return HtmlComment(base + start, base + end.end(), base + text, base + end.start())


def _attributes(html: str, position: int, base: int) -> tuple[tuple[Attribute, ...], int]:
    """The attributes from `position` on and where the tag ends, 0 for a tag without an end."""
    found: dict[str, Attribute] = {}
    while match := _ATTRIBUTE.match(html, position):
        position = match.end()
        if match["close"]:
            return tuple(found.values()), position
        name = match["name"].lower()
        group = match.lastgroup or "name"
        if group in ("double_end", "single_end"):
            if not match[group]:
                break
            group = group.removesuffix("_end")
        if name not in found:
            value = "" if group == "name" else unescape_value(match[group])
            start, end = (-1, -1) if group == "name" else match.span(group)
            offset = base if start >= 0 else 0
            found[name] = Attribute(name, value, start + offset, end + offset)
    return (), 0
