"""A whole site: its pages and files, and a `View` for each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from munjigi.addresses import File, Inclusion, Served, conflicting
from munjigi.digest import digest
from munjigi.links import Url, split_url, unquote
from munjigi.localized import I18n, locale_of
from munjigi.settings import Language, NavEntry
from munjigi.view import Resolution, View

if TYPE_CHECKING:
    from munjigi.facts import Flaw
    from munjigi.page import Page
    from munjigi.plans import Plans
    from munjigi.remote import Remote
    from munjigi.settings import Config
    from munjigi.suggest import Anchors

__all__ = ["File", "Inclusion", "NavEntry", "Resolution", "Served", "Site", "View"]

PAGES = (".github.io", ".gitlab.io", ".codeberg.page")  # hosts that all sites of an owner share


class Site:
    """All that rules can ask about.

    `files` holds every file of the docs folder by `src`, `pages` every page by `path`, both in
    MkDocs' order, excluded ones and drafts included; a README.md beside an index.md is in neither,
    as in MkDocs (`dropped` names it). `support` lists the style sheets, scripts and templates of
    the docs folder and of the theme's `custom_dir` by path, `flaws` what could not be read and is
    no page. `before` is the site as it was at the commit that `--since` names, if it names one.
    `text` gives any text file of the project by path ("" where it cannot be read), `head` the first
    64 bytes of an asset by `src`. `today` is the day that rules about dates count from.
    `remote` is what is known of addresses outside the site, None where nobody asked.
    `suspects` holds what `irregular.all_suspects` says of a page, by path, where that is known.
    """

    def __init__(
        self,
        config: Config,
        files: Iterable[File],
        pages: Iterable[Page],
        *,
        support: tuple[str, ...] = (),
        flaws: tuple[Flaw, ...] = (),
        before: Site | None = None,
        text: Callable[[str], str] = lambda _: "",
        head: Callable[[str], bytes] = lambda _: b"",
        today: date | None = None,
    ) -> None:
        every = tuple(files)
        plain = config.file is None
        self.dropped = frozenset() if plain else conflicting(every, config.use_directory_urls)
        self.config = config
        self.files: Mapping[str, File] = {f.src: f for f in every if f.src not in self.dropped}
        self.pages: Mapping[str, Page] = {p.path: p for p in pages if p.src not in self.dropped}
        self.support = support
        self.flaws = flaws
        self.before = before
        self.text = text
        self.head = head
        self.today = today or date.today()
        self.remote: Remote | None = None
        self.suspects: dict[str, Mapping[str, Any]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._near: dict[str, Anchors] = {}
        self._gathered: dict[str, dict[str, Any]] = {}

    @cached_property
    def i18n(self) -> I18n | None:
        """How the languages are laid out, or None in a site of one language."""
        return I18n.of(self.config)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """A view for each language that is built, the default one first; else one view."""
        languages = self.config.built_languages if self.i18n else (Language(""),)
        return tuple(View(self, language, self.i18n) for language in languages)

    @cached_property
    def layout(self) -> str:
        """Names which files the site has and where each stands: all that `View.lead` goes by."""
        config, views = self.config, [view.locale for view in self.views]
        plain = config.file is None
        how = (plain, config.use_directory_urls, self.own_url, self.links_from_docs, self.i18n)
        files = [(one.src, one.path, one.inclusion.value, one.theme) for one in self.files.values()]
        text = repr((how, views, files))
        return digest(text.encode("utf-8", "surrogateescape"))

    @cached_property
    def folders(self) -> frozenset[str]:
        """Without `mkdocs.yml`, the folders that hold files: a link may lead to them."""
        if self.config.file is not None:
            return frozenset()
        parts = (src.split("/")[:-1] for src in self.files)
        return frozenset("/".join(p[:end]) for p in parts for end in range(len(p) + 1))

    @cached_property
    def own_url(self) -> Url:
        """`site_url` taken apart, its path with a `/` at both ends; no host where it is not set."""
        url = split_url(self.config.site_url)
        path = url.path.strip("/")
        return Url(url.scheme, url.host, f"/{path}/" if path else "/", "", None)

    @cached_property
    def links_from_docs(self) -> bool:
        """Whether a link that starts with `/` counts from the docs folder (`relative_to_docs`)."""
        return self.config.file is None or _from_docs(self.config.validation, "links")

    @cached_property
    def nav_from_docs(self) -> bool:
        """Whether a nav entry that starts with `/` counts from the docs folder."""
        return _from_docs(self.config.validation, "nav")

    @cached_property
    def _written(self) -> dict[str, tuple[str, Served]]:
        found: dict[str, tuple[str, Served]] = {}
        for built in (True, False):
            for view in self.views:
                for served in view.files.values():
                    if served.file.built is built:
                        found.setdefault(served.dest, (view.locale, served))
        return found

    def at(self, path: str) -> tuple[str, Served] | None:
        """The language and file at a decoded path of the built site, as a web server answers."""
        written = self._written
        if not path or path.endswith("/"):
            return written.get(path + "index.html")
        return written.get(path) or written.get(path + "/index.html")

    def is_beside(self, path: str) -> bool:
        """Whether another site may stand at a path on the same host.

        GitHub, GitLab and Codeberg Pages serve a site of each of an owner's repositories below
        its name, on the host of the owner's own site.
        """
        top, mark, _ = path.partition("/")
        is_folder = mark or (top and "." not in top)
        return bool(is_folder) and self._shares_host and top not in self._tops

    @cached_property
    def _shares_host(self) -> bool:
        url, repository = self.own_url, self.config.repo_url.rstrip("/").rpartition("/")[2]
        names = (url.host.lower(), repository.removesuffix(".git").lower())
        return url.path == "/" and bool(url.host) and any(name.endswith(PAGES) for name in names)

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(dest.partition("/")[0] for dest in self._written)

    @cached_property
    def plans(self) -> Plans:
        """The links to pages that are not written yet."""
        from munjigi.plans import Plans

        return Plans(self)

    def page_of(self, file: File) -> Page | None:
        """The page that a file holds, or None for an asset."""
        return self.pages.get(file.path)

    def views_of(self, page: Page) -> tuple[View, ...]:
        """The languages' sites that have the page; none for an excluded one."""
        file = self.files.get(page.src)
        if file is None or not file.built:
            return ()
        return tuple(view for view in self.views if page.src in view.files)

    def inclusion(self, page: Page) -> Inclusion:
        """Whether the page is part of the built site."""
        return self.files[page.src].inclusion

    def locale_of(self, page: Page) -> str:
        """The language that the page is written in; "" in a site of one language."""
        return locale_of(page.src, self.i18n) if self.i18n else ""

    @cached_property
    def _translations(self) -> dict[str, dict[str, Page]]:
        found: dict[str, dict[str, Page]] = {}
        for view in self.views:
            for served in view.files.values():
                page = self.page_of(served.file)
                if page is not None and served.locale == view.locale:
                    found.setdefault(served.key, {})[view.locale] = page
        return found

    def translations(self, page: Page) -> Mapping[str, Page]:
        """The page in every language that has it, by locale, itself included."""
        for view in self.views:
            served = view.files.get(page.src)
            if served is not None:
                return self._translations.get(served.key, {})
        return {}

    def remember(self, gathered: Mapping[str, dict[str, Any]]) -> None:
        """Take what functions gathered of the pages, by path and the function's name."""
        self._gathered = dict(gathered)

    def gathered(self, page: Page, gather: Callable[[Page], Any]) -> Any:
        """What the function gathers of the page, called once."""
        known = self._gathered.setdefault(page.path, {})
        if gather.__name__ not in known:
            known[gather.__name__] = gather(page)
        return known[gather.__name__]

    def ids(self, page: Page) -> frozenset[str]:
        """Every anchor of the page."""
        ids = self._ids.get(page.path)
        if ids is None:
            ids = self._ids[page.path] = frozenset([anchor.id for anchor in page.anchors])
        return ids

    def near_anchors(self, page: Page, anchor: str) -> list[str]:
        """The ids of the page that come nearest to an anchor, best first."""
        if page.path not in self._near:
            from munjigi.suggest import Anchors

            self._near[page.path] = Anchors(one.id for one in page.anchors)
        return self._near[page.path].near(anchor)

    def has_anchor(self, page: Page, fragment: str) -> bool:
        """Whether a browser finds a fragment, as written, on the page.

        `top` is found on every page, and a text directive (`:~:text=`) looks for no anchor.
        """
        ids = self._ids.get(page.path) or self.ids(page)
        if fragment in ids:
            return True
        fragment = unquote(fragment.partition(":~:")[0])
        return not fragment or fragment in ids or fragment.lower() == "top"


def _from_docs(validation: Mapping[str, object], part: str) -> bool:
    own = validation.get(part)
    value = own.get("absolute_links") if isinstance(own, Mapping) else None
    return (value or validation.get("absolute_links")) == "relative_to_docs"
