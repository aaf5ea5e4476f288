"""Names and places of files, for modules that must start fast: only `os` is imported here."""

from __future__ import annotations

import os

MKDOCS_FILES = ("mkdocs.yml", "mkdocs.yaml")
MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
CACHE_FOLDER = os.path.join(".cache", "munjigi")


def is_markdown(name: str) -> bool:
    """Whether MkDocs makes a page of a file with this name."""
    return name.endswith(MARKDOWN)


def inside(path: str, folder: str) -> bool:
    """Whether an absolute path is `folder` or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def slashes(path: str) -> str:
    """A path of this system with `/`."""
    return path.replace(os.sep, "/")


class RealPaths:
    """`os.path.realpath` for files below `root`; each folder is looked up once."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._folders: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        """The real path of the file at `path`, which is absolute or counts from `root`."""
        folder, name = os.path.split(os.path.join(self.root, path))
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder)
        full = os.path.join(real, name)
        if name in ("", ".", "..") or os.path.islink(full):
            return os.path.realpath(full)
        return full
