"""Entries of a section: a subsection, a run of labels or a table row that carries its labels.

A label counts as a heading, as bold text or plain text with a colon at the start of a line or list
item, and as the head of a table's column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from munjigi.model import Span
from munjigi.outline import Section, walk
from munjigi.template import key

if TYPE_CHECKING:
    from munjigi.detail import Table
    from munjigi.page import Page
    from munjigi.template import Label

_MARKS = r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?"
_LEAST = 2  # labels that make a table one of entries


class Mark(NamedTuple):
    """A label where it stands: `label` is its position in the template, `end` is behind it.

    `line` is where its line starts; `form` is bold, plain or heading.
    """

    label: int
    start: int
    end: int
    line: int
    form: str


class Entry(NamedTuple):
    """An entry: where it is told of, its name, its labels, and those without text.

    `end` is where its text ends. `cells` are the empty cells of a table row by label.
    """

    span: Span
    name: str
    end: int
    marks: tuple[Mark, ...]
    empty: frozenset[int]
    cells: dict[int, Span]
    table: bool = False

    @property
    def present(self) -> frozenset[int]:
        """The labels that have text."""
        return frozenset(mark.label for mark in self.marks) - self.empty


def entries(page: Page, section: Section, labels: Sequence[Label]) -> Iterator[Entry]:
    """The entries of a section whose entries carry `labels`."""
    marks = sorted(_marks(page, section, labels), key=lambda mark: mark.start)
    heads = {mark.start for mark in marks if mark.form == "heading"}
    units = [one for one in walk((section,)) if one.start not in heads]
    for unit in units:
        leaf = all(child.start in heads for child in unit.children)
        end = unit.end if leaf else unit.own_end
        tables = list(_tables(page, unit.body, end, labels))
        for table in tables:
            yield from _rows(page, table, labels)
        inside = [mark for mark in marks if unit.start <= mark.start < end]
        if inside:
            yield from _runs(page, unit, inside, end)
        elif leaf and not tables and unit is not section:
            heading = unit.heading
            yield Entry(heading.text_span, heading.text, end, (), frozenset(), {})


def _marks(page: Page, section: Section, labels: Sequence[Label]) -> Iterator[Mark]:
    places = {name: n for n, label in enumerate(labels) for name in label.keys}
    for one in walk(section.children):
        name = re.split("[:：]", one.heading.text, maxsplit=1)[0]
        if key(name) in places and one.heading.path == page.path:
            heading = one.heading
            form = "heading" if key(name) == key(heading.text) else "title"
            yield Mark(places[key(name)], heading.start, heading.end, heading.start, form)
    names = sorted((n for label in labels for n in label.names), key=len, reverse=True)
    bold = re.compile(
        rf"(?m)^{_MARKS}(\*\*|__|)({'|'.join(map(re.escape, names))})"
        rf"(?:[ \t]*[:：]?[ \t]*\1(?<=[*_])[ \t]*[:：]?|(?<![*_])[ \t]*[:：])",
        re.IGNORECASE,
    )
    fences = [(one.start, one.end) for one in page.detail.fences if one.path == page.path]
    for match in bold.finditer(page.text, section.body, section.end):
        if not any(start <= match.start(2) < end for start, end in fences):
            form = "bold" if match[1] else "plain"
            place = places[key(match[2])]
            yield Mark(place, match.start(1), match.end(), match.start(), form)


def _tables(page: Page, start: int, end: int, labels: Sequence[Label]) -> Iterator[Table]:
    for table in page.detail.tables:
        if table.path == page.path and start <= table.start < end and table.rows:
            heads = {key(cell.text.strip("*_ ")) for cell in table.rows[0]}
            if sum(bool(label.keys & heads) for label in labels) >= _LEAST:
                yield table


def _rows(page: Page, table: Table, labels: Sequence[Label]) -> Iterator[Entry]:
    heads = [key(cell.text.strip("*_ ")) for cell in table.rows[0]]
    columns = {
        n: next(i for i, head in enumerate(heads) if head in label.keys)
        for n, label in enumerate(labels)
        if label.keys & set(heads)
    }
    for row in table.rows[1:]:
        if not any(cell.text.strip() for cell in row):
            continue
        marks = [
            Mark(n, row[i].start, row[i].end, row[0].start, "cell") for n, i in columns.items()
        ]
        cells = {
            n: Span(page.path, row[i].start, row[i].end)
            for n, i in columns.items()
            if not row[i].text.strip()
        }
        name = row[0].text.strip() or heads[0]
        span = Span(page.path, row[0].start, max(row[0].end, row[0].start))
        yield Entry(span, name, row[-1].end, tuple(marks), frozenset(cells), cells, table=True)


def _runs(page: Page, unit: Section, marks: list[Mark], end: int) -> Iterator[Entry]:
    """The labels of a unit, parted where one comes again."""
    runs: list[list[Mark]] = []
    for mark in marks:
        if not runs or mark.label in {one.label for one in runs[-1]}:
            runs.append([])
        runs[-1].append(mark)
    for number, run in enumerate(runs):
        stop = runs[number + 1][0].line if number + 1 < len(runs) else end
        heading = unit.heading
        own = number == 0 and heading.level > 1
        span = heading.text_span if own else Span(page.path, run[0].start, run[0].end)
        name = heading.text if own else page.text[run[0].start : run[0].end].strip(" *_:")
        yield Entry(span, name, stop, tuple(run), _empty(page, run, stop), {})


def _empty(page: Page, run: list[Mark], stop: int) -> frozenset[int]:
    ends = [mark.line for mark in run[1:]] + [stop]
    return frozenset(
        mark.label
        for mark, end in zip(run, ends, strict=True)
        if mark.form != "title" and not page.text[mark.end : end].strip(" \t\r\n-*>:：")
    )
