"""The start tags of an HTML page, in one pass that no page can make long.

As browsers read them (https://html.spec.whatwg.org/#tokenization): what has no end reaches to the
end of the page. Python's `html.parser` (3.11) looks for each missing end anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

Attributes = list[tuple[str, str]]
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+([\"']|[^\s>]*+))?")
_CLOSE = re.compile(r"[\s/]*+>")
_TEXTS = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_ENDS = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in _TEXTS}
_LONGEST = 4000  # characters of a value in which references are resolved


def start_tags(html: str) -> Iterator[tuple[str, Attributes]]:
    """The tags in order: name in small letters, and attributes with theirs."""
    at = html.find("<")
    while at >= 0:
        name = _NAME.match(html, at + 1)
        if name is None:
            at = _after(html, at)
        else:
            attributes: Attributes = []
            at = _read(html, name.end(), attributes)
            if at >= 0:
                tag = name[0].lower()
                yield tag, attributes
                at = _after_text(html, at, tag)
        at = html.find("<", at) if at >= 0 else -1


def _after(html: str, at: int) -> int:
    """Where a comment, an end tag or a mere `<` ends; -1 for the page's end."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 2)
        return end + 3 if end >= 0 else -1
    if html[at + 1 : at + 2] in ("!", "?", "/"):
        return html.find(">", at)
    return at + 1


def _read(html: str, at: int, attributes: Attributes) -> int:
    """Read attributes; where their tag ends, -1 where it does not."""
    while (close := _CLOSE.match(html, at)) is None:
        found = _ATTRIBUTE.match(html, at)
        if found is None:
            return -1
        at, value = found.end(), found[2] or ""
        if value in ("'", '"'):
            end = html.find(value, at)
            if end < 0:
                return -1
            value, at = html[at:end], end + 1
        attributes.append((found[1].lower(), unescape(value) if len(value) < _LONGEST else value))
    return close.end()


def _after_text(html: str, at: int, tag: str) -> int:
    """Where the text of a script and the like ends, which holds no tags."""
    if tag not in _ENDS:
        return at
    end = _ENDS[tag].search(html, at)
    return end.start() if end else -1
