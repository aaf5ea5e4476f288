"""Definition lists, footnotes, abbreviations and formulas.

Ports of `markdown.extensions.def_list`, `footnotes` and `abbr`, and of the blocks of
`pymdownx.arithmatex`, which are their specification.
"""

from __future__ import annotations

import re

from munjigi.reader.blocks import INDENT, BlockParser
from munjigi.reader.chunk import Chunk, joined
from munjigi.reader.lists import indented
from munjigi.reader.tree import Node, end_of

_ITEMS_WITH_DEFINITIONS = frozenset({"dd", "li"})
_LISTS_WITH_DEFINITIONS = frozenset({"dl", "ol", "ul"})
_DEFINITION = re.compile(r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)")
_NOT_INDENTED = re.compile(r"[ ]{0,3}[^ :]")
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^[*]\[(?P<abbr>[^\\]*?)\][ ]?:[ ]*\n?[ ]*(?P<title>.*)$", re.MULTILINE)

_FORMULAS = {
    "dollar": re.compile(r"(?s)\$\$(?:\\.|[^\\])+?\$\$[ ]*$"),
    "square": re.compile(r"(?s)\\\[(?:\\[^\]]|[^\\])+?\\\][ ]*$"),
    "begin": re.compile(r"(?s)\\begin\{([a-z]+\*?)\}(?:\\.|[^\\])+?\\end\{\1\}[ ]*$"),
}


