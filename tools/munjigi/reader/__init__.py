"""Markdown as MkDocs renders it, with places: `read` takes a page's text and gives its facts.

A page goes the way that it takes in Python-Markdown: front matter, snippets and white space
(`normal`), fences (`fences`), raw HTML (`rawhtml`), blocks (`blocks`, `containers`, `tables`),
inlines (`inlines`), attribute lists and ids (`build`). Fences and raw HTML are masked where they
stand by as many characters, so that an offset means the same at every step; only `normal` moves
text, and `Places` leads back from there to the files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from munjigi.detail import Detail
    from munjigi.facts import Facts
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.snippets import OpenSnippet


class Reading(NamedTuple):
    """What a page holds; `detail` is None unless it was asked for."""

    facts: Facts
    detail: Detail | None


def read(
    text: str,
    *,
    path: str,
    dialect: Dialect,
    open_snippet: OpenSnippet | None = None,
    deep: bool = False,
) -> Reading:
    """The facts of the page at `path` with this `text`, and with `deep` its fine structure.

    Places are characters from 0 in `text`, which may have any line ends but no byte order mark.
    `open_snippet` is as for `normal.normalize`. Raises nothing of its own; what cannot be read as
    its author meant it is among the flaws.
    """
    from munjigi.reader import reading  # many modules, which a run on cached pages does without

    return reading.read(text, path=path, dialect=dialect, open_snippet=open_snippet, deep=deep)


def prepare() -> None:
    """Import what `read` needs: once, before processes are forked that read."""
    import_module("munjigi.reader.reading")
