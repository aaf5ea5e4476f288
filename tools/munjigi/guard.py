"""Whether edits may be made: they stay in the project, and change nothing beside their purpose."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from munjigi.changed import Changed
from munjigi.config import load_config
from munjigi.fixes import apply_edits
from munjigi.model import Edit, Fix, Span, Text
from munjigi.reader import read
from munjigi.rendering import side_effect
from munjigi.settings import ConfigError
from munjigi.snippets import Snippets

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.reader import Reading
    from munjigi.shadow import Shadow
    from munjigi.site import Site

PAGES = 50  # that are read again for a snippet on many pages
_OUTSIDE = Text(
    en="it would change a file outside of the project", ko="프로젝트 밖의 파일을 바꿉니다"
)
_UNREADABLE = Text(
    en="a file to change cannot be read as text", ko="글로 읽을 수 없는 파일을 바꿉니다"
)
_SETTINGS = Text(
    en="mkdocs.yml could not be read afterwards, or would render pages differently",
    ko="바꾸고 나면 mkdocs.yml 파일을 읽을 수 없거나 페이지가 다르게 렌더링됩니다",
)


class Guard:
    """Judges edits of a site's files as they are in `shadow`."""

    def __init__(self, site: Site, shadow: Shadow) -> None:
        self.site = site
        self.shadow = shadow
        self.snippets = Snippets(site.config)
        self._before: dict[str, Reading] = {}

    def objection(self, fixes: Sequence[Fix], told: Iterable[Span]) -> Text | None:
        """Why the fixes must not be made together, or None; `told` is where problems stand."""
        edits: dict[str, list[Edit]] = {}
        for fix in fixes:
            for edit in fix.edits:
                name = self.shadow.name(edit.span.path)
                if name is None:
                    return _OUTSIDE
                edits.setdefault(name, []).append(edit)
        spans: dict[str, list[Span]] = {}
        for span in told:
            spans.setdefault(self.shadow.name(span.path) or span.path, []).append(span)
        files: dict[str, Changed] = {}
        for path, listed in edits.items():
            before = self.shadow.text(path)
            after = apply_edits(before or "", listed)
            if before is not None and after is not None:
                files[path] = Changed(before, after, listed, spans.get(path, ()))
            elif after is not None and self.shadow.read(path) is not None:
                return _UNREADABLE
        safe = all(fix.safe for fix in fixes)
        return self._settings(files) or self._effect(files, counted_anew=not safe)

    def groups(self, fixes: Iterable[Fix]) -> list[list[Fix]]:
        """The fixes, those that change the same page in one list."""
        groups: list[tuple[set[str], list[Fix]]] = []
        for fix in fixes:
            paths = {self.shadow.name(edit.span.path) or edit.span.path for edit in fix.edits}
            touched = paths | {page.path for page in self._pages(paths)}
            joined = [group for group in groups if group[0] & touched]
            groups = [group for group in groups if not group[0] & touched]
            whole = set().union(touched, *(group[0] for group in joined))
            groups.append((whole, [*(one for group in joined for one in group[1]), fix]))
        return [group for _, group in groups]

    def _effect(self, files: Mapping[str, Changed], *, counted_anew: bool) -> Text | None:
        for page in self._pages(files):
            named = {path: files[name] for path, name in self._names(page) if name in files}
            texts = {path: file.after for path, file in named.items()}
            if page.path not in self._before:
                self._before[page.path] = self._read(page, {})
            found = side_effect(
                self._before[page.path],
                self._read(page, texts),
                named,
                counted_anew=counted_anew,
            )
            if found is not None:
                return Text(
                    en=f"it would also change {found.en} in {page.path}",
                    ko=f"{page.path} 페이지의 {found.ko} 부분까지 바꿉니다",
                )
        return None

    def _pages(self, files: Iterable[str]) -> Iterator[Page]:
        """The pages that the files are part of."""
        for path in files:
            yield from self._pages_of.get(path, [])[:PAGES]

    @cached_property
    def _pages_of(self) -> Mapping[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.site.pages.values():
            for name in {name for _, name in self._names(page)}:
                found.setdefault(name, []).append(page)
        return found

    def _names(self, page: Page) -> Iterator[tuple[str, str]]:
        """The paths of the page's files, as the page has them and without symlinks."""
        for path in (page.path, *{one.file: None for one in page.includes if one.file}):
            yield path, self.shadow.name(path) or path

    def _read(self, page: Page, texts: Mapping[str, str]) -> Reading:
        opener = self.snippets.opener(page.path, {})

        def open_snippet(name: str, *more: object) -> tuple[str, str] | None:
            found = opener(name, *more)
            return found and (found[0], texts.get(found[0], found[1]))

        text = texts.get(page.path, page.text)
        dialect = self.site.config.dialect
        return read(text, path=page.path, dialect=dialect, open_snippet=open_snippet, deep=True)

    def _settings(self, files: Mapping[str, Changed]) -> Text | None:
        """An objection if the configuration would be another one than the nav and the like."""
        config = self.site.config
        changed = files.keys() & {os.path.normpath(path) for path in config.inputs}
        if not changed:
            return None
        try:
            for path in changed:
                self.shadow.write(path, files[path].after)
            same = load_config(os.path.join(config.root, config.file or "")).digest == config.digest
        except ConfigError:
            same = False
        finally:
            for path in changed:
                self.shadow.write(path, files[path].before)
        return None if same else _SETTINGS
