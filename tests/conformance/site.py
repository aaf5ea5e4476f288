"""One folder with one set of Markdown extensions, seen by both: MkDocs and the reader."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from conformance.collect import Difference, compare
from conformance.places import misplaced
from conformance.render import Extensions, Renderer, UnrenderableError, extensions_of, load_yaml
from munjigi.reader import Reading, read
from munjigi.reader.dialect import Dialect, mkdocs_dialect
from munjigi.source import decode


class Site:
    """Pages of the project in `folder`, with the extensions of a `mkdocs.yml`.

    Raises `ValueError` where MkDocs refuses the extensions.
    """

    def __init__(self, folder: Path, extensions: Extensions, name: str = "") -> None:
        self.folder = folder
        self.name = name
        self.extensions = extensions
        self.dialect: Dialect = mkdocs_dialect(extensions)

    @classmethod
    def of(cls, folder: Path, config: Path) -> Site:
        """The site in `folder` with the extensions that the file `config` lists."""
        return cls(folder, extensions_of(load_yaml(config.read_text("utf-8"))), config.stem)

    @cached_property
    def renderer(self) -> Renderer:
        """MkDocs with this site's extensions."""
        return Renderer(self.folder, self.extensions)

    def open_snippet(self, name: str, bases: Iterable[str]) -> tuple[str, str] | None:
        """The path in this folder and the text of a snippet, or None where there is none."""
        for base in bases:
            root = (self.folder / base).resolve()
            file = root if root.is_file() and root.name == name else (root / name).resolve()
            if file.is_file() and (file == root or root in file.parents):
                return file.relative_to(self.folder.resolve()).as_posix(), decode(file.read_bytes())
        return None

    def read(self, text: str, path: str = "page.md", *, deep: bool = False) -> Reading:
        """What the reader finds in a page's decoded text."""
        return read(
            text, path=path, dialect=self.dialect, open_snippet=self.open_snippet, deep=deep
        )

    def differences(self, text: str, html: str | None = None) -> list[Difference]:
        """What the reader and MkDocs do not agree on; `html` where MkDocs has rendered already.

        A page that MkDocs cannot render is read all the same, and there is nothing to compare.
        """
        reading = self.read(text)
        with contextlib.suppress(UnrenderableError):
            return compare(reading, self.renderer.html(text) if html is None else html, text)
        return []

    def misplaced(self, text: str) -> list[str]:
        """Every place on a page that is not where the reader says."""
        return misplaced(self.read(text, deep=True), "page.md", text, self._texts)

    def _texts(self, path: str) -> str:
        return decode((self.folder / path).read_bytes())
