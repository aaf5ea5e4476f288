"""A run over many addresses: those that the cache does not know, host by host."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence

from munjigi.external.address import Address, address_of
from munjigi.external.anchors import look_up
from munjigi.external.answers import Answer, Reason
from munjigi.external.fetch import Fetcher
from munjigi.external.judge import is_failure, is_well
from munjigi.external.network import CONTROLS, Network
from munjigi.external.records import Record, record_of
from munjigi.external.store import Store
from munjigi.external.wanted import Wanted
from munjigi.model import Text
from munjigi.settings import LinkSettings

FLUSH = 0.1  # seconds between two writes to the cache: what a sudden end may cost
LONG = 100_000  # bytes of HTML that take long enough to be read beside the requests
PLAIN = ("http", 80)  # scheme and port that may have a secure twin


class Checking:
    """One run. `records` fills up with what is known by address; `fault` says why nothing can be.

    `held` is what need not be asked, `known` whatever earlier runs learned.
    `tell` is called with the number of addresses that are done; `own` is as in `Network`.
    """

    def __init__(
        self,
        asked: Mapping[str, Wanted],
        held: Mapping[str, Record],
        known: Mapping[str, Record],
        fetcher: Fetcher,
        store: Store,
        rules: LinkSettings,
        today: str,
        tell: Callable[[int], None] = lambda _: None,
        own: Sequence[str] = (),
    ) -> None:
        self.fetcher = fetcher
        self.store = store
        self.rules = rules
        self.today = today
        self.tell = tell
        self.known = known
        self.own = own
        self.records = dict(held)
        self.asked = {url: one for url, one in asked.items() if url not in self.records}
        self.fault: Text | None = None
        self._sure = False  # that what failed is not our own network's fault
        self._waiting: list[tuple[str, Record]] = []
        self._flushed = time.monotonic()
        self._plain_only = set[str]()

    async def run(self) -> None:
        """Ask; what was known before a cancellation stays in `records`."""
        fetcher = self.fetcher
        try:
            fetcher.hasty = True
            network = self._network()
            self.fault = await network.watch(self._hosts(network))
            fetcher.hasty = False
            self._sure = self.fault is None
            if self._sure:
                await self._hosts(network)
        finally:
            self._flush()

    def _network(self) -> Network:
        hosts = {one.address.host for one in self.asked.values()}
        secure = any(one.address.scheme == "https" for one in self.asked.values())
        known = controls(self.known, hosts)
        return Network(hosts, self.fetcher.connect, secure=secure, known=known, own=self.own)

    async def _hosts(self, network: Network) -> None:
        """Ask for all that is not known yet; a host that is hopeless is left alone."""
        queues: dict[str, deque[Wanted]] = {}
        for url, one in self.asked.items():
            if url not in self.records:
                queues.setdefault(one.address.host, deque()).append(one)

        async def work(queue: deque[Wanted]) -> None:
            while queue and await self._one(network, queue.popleft()):
                pass

        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                for _ in range(min(self.fetcher.manners.per_host, len(queue))):
                    group.create_task(work(queue))

    async def _one(self, network: Network, one: Wanted) -> bool:
        fetcher, address = self.fetcher, one.address
        answer = await fetcher.get(address.url, body=bool(one.fragments))
        network.note(answer)
        if fetcher.is_hopeless(answer):
            return False
        anchors = await _anchors(one, answer) if one.fragments else {}
        record = record_of(answer, time.time(), anchors)
        plain = (address.scheme, address.port) == PLAIN
        if plain and is_well(record) and not record.hops:
            record = record._replace(secure=await self._secure(address))
        self.records[address.url] = record
        self._waiting.append((address.url, record))
        self._sure = self._sure or network.proven
        self.tell(len(self.records))
        if self._sure and time.monotonic() - self._flushed > FLUSH:
            self._flush()
        return True

    async def _secure(self, address: Address) -> str | None:
        """The address by https, where that answers as well; "" where it does not."""
        if address.host in self._plain_only:
            return None
        url = f"https://{address.url.removeprefix('http://')}"
        answer = await self.fetcher.get(url, tries=1)
        if answer.status == 0:
            self._plain_only.add(address.host)
        return url if answer.ok and not answer.hops else ""

    def _flush(self) -> None:
        """Write to the cache what is to be kept."""
        self._flushed = time.monotonic()
        if not self._sure:
            return
        done, self._waiting = self._waiting, []
        keep = self.rules.never_keep
        self.store.keep(
            (url, one)
            for url, one in done
            if one.status not in keep and one.reason is not Reason.WAIT
        )
        self.store.failed((url for url, one in done if is_failure(one)), self.today)
        self.store.recovered(url for url, one in done if is_well(one))


def controls(known: Mapping[str, Record], hosts: Collection[str]) -> list[str]:
    """Addresses that were well, the latest by https first, one for each of a few other hosts."""
    well = [(url.startswith("https"), one.at, url) for url, one in known.items() if is_well(one)]
    found: dict[str, str] = {}
    for *_, url in sorted(well, reverse=True):
        host = address_of(url).host
        if host not in hosts:
            found.setdefault(host, url)
        if len(found) == CONTROLS:
            break
    return [*found.values()]


async def _anchors(one: Wanted, answer: Answer) -> dict[str, str]:
    """What the page says of the fragments, as `look_up` has it."""
    if not 200 <= answer.status < 300:  # noqa: PLR2004
        return {}
    whole = answer.reason is None
    if len(answer.body) < LONG:
        return look_up(one.fragments, answer.headers, answer.body, whole=whole)
    return await asyncio.to_thread(look_up, one.fragments, answer.headers, answer.body, whole=whole)
