"""What an author may have meant by an address that leads nowhere, and how to write it rightly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
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

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.view import View

MOST = 3
NEAR = 0.75  # similarity of names, from 0 to 1
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
    found = dict.fromkeys(
        (*_same_name(view, target), *_guessed(view, page, path), *_near(view, target))
    )
    end = (f"?{url.query}" if url.query else "") + (f"#{url.fragment}" if url.fragment else "")
    written = (link_to(view, page, served) + end for served in found if served.file.src != page.src)
    return list(dict.fromkeys(written))[:MOST]


def anchors(ids: Iterable[str], anchor: str) -> list[str]:
    """The ids that come nearest to an anchor, best first."""
    from difflib import get_close_matches

    wanted = _folded(anchor)
    folded = {_folded(one): one for one in ids}
    if wanted in folded:
        return [folded[wanted]]
    return [folded[one] for one in get_close_matches(wanted, folded, MOST, NEAR)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _same_name(view: View, target: str) -> Iterator[Served]:
    """The file at this very path, but for case and Unicode form."""
    wanted = _folded(target)
    for served in view.files.values():
        if served.file.built and wanted in (_folded(served.file.src), _folded(served.key)):
            yield served


def _guessed(view: View, page: Page, path: str) -> Iterator[Served]:
    """What MkDocs guesses (`_RelativePathTreeprocessor._possible_target_uris`)."""
    own = view.files.get(page.src)
    folders = [folder_of(page.src)]
    if own is not None:
        folders.append(own.url.rstrip("/") if own.url.endswith("/") else folder_of(own.url))
    for folder in folders:
        target = source_target(folder.strip("."), path)
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


def _near(view: View, target: str) -> Iterator[Served]:
    """Files of the same name elsewhere, then files of nearly the same path."""
    from difflib import SequenceMatcher

    name = _folded(target.rpartition("/")[2])
    wanted = _folded(target)
    ratio = SequenceMatcher(None, b=wanted)
    close = []
    for served in view.files.values():
        src = _folded(served.file.src)
        if not served.file.built or extension(src) != extension(wanted):
            continue
        same = src.rpartition("/")[2] == name
        ratio.set_seq1(src)
        if same or (ratio.real_quick_ratio() > NEAR and ratio.quick_ratio() > NEAR):
            close.append((not same, -ratio.ratio(), served.file.src, served))
    yield from (one[3] for one in sorted(close)[:MOST] if one[0] is False or -one[1] > NEAR)
