"""The planned links of a whole site: which pages they await, which exist by now, who waits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from munjigi.links import folder_of, source_target, split_url, unquote
from munjigi.localized import is_locale, key_of, locale_of
from munjigi.planned import PlannedComment, PlannedLink, planned_comments
from munjigi.related import Section, related_sections

if TYPE_CHECKING:
    from munjigi.addresses import Served
    from munjigi.page import Page
    from munjigi.site import Site, View

_SUFFIXES = (".md", ".mdx", ".markdown", ".mdown", ".mkdn", ".mkd", ".html")
_INDEXES = ("index", "README", "readme")
SHORTEST = 4  # letters of a name that may be mistyped
_ANCHORED = frozenset({"ko", "en"})  # without one of them, short folder names are no languages


class Plan(NamedTuple):
    """A planned link as it stands on a page of one language's site.

    `key` is the path in the docs folder of the page it awaits, without language and suffix.
    `served` is that page in the language of the link, or None while it does not exist.
    """

    link: PlannedLink
    comment: PlannedComment
    page: Page
    view: View
    locale: str
    key: str
    served: Served | None

    @property
    def anchor(self) -> str | None:
        """The fragment of the target, or None."""
        return split_url(self.link.target).fragment


class Plans:
    """The planned links of the pages that readers get."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._folders = frozenset() if site.i18n else _language_folders(site.files)
        self._comments: dict[str, tuple[PlannedComment, ...]] = {}
        self._sections: dict[str, list[Section]] = {}

    def comments(self, page: Page) -> tuple[PlannedComment, ...]:
        """The page's comments with planned links."""
        known = self._comments.get(page.path)
        if known is None:
            sections = self.sections(page) if page.comments else []
            known = self._comments[page.path] = planned_comments(page, sections)
        return known

    def sections(self, page: Page) -> list[Section]:
        """The page's sections with related links."""
        known = self._sections.get(page.path)
        if known is None:
            known = self._sections[page.path] = related_sections(page)
        return known

    @cached_property
    def all(self) -> tuple[Plan, ...]:
        """Every planned link, in the order of languages and pages."""
        return tuple(
            plan
            for view in self.site.views
            for page in view.pages
            if page.comments and not view.is_fallback(page)
            for plan in self._on(view, page)
        )

    def _on(self, view: View, page: Page) -> Iterator[Plan]:
        locale = self.locale_of(page.src)
        for comment in self.comments(page):
            for link in comment.links:
                key = self.key(page.src, link.target)
                served = self.existing(locale, key)
                yield Plan(link, comment, page, view, locale, key, served)

    @cached_property
    def awaited(self) -> Mapping[str, Mapping[str, tuple[Plan, ...]]]:
        """The plans for pages that do not exist, by language and key."""
        found: dict[str, dict[str, list[Plan]]] = {}
        for plan in self.all:
            if plan.served is None:
                found.setdefault(plan.locale, {}).setdefault(plan.key, []).append(plan)
        return {
            locale: {key: tuple(plans) for key, plans in keys.items()}
            for locale, keys in found.items()
        }

    def locale_of(self, src: str) -> str:
        """The language of a file by its place; "" where the site has no languages."""
        if self.site.i18n is not None:
            return locale_of(src, self.site.i18n)
        first = src.partition("/")[0]
        return first if first in self._folders else ""

    def key(self, src: str, target: str) -> str:
        """The key of the page that a target names on the page at `src`."""
        path = unquote(split_url(target).path)
        found = self._bare(source_target(folder_of(src), path))
        locale = self.locale_of(src)
        if path.endswith("/") or found == ".":
            index = "index" if found == "." else f"{found}/index"
            return found if found != "." and self.existing(locale, found) else index
        indexed = f"{found}/index"
        return indexed if indexed in self._existing.get(locale, {}) else found

    def existing(self, locale: str, key: str) -> Served | None:
        """The page with this key in a language's site."""
        return self._existing.get(locale, {}).get(key)

    @cached_property
    def _existing(self) -> Mapping[str, Mapping[str, Served]]:
        plain = self.site.config.file is None
        found: dict[str, dict[str, Served]] = {}
        for view in self.site.views:
            for served in view.files.values():
                page = served.file.markdown or (plain and served.file.src.endswith(".mdx"))
                if page and served.file.built and served.locale == view.locale:
                    locale = self.locale_of(served.file.src)
                    found.setdefault(locale, {})[self._bare(served.file.src)] = served
        return found

    def _bare(self, path: str) -> str:
        """A path in the docs folder without its language and suffix."""
        first, slash, rest = path.partition("/")
        if self.site.i18n is not None:
            path = key_of(path, self.site.i18n)
        elif slash and first in self._folders:
            path = rest
        stem = next((path[: -len(one)] for one in _SUFFIXES if path.endswith(one)), path)
        folder, slash, name = stem.rpartition("/")
        return f"{folder}{slash}index" if name in _INDEXES else stem

    def near(self, locale: str, key: str) -> list[str]:
        """The keys of existing pages that are one edit away, in order."""
        wanted = _folded(key)
        close = (
            own
            for length in range(len(wanted) - 1, len(wanted) + 2)
            for folded, own in self._by_length.get(locale, {}).get(length, ())
            if own != key and is_near(folded, wanted)
        )
        return sorted(close)

    @cached_property
    def _by_length(self) -> Mapping[str, Mapping[int, list[tuple[str, str]]]]:
        found: dict[str, dict[int, list[tuple[str, str]]]] = {}
        for locale, keys in self._existing.items():
            for key in keys:
                folded = _folded(key)
                found.setdefault(locale, {}).setdefault(len(folded), []).append((folded, key))
        return found

    def title(self, page: Page) -> str:
        """What a page is called: by its front matter, or by its first heading."""
        given = page.front_matter.data.get("title")
        if isinstance(given, str) and given:
            return given
        return next((one.text for one in page.headings if one.level == 1), "")


def source_paths(src: str, target: str) -> tuple[str, ...]:
    """The paths in the docs folder that a planned target on the page at `src` may stand for."""
    path = unquote(split_url(target).path)
    found = source_target(folder_of(src), path)
    stem = next((found[: -len(one)] for one in _SUFFIXES if found.endswith(one)), found)
    folder = "" if stem == "." else f"{stem}/"
    indexes = tuple(f"{folder}{name}.md" for name in _INDEXES)
    return indexes if stem == "." else (f"{stem}.md", *indexes)


def is_near(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed or swapped with the next makes them the same.

    Numbers differ on purpose, and so do short names: `step-1` is not near `step-2`, nor `sso`
    near `ssl`.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    names = zip(short.split("/"), long.split("/"), strict=False)
    if any(len(name) < SHORTEST and name != twin for name, twin in names):
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest, more = short[start:], long[start:]
    if len(short) < len(long):
        return rest == more[1:] and not more[0].isdigit()
    if rest[1:] == more[1:]:
        return not (rest[0].isdigit() or more[0].isdigit())
    return rest[:2] == more[1::-1] and rest[2:] == more[2:]


def _folded(key: str) -> str:
    return unicodedata.normalize("NFC", key).casefold().replace("_", "-")


def _language_folders(files: Iterable[str]) -> frozenset[str]:
    """The folders at the top that hold one language each, in a site that says nothing of them."""
    found = {src.partition("/")[0] for src in files if "/" in src}
    locales = frozenset(name for name in found if is_locale(name))
    return locales if locales & _ANCHORED and len(locales) > 1 else frozenset()
