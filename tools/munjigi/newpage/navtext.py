"""A nav's new entry as text, in the style of the entries around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from munjigi.newpage.navplace import Addition, Slot
from munjigi.scalars import scalar

STEP = "    "  # between a section and its pages where no other section shows it
_DASH = re.compile(r"( *)-[ ]+")
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?P<end>\r\n?|\n|\Z)")
_PLAIN_PATH = re.compile(r"\w[\w./-]*\.md")
_COMMENT = re.compile(r"[ \t]*#")


def insertion(text: str, slot: Slot, addition: Addition) -> tuple[int, str] | None:
    """Where the entry goes into the text, and what is to be written there.

    None where the nav is written in a way that is not known.
    """
    children = [_ends(child) for child in slot.container.value]
    if slot.container.flow_style:
        return _in_brackets(slot, addition, children)
    if not children:
        return None
    start, end = children[slot.at]
    line = text.rfind("\n", 0, start) + 1
    indent = _indent(text[line:start], slot)
    rest = _REST.match(text, end)
    if indent is None or rest is None:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [indent + one for one in _lines(text, slot, addition)]
    if slot.before:
        return _above_comments(text, line, indent), "".join(one + newline for one in lines)
    if not rest["end"]:
        return rest.end(), "".join(newline + one for one in lines)
    return rest.end(), "".join(one + newline for one in lines)


def _in_brackets(
    slot: Slot, addition: Addition, children: list[tuple[int, int]]
) -> tuple[int, str]:
    target = _path(addition.target)
    title = scalar(addition.section if slot.section else addition.title)
    entry = f"[{target}]" if slot.section else target
    if slot.container.id == "mapping":
        entry = f"{title}: {entry}"
    elif slot.section:
        entry = f"{{{title}: {entry}}}"
    if not children:
        return slot.container.start_mark.index + 1, entry
    start, end = children[slot.at]
    return (start, f"{entry}, ") if slot.before else (end, f", {entry}")


def _lines(text: str, slot: Slot, addition: Addition) -> Iterator[str]:
    dash = "- " if slot.container.id == "sequence" else ""
    target = _path(addition.target)
    if slot.section:
        yield f"{dash}{scalar(addition.section)}:"
        yield f"{_step(text, slot.container)}- {target}"
    elif dash:
        yield f"- {target}"
    else:
        yield f"{scalar(addition.title)}: {target}"


def _path(target: str) -> str:
    """A page's path in YAML; one that starts with a digit is a text, too."""
    return target if _PLAIN_PATH.fullmatch(target) else scalar(target)


def _indent(before: str, slot: Slot) -> str | None:
    """The space before an entry's dash or key, None where something else stands there."""
    if slot.container.id == "mapping":
        return before if not before.strip(" ") else None
    match = _DASH.fullmatch(before)
    return match[1] if match else None


def _step(text: str, container: Any) -> str:
    """How much deeper than a section its pages stand, as the first section has it."""
    for section, pages in _sections(container):
        outer = _column(text, section.start_mark.index)
        inner = _column(text, pages.value[0].start_mark.index)
        if outer is not None and inner is not None and inner >= outer:
            return " " * (inner - outer)
    return STEP


def _column(text: str, start: int) -> int | None:
    """Where the line's dash or key stands (columns from 0)."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    match = _DASH.fullmatch(before)
    return len(match[1]) if match else len(before) if not before.strip(" ") else None


def _sections(container: Any) -> Iterator[tuple[Any, Any]]:
    """The sections with a list of pages in lines of their own."""
    for child in container.value:
        pairs = [child] if container.id == "mapping" else child.value
        for key, value in pairs if container.id == "mapping" or child.id == "mapping" else ():
            if value.id == "sequence" and value.value and not value.flow_style:
                yield key, value


def _ends(child: Any) -> tuple[int, int]:
    """Where a child of a container starts and ends (characters)."""
    first, last = child if isinstance(child, tuple) else (child, child)
    while last.id != "scalar" and not last.flow_style and last.value:
        last = last.value[-1][1] if last.id == "mapping" else last.value[-1]
    return first.start_mark.index, last.end_mark.index


def _above_comments(text: str, line: int, indent: str) -> int:
    """The start of the comment that stands right above a line, else of the line."""
    while line:
        above = text.rfind("\n", 0, line - 1) + 1
        written = text[above:line]
        deep = len(written) - len(written.lstrip(" ")) == len(indent)
        if not (deep and _COMMENT.match(written)):
            break
        line = above
    return line
