"""The texts of a project's files, read when a report needs them."""

from __future__ import annotations

import os

from munjigi.paths import RealPaths, inside
from munjigi.source import Source, UnreadableFileError, decode


class Sources:
    """Reads files by their path in the project's folder `root`; none that lies outside `bounds`."""

    def __init__(self, root: str, bounds: str) -> None:
        self.root = root
        self.bounds = bounds
        self._real = RealPaths(root)
        self._read: dict[str, Source] = {}

    def __call__(self, path: str) -> Source:
        """The file at `path`, with an empty text where it cannot be read."""
        if path not in self._read:
            self._read[path] = Source(path, self._text(path))
        return self._read[path]

    def _text(self, path: str) -> str:
        full = self._real(path)
        if not inside(full, self.bounds) or not os.path.isfile(full):
            return ""
        try:
            with open(full, "rb") as file:
                return decode(file.read())
        except (OSError, UnreadableFileError):
            return ""
