"""Where each file of the docs folder stands in the built site.

Paths and URLs use `/`. Ports `mkdocs.structure.files` (1.6) with its quirks.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from munjigi.paths import is_markdown

_UNQUOTED = re.compile(r"[\w.~/-]*", re.ASCII)


class Inclusion(Enum):
    """Whether a file is part of the built site, and whether a nav has to name it."""

    EXCLUDED = "excluded"
    DRAFT = "draft"
    NOT_IN_NAV = "not_in_nav"
    INCLUDED = "included"


class File(NamedTuple):
    """A file below the docs folder: `src` is relative to it, `path` to the project's folder.

    `size` is in bytes. `theme` marks a file of the theme's `custom_dir`.
    """

    src: str
    path: str
    size: int
    inclusion: Inclusion = Inclusion.INCLUDED
    theme: bool = False

    @property
    def markdown(self) -> bool:
        """Whether MkDocs makes a page of it."""
        return is_markdown(self.src)

    @property
    def built(self) -> bool:
        """Whether it is part of the site that readers get."""
        return self.inclusion is Inclusion.INCLUDED or self.inclusion is Inclusion.NOT_IN_NAV


class Served(NamedTuple):
    """A file as it stands in one language's site.

    `dest` is the file written, `url` its address as MkDocs links to it, both relative to the whole
    site. `locale` is the language of the source, `key` its `src` without the language: translations
    of one page share it. Without mkdocs-static-i18n `locale` is "" and `key` is `src`.
    """

    file: File
    dest: str
    url: str
    locale: str
    key: str


def quote(url: str) -> str:
    """`urllib.parse.quote`, without importing it where nothing needs quoting."""
    if _UNQUOTED.fullmatch(url):
        return url
    from urllib.parse import quote as urlquote

    return urlquote(url, errors="replace")


def stem_of(src: str) -> str:
    """A file's name without extension, `index` for `README` (`File.name`)."""
    stem = posixpath.splitext(src.rpartition("/")[2])[0]
    return "index" if stem == "README" else stem


def dest_of(src: str, directory_urls: bool) -> str:
    """`File.dest_uri`: the file that MkDocs writes for `src`."""
    if not is_markdown(src):
        return src
    parent = src.rpartition("/")[0]
    name = stem_of(src)
    dest = f"{name}.html" if not directory_urls or name == "index" else f"{name}/index.html"
    return f"{parent}/{dest}" if parent else dest


def url_of(dest: str, directory_urls: bool) -> str:
    """`File.url` of what is written at `dest`."""
    parent, _, name = dest.rpartition("/")
    return quote((parent or ".") + "/" if directory_urls and name == "index.html" else dest)


def conflicting(files: Iterable[File], directory_urls: bool) -> frozenset[str]:
    """The `src` of files that MkDocs leaves out for another one at the same address."""
    first: dict[tuple[str, str], File] = {}
    out: set[str] = set()
    for file in files:
        place = (file.src.rpartition("/")[0], dest_of(file.src, directory_urls))
        earlier = first.setdefault(place, file)
        if earlier is not file:
            out.add(earlier.src if file.built else file.src)
    return frozenset(out)


def serve_plain(files: Iterable[File], directory_urls: bool) -> dict[str, Served]:
    """Every file of a site in one language by `src`."""
    served = {}
    for file in files:
        dest = dest_of(file.src, directory_urls)
        served[file.src] = Served(file, dest, url_of(dest, directory_urls), "", file.src)
    return served


def serve_as_is(files: Iterable[File]) -> dict[str, Served]:
    """Every file of a folder that nothing is built from: it stands where it is."""
    return {file.src: Served(file, file.src, quote(file.src), "", file.src) for file in files}
