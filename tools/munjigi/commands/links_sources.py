"""`munjigi links --sources`: whether the documents that guides rest on still say the same."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from munjigi.cache import Cache
from munjigi.commands.check import publish
from munjigi.external.asked import (
    STOPPED,
    UNASKED,
    deadline_of,
    manners_of,
    need_packages,
    own_addresses,
    tell_of_proxies,
)
from munjigi.gate import check
from munjigi.loader import load_site
from munjigi.model import Text
from munjigi.outcome import Request, exit_code
from munjigi.output import print_result, say
from munjigi.paths import inside
from munjigi.remote import Remote
from munjigi.reporters import counted
from munjigi.sources import Sources
from munjigi.target import read_config
from munjigi.telling import request_of, shown, tell
from munjigi.usage import INTERRUPTED, UsageError
from munjigi.watch.accept import accepted, record, refusals, vouch
from munjigi.watch.guides import Source, guides, sources
from munjigi.watch.sourcelock import Vouched, read_sources_lock
from munjigi.watch.standing import standings
from munjigi.watched import SOURCES_LOCK, Standing

if TYPE_CHECKING:
    from munjigi.settings import Config
    from munjigi.site import Site
    from munjigi.watch.reading import Reading


def run(args: Namespace, lang: str) -> int:
    """Read the sources and report, or record a review; exit codes as of `munjigi links`.

    Raises `ConfigError` and `UsageError`.
    """
    if args.since or args.fix or args.exceptions:
        raise UsageError(_NOT_BOTH)
    request = request_of(args)
    config = read_config(request.target.project)
    cache = Cache(config.root) if request.cache else None
    site = load_site(config, cache=cache, jobs=request.jobs).site
    every = sources(site)
    covers = request.target.covers
    chosen = [one for one in every if any(covers(place.path) for place in one.places)]
    if args.accept:
        chosen = accepted(site, every, args.accept)
    if args.dry_run:
        print_result("".join(f"{url}\n" for url in dict.fromkeys(one.url for one in chosen)))
        return 0
    need_packages("trafilatura")
    return _Run(args, lang, request, config, site).run(every, chosen)


class _Run:
    def __init__(
        self, args: Namespace, lang: str, request: Request, config: Config, site: Site
    ) -> None:
        self.args = args
        self.lang = lang
        self.request = request
        self.config = config
        self.site = site
        self.path = f"{config.docs_dir}/{SOURCES_LOCK}"
        text = Sources(config.root, config.bounds)(self.path).text
        self.lock = read_sources_lock(shown(config.root)(self.path), text)
        self.stopped = False

    def run(self, every: Sequence[Source], chosen: Sequence[Source]) -> int:
        from munjigi.watch.memory import recall, remember

        tell_of_proxies(self.lang)
        readings = self._ask(list(dict.fromkeys(one.url for one in chosen)))
        if readings is None:
            return 2
        known = recall(self.config.root) if self.request.cache else {}
        code, records = self._tell(every, chosen, readings, known)
        if self.request.cache:
            seen = (text for one in readings.values() for text in one.texts)
            prints = (made for one in records for made in one.known)
            warning = remember(self.config.root, known, seen, prints)
            if warning is not None:
                say(warning.of(self.lang))
        return INTERRUPTED if self.stopped else code

    def _tell(
        self,
        every: Sequence[Source],
        chosen: Sequence[Source],
        readings: Mapping[str, Reading],
        known: Mapping[str, str],
    ) -> tuple[int, Sequence[Vouched]]:
        """The exit code, and the records as they stand afterwards."""
        if self.args.accept:
            return self._accept(every, chosen, readings)
        found = standings(chosen, self.lock, readings, known)
        whole = not self.request.target.limits
        remote = Remote(complete=whole, sources=found, watching=True)
        self._summary(remote)
        outcome = check(self.request._replace(remote=remote, since=""))
        if not tell(outcome, self.args.paths, self.lang):
            return 2, [*self.lock.values()]
        publish(self.args, outcome, self.lang)
        return exit_code(outcome.diagnostics), [*self.lock.values()]

    def _summary(self, remote: Remote) -> None:
        """One line on how the sources stand to their guides."""
        counts = Counter(one.standing for one in remote.sources)
        told = (
            f"{counts[one]} {name.of(self.lang)}" for one, name in _STANDINGS.items() if counts[one]
        )
        whole = counted(len(remote.sources), _SOURCE, self.lang)
        say(_SUMMARY.of(self.lang).format(whole, ", ".join(told)))

    def _accept(
        self, every: Sequence[Source], chosen: Sequence[Source], readings: Mapping[str, Reading]
    ) -> tuple[int, Sequence[Vouched]]:
        show = shown(self.config.root)
        refused = refusals(chosen, readings)
        for source, why in refused:
            place = show(source.places[0].path)
            say(_REFUSED.of(self.lang).format(place, source.url, why.of(self.lang)))
        if refused:
            return 1, [*self.lock.values()]
        day = date.today().isoformat()
        records = vouch(self.lock, every, chosen, readings, day)
        keys = {one.page for one in chosen}
        pages = [page for key, page in guides(self.site) if key in keys]
        record(self.config, self._lock_path(), records, pages, day)
        for one in chosen:
            if not readings[one.url].sentences:
                said = readings[one.url].why.of(self.lang)
                say(_UNREAD.of(self.lang).format(one.url, said))
        number = counted(len(chosen), _SOURCE, self.lang)
        names = ", ".join(show(page.path) for page in pages)
        print_result(_ACCEPTED.of(self.lang).format(show(self.path), number, names, day) + "\n")
        return 0, records

    def _lock_path(self) -> str:
        path = os.path.realpath(os.path.join(self.config.root, self.path))
        if not inside(path, self.config.bounds or self.config.root):
            raise UsageError(_OUTSIDE)
        return path

    def _ask(self, urls: Sequence[str]) -> dict[str, Reading] | None:
        """What the sources say, as far as it is known at the end; None where none was reached."""
        from munjigi.external.checking import controls
        from munjigi.external.meter import Meter
        from munjigi.external.store import Store
        from munjigi.external.timed import run_until
        from munjigi.watch.asking import Asking

        store = Store(self.config.root if self.request.cache else None)
        meter = Meter(len(urls), 0, self.lang)
        robots = store.robots(time.time())
        known = controls(store.records(), {urlsplit(url).hostname or "" for url in urls})
        manners = manners_of(self.args, self.config)
        asking = Asking(manners, robots, meter, known, own_addresses(self.config))
        try:
            work = asking.run({url: urldefrag(url).url for url in urls})
            said = run_until(work, deadline_of(self.args, self.config))
        finally:
            meter.end()
            store.close()
        if store.warning is not None:
            say(store.warning.of(self.lang))
        if said is not None:
            self.stopped = said is STOPPED
            say(said.of(self.lang))
        if asking.fault is not None:
            say(UNASKED.of(self.lang).format(asking.fault.of(self.lang)))
            return None
        return asking.readings


_STANDINGS = {
    Standing.SAME: Text(en="as when the guide was checked", ko="확인한 날과 같음"),
    Standing.CHANGED: Text(en="changed", ko="바뀜"),
    Standing.GONE: Text(en="gone", ko="없어짐"),
    Standing.UNREAD: Text(en="not readable", ko="읽지 못함"),
    Standing.NEW: Text(en="not recorded yet", ko="기록 없음"),
}
_SUMMARY = Text(en="{}: {}", ko="{} - {}")
_SOURCE = Text(en="source", ko="출처")
_ACCEPTED = Text(en="{}: {} of {} recorded as they are on {}", ko="{}: {} 기록({} 페이지, {})")
_REFUSED = Text(
    en="{}: nothing is recorded, because nobody can vouch for {}: {}",
    ko="{}: 출처를 확인할 수 없어 아무것도 기록하지 않았습니다({}). {}",
)
_UNREAD = Text(
    en="{}: recorded as read by you alone, because {}; no run will notice its changes",
    ko="{}: 사람만 읽을 수 있는 출처로 기록했으며 바뀌어도 알 수 없습니다. {}",
)
_NOT_BOTH = Text(
    en="--sources looks at all sources and mends nothing: leave out --since, --fix and "
    "--exceptions",
    ko="--sources 옵션은 모든 출처를 확인하며 고치지 않습니다. --since, --fix, "
    "--exceptions 옵션을 빼십시오",
)
_OUTSIDE = Text(
    en="the docs folder lies outside of the project, where nothing is written",
    ko="문서 폴더가 프로젝트 밖에 있어 파일을 쓰지 않습니다",
)
