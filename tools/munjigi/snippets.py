"""Finds and opens the files that `--8<--` includes, as `pymdownx.snippets` (13.1) does it.

Nothing outside the project is opened, whatever the settings say.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from munjigi.digest import ABSENT, content, digest
from munjigi.paths import inside, slashes
from munjigi.source import UnreadableFileError, decode

if TYPE_CHECKING:
    from munjigi.settings import Config

Opener = Callable[..., "tuple[str, str] | None"]


class Snippets:
    """The project's snippets. Paths are relative to the project's folder."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.bounds = config.bounds or config.root
        self.bases = config.snippet_bases
        self.docs_dir = config.docs_dir
        self.restricted = bool(
            config.dialect.option("pymdownx.snippets", "restrict_base_path", True)
        )
        self._files: dict[str, tuple[str, str | None]] = {}

    def hash(self, path: str) -> str:
        """The hash of a file's content now, or `ABSENT`; each file is read once."""
        return self._file(path)[0]

    def text(self, path: str) -> str | None:
        """A file's text now, None where it cannot be read."""
        return self._file(path)[1]

    def opener(self, page: str, seen: dict[str, str]) -> Opener:
        """What the reader opens the snippets of `page` with: name in, path and text out, or None.

        `seen` receives each path that was looked at, with its hash.
        """

        def open_snippet(name: str, *_: object) -> tuple[str, str] | None:
            for base in self.bases:
                path = self._candidate(base or os.path.dirname(page), name)
                if path is None:
                    continue
                seen[path], text = self._file(path)
                if text is not None:
                    return path, text
            return None

        return open_snippet

    def _candidate(self, base: str, name: str) -> str | None:
        start = os.path.normpath(os.path.join(self.root, base))
        full = os.path.normpath(os.path.join(start, name))
        if "\0" in name or not name or name.startswith(("http://", "https://")):
            return None
        if os.path.isfile(start):
            full = os.path.normpath(os.path.join(os.path.dirname(start), name))
            return slashes(os.path.relpath(start, self.root)) if full == start else None
        if self.restricted and not inside(full, start):
            return None
        return slashes(os.path.relpath(full, self.root)) if inside(full, self.bounds) else None

    def _file(self, path: str) -> tuple[str, str | None]:
        if path not in self._files:
            self._files[path] = _decoded(self.content(path))
        return self._files[path]

    def content(self, path: str) -> bytes | None:
        """What a file holds; None where it cannot be read."""
        return content(os.path.realpath(os.path.join(self.root, path)), self.bounds)


def _decoded(data: bytes | None) -> tuple[str, str | None]:
    if data is None:
        return ABSENT, None
    try:
        return digest(data), decode(data)
    except UnreadableFileError:
        return digest(data), None
