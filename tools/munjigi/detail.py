"""The fine structure of a page, as records like those of `facts`; read only when a rule asks."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """A key of front matter, or an item of a list in it, and the place of its value.

    `keys` leads to it: keys as they stand, and positions in lists from 0. An item's own place is
    that of its value.
    """

    keys: tuple[str | int, ...]
    start: int
    end: int
    value_start: int
    value_end: int


class Admonition(NamedTuple):
    """`!!!`, `???`, `???+` or `///`: `kind` is the first class, `title` as rendered, or None.

    `body_start` to `body_end` is what belongs to it; an empty body means that nothing was indented.
    """

    path: str
    start: int
    end: int
    marker: str
    kind: str
    title: str | None
    body_start: int
    body_end: int
    via: int = -1


class Fence(NamedTuple):
    """Code: a fence with its info string, or an indented block (`marker` "")."""

    path: str
    start: int
    end: int
    marker: str
    info: str
    language: str
    code_start: int
    code_end: int
    via: int = -1


class ListItem(NamedTuple):
    """One item of a list; `marker` is `1.`, `-`, `*` or `+`, `depth` counts lists from 1."""

    path: str
    start: int
    end: int
    marker: str
    depth: int
    text_start: int
    text_end: int
    via: int = -1


class List(NamedTuple):
    """A list as rendered (`ordered` says which) with its own items; nested lists stand apart."""

    path: str
    start: int
    end: int
    ordered: bool
    depth: int
    items: tuple[ListItem, ...]
    via: int = -1


class Cell(NamedTuple):
    """A table cell: its words, trimmed."""

    path: str
    start: int
    end: int
    text: str


class Table(NamedTuple):
    """A table: `rows[0]` is the header; each row has as many cells as the header."""

    path: str
    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    via: int = -1


class Tab(NamedTuple):
    """A content tab (`=== "Title"`)."""

    path: str
    start: int
    end: int
    title: str
    via: int = -1


class Emphasis(NamedTuple):
    """`*em*` or `**strong**` as rendered: `kind` em or strong, text without its markers."""

    path: str
    start: int
    end: int
    kind: str
    text_start: int
    text_end: int
    via: int = -1


class CodeSpan(NamedTuple):
    """Inline code, markers included."""

    path: str
    start: int
    end: int
    text: str
    via: int = -1


class Run(NamedTuple):
    """Plain text that the reader of the page sees as it is written; no markup inside."""

    path: str
    start: int
    end: int
    text: str
    via: int = -1


class Paragraph(NamedTuple):
    """A block of running text: `kind` p, li, td, th, dt, dd, heading or title.

    `label` is the bold text that the block starts with (`**Cause**:` → `Cause`), or "".
    """

    path: str
    start: int
    end: int
    kind: str
    label: str
    label_start: int
    label_end: int
    via: int = -1


class Abbreviation(NamedTuple):
    """`*[API]: Application Programming Interface`."""

    path: str
    start: int
    end: int
    short: str
    title: str
    via: int = -1


class Detail(NamedTuple):
    """The page's fine structure, each part in the order of the file; read only when a rule asks."""

    admonitions: tuple[Admonition, ...] = ()
    fences: tuple[Fence, ...] = ()
    lists: tuple[List, ...] = ()
    tables: tuple[Table, ...] = ()
    tabs: tuple[Tab, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    code_spans: tuple[CodeSpan, ...] = ()
    runs: tuple[Run, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    keys: tuple[Key, ...] = ()
    included: tuple[str, ...] = ()  # the text that each of `Facts.includes` brings, its own alone
