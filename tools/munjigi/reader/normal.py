"""The text as Python-Markdown's blocks see it: snippets included, white space normalized.

In the order of their priority as preprocessors: `pymdownx.snippets`, `NormalizeWhitespace` of
`markdown.preprocessors`, and `markdown.extensions.meta`, where these are on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from munjigi.facts import Flaw, Include
from munjigi.reader.chunk import TAB
from munjigi.reader.dialect import Dialect
from munjigi.reader.places import Piece, Places

if TYPE_CHECKING:
    from munjigi.reader.snippets import OpenSnippet

_SPACES_ONLY = re.compile(r"\n +(?=\n)")
_WINDOWS_END = re.compile("\r\n")
_SPECIAL = re.compile("[\r\n]([ \t\x02\x03]+)(?=[\r\n])|[\t\r\x02\x03]")
_META_KEY = re.compile(r" {0,3}[A-Za-z0-9_-]+:")


class Normal(NamedTuple):
    """A normalized text, where its characters come from, and what was met on the way."""

    text: str
    places: Places
    includes: list[Include]
    flaws: list[Flaw]
    texts: list[str]  # what each include brings


def normalize(
    text: str, path: str, dialect: Dialect, open_snippet: OpenSnippet | None = None, start: int = 0
) -> Normal:
    """The Markdown from `start` on of the page at `path`, as the block parser sees it.

    Lines end with `\\n`, tabs are spaces, lines of spaces are empty (all but the first), STX and
    ETX are gone, and two line ends stand at the end. `open_snippet` takes a snippet's name and the
    option `base_path`, and returns its path and text, or None where there is no such file in the
    project; it may raise `UnreadableFileError`. Without it no snippets are included.
    """
    joined = text[start:] if start else text
    pieces, starts = [Piece(path, start, len(text), -1)], [0]
    includes: list[Include] = []
    flaws: list[Flaw] = []
    texts: list[str] = []
    if open_snippet is not None and dialect.has("pymdownx.snippets"):
        from munjigi.reader.snippets import Expansion, expands

        if expands(joined, dialect):
            expansion = Expansion(dialect, open_snippet)
            expansion.read(path, text, start)
            joined = expansion.joined.text
            pieces, starts = expansion.joined.pieces, expansion.joined.starts
            includes, flaws, texts = expansion.includes, expansion.flaws, expansion.texts
    joined += "\n\n\n" if joined.endswith("\r") else "\n\n"
    cuts = offsets = None
    if _is_special(joined):
        joined, cuts, offsets = _normalized(joined)
    places = Places(pieces, starts, cuts, offsets)
    skip = _meta_end(joined) if dialect.has("meta") else 0
    if skip:
        joined, places = joined[skip:], places.after(skip)
    return Normal(joined, places, includes, flaws, texts)


def _is_special(text: str) -> bool:
    return (
        "\r" in text
        or "\t" in text
        or "\x02" in text
        or "\x03" in text
        or (" \n" in text and _SPACES_ONLY.search(text) is not None)
    )


def _normalized(text: str) -> tuple[str, list[int], list[int]]:
    """The text with white space normalized, and where it was cut: see `Places`."""
    unix = text.replace("\r\n", "\n")
    if not _is_special(unix):
        ends = [match.start() for match in _WINDOWS_END.finditer(text)]
        cuts = [0, *(end - count for count, end in enumerate(ends))]
        return unix, cuts, [0, *(end + 1 for end in ends)]
    return _rewritten(text)


def _rewritten(text: str) -> tuple[str, list[int], list[int]]:
    parts: list[str] = []
    cuts, offsets = [0], [0]
    done = size = line = 0  # up to where it is read, how much is written, where the line started
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        piece = text[done:start]
        size += len(piece)
        if "\n" in piece:
            line = size - len(piece) + piece.rindex("\n") + 1
        new = _replacement(text, start, match[1], size - line)
        parts += piece, new
        if len(new) > 1:
            cuts += range(size, size + len(new))
            offsets += [start] * len(new)
        size += len(new)
        if new == "\n":
            line = size
        if len(new) != end - start:
            cuts.append(size)
            offsets.append(end)
        done = end
    parts.append(text[done:])
    return "".join(parts), cuts, offsets


def _replacement(text: str, start: int, blanks: str | None, column: int) -> str:
    """What takes the place of the special character at `start`, and of the blanks after it."""
    special = text[start]
    if special == "\t":
        return " " * (TAB - column % TAB)
    if blanks is None and (special != "\r" or text[start + 1] == "\n"):
        return ""
    return "\n"


def _meta_end(text: str) -> int:
    """Where the text starts for blocks after `markdown.extensions.meta` took its lines.

    MkDocs took the front matter before, so these are lines of the page that look like keys.
    """
    start = text.index("\n") + 1 if text.startswith("---") else 0
    has_key = False
    while True:  # an empty line stands at the end at the latest
        end = text.index("\n", start)
        line = text[start:end]
        if not line.strip() or line.startswith(("---", "...")):
            return end + 1
        if _META_KEY.match(line):
            has_key = True
        elif not (has_key and line.startswith("    ")):
            return start
        start = end + 1
