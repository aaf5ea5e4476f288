"""Includes (`--8<--`), as `pymdownx.snippets` 13.1 resolves them, with places.

Snippets at addresses (`url_download`) are never fetched: they include nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from posixpath import normpath
from typing import NamedTuple

from munjigi.facts import Flaw, Include
from munjigi.reader.chunk import TAB
from munjigi.reader.dialect import Dialect
from munjigi.reader.joined import LINE_END, File, Joined
from munjigi.reader.snippettarget import SECTION, has_section, parse_target, select
from munjigi.source import UnreadableFileError

# Beyond these, includes are left out: pymdownx goes on to Python's recursion limit, and without
# end where snippets include others many times.
DEEPEST = 50  # includes inside includes
MOST_INCLUDES = 10_000  # on a page
MOST_CHARACTERS = 10_000_000  # of a page with its snippets, beyond the page's own

_EXTENSION = "pymdownx.snippets"
_MARKER = re.compile(
    r"""(?P<space>[ \t]*)(?P<escape>;*)
    (?:(?P<inline>-+8<-+[ \t]+)(?P<name>"(?:\\"|[^"\n\r])+?"|'(?:\\'|[^'\n\r])+?')|-+8<-+)""",
    re.VERBOSE,
)

OpenSnippet = Callable[[str, Sequence[str]], "tuple[str, str] | None"]


class _Spot(NamedTuple):
    """Where an include stands: in `file` from `start` to `end`, its lines indented by `indent`."""

    file: File
    start: int
    end: int
    indent: str


def expands(text: str, dialect: Dialect) -> bool:
    """Whether a page with this text has includes, or gets some at its end."""
    return "8<-" in text or bool(_appended(dialect) and text.strip())


def _appended(dialect: Dialect) -> list[str]:
    names = dialect.option(_EXTENSION, "auto_append")
    return [str(name) for name in names] if isinstance(names, list) else []


class Expansion:
    """The text of a page with its snippets, and what was met on the way."""

    def __init__(self, dialect: Dialect, open_snippet: OpenSnippet) -> None:
        self.joined = Joined()
        self.includes: list[Include] = []
        self.flaws: list[Flaw] = []
        self.texts: list[str] = []  # what each include brings, without includes inside it
        self._included = 0
        self._open: list[str] = []
        self._open_snippet = open_snippet
        bases = dialect.option(_EXTENSION, "base_path", ["."])
        self._bases = list(bases) if isinstance(bases, (list, tuple)) else [str(bases)]
        self._downloads = bool(dialect.option(_EXTENSION, "url_download"))
        self._dedent = bool(dialect.option(_EXTENSION, "dedent_subsections"))
        self._appended = _appended(dialect)

    def read(self, path: str, text: str, start: int) -> None:
        """Reads the Markdown from `start` on of a page, with its snippets, into `joined`."""
        reader = _Reader(self, "", section=False)
        reader.read(File(path, text), start, len(text))
        if self._appended:
            added = "\n\n-8<-\n{}\n-8<-\n".format("\n\n".join(self._appended))
            reader.read(File(path, added, -1, len(text)), 0, len(added))
        self.joined.end(path, len(text))

    def include(self, spot: _Spot, name: str) -> None:
        """Includes what `name` asks for."""
        if name.startswith(";"):
            return
        if self._included > MOST_CHARACTERS or len(self.includes) >= MOST_INCLUDES:
            self._flaw(spot, "too-deep", name)
            return
        target = parse_target(name)
        path = target.path if target else ""
        opened = None
        if not (self._downloads and path.lower().startswith(("https://", "http://"))):
            opened = self._opened(spot, path, name)
        file = opened[0] if opened else None
        self.includes.append(Include(*self._place(spot), name, file, spot.file.via))
        self.texts.append("")
        if opened is None or target is None or not self._may_open(spot, opened[0], name):
            return
        lines = select(opened[1], target, dedent=self._dedent)
        if target.section and not has_section(opened[1], target.section):
            self._flaw(spot, "missing-snippet", name)
        self._included += sum(line.end - line.start for line in lines)
        self.texts[-1] = "\n".join(opened[1][line.start : line.end] for line in lines)
        self._open.append(opened[0])
        reader = _Reader(self, spot.indent, section=bool(target.section))
        included = File(opened[0], opened[1], len(self.includes) - 1)
        for line in lines:
            reader.read(included, *line)
        self._open.pop()

    def _opened(self, spot: _Spot, path: str, name: str) -> tuple[str, str] | None:
        kind = "snippet-outside" if _leads_out(path) else "missing-snippet"
        try:
            opened = self._open_snippet(path, self._bases) if path else None
        except UnreadableFileError:
            opened, kind = None, "unreadable"
        if opened is None:
            self._flaw(spot, kind, name)
        return opened

    def _may_open(self, spot: _Spot, path: str, name: str) -> bool:
        if path in self._open:
            self._flaw(spot, "snippet-cycle", name)
        elif len(self._open) >= DEEPEST:
            self._flaw(spot, "too-deep", name)
        else:
            return True
        return False

    def _flaw(self, spot: _Spot, kind: str, note: str) -> None:
        self.flaws.append(Flaw(*self._place(spot), kind, note, spot.file.via))

    def _place(self, spot: _Spot) -> tuple[str, int, int]:
        fixed = spot.file.fixed
        return (spot.file.path, *((fixed, fixed) if fixed >= 0 else (spot.start, spot.end)))


def _leads_out(path: str) -> bool:
    return path.startswith("/") or normpath(path).startswith("../")


class _Reader:
    """Reads the lines of one file; between two block markers each line names a file."""

    def __init__(self, expansion: Expansion, indent: str, *, section: bool) -> None:
        self.expansion = expansion
        self.joined = expansion.joined
        self.indent = indent
        self.section = section
        self.block = False

    def read(self, file: File, start: int, end: int, hole: int = -1) -> None:
        """Adds lines to the expansion; only those with markers are looked at one by one."""
        if hole >= 0:
            self.joined.put(file, start, end, self.indent, hole)
            return
        while start <= end:
            line = start if self.block else self._next(file.text, start, end)
            if line > start:
                self.joined.put(file, start, self._before(file.text, line, end), self.indent)
                start = line
            if start <= end:
                match = LINE_END.search(file.text, start, end)
                self._line(file, start, match.start() if match else end)
                start = match.end() if match else end + 1

    def _next(self, text: str, start: int, end: int) -> int:
        """Where the next line with a marker starts, or `end` + 1."""
        found = text.find("8<-", start, end)
        if found < 0:
            return end + 1
        return max(text.rfind("\n", start, found), text.rfind("\r", start, found)) + 1 or start

    def _before(self, text: str, line: int, end: int) -> int:
        """Where the line before the one at `line` ends."""
        if line > end:
            return end
        return line - 2 if text.startswith("\r\n", line - 2) else line - 1

    def _line(self, file: File, start: int, end: int) -> None:
        marker = _MARKER.fullmatch(file.text, start, end)
        if marker is None:
            if self.block:
                self._listed(file, start, end)
            else:
                self._text(file, start, end)
        elif marker["escape"]:
            self.joined.put(file, start, end, self.indent, marker.start("escape"))
        elif marker["inline"] is None:
            self.block = not self.block
        elif not self.block:
            space = marker["space"].expandtabs(TAB)
            spot = _Spot(file, marker.start("inline"), end, self.indent + space)
            self.expansion.include(spot, marker["name"][1:-1].strip())

    def _listed(self, file: File, start: int, end: int) -> None:
        """A line between block markers: a name, or an empty line."""
        line = file.text[start:end]
        name = line.strip()
        if not name:
            self.joined.put(file, end, end, self.indent)
            return
        space = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(TAB)
        first = start + line.index(name)
        self.expansion.include(_Spot(file, first, first + len(name), self.indent + space), name)

    def _text(self, file: File, start: int, end: int) -> None:
        mark = None if self.section else SECTION.search(file.text, start, end)
        if mark is None:
            self.joined.put(file, start, end, self.indent)
        elif mark["escape"]:
            self.joined.put(file, start, end, self.indent, mark.start("escape"))
