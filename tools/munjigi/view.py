"""One language's site as built: what stands at each address, and where the links of its pages lead.

Links resolve as MkDocs (1.6) resolves them, and those that MkDocs leaves alone, as in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from munjigi.addresses import Served, serve_as_is, serve_plain
from munjigi.links import Url, browse, folder_of, source_target, split_url, unquote
from munjigi.localized import I18n, finder, serve_language
from munjigi.settings import walk_nav

if TYPE_CHECKING:
    from munjigi.facts import Image, Link
    from munjigi.irregular import Lead
    from munjigi.page import Page
    from munjigi.settings import Language, NavEntry
    from munjigi.site import Site
    from munjigi.suggest import Names

_SPECIAL = ("", "/", "\\", " ")
WEB = ("", "http", "https")
ANYWHERE = ("absolute", "own-site", "external")  # forms that mean the same on every page


class Resolution(NamedTuple):
    """Where a link or image leads.

    `form` is how it is written: "source" (the relative path of a file), "fragment" (`#…`, `?…` or
    nothing), "url" (relative, but only as a browser reads it: `b/`, `b.html`, raw HTML), "absolute"
    (`/…`), "own-site" (a full URL below `site_url`) or "external".

    `kind` is what stands there: "page", "asset", "external", "missing", "excluded" (a file that is
    not part of the built site) or "outside" (above the docs folder, or beside the site).

    `path` is what was looked for: a path in the docs folder for "source", else a path in the built
    site, without leading `/`. `anchor` is the fragment, percent-decoded, or None. `anchor_found` is
    also true where there is nothing to find.
    """

    form: str
    kind: str
    path: str = ""
    served: Served | None = None
    page: Page | None = None
    locale: str | None = None
    anchor: str | None = None
    anchor_found: bool = True

    @property
    def ok(self) -> bool:
        """Whether readers get where the link says, its anchor included."""
        return self.kind in ("page", "asset", "external") and self.anchor_found


class Shown(NamedTuple):
    """A picture or (`embed`) something else with a `src` on a page, and where that leads."""

    page: Page
    image: Image
    to: Resolution
    embed: bool


class View:
    """One language's site as built; `locale` is "" in a site of one language.

    `files` holds what MkDocs knows of when it builds this site, by `src`, fallbacks and excluded
    files included. `pages` are the pages that readers get, in MkDocs' order.
    """

    def __init__(self, site: Site, language: Language, i18n: I18n | None) -> None:
        self.site = site
        self.language = language
        self.locale = language.locale
        self.i18n = i18n
        self.files: Mapping[str, Served] = _served(site, language.locale, i18n)
        self.find = finder(self.files, language.locale, i18n)
        self._known: dict[str, dict[str, Resolution]] = {}
        self._by_page: dict[str, dict[str, Resolution]] = {}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of this language's site, fallbacks included."""
        found = (self.site.page_of(one.file) for one in self.files.values() if one.file.built)
        return tuple(page for page in found if page is not None)

    @property
    def nav(self) -> tuple[NavEntry, ...] | None:
        """The nav of this language's site; None where MkDocs makes it from the files."""
        return self.language.nav if self.language.nav is not None else self.site.config.nav

    @cached_property
    def nav_pages(self) -> frozenset[str]:
        """The paths of the pages that the nav names; of all pages where there is no nav."""
        if self.nav is None:
            return frozenset(page.path for page in self.pages)
        found = (self.find_nav(entry) for entry in walk_nav(self.nav))
        return frozenset(served.file.path for served in found if served is not None)

    def find_nav(self, entry: NavEntry) -> Served | None:
        """The file that a nav entry names."""
        target = entry.target
        if target is None or target == "":
            return None
        if target.startswith("/") and self.site.nav_from_docs:
            target = target.lstrip("/")
        return None if target.startswith("/") else self.find(source_target("", target))

    def served(self, page: Page) -> Served | None:
        """How the page stands in this language's site, or None where it does not."""
        return self.files.get(page.src)

    def url_of(self, page: Page) -> str:
        """The page's address relative to the whole site, percent-encoded; "" at its top.

        Raises `KeyError` for a page that this language's site does not have.
        """
        url = self.files[page.src].url
        return "" if url in (".", "./") else url

    def is_fallback(self, page: Page) -> bool:
        """Whether the page stands here only because this language has none of its own."""
        served = self.files.get(page.src)
        return served is not None and served.locale != self.locale

    def resolve(self, page: Page, record: Link | Image) -> Resolution:
        """Where a link or image of the page leads in this language's site."""
        base, fragment = self.lead(page, record)
        return base if fragment is None else self._anchored(base, fragment)

    def resolve_target(self, page: Page, href: str, *, html: bool = False) -> Resolution:
        """As `resolve`, for an address in the page's Markdown or (`html`) in its raw HTML."""
        head, mark, fragment = (href.strip() if html else href).partition("#")
        base = self._lead(page, head, html=html)
        return self._anchored(base, fragment) if mark else base

    def lead(self, page: Page, record: Link | Image) -> tuple[Resolution, str | None]:
        """As `resolve`, but for the anchor; with it the fragment as written, or None."""
        href = record[6]
        if record[10] == "html":
            head, mark, fragment = href.strip().partition("#")
            return self._lead(page, head, html=True), fragment if mark else None
        known = self._by_page.get(page.path)
        if known is None:
            known = self._known.setdefault(folder_of(page.src), {})
            self._by_page[page.path] = known
        head, mark, fragment = href.partition("#")
        base = known.get(head)
        if base is None:
            base = self._lead(page, head, html=False)
            if base.form in ANYWHERE or (base.form == "source" and base.served is not None):
                known[head] = base
        return base, fragment if mark else None

    @cached_property
    def names(self) -> Names:
        """The files by name, for suggestions."""
        from munjigi.suggest import Names

        return Names(self.files.values())

    @cached_property
    def odd_images(self) -> tuple[Shown, ...]:
        """The pictures and embeds that do more than name a file of this language's site rightly."""
        from munjigi.irregular import suspects

        return tuple(
            Shown(page, image, self.resolve(page, image), number >= len(page.images))
            for page in self.pages
            for number in suspects(self, page).images
            for image in ((*page.images, *page.embeds)[number],)
        )

    @cached_property
    def shown_files(self) -> Mapping[str, Sequence[str]]:
        """The `src` of the files that pictures and embeds show, by the path of their page."""
        from munjigi.irregular import suspects

        return {page.path: suspects(self, page).files for page in self.pages}

    @cached_property
    def irregular(self) -> tuple[Lead, ...]:
        """The links that do more than name a file of this language's site rightly."""
        from munjigi.irregular import irregular

        return tuple(irregular(self))

    def link_to(self, page: Page, served: Served) -> str:
        """The relative source path by which the page links to a file."""
        from munjigi.suggest import link_to

        return link_to(self, page, served)

    def suggestions(self, page: Page, href: str) -> list[str]:
        """Addresses that the page's author may have meant, best first."""
        from munjigi.suggest import targets

        return targets(self, page, href)

    def _anchored(self, base: Resolution, fragment: str) -> Resolution:
        form, kind, path, served, page, locale = base[:6]
        found = page is None or self.site.has_anchor(page, fragment)
        return Resolution(form, kind, path, served, page, locale, unquote(fragment), found)

    def _lead(self, page: Page, head: str, *, html: bool) -> Resolution:
        """The resolution of an address without its fragment."""
        if head.isprintable() and ":" not in head and "?" not in head and head[:1] not in _SPECIAL:
            return self._on_web(page, head, "url") if html else self._source(page, head)
        url = split_url(head)
        if url.scheme or url.host:
            return self._full(url)
        path = url.path.replace("\\", "/") if html else url.path
        if path.startswith(("/", "\\")) and (html or not self.site.links_from_docs):
            return self._on_web(page, path, "absolute")
        if not path:
            return self._landed("fragment", self.files.get(page.src), self.locale, "")
        return self._on_web(page, path, "url") if html else self._source(page, path)

    def _source(self, page: Page, path: str) -> Resolution:
        target = source_target(folder_of(page.src), unquote(path))
        served = self.find(target)
        if served is not None:
            return self._landed("source", served, self.locale, target)
        found = self._on_web(page, path, "url")
        above = target == ".." or target.startswith("../")
        if found.kind in ("page", "asset") or (found.kind == "excluded" and not above):
            return found
        if above and path.endswith("/") and found.kind == "outside" and self._is_near(found.path):
            return found
        return Resolution("source", "outside" if above else "missing", target)

    def _full(self, url: Url) -> Resolution:
        own = self.site.own_url
        if own.host and url.scheme in WEB and url.host.lower() == own.host.lower():
            path = url.path or "/"
            if path.startswith(own.path) or path + "/" == own.path:
                return self._at(path[len(own.path) :], "own-site")
        return Resolution("external", "external")

    def _on_web(self, page: Page, path: str, form: str) -> Resolution:
        root = self.site.own_url.path
        served = self.files.get(page.src)
        base = root + (served.dest if served else page.src)
        path, climbed = browse(base, path.replace("\\", "/"))
        if path + "/" == root:
            path = root
        if not path.startswith(root) or (climbed and not self.site.own_url.host):
            return Resolution(form, "outside", path.lstrip("/"))
        return self._at(path[len(root) :], form)

    def _is_near(self, path: str) -> bool:
        """Whether an address beside the site is below the folder that its `site_url` lies in."""
        folder = self.site.own_url.path.strip("/").rpartition("/")[0]
        return bool(folder) and path.startswith(f"{folder}/")

    def _at(self, path: str, form: str) -> Resolution:
        path = unquote(path)
        found = self.site.at(path)
        if found is not None:
            return self._landed(form, found[1], found[0], path)
        kind = "asset" if path.strip("/") in self.site.folders else "missing"
        if kind == "missing" and form in ANYWHERE and self.site.is_beside(path):
            kind = "outside"
        return Resolution(form, kind, path)

    def _landed(self, form: str, served: Served | None, locale: str, path: str) -> Resolution:
        if served is None:  # a page that no language's site has
            return Resolution(form, "excluded", path)
        page = self.site.page_of(served.file)
        reached = served.file.built or form == "fragment"
        kind = "excluded" if not reached else "asset" if page is None else "page"
        return Resolution(form, kind, path, served, page, locale)


def _served(site: Site, locale: str, i18n: I18n | None) -> dict[str, Served]:
    files = site.files.values()
    if site.config.file is None:
        return serve_as_is(files)
    if i18n is None:
        return serve_plain(files, site.config.use_directory_urls)
    return serve_language(files, locale, i18n)
