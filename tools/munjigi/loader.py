"""A `Config` as a `Site`: files found, pages read (in parallel where it pays) or from the cache.

A page that cannot be read becomes a page with one flaw of kind "unreadable".
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.addresses import File, Inclusion
from munjigi.cache import Cache, Entry, with_findings
from munjigi.codec import decode
from munjigi.digest import SIZE_LIMIT
from munjigi.discover import Found, Scan, Where, is_theme_asset, scan, support_files
from munjigi.excludeplugin import plugin_excluder
from munjigi.facts import Facts
from munjigi.gitignore import excluder, matcher
from munjigi.inputs import FRESH
from munjigi.irregular import all_suspects
from munjigi.page import Page
from munjigi.paths import RealPaths, inside, is_markdown
from munjigi.reader import prepare
from munjigi.reading import Check, PageRead, PageReader
from munjigi.site import Site
from munjigi.snippets import Snippets
from munjigi.source import UnreadableFileError
from munjigi.source import decode as decode_text
from munjigi.uncollected import uncollected
from munjigi.workers import cores, share

if TYPE_CHECKING:
    from datetime import date

    from munjigi.settings import Config
    from munjigi.walk import Walks

FORK_FROM = 200  # pages to read; below, processes cost more than they save
JOBS = 8
HEAD = 64
UNREAD = Facts()  # until a page is read, or known from the cache
Each = Callable[["Site", Page], object]


class Loaded(NamedTuple):
    """A site, what `check` found on each of its pages by path, and the files that it was made of.

    `snippets` are the files that pages include, or would include if they existed, by path with the
    hash of their content ("" for none). `fresh` says that a file is so new that it may yet change
    unseen. `read` counts the pages that were not in the cache.
    """

    site: Site
    findings: Mapping[str, Any]
    scan: Scan
    snippets: Mapping[str, str]
    fresh: bool
    read: int


@uncollected
def load_site(
    config: Config,
    *,
    cache: Cache | None = None,
    check: Check | None = None,
    ruleset: str = "",
    deep: bool = False,
    jobs: int | None = None,
    before: Site | None = None,
    today: date | None = None,
    walks: Walks | None = None,
    each: Each | None = None,
) -> Loaded:
    """The site in the configuration's docs folder.

    `check` runs on every page right where it is read, possibly in another process; what it returns
    must be JSON. `ruleset` names the rules and options that `check` stands for. `deep` says that
    `check` needs the pages' fine structure. `jobs` is the number of processes; the cores decide it
    by default. `before` is the site as it was, for rules about what became of it. `today` is the
    day for rules about dates, the local date by default. `walks` are those made already. `each` is
    called with the site and a page as soon as that page's facts are known, in any order.
    """
    started = time.time_ns()
    reader = PageReader(
        config,
        Snippets(config),
        check=check,
        ruleset=ruleset,
        deep=deep,
        keep=cache is not None,
    )
    found = scan(Where.of(config), walks)
    return _Load(config, reader, cache, before, today, each).run(found, jobs, started)


class _Load:
    def __init__(
        self,
        config: Config,
        reader: PageReader,
        cache: Cache | None,
        before: Site | None,
        today: date | None,
        each: Each | None,
    ) -> None:
        self.config = config
        self.reader = reader
        self.cache = cache
        self.before = before
        self.today = today
        self.each = each
        self.entries: dict[str, Entry] = {}
        self.pages: dict[str, Page] = {}
        self.findings: dict[str, Any] = {}
        self.suspects: dict[str, Any] = {}

    def run(self, found: Scan, jobs: int | None, started: int) -> Loaded:
        pages = [one for one in found.files if is_markdown(one.src) and not one.theme]
        self.pages = {one.path: self._page(one) for one in pages}
        self.site = site = self._site(found, self.pages.values())
        if self.reader.check:
            self.reader.follow = partial(all_suspects, site)
        known = self._known(site)
        stale = [one for one in pages if not self._take(one, known.get(one.path))]
        if stale:
            self.reader.check_data()
        self._read(stale, known, started, _jobs(jobs, len(stale)))
        if self.cache and (stale or len(known) != len(pages)):
            self.cache.save(self.config.digest, self.entries, site.layout)
        seen = self.reader.data_files()
        for entry in self.entries.values():
            seen |= entry.snippets
        self.entries.clear()  # the cache's lines are a good part of the memory
        site.suspects = self.suspects
        fresh = found.latest() > started - FRESH
        return Loaded(site, self.findings, found, seen, fresh, len(stale))

    def _known(self, site: Site) -> dict[str, Entry]:
        return self.cache.load(self.config.digest, site.layout) if self.cache else {}

    def _take(self, one: Found, entry: Entry | None) -> bool:
        """Use what the cache has, if nothing about the page changed."""
        if entry is None or one.stamp is None or entry.stamp != one.stamp:
            return False
        ruleset = self.reader.ruleset if self.reader.check else None
        if not self.reader.current(entry) or (
            ruleset is not None and not (entry.suspects and ruleset in entry.findings)
        ):
            return False
        try:
            again = partial(self.reader.facts, one)
            self.pages[one.path].facts = decode(entry.facts, one.path, again)
            if ruleset is not None:
                self.findings[one.path] = json.loads(entry.findings[ruleset])
                self.suspects[one.path] = json.loads(entry.suspects)
        except ValueError:
            return False
        self.entries[one.path] = entry
        self._tell(one.path)
        return True

    def _read(
        self, pages: list[Found], known: Mapping[str, Entry], started: int, jobs: int
    ) -> None:
        here = os.getpid()
        local: dict[int, PageRead] = {}

        def work(number: int) -> bytes:
            one = pages[number]
            made = self.reader.read(one, known.get(one.path))
            if os.getpid() == here:
                local[number] = made
                return b""
            return made.packed()

        if jobs > 1 and pages:
            prepare()
        for number, result in share(len(pages), work, jobs):
            one = pages[number]
            again = partial(self.reader.facts, one)
            made = PageRead.unpacked(result, one.path, again) if result else local.pop(number)
            self.pages[one.path].facts = made.facts
            if self.reader.check:
                self.findings[one.path] = made.findings
                self.suspects[one.path] = made.suspects
            self.entries[one.path] = self._entry(one, made, known.get(one.path), started)
            self._tell(one.path)

    def _tell(self, path: str) -> None:
        page = self.site.pages.get(path)
        if self.each and page is not None:  # else another language's takes its place
            self.each(self.site, page)

    def _entry(self, one: Found, made: PageRead, old: Entry | None, started: int) -> Entry:
        settled = one.stamp is not None and max(one.stamp[:2]) < started - FRESH
        line = made.line if self.reader.keep else b""
        entry = Entry(one.stamp if settled else None, made.hash, made.snippets, line, {})
        if old is not None and (old.hash, old.snippets) == (made.hash, made.snippets):
            entry = entry._replace(findings=old.findings, suspects=old.suspects)
        if self.reader.check and self.reader.keep:
            entry = entry._replace(suspects=json.dumps(made.suspects).encode())
            entry = with_findings(entry, self.reader.ruleset, json.dumps(made.findings).encode())
        return entry

    def _page(self, one: Found) -> Page:
        reader = self.reader
        return reader.page(one, UNREAD, partial(reader.detail, one), partial(reader.text, one))

    def _site(self, found: Scan, pages: Iterable[Page]) -> Site:
        return Site(
            self.config,
            site_files(self.config, found),
            pages,
            support=support_files(found.files),
            flaws=found.flaws,
            before=self.before,
            today=self.today,
            text=partial(_text, RealPaths(self.config.root), self.config.bounds),
            head=partial(_head, {one.src: one for one in found.files}, self.config.root),
        )


def site_files(config: Config, found: Scan) -> list[File]:
    """The files that MkDocs knows of, with what the configuration says of each."""
    excluded, draft = excluder(config.exclude_docs), matcher(config.draft_docs)
    not_in_nav, taken_out = matcher(config.not_in_nav), plugin_excluder(config.plugins)
    files, own = [], set()
    for one in found.files:
        if one.theme and (one.src in own or not is_theme_asset(one.src)):
            continue
        own.add(one.src)
        inclusion = Inclusion.INCLUDED
        if one.theme or config.file is None:
            pass
        elif excluded(one.src) or taken_out(one.src) or one.src.startswith(config.own_folders):
            inclusion = Inclusion.EXCLUDED
        elif draft(one.src):
            inclusion = Inclusion.DRAFT
        elif not_in_nav(one.src):
            inclusion = Inclusion.NOT_IN_NAV
        files.append(File(one.src, one.path, one.size, inclusion, one.theme))
    return files


def _jobs(asked: int | None, pages: int) -> int:
    if asked is not None:
        return max(1, asked)
    return min(cores(), JOBS) if pages >= FORK_FROM else 1


def _text(real: RealPaths, bounds: str, path: str) -> str:
    full = real(path)
    if not inside(full, bounds or real.root) or not os.path.isfile(full):
        return ""
    try:
        with open(full, "rb") as file:
            return decode_text(file.read(SIZE_LIMIT))
    except (OSError, UnreadableFileError):
        return ""


def _head(files: Mapping[str, Found], root: str, src: str) -> bytes:
    one = files.get(src)
    if one is None or one.stamp is None:
        return b""
    try:
        with open(os.path.join(root, one.path), "rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""
