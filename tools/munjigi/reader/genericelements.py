"""What each kind of generic block makes: its element, and what it says of it.

Ports of `admonition`, `details`, `tab`, `html` and `definition` of `pymdownx.blocks`; captions are
in `genericcaptions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.reader.chunk import Chunk
from munjigi.reader.containers import tab_class
from munjigi.reader.generichead import Check, Options, Selector, merged, read_selector
from munjigi.reader.htmltokens import BLOCK_LEVEL
from munjigi.reader.tree import LISTS, Node, end_of, own_attributes

if TYPE_CHECKING:
    from munjigi.reader.blocks import BlockParser
    from munjigi.reader.dialect import Dialect

PREFIX = "pymdownx.blocks."
# fmt: off
_SPAN = frozenset((
    "address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td",
    "th",
))
# fmt: on
_RAW = frozenset(("canvas", "math", "option", "pre", "script", "style", "textarea", "code"))
_BLOCK = (BLOCK_LEVEL | {"html"}) - _SPAN - _RAW - {"hr"}
_EMPTY = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param"))
_OURS = frozenset(("root", "footnotes", "tabs", "tab", "label"))  # tags with another meaning here
_NO_SELECTOR = Selector("", (), ())
_SEPARATOR = re.compile(r"[_-]+")
_HEADING = re.compile(r"(?P<level>#{1,6})(?P<header>(?:\\.|[^\\]|#+(?=[^#\n]))*?)#*$")
_SANE_HEADING = re.compile(
    r"(?P<level>#{1,6})(?=[ ])(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
)


class Figure(NamedTuple):
    """What the argument of a caption says: its place in the figure, its number or its level."""

    prepend: bool
    level: str
    number: str


class Head(NamedTuple):
    """A block's first lines: its fence and name from `start` to `end`, what follows its `|`.

    `selector` is the argument of an `html` block or a caption, `figure` what else the latter says.
    """

    kind: Kind
    name: str
    start: int
    name_start: int
    end: int
    length: int
    argument: Chunk | None
    options: Options
    selector: Selector = _NO_SELECTOR
    figure: Figure | None = None


class Made(NamedTuple):
    """The element of a block, the one that its content goes into, and how content is read.

    `mode`: block, inline, raw (escaped) or html (written out as it is).
    """

    node: Node
    target: Node
    mode: str = "block"


class Kind(NamedTuple):
    """Blocks of one name. `make` makes their element in a parent.

    `checks` are their options, `argument` says whether they must (None: may) have one; `read`
    gives the head with its argument understood, or None where that is wrong.
    """

    make: Callable[[BlockParser, Node, Head], Made]
    checks: Mapping[str, Check] = {}
    argument: bool | None = None
    read: Callable[[Dialect, Head], Head | None] | None = None
    css: str = ""
    title: str = ""


def words(name: str) -> str:
    """A title made from a name: `my-note` is `My Note`."""
    return _SEPARATOR.sub(" ", name).title()


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Entries of an option, each with its name."""
    listed = value if isinstance(value, list | tuple) else []
    named = [each if isinstance(each, Mapping) else {"name": each} for each in listed]
    return [each for each in named if "name" in each]


def element(tag: str, head: Head, css: str) -> Node:
    """An element of a block with its attributes."""
    node = Node(tag, head.start, head.end)
    describe(node, head, css)
    return node


def describe(node: Node, head: Head, css: str) -> None:
    """Give an element its attributes: the option `attrs` counts for more than the argument."""
    node.cls = " ".join([css, *head.options.classes]).strip()
    first = [*own_attributes(node).values(), *head.selector.attributes]
    attributes = merged(first, head.options.attributes)
    node.facts = {**(node.facts or {}), "attributes": attributes}


def _titled(parser: BlockParser, node: Node, head: Head, css: str, title: str) -> Node | None:
    """Note what the block is; its title, given or made, as the text of a node."""
    argument = head.argument
    shown = title if argument is None else argument.text
    node.facts = {
        **(node.facts or {}),
        "marker": "///",
        "kind": css,
        "title": shown or None,
        "head": head.end,
    }
    if not shown:
        return None
    if argument is None:
        return Node("p", head.name_start, head.name_start + len(head.name))
    pattern = _SANE_HEADING if parser.dialect.has("pymdownx.saneheaders") else _HEADING
    match = pattern.match(argument.text)
    if match is None:
        return Node("p", argument.at(0), end_of(argument), argument)
    text = argument.stripped(*match.span("header"))
    return Node(f"h{len(match['level'])}", argument.at(0), end_of(argument), text)


