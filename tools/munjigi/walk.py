"""One walk through a folder that opens no file, for modules that must start fast.

A symlink is followed only where it leads to a regular file or a folder of the project. Files come
in MkDocs' order: in each folder `index` and `README` first, then the other files by name, then the
folders.
"""

from __future__ import annotations

import os
import stat

from munjigi.digest import digest
from munjigi.paths import inside, is_markdown, slashes

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Stamp = tuple[int, int, int, int]
    # The path in the project, that in the folder, and a file's stamp, or None and a note why not.
    Met = tuple[str, str, Stamp | None, str]
    Walked = tuple[list[Met], list[tuple[str, str]], str]
    Folder = tuple[str, str, tuple[str, ...]]
    Entries = dict[str, os.DirEntry[str]]

VISITS = 8  # of one folder, through symlinks
_FIRST = ("index", "README")
_PLAIN_SKIPPED = frozenset({"node_modules", "__pycache__"})


class Walk:
    """A walk through `folder`, relative to the project's folder `root`.

    `hidden` says that folders with a leading dot count too, `plain` that MkDocs is not in use, so
    that folders of tools are left out. `flaws` fills as `files` goes on: paths that are no pages
    and cannot be read, each with a note.
    """

    def __init__(self, root: str, folder: str, *, hidden: bool = False, plain: bool = False):
        self.top = os.path.normpath(os.path.join(root, folder))
        self.prefix = "" if folder == "." else f"{folder}/"
        self.allowed = (root, self.top)
        self.hidden = hidden
        self.plain = plain
        self.flaws: list[tuple[str, str]] = []
        self.visits: dict[str, int] = {}

    def files(self) -> Iterator[Met]:
        """Every file, and folders with names of pages."""
        stack: list[Folder] = [(self.top, "", (os.path.realpath(self.top),))]
        while stack:
            folder, src, above = stack.pop()
            files, folders = self._listing(folder, src)
            for name in _ordered(files):
                yield self._met(files[name], src + name)
            for name in sorted(folders, reverse=True):
                if is_markdown(name):
                    yield self.prefix + src + name, src + name, None, "is a folder"
                chain = self._chain(folders[name], src + name, above)
                if chain:
                    stack.append((folders[name].path, f"{src}{name}/", chain))

    def _listing(self, folder: str, src: str) -> tuple[Entries, Entries]:
        files: Entries = {}
        folders: Entries = {}
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        files[entry.name] = entry
                    elif not self._skipped(entry.name):
                        folders[entry.name] = entry
        except OSError as error:
            self._flaw(src.rstrip("/"), f"cannot be read: {error.strerror}")
            return {}, {}
        return ({}, {}) if self.plain and "pyvenv.cfg" in files else (files, folders)

    def _skipped(self, name: str) -> bool:
        if name.startswith("."):
            return not self.hidden or name == ".git"
        return self.plain and name in _PLAIN_SKIPPED

    def _met(self, entry: os.DirEntry[str], src: str) -> Met:
        path = self.prefix + src
        try:
            if entry.is_symlink() and not self._may_open(os.path.realpath(entry.path)):
                return self._refused(path, src, "is a symlink that leaves the project")
            info = entry.stat()
        except OSError as error:
            return self._refused(path, src, f"cannot be read: {error.strerror}")
        if not stat.S_ISREG(info.st_mode):
            return self._refused(path, src, "is no regular file")
        return path, src, (info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino), ""

    def _refused(self, path: str, src: str, note: str) -> Met:
        if not is_markdown(src):
            self._flaw(src, note)
        return path, src, None, note

    def _chain(
        self, entry: os.DirEntry[str], src: str, above: tuple[str, ...]
    ) -> tuple[str, ...] | None:
        if not entry.is_symlink():
            return (*above, f"{above[-1]}{os.sep}{entry.name}")
        real = os.path.realpath(entry.path)
        self.visits[real] = self.visits.get(real, 0) + 1
        if not self._may_open(real):
            self._flaw(src, "is a symlink that leaves the project")
        elif real in above or self.visits[real] > VISITS:
            self._flaw(src, "is a symlink that leads in circles")
        else:
            return (*above, real)
        return None

    def _may_open(self, real: str) -> bool:
        return any(inside(real, folder) for folder in self.allowed)

    def _flaw(self, src: str, note: str) -> None:
        self.flaws.append((slashes(self.prefix + src), note))


class Walks:
    """The walks of one command, which takes each folder as it was when it first walked there."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str, bool, bool], Walked] = {}

    def __call__(
        self, root: str, folder: str, *, hidden: bool = False, plain: bool = False
    ) -> Walked:
        """What a `Walk` meets, its flaws, and the fingerprint."""
        key = root, folder, hidden, plain
        if key not in self._done:
            walk = Walk(root, folder, hidden=hidden, plain=plain)
            met = list(walk.files())
            self._done[key] = met, walk.flaws, fingerprint(met, walk.flaws)
        return self._done[key]


def fingerprint(files: Iterable[Met], flaws: Iterable[tuple[str, str]]) -> str:
    """Changes whenever a file is added, removed, renamed or written, or can be read no more."""
    return digest(repr([*((path, stamp) for path, _, stamp, _ in files), *flaws]).encode())


def _ordered(names: Iterable[str]) -> list[str]:
    """File names as MkDocs sorts them."""
    names = sorted(names)
    first = [one for one in names if one.startswith(_FIRST) and os.path.splitext(one)[0] in _FIRST]
    return first + [one for one in names if one not in first] if first else names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symlink to itself
        return False
