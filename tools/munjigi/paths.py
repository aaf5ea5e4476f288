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
