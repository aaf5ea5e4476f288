"""From the tree of blocks to the fine structure of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from munjigi.detail import (
    Abbreviation,
    Admonition,
    Cell,
    CodeSpan,
    Detail,
    Emphasis,
    Fence,
    List,
    ListItem,
    Paragraph,
    Run,
    Tab,
    Table,
)
from munjigi.reader.codeids import rendered_fences
from munjigi.reader.delimiters import MASK
from munjigi.reader.tree import LISTS, Node, end_of, walk

if TYPE_CHECKING:
    from munjigi.reader.build import Builder, NodeText
    from munjigi.reader.inlinetext import InlineText

_KINDS = {f"h{level}": "heading" for level in range(1, 7)}
_KINDS |= {tag: tag for tag in ("p", "li", "td", "th", "dt", "dd")}
_KINDS |= {"summary": "title", "label": "title"}


def detail(builder: Builder) -> Detail:
    """The fine structure of a page that was built with `deep`."""
    root = builder.parser.root
    _extend(root)
    nodes = [*walk(root)]
    return Detail(
        admonitions=_sorted(_admonitions(builder, nodes)),
        fences=_sorted(_fences(builder, nodes)),
        lists=_sorted(_lists(builder, root)),
        tables=_sorted(_tables(builder, nodes)),
        tabs=_sorted(_tabs(builder, nodes)),
        emphasis=_sorted(
            each for text in builder.texts for each in _emphasis(builder, text.inline)
        ),
        code_spans=_sorted(each for text in builder.texts for each in _codes(builder, text.inline)),
        runs=_sorted(each for text in builder.texts for each in _runs(builder, text.inline)),
        paragraphs=_sorted(_paragraphs(builder)),
        abbreviations=_sorted(_abbreviations(builder)),
    )


def _sorted(records: Iterator[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.start))


def _extend(root: Node) -> None:
    """Let every node reach to the end of what is in it."""
    for node in reversed([*walk(root)]):
        ends = [node.end, *(child.end for child in node.children)]
        ends += [end_of(child.tail) for child in node.children if child.tail is not None]
        if node.text is not None and node.tag != "label":
            ends.append(end_of(node.text))
        if node.tag in ("li", "dd", "div", "details", "tab", "tabs", "blockquote", *LISTS):
            node.end = max(ends)


def _admonitions(builder: Builder, nodes: list[Node]) -> Iterator[Admonition]:
    for node in nodes:
        facts = node.facts
        if facts is None or "marker" not in facts or node.tag not in ("div", "details"):
            continue
        head = facts["head"]
        assert isinstance(head, int)
        titled = bool(node.children) and _is_title(node.children[0])
        body = node.children[titled:]
        path, start, end, via = builder.span(node.start, node.end)
        _, body_start, body_end, _ = builder.span(
            body[0].start if body else head, body[-1].end if body else head
        )
        kind = str(facts["kind"]).split(" ")[0]
        shown = facts["title"]
        yield Admonition(
            path,
            start,
            end,
            str(facts["marker"]),
            kind,
            None if shown is None else str(shown),
            body_start,
            max(body_start, body_end),
            via,
        )


def _is_title(node: Node) -> bool:
    return node.tag == "summary" or node.cls == "admonition-title"


def _fences(builder: Builder, nodes: list[Node]) -> Iterator[Fence]:
    for block in rendered_fences(builder):
        path, start, end, via = builder.span(block.start, block.end)
        _, code_start, code_end, _ = builder.span(block.code_start, block.code_end)
        yield Fence(
            path, start, end, block.marker, block.info, block.language, code_start, code_end, via
        )
    for node in nodes:
        if node.tag == "pre" and not node.cls and not node.facts:
            path, start, end, via = builder.span(node.start, node.end)
            yield Fence(path, start, end, "", "", "", start, end, via)


def _lists(builder: Builder, root: Node) -> Iterator[List]:
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        depth += node.tag in LISTS
        if node.tag in LISTS and not node.facts:
            items = tuple(_item(builder, each, depth) for each in node.children if each.tag == "li")
            path, start, end, via = builder.span(node.start, node.end)
            yield List(path, start, end, node.tag == "ol", depth, items, via)
        waiting.extend((child, depth) for child in node.children)


def _item(builder: Builder, node: Node, depth: int) -> ListItem:
    path, start, end, via = builder.span(node.start, node.end)
    text = node.text
    if text is None and node.children and node.children[0].tag == "p":
        text = node.children[0].text
    first, last = (text.at(0), end_of(text)) if text is not None else (node.end, node.end)
    _, text_start, text_end, _ = builder.span(first, last)
    marker = str((node.facts or {}).get("marker", ""))
    return ListItem(path, start, end, marker, depth, text_start, text_end, via)


def _tables(builder: Builder, nodes: list[Node]) -> Iterator[Table]:
    for node in nodes:
        if node.tag == "table" and not node.facts:
            path, start, end, via = builder.span(node.start, node.end)
            rows = tuple(
                tuple(_cell(builder, cell) for cell in row.children) for row in node.children
            )
            yield Table(path, start, end, rows, via)


def _cell(builder: Builder, node: Node) -> Cell:
    path, start, end, _ = builder.span(node.start, node.end)
    return Cell(path, start, end, node.text.text if node.text is not None else "")


def _tabs(builder: Builder, nodes: list[Node]) -> Iterator[Tab]:
    for node in nodes:
        if node.tag == "tab":
            path, start, end, via = builder.span(node.start, node.end)
            title = node.children[0].text
            yield Tab(path, start, end, title.text if title is not None else "", via)


def _emphasis(builder: Builder, inline: InlineText) -> Iterator[Emphasis]:
    for item in inline.items:
        if item.kind == "mark" and item.form in ("em", "strong"):
            path, start, end, via = builder.span_in(inline.chunk, item.start, item.end)
            _, first, last, _ = builder.span_in(inline.chunk, item.inner_start, item.inner_end)
            yield Emphasis(path, start, end, item.form, first, last, via)


def _codes(builder: Builder, inline: InlineText) -> Iterator[CodeSpan]:
    for item in inline.items:
        if item.kind == "code":
            path, start, end, via = builder.span_in(inline.chunk, item.start, item.end)
            yield CodeSpan(path, start, end, item.value, via)


def _runs(builder: Builder, inline: InlineText) -> Iterator[Run]:
    for first, last in inline.plain_ranges():
        place = builder.span_in(inline.chunk, first, last)
        path, start, end, via = place
        yield Run(path, start, end, builder.written(place, inline.text[first:last]), via)


def _paragraphs(builder: Builder) -> Iterator[Paragraph]:
    for found in builder.texts:
        kind = _kind(found)
        inline = found.inline
        text = inline.text[: inline.limit]
        if not kind or not MASK.sub("", text).strip():
            continue
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        path, start, end, via = builder.span_in(inline.chunk, first, last)
        label, first, last = _label(inline)
        label_start = label_end = -1
        if label:
            _, label_start, label_end, _ = builder.span_in(inline.chunk, first, last)
        yield Paragraph(path, start, end, kind, label, label_start, label_end, via)


def _kind(found: NodeText) -> str:
    if found.tail:
        return ""
    return "title" if found.node.cls == "admonition-title" else _KINDS.get(found.node.tag, "")


def _label(inline: InlineText) -> tuple[str, int, int]:
    """The bold text at the start and its place."""
    start = len(inline.text) - len(inline.text.lstrip())
    for item in inline.items:
        if item.start > start:
            break
        if item.kind == "mark" and item.form == "strong":
            shown = inline.visible(item.inner_start, item.inner_end)
            return " ".join(shown.split()), item.inner_start, item.inner_end
    return "", -1, -1


def _abbreviations(builder: Builder) -> Iterator[Abbreviation]:
    for start, end, short, title in builder.parser.abbreviations:
        path, first, last, via = builder.span(start, end)
        yield Abbreviation(path, first, last, short, title, via)
