"""Containers whose content is indented: admonitions, details, tabs, definition lists, footnotes.

Ports of `markdown.extensions.admonition`, `pymdownx.details`, `pymdownx.tabbed`,
`markdown.extensions.def_list`, `footnotes` and `abbr`, which are their specification.
"""

from __future__ import annotations

import re

from munjigi.reader.blocks import BlockParser, indented
from munjigi.reader.chunk import TAB, Chunk, joined
from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.tree import Node, end_of

INDENT = " " * TAB
_ITEMS_WITH_DEFINITIONS = frozenset({"dd", "li"})
_LISTS_WITH_DEFINITIONS = frozenset({"dl", "ol", "ul"})

_ADMONITION = re.compile(r'(?:^|\n)(!!!) ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *(?:\n|$)')
_DETAILS = re.compile(
    r'(?:^|\n)(\?{3})(\+)? ?(?:([\w\-]+(?: +[\w\-]+)*?)?(?: +"(.*?)")'
    r"|([\w\-]+(?: +[\w\-]+)*?)) *(?:\n|$)"
)
_SUMMARY_HEADING = re.compile(r"(?P<level>#{1,6})(?P<header>(?:\\.|[^\\])*?)#*$")
_TAB = re.compile(r'(?:^|\n)(={3})(\+|\+!|!\+|!)? +"(.*?)" *(?:\n|$)')
_DEFINITION = re.compile(r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)")
_NOT_INDENTED = re.compile(r"[ ]{0,3}[^ :]")
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^[*]\[(?P<abbr>[^\\]*?)\][ ]?:[ ]*\n?[ ]*(?P<title>.*)$", re.MULTILINE)

_FORMULAS = {
    "dollar": re.compile(r"(?s)\$\$(?:\\.|[^\\])+?\$\$[ ]*$"),
    "square": re.compile(r"(?s)\\\[(?:\\[^\]]|[^\\])+?\\\][ ]*$"),
    "begin": re.compile(r"(?s)\\begin\{([a-z]+\*?)\}(?:\\.|[^\\])+?\\end\{\1\}[ ]*$"),
}


