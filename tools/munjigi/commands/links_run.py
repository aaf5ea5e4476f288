"""The addresses behind the targets of a site asked, and what came of it reported."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

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
from munjigi.external.exempt import proposed
from munjigi.external.gather import Gathering
from munjigi.external.judge import Judge
from munjigi.external.meter import Meter
from munjigi.external.patterns import matcher
from munjigi.external.store import DAY, Store
from munjigi.external.wanted import Wanted, fresh, wanted
from munjigi.gate import check
from munjigi.model import Text
from munjigi.outcome import Request, exit_code
from munjigi.output import print_result, say
from munjigi.remote import Remote, State
from munjigi.reporters import counted
from munjigi.rule import REMOTE, load_rules, rule_families
from munjigi.settings import Config
from munjigi.sources import Sources
from munjigi.telling import shown, tell
from munjigi.usage import INTERRUPTED

if TYPE_CHECKING:
    from munjigi.external.address import Address
    from munjigi.external.checking import Checking
    from munjigi.external.fetch import Fetcher
    from munjigi.external.records import Record
    from munjigi.workers import Beside

SOON = 0.002  # seconds between two looks for targets
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

_EXCEPT = Text(
    en="to let {} stand for a while, each with a reason: munjigi links --exceptions >> {}",
    ko="{}의 문제를 이유와 함께 당분간 예외로 두려면: munjigi links --exceptions >> {}",
)


def _get_ready() -> None:
    """Import what is needed later: now, nothing else is to be done."""
    import_module("munjigi.run")
    load_rules(name for name, family in rule_families().items() if family == REMOTE)


class Run:
    """One run of `munjigi links`."""

    def __init__(
        self,
        args: Namespace,
        lang: str,
        request: Request,
        config: Config,
    ) -> None:
        self.args = args
        self.lang = lang
        self.request = request
        self.config = config
        self.manners = manners_of(args, config)
        self.today = date.today().isoformat()
        self.complete = not request.since and not request.target.limits
        self.stopped = False
        self.requests = 0
        self.checking: Checking | None = None
        self.rules = config.settings.links
        path = self.rules.exceptions
        text = Sources(config.root, config.bounds)(path).text if path else ""
        self.gathering = Gathering(self.rules, path, text, self.today)

    def run(self, targets: Beside) -> int:
        """As `munjigi.commands.links.run`; `targets` gives the site's, in lists as JSON."""
        if self.args.dry_run:
            self._gather(targets)
            print_result("".join(f"{url}\n" for url in self._wanted()))
            return 0
        need_packages()
        tell_of_proxies(self.lang)
        remote = self._ask(targets)
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
        dead = proposed(outcome.diagnostics, date.fromisoformat(self.today), self.lang)
        if self.args.exceptions:
            print_result("".join(dead))
            return INTERRUPTED if self.stopped else 0
        publish(self.args, outcome, self.lang)
        path = self.rules.exceptions
        if dead and path:
            number = counted(len(dead), _ADDRESS, self.lang)
            say(_EXCEPT.of(self.lang).format(number, shown(self.config.root)(path)))
        return INTERRUPTED if self.stopped else exit_code(outcome.diagnostics)

    def _gather(self, targets: Beside, *, wait: bool = True) -> tuple[bool, list[Address]]:
        """Take the targets that came; whether these are all, and the addresses that are new."""
        done = targets.done(wait=wait)
        new = [self.gathering.add(json.loads(piece)) for piece in targets.pieces()]
        return done, list(chain.from_iterable(new))

    def _wanted(self) -> dict[str, Wanted]:
        return wanted(self.gathering.gathered().asked.values())

    def _ask(self, targets: Beside) -> Remote | None:
        """What is known at the end; None where nothing could be reached."""
        started = time.monotonic()
        store = Store(self.config.root if self.request.cache else None)
        try:
            known = store.records()
            records = self._held(targets, known)
            if records is None:
                records = self._visited(targets, known, store)
            if records is None:
                return None
            store.forget(time.time() - FORGOTTEN * self.rules.keep_days * DAY)
            judge = Judge(self.today, store.failures(), matcher(self.rules.logins))
        finally:
            store.close()
        if store.warning is not None:
            say(store.warning.of(self.lang))
        remote = self.gathering.gathered().remote(records, judge, complete=self.complete)
        self._summary(remote, time.monotonic() - started)
        return remote

    def _held(self, targets: Beside, known: Mapping[str, Record]) -> Mapping[str, Record] | None:
        """What earlier runs learned of all addresses; None where any is to be asked."""
        if not known:
            return None
        _get_ready()
        self._gather(targets)
        asked = self._wanted()
        records = fresh(asked, known, self.rules)
        return records if len(records) == len(asked) else None

    def _visited(
        self, targets: Beside, known: Mapping[str, Record], store: Store
    ) -> Mapping[str, Record] | None:
        """What was learned to the end, the deadline or Ctrl-C; None where nothing is reached."""
        from munjigi.external.timed import run_until

        visit = self._visit(targets, known, store)
        said = run_until(visit, deadline_of(self.args, self.config))
        checking = self.checking
        if said is not None:
            if checking is None:
                if said is STOPPED:
                    raise KeyboardInterrupt
                self._gather(targets)
            self.complete, self.stopped = False, said is STOPPED
            say(said.of(self.lang))
        if checking is not None and checking.fault is not None:
            say(UNASKED.of(self.lang).format(checking.fault.of(self.lang)))
            return None
        return checking.records if checking else {}

    async def _visit(self, targets: Beside, known: Mapping[str, Record], store: Store) -> None:
        """Ask for all, and for every robots.txt while targets are still being found."""
        from munjigi.external.checking import Checking
        from munjigi.external.fetch import Fetcher

        rules, own = self.rules, own_addresses(self.config)
        async with Fetcher(self.manners, store.robots(time.time())) as fetcher:
            await self._find(targets, fetcher)
            asked = self._wanted()
            held = fresh(asked, known, rules)
            tell = Meter(len(asked), len(held), self.lang)
            self.checking = Checking(
                asked, held, known, fetcher, store, rules, self.today, tell, own
            )
            try:
                await self.checking.run()
            finally:
                tell.end()
                self.requests = fetcher.requests

    async def _find(self, targets: Beside, fetcher: Fetcher) -> None:
        import asyncio

        fetcher.hasty = True
        done = False
        while not done:
            done, new = self._gather(targets, wait=False)
            for address in new:
                fetcher.prepare(address)
            await asyncio.sleep(0 if done else SOON)
            _get_ready()

    def _summary(self, remote: Remote, seconds: float) -> None:
        """One line on what the addresses came to."""
        counts = Counter(verdict.state for verdict in remote.verdicts.values())
        told = (
            f"{counts[one]} {name.of(self.lang)}" for one, name in _STATES.items() if counts[one]
        )
        whole = counted(len(remote.verdicts), _ADDRESS, self.lang)
        asked = counted(self.requests, _REQUEST, self.lang)
        say(_SUMMARY.of(self.lang).format(whole, ", ".join(told), asked, seconds))
