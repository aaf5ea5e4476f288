"""Where mkdocs-static-i18n places each file in each language's site, and how it looks files up.

Ports its `folder.py`, `suffix.py` and `reconfigure.py` (1.3) with their quirks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from munjigi.addresses import File, Served, dest_of, stem_of, url_of

if TYPE_CHECKING:
    from munjigi.settings import Config

_LOCALE = re.compile(r"([a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2})\n?\Z")


class I18n(NamedTuple):
    """What decides where files go: `structure` is "folder" or "suffix", `locales` all languages."""

    structure: str
    default: str
    locales: tuple[str, ...]
    fallback: bool
    directory_urls: bool

    @classmethod
    def of(cls, config: Config) -> I18n | None:
        """The languages of a configuration, or None in a site of one language."""
        default = config.default_language
        if config.structure is None or default is None:
            return None
        locales = tuple(language.locale for language in config.languages)
        fallback, urls = config.fallback_to_default, config.use_directory_urls
        return cls(config.structure, default.locale, locales, fallback, urls)


class _Placed(NamedTuple):
    dest: str
    locale: str
    localization: str | None


def is_locale(name: str) -> bool:
    """Whether mkdocs-static-i18n takes the name for a language."""
    return _LOCALE.match(name) is not None


def serve_language(files: Iterable[File], locale: str, i18n: I18n) -> dict[str, Served]:
    """The files that `locale`'s site is built from, fallbacks included, by `src`."""
    chosen: dict[str, tuple[Served, str | None]] = {}
    for file in files:
        placed = _place(file.src, locale, i18n)
        if file.theme:
            placed = _Placed(file.src, locale, None)
        key = _key(file.src, placed, i18n.structure)
        own, seen = placed.locale == locale, key in chosen
        fallback = i18n.fallback and placed.locale == i18n.default and not seen
        if not file.markdown:
            own = placed.localization == locale if seen else own
            if fallback and not own:
                placed = _place(file.src, i18n.default, i18n)
        if own or fallback:
            url = url_of(placed.dest, i18n.directory_urls)
            chosen[key] = (Served(file, placed.dest, url, placed.locale, key), placed.localization)
    return {served.file.src: served for served, _ in chosen.values()}


def _place(src: str, locale: str, i18n: I18n) -> _Placed:
    dest = dest_of(src, i18n.directory_urls)
    place = _place_by_folder if i18n.structure == "folder" else _place_by_suffix
    return place(src, dest, locale, i18n)


def _as_index(dest: str) -> str:
    parent, slash, name = dest.rpartition("/")
    return parent + slash + "index.html" if name.endswith("README.html") else dest


def _place_by_folder(src: str, dest: str, current: str, i18n: I18n) -> _Placed:
    first = src.partition("/")[0]
    localized = first in i18n.locales or is_locale(first)
    locale = first if localized else i18n.default
    dest = _as_index(dest)
    inside = dest.startswith(locale + "/")
    bare = dest[len(locale) + 1 :] if inside else dest
    if locale != current and (inside or current != i18n.default):
        dest = f"{current}/{bare}"
    elif locale == current == i18n.default:
        dest = bare
    return _Placed(dest, locale, locale if localized else None)


def split_suffix(path: str) -> tuple[str, str]:
    """A path without its last suffix, and the suffix, as `pathlib.PurePath.suffix` sees them."""
    at = path.rfind(".")
    start = path.rfind("/") + 1
    return (path[:at], path[at:]) if start < at < len(path) - 1 else (path, "")


def _place_by_suffix(src: str, dest: str, current: str, i18n: I18n) -> _Placed:
    suffix = split_suffix(stem_of(src))[1][1:]
    localized = bool(suffix) and (suffix in i18n.locales or is_locale(suffix))
    if localized:
        dest = _without_locale(dest, i18n.directory_urls)
    dest = _as_index(dest)
    if current != i18n.default:
        dest = f"{current}/{dest}"
    return _Placed(dest, suffix if localized else i18n.default, suffix if localized else None)


def _without_locale(dest: str, directory_urls: bool) -> str:
    whole, extension = split_suffix(dest)
    dest = split_suffix(whole)[0] + extension
    parent, _, name = dest.rpartition("/")
    if not (directory_urls and parent):
        return dest
    parent = split_suffix(parent)[0]
    above, _, folder = parent.rpartition("/")
    if folder in ("index", "README"):
        parent = above
    return f"{parent}/{name}" if parent else name


def locale_of(src: str, i18n: I18n) -> str:
    """The language that a file is written in, by its folder or suffix."""
    return _place(src, i18n.default, i18n).locale


def key_of(src: str, i18n: I18n) -> str:
    """A file's path without its language: what its translations share."""
    return _key(src, _place(src, i18n.default, i18n), i18n.structure)


def _key(src: str, placed: _Placed, structure: str) -> str:
    if placed.localization is None:
        return src
    if structure == "folder":
        return src[len(placed.localization) + 1 :]
    return src.replace(f".{placed.localization}", "", 1)


Finder = Callable[[str], "Served | None"]


def finder(served: Mapping[str, Served], locale: str, i18n: I18n | None) -> Finder:
    """`Files.get_file_from_path` of MkDocs, or of mkdocs-static-i18n in `locale`'s site."""
    if i18n is None:
        return served.get
    candidates = _folder_candidates if i18n.structure == "folder" else _suffix_candidates
    rest = (i18n.default,) if i18n.structure == "suffix" or i18n.fallback else ()

    def find(path: str) -> Served | None:
        for candidate in candidates("index.md" if path == "." else path, (locale, *rest), i18n):
            if candidate in served:
                return served[candidate]
        return None

    return find


def _folder_candidates(path: str, order: tuple[str, ...], i18n: I18n) -> Iterable[str]:
    first, _, rest = path.partition("/")
    if first == order[0]:
        return (path, *(f"{other}/{rest}" for other in order[1:]), rest)
    if first == i18n.default:
        return (path, *(f"{order[0]}/{rest}" for _ in order[1:]), rest)
    return (*(f"{other}/{path}" for other in order), path)


def _suffix_candidates(path: str, order: tuple[str, ...], _i18n: I18n) -> Iterable[str]:
    stem, suffix = split_suffix(path)
    return (*(f"{stem}.{other}{suffix}" for other in order), path)