def admonition(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`!!! kind "title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _ADMONITION.search(chunk.text) if "!!!" in chunk.text else None
    if match is None:
        return _continue(parser, parent, waiting, _last_admonition(parent))
    kind = re.sub("  +", " ", match[2].lower())
    body, rest = _open(parser, parent, waiting, match)
    node = parent.add(
        Node("div", chunk.at(match.start(1)), _line_end(chunk, match), cls=f"admonition {kind}")
    )
    title = match[3]
    place = chunk.slice(*match.span(3)) if title is not None else chunk.slice(*match.span(2))
    if title is None:
        title = kind.split(" ", 1)[0].capitalize()
        place = Chunk(title, [0], [chunk.at(match.start(2))])
    if title:
        text = place if match[3] is not None else None
        node.add(Node("p", place.at(0), end_of(place), text, cls="admonition-title"))
    node.facts = {"marker": "!!!", "kind": kind, "title": title or None, "head": node.end}
    return _close(parser, node, body, rest, waiting)


def _last_admonition(parent: Node) -> Node | None:
    last = parent.last
    return last if last is not None and last.tag == "div" and "admonition" in last.cls else None


def details(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`??? kind "title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _DETAILS.search(chunk.text) if "???" in chunk.text else None
    if match is None:
        last = parent.last
        sibling = last if last is not None and last.tag == "details" else None
        return _continue(parser, parent, waiting, sibling)
    body, rest = _open(parser, parent, waiting, match)
    if match[5]:
        kind = re.sub(" {2,}", " ", match[5].lower())
        title = kind.split(" ")[0].capitalize()
        place = Chunk(title, [0], [chunk.at(match.start(5))])
    else:
        kind = re.sub(" {2,}", " ", (match[3] or "").lower())
        title = match[4]
        place = chunk.slice(*match.span(4))
    node = parent.add(Node("details", chunk.at(match.start(1)), _line_end(chunk, match), cls=kind))
    node.facts = {
        "marker": "???" + (match[2] or ""),
        "kind": kind,
        "title": title or None,
        "head": node.end,
    }
    made = match[4] is None
    node.add(Node("summary", place.at(0), end_of(place)) if made else _summary(place))
    return _close(parser, node, body, rest, waiting)


def _summary(place: Chunk) -> Node:
    heading = _SUMMARY_HEADING.match(place.text)
    summary = Node("summary", place.at(0), end_of(place), None if heading else place)
    if heading:
        text = place.stripped(*heading.span("header"))
        summary.add(Node(f"h{len(heading['level'])}", place.at(0), end_of(place), text))
    return summary


def tab(parser: BlockParser, parent: Node, waiting: list[Chunk]) -> bool:
    """`=== "Title"` and what is indented below it."""
    chunk = waiting[-1]
    match = _TAB.search(chunk.text) if "===" in chunk.text else None
    css = tab_class(parser.dialect, "pymdownx.tabbed")
    if match is None:
        last = parent.last
        group = last if last is not None and (last.tag, last.cls) == ("tabs", css) else None
        return _continue(parser, parent, waiting, group)
    body, rest = _open(parser, parent, waiting, match)
    group = parent.last
    start = chunk.at(match.start(1))
    if group is None or (group.tag, group.cls) != ("tabs", css) or "!" in (match[2] or ""):
        group = parent.add(Node("tabs", start, start, cls=css))
    title = chunk.slice(*match.span(3))
    node = group.add(Node("tab", start, _line_end(chunk, match)))
    node.add(Node("label", title.at(0), end_of(title), title))
    return _close(parser, node, body, rest, waiting)


def tab_class(dialect: Dialect, extension: str) -> str:
    """The class of a group of tabs that an extension makes; only tabs of one class join."""
    alternate = flag(dialect, extension, "alternate_style", False)
    return "tabbed-set tabbed-alternate" if alternate else "tabbed-set"


def _open(
    parser: BlockParser, parent: Node, waiting: list[Chunk], match: re.Match[str]
) -> tuple[Chunk, Chunk | None]:
    """Take the block; parse what stands before the marker; the indented body and what follows
    it.
    """
    chunk = waiting.pop()
    if match.start() > 0:
        parser.parse_blocks(parent, [chunk.slice(0, match.start())])
    return chunk.rest(match.end()).detab()


def _line_end(chunk: Chunk, match: re.Match[str]) -> int:
    end = match.end() - 1 if match.group().endswith("\n") else match.end()
    return chunk.at(end - 1) + 1


def _close(
    parser: BlockParser, node: Node, body: Chunk, rest: Chunk | None, waiting: list[Chunk]
) -> bool:
    parser.parse_chunk(node, body)
    if rest is not None:
        waiting.append(rest)
    return True


def _continue(
    parser: BlockParser, parent: Node, waiting: list[Chunk], sibling: Node | None
) -> bool:
    """An indented block after a container goes into it, or into the list that ends it."""
    chunk = waiting[-1]
    if sibling is None or not chunk.text.startswith(INDENT):
        return False
    content, indent = _innermost(sibling, chunk.text)
    if content is None:
        return False
    waiting.pop()
    body, rest = chunk.detab(indent + TAB)
    if content.tag in ("li", "dd"):
        content.wrap_text()
    return _close(parser, content, body, rest, waiting)


def _innermost(container: Node, text: str) -> tuple[Node | None, int]:
    """Where text with this indentation belongs, and how many spaces lead there."""
    indent = 0
    node: Node | None = _content(container)
    child = node.last if node is not None else None
    while (
        node is not None
        and child is not None
        and child.tag in _LISTS_WITH_DEFINITIONS
        and text.startswith(INDENT * 2, indent)
    ):
        node = child.last
        child = node.last if node is not None else None
        indent += TAB
    return (node, indent) if text.startswith(INDENT, indent) else (None, indent)


def _content(container: Node) -> Node | None:
    return container.last if container.tag == "tabs" else container


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