def definition_indent(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """Indented blocks after a definition list belong to its definitions."""
    return indented(
        parser, parent, waiting, items=_ITEMS_WITH_DEFINITIONS, lists=_LISTS_WITH_DEFINITIONS
    )


def definition_list(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A term, and `:   definition` below it."""
    chunk = waiting[-1]
    match = _DEFINITION.search(chunk.text) if ":" in chunk.text else None
    if match is None:
        return False
    terms = [
        chunk.stripped(start, end)
        for start, end in chunk.slice(0, match.start()).lines()
        if chunk.text[start:end].strip()
    ]
    sibling = parent.last
    if sibling is not None and sibling.tag == "label":  # stands elsewhere on the rendered page
        sibling = None
    if not terms and sibling is None:
        return False
    waiting.pop()
    body, rest = _definition_body(chunk, match)
    state = "list"
    if not terms and sibling is not None and sibling.tag == "p":
        state = "looselist"
        terms = [sibling.text.slice(*line) for line in sibling.text.lines()] if sibling.text else []
        parent.children.pop()
        sibling = parent.last
    if sibling is not None and sibling.tag == "dl":
        target = sibling
        last = target.last
        if not terms and last is not None and last.tag == "dd" and last.children:
            state = "looselist"
    else:
        target = parent.add(Node("dl", terms[0].at(0) if terms else chunk.at(0), end_of(chunk)))
    for term in terms:
        target.add(Node("dt", term.at(0), end_of(term), term))
    node = target.add(Node("dd", body.at(0), end_of(body)))
    parser.parse_in_state(state, node, [body])
    if rest is not None:
        waiting.append(rest)
    return True


def _definition_body(chunk: Chunk, match: re.Match[str]) -> tuple[Chunk, Chunk | None]:
    first = chunk.slice(*match.span(2))
    following = chunk.rest(match.end())
    if _NOT_INDENTED.match(following.text):
        return joined([first, following], "\n"), None
    body, rest = following.detab()
    return (joined([first, body], "\n") if body.text else first), rest


def footnote(parser: BlockParser, _parent: Node, waiting: list[Chunk]) -> bool:
    """`[^id]: text`, on any line of a block."""
    chunk = waiting[-1]
    text = chunk.text
    match = _FOOTNOTE.search(text) if "[^" in text else None
    if match is None:
        return False
    waiting.pop()
    before = text[: match.start()]
    for following in _FOOTNOTE.finditer(text, match.end()):
        if text[match.end() : following.start()].strip("\n"):
            break
        _keep_footnote(parser, chunk, match, [chunk.slice(*_rstripped(text, *match.span(2)))])
        match = following
    parts = _footnote_parts(chunk, match, waiting)
    _keep_footnote(parser, chunk, match, parts)
    if before.strip():
        waiting.append(chunk.slice(0, len(before.rstrip("\n"))))
    return True


def _keep_footnote(
    parser: BlockParser, chunk: Chunk, match: re.Match[str], parts: list[Chunk]
) -> None:
    whole = joined(parts, "\n\n")
    whole = whole.slice(0, len(whole.text.rstrip()))
    label = match.start(1)
    previous = parser.footnotes.get(match[1])
    if previous is None:
        parser.footnotes[match[1]] = (whole, chunk.at(label), chunk.at(label) + len(match[1]))
    else:
        lost = previous[0]
        parser.reverted.update(lost.at(mask.start()) for mask in re.finditer("\x02", lost.text))
        parser.footnotes[match[1]] = (whole, *previous[1:])


def _footnote_parts(chunk: Chunk, match: re.Match[str], waiting: list[Chunk]) -> list[Chunk]:
    """The blocks of a footnote: the rest of its own block and the indented blocks that follow."""
    first = chunk.slice(*match.span(2))
    rest = chunk.text[match.end() :].lstrip("\n")
    start = len(chunk.text) - len(rest)
    following = _FOOTNOTE.search(rest)
    if following:
        before = rest[: following.start()].rstrip("\n")
        own = joined([first, _loose(chunk.slice(start, start + len(before)))], "\n")
        waiting.append(chunk.rest(start + following.start()))
        return [_trimmed(own, right=False)]
    own = joined([first, _loose(chunk.rest(start))], "\n") if rest else first
    return [_trimmed(own, right=True), *_indented_blocks(waiting)]


def _indented_blocks(waiting: list[Chunk]) -> list[Chunk]:
    found = []
    while waiting and waiting[-1].text.startswith(INDENT):
        block = waiting.pop()
        following = _FOOTNOTE.search(block.text) if "[^" in block.text else None
        if following:
            before = block.text[: following.start()].rstrip("\n")
            found.append(_loose(block.slice(0, len(before))))
            waiting.append(block.rest(following.start()))
            break
        found.append(_loose(block))
    return found


def _loose(chunk: Chunk) -> Chunk:
    return chunk.loose_detab() if INDENT in chunk.text else chunk


def _trimmed(chunk: Chunk, *, right: bool) -> Chunk:
    text = chunk.text
    start = len(text) - len(text.lstrip("\n"))
    end = len(text.rstrip("\n")) if right else len(text)
    return chunk.slice(start, max(start, end))


def _rstripped(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def abbreviation(parser: BlockParser, _parent: Node, waiting: list[Chunk]) -> bool:
    """`*[SHORT]: long form`, on any line of a block."""
    chunk = waiting[-1]
    text = chunk.text
    match = _ABBREVIATION.search(text) if "*[" in text else None
    if match is None:
        return False
    short, title = match["abbr"].strip(), match["title"].strip()
    if not short or not title:
        return False
    place = chunk.at(match.start())
    parser.abbreviations.append((place, chunk.at(match.end() - 1) + 1, short, title))
    waiting.pop()
    if text[match.end() :].strip():
        after = text[match.end() :].lstrip("\n")
        waiting.append(chunk.rest(len(text) - len(after)))
    if text[: match.start()].strip():
        waiting.append(chunk.slice(0, len(text[: match.start()].rstrip("\n"))))
    return True


def math(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """A block that is a formula: `$$…$$`, `\\[…\\]` or a TeX environment (pymdownx.arithmatex)."""
    chunk = waiting[-1]
    if chunk.text[0] not in "$\\":
        return False
    syntax = parser.dialect.option("pymdownx.arithmatex", "block_syntax", tuple(_FORMULAS))
    if not any(pattern.match(chunk.text) for name, pattern in _FORMULAS.items() if name in syntax):
        return False
    waiting.pop()
    parent.add(Node("pre", chunk.at(0), end_of(chunk), cls="arithmatex"))
    return True
