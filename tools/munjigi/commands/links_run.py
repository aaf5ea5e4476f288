"""The addresses behind the targets of a site asked, and what came of it reported."""

from __future__ import annotations

import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
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
from munjigi.external.gather import Gathered, gather
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
    from munjigi.external.checking import Checking
    from munjigi.external.records import Record

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


def _get_ready(*, asking: bool) -> None:
    """Import what is needed later: now, the targets are still being found."""
    import_module("munjigi.run")
    if asking:
        import_module("munjigi.external.checking")
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

    def run(self, targets: Callable[[], list[str]]) -> int:
        """As `munjigi.commands.links.run`, about what `targets` gives, which may take a while."""
        if self.args.dry_run:
            found = self._gathered(targets()).asked.values()
            print_result("".join(f"{url}\n" for url in dict.fromkeys(one.url for one in found)))
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
        path = self.config.settings.links.exceptions
        if dead and path:
            number = counted(len(dead), _ADDRESS, self.lang)
            say(_EXCEPT.of(self.lang).format(number, shown(self.config.root)(path)))
        return INTERRUPTED if self.stopped else exit_code(outcome.diagnostics)

    def _ask(self, targets: Callable[[], list[str]]) -> Remote | None:
        """What is known at the end; None where nothing could be reached."""
        store = Store(self.config.root if self.request.cache else None)
        try:
            known = store.records()
            _get_ready(asking=not known)
            gathered = self._gathered(targets())
            started = time.monotonic()
            rules = self.config.settings.links
            asked = wanted(gathered.asked.values())
            records, requests = fresh(asked, known, rules), 0
            if len(records) < len(asked):
                checking = self._checked(asked, records, known, store)
                if checking is None:
                    return None
                records, requests = checking.records, checking.requests
            store.forget(time.time() - FORGOTTEN * rules.keep_days * DAY)
            judge = Judge(self.today, store.failures(), matcher(rules.logins))
        finally:
            store.close()
        if store.warning is not None:
            say(store.warning.of(self.lang))
        remote = gathered.remote(records, judge, complete=self.complete)
        self._summary(remote, requests, time.monotonic() - started)
        return remote

    def _checked(
        self,
        asked: Mapping[str, Wanted],
        held: Mapping[str, Record],
        known: Mapping[str, Record],
        store: Store,
    ) -> Checking | None:
        """What was asked, to its end, the deadline or Ctrl-C; None where nothing can be reached."""
        from munjigi.external.checking import Checking
        from munjigi.external.timed import run_until

        rules = self.config.settings.links
        meter = Meter(len(asked), len(held), self.lang)
        own = own_addresses(self.config)
        checking = Checking(asked, held, known, self.manners, store, rules, self.today, meter, own)
        said = run_until(checking.run(), deadline_of(self.args, self.config))
        meter.end()
        if said is not None:
            self.complete, self.stopped = False, said is STOPPED
            say(said.of(self.lang))
        if checking.fault is not None:
            say(UNASKED.of(self.lang).format(checking.fault.of(self.lang)))
            return None
        return checking

    def _gathered(self, targets: list[str]) -> Gathered:
        rules = self.config.settings.links
        path = rules.exceptions
        text = Sources(self.config.root, self.config.bounds)(path).text if path else ""
        return gather(targets, rules, path, text, self.today)

    def _summary(self, remote: Remote, requests: int, seconds: float) -> None:
        """One line on what the addresses came to."""
        counts = Counter(verdict.state for verdict in remote.verdicts.values())
        told = (
            f"{counts[one]} {name.of(self.lang)}" for one, name in _STATES.items() if counts[one]
        )
        whole = counted(len(remote.verdicts), _ADDRESS, self.lang)
        asked = counted(requests, _REQUEST, self.lang)
        say(_SUMMARY.of(self.lang).format(whole, ", ".join(told), asked, seconds))
