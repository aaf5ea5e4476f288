"""The files of a project, found in one walk that opens none of them.

Nothing but regular files of the project is ever opened. They come in MkDocs' order.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from munjigi.facts import Flaw
from munjigi.paths import is_markdown
from munjigi.walk import Walks

if TYPE_CHECKING:
    from munjigi.settings import Config
    from munjigi.walk import Stamp

SUPPORT = (".css", ".html", ".htm", ".js", ".mjs", ".jinja", ".jinja2", ".xml", ".svg")
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
    """All that a walk found. `flaws` are folders and files that are no pages and cannot be read.

    `prints` are the fingerprints of the docs folder and of `custom_dir`, if there is one.
    """

    files: tuple[Found, ...]
    flaws: tuple[Flaw, ...]
    prints: tuple[str, ...]

    def latest(self) -> int:
        """The newest time at which one of the files was written or renamed, in nanoseconds."""
        return max((max(one.stamp[:2]) for one in self.files if one.stamp), default=0)


class Where(NamedTuple):
    """What to walk.

    `hidden` says that folders with a leading dot count too, `plain` that MkDocs is not in use, so
    that folders of tools are left out.
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


def scan(where: Where, walks: Walks | None = None) -> Scan:
    """Walk the docs folder and the theme's `custom_dir`, or take the walks made already."""
    walk = walks or Walks()
    met, flaws, seen = walk(where.root, where.docs_dir, hidden=where.hidden, plain=where.plain)
    files, prints = [Found(*one) for one in met], [seen]
    if where.custom_dir is not None:
        met, more, seen = walk(where.root, where.custom_dir)
        files += [Found(*one, theme=True) for one in met]
        flaws = flaws + more
        prints.append(seen)
    found = [Flaw(path, 0, 0, "unreadable", note) for path, note in flaws]
    return Scan(tuple(files), tuple(found), tuple(prints))


def support_files(files: Iterable[Found]) -> tuple[str, ...]:
    """Style sheets, scripts and templates."""
    return tuple(
        dict.fromkeys(one.path for one in files if one.stamp and one.src.endswith(SUPPORT))
    )


def is_theme_asset(src: str) -> bool:
    """Whether MkDocs copies this file of `custom_dir` into the site (`add_files_from_theme`)."""
    return not is_markdown(src) and not any(fnmatch(src.lower(), one) for one in _THEME_SKIPPED)
