"""The files of a project, found in one walk that opens none of them.

A symlink is followed only where it leads to a regular file or a folder of the project; nothing else
is ever opened. Files come in MkDocs' order: in each folder `index` and `README` first, then the
other files by name, then the folders.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from munjigi.paths import inside, is_markdown, slashes

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL too, which each start would pay
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from munjigi.page import Flaw
    from munjigi.settings import Config

VISITS = 8  # of one folder, through symlinks
SUPPORT = (".css", ".html", ".htm", ".js", ".mjs", ".jinja", ".jinja2", ".xml", ".svg")
_PLAIN_SKIPPED = frozenset({"node_modules", "__pycache__"})
_THEME_SKIPPED = (
    ".*",
    "*/.*",
    "*.py",
    "*.pyc",
    "*.html",
    "*readme*",
    "mkdocs_theme.yml",
    "locales/*",
)

Stamp = tuple[int, int, int, int]


class Found(NamedTuple):
    """A file below the docs folder (`src`) or in the theme's `custom_dir` (`theme`).

    `stamp` is (modified, changed, size, inode), times in nanoseconds, or None where the file must
    not be opened; `note` then says why.
    """

    path: str
    src: str
    stamp: Stamp | None
    note: str = ""
    theme: bool = False

    @property
    def size(self) -> int:
        """In bytes; 0 for what must not be opened."""
        return self.stamp[2] if self.stamp else 0


class Scan(NamedTuple):
    """All that a walk found. `flaws` are folders and files that are no pages and cannot be read."""

    files: tuple[Found, ...]
    flaws: tuple[Flaw, ...]

    def fingerprint(self) -> str:
        """Changes whenever a file is added, removed, renamed or written."""
        text = "\n".join([f"{one.path}\0{one.stamp}" for one in self.files])
        return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def latest(self) -> int:
        """The newest time at which one of the files was written or renamed, in nanoseconds."""
        return max((max(one.stamp[:2]) for one in self.files if one.stamp), default=0)


class Where(NamedTuple):
    """What to walk. `hidden` says that folders with a leading dot count too, `plain` that MkDocs is
    not in use, so that folders of tools are left out.
    """

    root: str
    docs_dir: str
    custom_dir: str | None
    hidden: bool
    plain: bool

    @classmethod
    def of(cls, config: Config) -> Where:
        """The folders of a configuration."""
        hidden = any(line.startswith("!") for line in config.exclude_docs.splitlines())
        plain = config.file is None
        return cls(config.root, config.docs_dir, config.theme.custom_dir, hidden, plain)


def scan(where: Where) -> Scan:
    """Walk the docs folder and the theme's `custom_dir`."""
    walk = _Walk(where.root, where.docs_dir, hidden=where.hidden, plain=where.plain)
    files = list(walk.files())
    flaws = walk.flaws
    if where.custom_dir is not None:
        theme = _Walk(where.root, where.custom_dir, hidden=False, plain=False)
        files += [one._replace(theme=True) for one in theme.files()]
        flaws += theme.flaws
    return Scan(tuple(files), tuple(flaws))


def support_files(files: Iterable[Found]) -> tuple[str, ...]:
    """Style sheets, scripts and templates."""
    return tuple(
        dict.fromkeys(one.path for one in files if one.stamp and one.src.endswith(SUPPORT))
    )


def is_theme_asset(src: str) -> bool:
    """Whether MkDocs copies this file of `custom_dir` into the site (`add_files_from_theme`)."""
    return not is_markdown(src) and not any(fnmatch(src.lower(), one) for one in _THEME_SKIPPED)


class _Walk:
    """One walk; `flaws` fills as `files` goes on."""

    def __init__(self, root: str, folder: str, *, hidden: bool, plain: bool) -> None:
        self.top = os.path.normpath(os.path.join(root, folder))
        self.prefix = "" if folder == "." else f"{folder}/"
        self.allowed = (root, self.top)
        self.hidden = hidden
        self.plain = plain
        self.flaws: list[Flaw] = []
        self.visits: dict[str, int] = {}

    def files(self) -> Iterator[Found]:
        """Every file, folders last."""
        stack: list[tuple[str, str, tuple[str, ...]]] = [
            (self.top, "", (os.path.realpath(self.top),))
        ]
        while stack:
            folder, src, above = stack.pop()
            files, folders = self._listing(folder, src)
            for entry in files:
                yield self._found(entry, src + entry.name)
            for entry in reversed(folders):
                if is_markdown(entry.name):
                    yield Found(
                        self.prefix + src + entry.name, src + entry.name, None, "is a folder"
                    )
                chain = self._chain(entry, src + entry.name, above)
                if chain:
                    stack.append((entry.path, f"{src}{entry.name}/", chain))

    def _listing(
        self, folder: str, src: str
    ) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
        files: list[os.DirEntry[str]] = []
        folders: list[os.DirEntry[str]] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    (folders if _is_folder(entry) else files).append(entry)
        except OSError as error:
            self._flaw(src.rstrip("/"), f"cannot be read: {error.strerror}")
            return [], []
        if self.plain and any(entry.name == "pyvenv.cfg" for entry in files):
            return [], []
        files.sort(key=_index_first)
        folders.sort(key=lambda entry: entry.name)
        return files, [entry for entry in folders if not self._skipped(entry.name)]

    def _skipped(self, name: str) -> bool:
        if name.startswith("."):
            return not self.hidden or name == ".git"
        return self.plain and name in _PLAIN_SKIPPED

    def _found(self, entry: os.DirEntry[str], src: str) -> Found:
        path = self.prefix + src
        try:
            if entry.is_symlink() and not self._may_open(os.path.realpath(entry.path)):
                return self._refused(path, src, "is a symlink that leaves the project")
            info = entry.stat()
        except OSError as error:
            return self._refused(path, src, f"cannot be read: {error.strerror}")
        if not stat.S_ISREG(info.st_mode):
            return self._refused(path, src, "is no regular file")
        stamp = (info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino)
        return Found(path, src, stamp)

    def _refused(self, path: str, src: str, note: str) -> Found:
        if not is_markdown(src):
            self._flaw(src, note)
        return Found(path, src, None, note)

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
        from munjigi.page import Flaw

        self.flaws.append(Flaw(slashes(self.prefix + src), 0, 0, "unreadable", note))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symlink to itself
        return False


def _index_first(entry: os.DirEntry[str]) -> tuple[bool, str]:
    return os.path.splitext(entry.name)[0] not in ("index", "README"), entry.name
