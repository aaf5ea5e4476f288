"""`munjigi links`: whether what leads out of the site still works."""

from __future__ import annotations

import asyncio
import gc
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from munjigi.cache import Cache
from munjigi.commands.check import publish
from munjigi.external.asked import (
    LATE,
    STOPPED,
    UNASKED,
    manners_of,
    need_packages,
    own_address,
    tell_of_proxies,
)
from munjigi.external.gather import Gathered, gather
from munjigi.gate import check
from munjigi.loader import load_site
from munjigi.model import Text
from munjigi.outcome import Request, exit_code
from munjigi.output import print_result, say
from munjigi.remote import Remote, State, uses
from munjigi.reporters import counted
from munjigi.settings import Config, ConfigError
from munjigi.sources import Sources
from munjigi.target import read_config
from munjigi.telling import request_of, tell

if TYPE_CHECKING:
    from munjigi.external.checking import Checking

INTERRUPTED = 130
FORGOTTEN = 10  # times as old as an answer that holds
_STATES = {
    State.OK: Text(en="ok", ko="정상"),
    State.DEAD: Text(en="dead", ko="끊김"),
    State.NO_ANCHOR: Text(en="without the anchor", ko="앵커 없음"),
    State.MOVED: Text(en="moved", ko="옮겨짐"),
    State.INSECURE: Text(en="insecure", ko="https 가능"),
    State.UNREACHABLE: Text(en="unreachable just now", ko="지금 연결 안 됨"),
    State.REFUSED: Text(en="refused to robots", ko="로봇 거부"),
    State.CREDENTIALS: Text(en="with credentials", ko="비밀 값 포함"),
    State.UNCHECKED: Text(en="not checked", ko="확인 안 됨"),
    State.UNASKED: Text(en="not asked", ko="요청 안 함"),
    State.EXCEPTED: Text(en="left out", ko="제외"),
}
_SUMMARY = Text(en="{}: {} ({}, {:.1f} s)", ko="{} - {}({}, {:.1f}초)")
_ADDRESS = Text(en="link target", ko="링크 주소")
_REQUEST = Text(en="request", ko="요청")


def run(args: Namespace, lang: str) -> int:
    """Ask and report; exit codes as of `munjigi check`, 2 offline, 130 after Ctrl-C.

    Raises `ConfigError` and `UsageError`.
    """
    if args.sources or args.accept:
        from munjigi.commands import links_sources

        return links_sources.run(args, lang)
    request = request_of(args)
    config = read_config(request.target.project)
    today = date.today().isoformat()
    exceptions = config.settings.links.exceptions
    text = Sources(config.root, config.bounds)(exceptions).text if exceptions else ""
    gathered = gather(_targets(request, config), config.settings.links, exceptions, text, today)
    if args.dry_run:
        urls = dict.fromkeys(address.url for address in gathered.asked.values())
        print_result("".join(f"{url}\n" for url in urls))
        return 0
    need_packages()
    return _Run(args, lang, request, config, gathered, today).run()


class _Run:
    def __init__(
        self,
        args: Namespace,
        lang: str,
        request: Request,
        config: Config,
        gathered: Gathered,
        today: str,
    ) -> None:
        self.args = args
        self.lang = lang
        self.request = request
        self.config = config
        self.gathered = gathered
        self.today = today
        self.complete = not request.since and not request.target.limits
        self.stopped = False

    def run(self) -> int:
        tell_of_proxies(self.lang)
        remote = self._ask()
        if remote is None:
            return 2
        request = self.request._replace(remote=remote, since="")
        if self.args.fix and not self.stopped:
            from munjigi.commands.fix import mend

            self.args.unsafe = False
            return mend(request, self.args, self.lang)
        outcome = check(request)
        if not tell(outcome, self.args.paths, self.lang):
            return 2
        publish(self.args, outcome, self.lang)
        return INTERRUPTED if self.stopped else exit_code(outcome.diagnostics)

    def _ask(self) -> Remote | None:
        """What is known at the end; None where nothing could be reached."""
        from munjigi.external.checking import Checking, wanted
        from munjigi.external.judge import Judge
        from munjigi.external.meter import Meter
        from munjigi.external.patterns import matcher
        from munjigi.external.store import DAY, Store

        started = time.monotonic()
        rules = self.config.settings.links
        store = Store(self.config.root if self.request.cache else None)
        try:
            checking = Checking(
                wanted(self.gathered.asked.values()),
                store.records(),
                manners_of(self.args, self.config),
                store,
                rules,
                self.today,
                own=own_address(self.config),
            )
            whole = len(checking.records) + len(checking.asked)
            meter = Meter(whole, len(checking.records), self.lang)
            checking.tell = meter
            deadline = rules.deadline if self.args.deadline is None else self.args.deadline
            said = self._wait(checking, deadline)
            meter.end()
            if said is not None:
                say(said.of(self.lang))
            if checking.fault is not None:
                say(UNASKED.of(self.lang).format(checking.fault.of(self.lang)))
                return None
            store.forget(time.time() - FORGOTTEN * rules.keep_days * DAY)
            judge = Judge(self.today, store.failures(), matcher(rules.logins))
        finally:
            store.close()
        if store.warning is not None:
            say(store.warning.of(self.lang))
        remote = self.gathered.remote(checking.records, judge, complete=self.complete)
        self._summary(remote, checking.requests, time.monotonic() - started)
        return remote

    def _wait(self, checking: Checking, deadline: float) -> Text | None:
        """Let it run to its end, the deadline or Ctrl-C; what to say of that."""

        async def limited() -> Text | None:
            try:
                async with asyncio.timeout(deadline or None):
                    await checking.run()
                return None
            except TimeoutError:
                self.complete = False
                return LATE

        if not checking.asked:
            return None
        gc.freeze()  # the site stays; looking through it again and again takes time
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                return runner.run(limited())
        except KeyboardInterrupt:
            self.complete, self.stopped = False, True
            return STOPPED

    def _summary(self, remote: Remote, requests: int, seconds: float) -> None:
        """One line on what the addresses came to."""
        counts = Counter(verdict.state for verdict in remote.verdicts.values())
        told = (
            f"{counts[one]} {name.of(self.lang)}" for one, name in _STATES.items() if counts[one]
        )
        whole = counted(len(remote.verdicts), _ADDRESS, self.lang)
        asked = counted(requests, _REQUEST, self.lang)
        say(_SUMMARY.of(self.lang).format(whole, ", ".join(told), asked, seconds))


def _targets(request: Request, config: Config) -> Iterable[str]:
    """The targets to look at: all that the request covers, or that are new since its commit."""
    cache = Cache(config.root) if request.cache else None
    site = load_site(config, cache=cache, jobs=request.jobs).site
    covers = request.target.covers
    found = [use.target for use in uses(site) if covers((use.via or use.span).path)]
    if not request.since:
        return found
    before = set(_before(request, config))
    return [one for one in found if one not in before]


def _before(request: Request, config: Config) -> Iterator[str]:
    """The targets of the project as it was at the request's commit."""
    import tempfile

    from munjigi.since import History

    history = History(config.root, request.since)
    with tempfile.TemporaryDirectory(prefix="munjigi-") as folder:
        try:
            old = read_config(history.restore(folder))
        except ConfigError:  # no project then
            return
        for use in uses(load_site(old, jobs=request.jobs).site):
            yield use.target