def _kind_of(head: Head) -> tuple[str, str]:
    """The class and the title that a block has by its name, or by its option `type`."""
    if head.kind.css:
        return head.kind.css, head.kind.title
    type_ = str(head.options.values.get("type", ""))
    return type_, words(type_)


def admonition(parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// admonition | Title`, or `/// note` and the like."""
    css, title = _kind_of(head)
    own = css if head.kind.css or css != "admonition" else ""
    node = parent.add(element("div", head, f"admonition {own}".strip()))
    shown = _titled(parser, node, head, css, title)
    if shown is not None:
        shown.cls = "admonition-title"
        node.add(shown)
    return Made(node, node)


def details(parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// details | Title`."""
    css, title = _kind_of(head)
    node = parent.add(element("details", head, css))
    shown = _titled(parser, node, head, css, title)
    if shown is not None and shown.tag == "p":
        shown.tag = "summary"
        node.add(shown)
    elif shown is not None:
        node.add(Node("summary", shown.start, shown.end)).add(shown)
    return Made(node, node)


def tab(parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// tab | Title`: it joins the tabs before it, unless it is to begin new ones."""
    css = tab_class(parser.dialect, f"{PREFIX}tab")
    group = parent.last
    if group is None or group.tag != "tabs" or group.cls != css or head.options.values.get("new"):
        group = parent.add(Node("tabs", head.start, head.start))
    describe(group, head, css)
    title = head.argument
    assert title is not None  # the argument of a tab must be there
    node = group.add(Node("tab", head.start, head.end))
    node.add(Node("label", title.at(0), end_of(title), title))
    return Made(group, node)


def read_html(_dialect: Dialect, head: Head) -> Head | None:
    """The head with the selector that its argument must be, or None."""
    selector = read_selector(head.argument, tag=True) if head.argument is not None else None
    return None if selector is None else head._replace(selector=selector)


def html(parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// html | tag.class#id`."""
    selector = head.selector
    tag = selector.tag.lower()
    node = element(f"{tag}-" if tag in _OURS else tag, head, " ".join(selector.classes))
    if tag not in BLOCK_LEVEL:
        node.facts = {**(node.facts or {}), "inline": True}
    return Made(parent.add(node), node, _mode(parser.dialect, head, tag))


def _mode(dialect: Dialect, head: Head, tag: str) -> str:
    if tag in _EMPTY:
        return "raw"
    chosen = str(head.options.values.get("markdown", "auto"))
    if chosen == "auto":
        custom = dialect.option(f"{PREFIX}html", "custom", [])
        named = [each for each in custom if isinstance(each, Mapping) and each.get("tag") == tag]
        chosen = str(named[-1].get("mode", "auto")) if named else chosen
    if chosen in ("inline", "block", "raw", "html"):
        return chosen
    if tag in _RAW:
        return "html" if tag in ("script", "style") else "raw"
    return "block" if tag in _BLOCK else "inline"


def definition(_parser: BlockParser, parent: Node, head: Head) -> Made:
    """`/// define`: a list of terms and what they mean."""
    node = parent.add(element("dl", head, ""))
    return Made(node, node)


def close(head: Head, node: Node) -> None:
    """Do what is left to do where a block ends."""
    if head.kind.make is definition:
        _close_definition(node)
    node.facts = {**(node.facts or {}), "closed": True}


def _close_definition(node: Node) -> None:
    """Make terms of what stands in a `define` block, and definitions of its lists' items."""
    children: list[Node] = []
    for child in node.children:
        if child.tag in LISTS:
            for item in child.children:
                item.tag = "dd"
            children += child.children
        elif child.tag in ("dt", "dd"):
            children.append(child)
        elif child.tag == "p":
            child.tag = "dt"
            children.append(child)
        else:
            term = Node("dt", child.start, child.end)
            term.add(child)
            children.append(term)
    node.children = children
