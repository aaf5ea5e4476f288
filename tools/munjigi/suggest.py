"""What an author may have meant by an address that leads nowhere, and how to write it rightly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from munjigi.addresses import Served
from munjigi.links import (
    extension,
    folder_of,
    normalize,
    relative,
    source_target,
    split_url,
    unquote,
)
from munjigi.similar import Similar

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.view import View

MOST = 3
NEAR = 0.75  # similarity of names, from 0 to 1
COMPARED = 1_000  # names at most, so that many broken links take no longer each
_INDEXES = ("index.md", "readme.md")
_RESERVED = str.maketrans({"%": "%25", " ": "%20", "#": "%23", "?": "%3F", "(": "%28", ")": "%29"})


def link_to(view: View, page: Page, served: Served) -> str:
    """The relative source path by which a page links to a file, in the page's own language."""
    own, target = view.files.get(page.src), served.file.src
    i18n = view.i18n
    if own is not None and i18n is not None and served.key != target:
        target = served.key if i18n.structure == "suffix" else f"{own.locale}/{served.key}"
        if i18n.structure == "folder" and own.key == page.src:
            target = served.key
    return relative(target, folder_of(page.src)).translate(_RESERVED)


def targets(view: View, page: Page, href: str) -> list[str]:
    """Addresses to write in place of `href`, best first, its query and fragment kept."""
    url = split_url(href)
    path = unquote(url.path)
    if not path or url.scheme or url.host:
        return []
    folder = folder_of(page.src)
    target = source_target(folder, path)
    names = view.names
    found = dict.fromkeys((*names.same(target), *_guessed(view, page, path)))
    found = found or dict.fromkeys(names.near(target))
    end = (f"?{url.query}" if url.query else "") + (f"#{url.fragment}" if url.fragment else "")
    written = (link_to(view, page, served) + end for served in found if served.file.src != page.src)
    return list(dict.fromkeys(written))[:MOST]


class Names:
    """The files of one language's site by path, name and folder, case and Unicode form aside."""

    def __init__(self, files: Iterable[Served]) -> None:
        self.by_path: dict[str, list[Served]] = {}
        self.by_name: dict[str, list[Served]] = {}
        self.by_folder: dict[str, list[tuple[str, Served]]] = {}
        self._similar: dict[str, Similar] = {}
        for served in files:
            if served.file.built:
                folder, _, name = _folded(served.file.src).rpartition("/")
                for path in {_folded(served.file.src), _folded(served.key)}:
                    self.by_path.setdefault(path, []).append(served)
                self.by_name.setdefault(name, []).append(served)
                self.by_folder.setdefault(folder, []).append((name, served))

    def same(self, target: str) -> list[Served]:
        """The files at this very path."""
        return self.by_path.get(_folded(target), [])

    def near(self, target: str) -> list[Served]:
        """Files of the same name elsewhere, then those of nearly the same name in the folder."""
        folder, _, name = _folded(target).rpartition("/")
        close = self._in_folder(folder).like(name, NEAR)
        alike = {own: -ratio for ratio, own in close if extension(own) == extension(name)}
        best = sorted(
            (one for one in self.by_folder.get(folder, ())[:COMPARED] if one[0] in alike),
            key=lambda one: (alike[one[0]], one),
        )
        elsewhere = self.by_name.get(name, [])
        if name in _INDEXES:  # every folder has one: the folder's name is what counts
            wanted = folder.rpartition("/")[2]
            elsewhere = [one for one in elsewhere if _folded(one.key).split("/")[-2:-1] == [wanted]]
        return elsewhere[:MOST] + [served for _, served in best[:MOST]]

    def _in_folder(self, folder: str) -> Similar:
        if folder not in self._similar:
            names = self.by_folder.get(folder, ())[:COMPARED]
            self._similar[folder] = Similar(own for own, _ in names)
        return self._similar[folder]


class Anchors:
    """The ids of a page, case and Unicode form aside."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = {_folded(one): one for one in islice(ids, COMPARED)}
        self._similar = Similar(self._ids)

    def near(self, anchor: str) -> list[str]:
        """Those that come nearest to an anchor, best first."""
        wanted = _folded(anchor)
        if wanted in self._ids:
            return [self._ids[wanted]]
        best = sorted(self._similar.like(wanted, NEAR), reverse=True)[:MOST]
        return [self._ids[one] for _, one in best]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _guessed(view: View, page: Page, path: str) -> Iterator[Served]:
    """What MkDocs guesses (`_RelativePathTreeprocessor._possible_target_uris`)."""
    own = view.files.get(page.src)
    folders = [folder_of(page.src)]
    if own is not None:
        folders.append(folder_of(own.dest))
    for folder in folders:
        target = source_target(folder, path)
        for guess in _with_endings(target, path):
            served = view.find(normalize(guess))
            if served is not None and served.file.built and not guess.startswith("../"):
                yield served


def _with_endings(target: str, path: str) -> Iterator[str]:
    yield target
    if not extension(target):
        yield f"{target}/index.md"
        yield f"{target}/README.md"
    if not target.endswith(".") and not path.endswith(".md"):
        yield target.removesuffix(".html") + ".md"
