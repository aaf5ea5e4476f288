"""A copy of the files that a project's pages are made of, to try changes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from munjigi.paths import CACHE_FOLDER, MKDOCS_FILES, inside, slashes
from munjigi.source import BOM, UnreadableFileError, decode
from munjigi.writing import Change

if TYPE_CHECKING:
    from munjigi.loader import Loaded

_BOM = BOM.encode()


class Shadow:
    """A copy in an empty folder; `root` is the project's folder there.

    Symlinks inside the repository are copied as such, so that a file with two names stays one.
    """

    def __init__(self, loaded: Loaded, folder: str, *, cache: bool) -> None:
        config = loaded.site.config
        self._from = config.root
        self._bounds = config.bounds or config.root
        self._tree = os.path.join(os.path.realpath(folder), "tree")
        self.root = self._there(config.root)
        os.makedirs(os.path.join(self._tree, ".git"))  # marks where the repository ends
        os.makedirs(self.root, exist_ok=True)
        for path in _paths(loaded):
            self._take(os.path.normpath(os.path.join(self._from, path)))
        if cache:
            self._take(os.path.join(self._from, CACHE_FOLDER, "pages"))
        self._before: dict[str, bytes | None] = {}

    def _there(self, full: str) -> str:
        return os.path.normpath(os.path.join(self._tree, os.path.relpath(full, self._bounds)))

    def _take(self, full: str) -> None:
        """Copy a file, with the folders and symlinks on the way to it."""
        if not inside(full, self._bounds):
            return
        at = self._bounds
        names = os.path.relpath(full, self._bounds).split(os.sep)
        for number, name in enumerate(names):
            at = os.path.normpath(os.path.join(at, name))
            if os.path.islink(at):
                return self._take_link(at, names[number + 1 :])
            if os.path.isdir(at):
                os.makedirs(self._there(at), exist_ok=True)
            elif os.path.isfile(at) and not os.path.exists(self._there(at)):
                with suppress(OSError):  # it may not be read: the gate has said so
                    _copy(at, self._there(at))

    def _take_link(self, at: str, rest: list[str]) -> None:
        there, target = self._there(at), os.path.realpath(at)
        known = inside(target, self._bounds) and os.path.exists(target)
        if not os.path.lexists(there):
            aim = os.path.relpath(self._there(target), os.path.dirname(there)) if known else target
            os.symlink(aim, there)
        if known:
            self._take(os.path.join(target, *rest))

    def name(self, path: str) -> str | None:
        """The path in the project without symlinks, or None where it leaves the project."""
        full = os.path.realpath(os.path.join(self.root, path))
        return slashes(os.path.relpath(full, self.root)) if inside(full, self._tree) else None

    def read(self, path: str) -> bytes | None:
        """The file as it is now, or None where there is none."""
        try:
            with open(os.path.join(self.root, path), "rb") as file:
                return file.read()
        except (FileNotFoundError, IsADirectoryError):
            return None

    def text(self, path: str) -> str | None:
        """The file's text (see `source`), or None where there is none that could be read."""
        try:
            data = self.read(path)
            return None if data is None else decode(data)
        except (OSError, UnreadableFileError):
            return None

    def write(self, path: str, text: str | None) -> None:
        """Give a file this text, its byte order mark kept; None deletes it."""
        data = self.read(path)
        self._before.setdefault(path, data)
        if text is None:
            os.unlink(os.path.join(self.root, path))
            return
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        mark = _BOM if data is not None and data.startswith(_BOM) else b""
        with open(full, "wb") as file:
            file.write(mark + text.encode())

    def changes(self) -> dict[str, Change]:
        """What is not as it was, by path in the project."""
        made = {path: Change(before, self.read(path)) for path, before in self._before.items()}
        return {path: one for path, one in sorted(made.items()) if one.before != one.after}


def _copy(path: str, there: str) -> None:
    """Copy a file with the time by which the cache knows its own files."""
    shutil.copyfile(path, there)
    info = os.stat(path)
    os.utime(there, ns=(info.st_atime_ns, info.st_mtime_ns))


def _paths(loaded: Loaded) -> Iterator[str]:
    """All files that a run looks at."""
    config = loaded.site.config
    yield from (*MKDOCS_FILES, *config.inputs, config.docs_dir)
    yield from filter(None, (config.settings.baseline, config.theme.custom_dir))
    yield from (one.path for one in loaded.scan.files)
    yield from (one.path for one in loaded.scan.flaws)
    yield from loaded.snippets
    folder = config.settings.templates
    for top, _, names in os.walk(os.path.join(config.root, folder)) if folder else ():
        yield from (os.path.join(top, name) for name in names)
