"""The sources asked under the manners of all links, and read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from urllib.parse import urlsplit

from munjigi.external.fetch import Fetcher
from munjigi.external.manners import Manners
from munjigi.external.network import Network
from munjigi.model import Text
from munjigi.watch.reading import Reading, read_answer


class Asking:
    """One run. `readings` fills up by address; `fault` says why nothing could be reached.

    `robots` is as in `Fetcher`, `known` and `own` as in `Network`; `tell` is called with the number
    of sources that are done.
    """

    def __init__(
        self,
        manners: Manners,
        robots: MutableMapping[str, str],
        tell: Callable[[int], None],
        known: Sequence[str] = (),
        own: Sequence[str] = (),
    ) -> None:
        self.manners = manners
        self.robots = robots
        self.tell = tell
        self.known = known
        self.own = own
        self.readings: dict[str, Reading] = {}
        self.fault: Text | None = None

    async def run(self, urls: Mapping[str, str]) -> None:
        """Ask the addresses (values) of the sources (keys); what is known at a stop stays."""
        async with Fetcher(self.manners, self.robots) as fetcher:
            fetcher.hasty = True
            network = self._network(fetcher, urls.values())
            self.fault = await network.watch(self._ask(fetcher, network, urls))
            fetcher.hasty = False
            if self.fault is None:
                left = {source: url for source, url in urls.items() if source not in self.readings}
                await self._ask(fetcher, network, left)

    def _network(self, fetcher: Fetcher, urls: Iterable[str]) -> Network:
        parts = [urlsplit(url) for url in urls]
        return Network(
            {one.hostname or "" for one in parts},
            fetcher.connect,
            secure=any(one.scheme == "https" for one in parts),
            known=self.known,
            own=self.own,
        )

    async def _ask(self, fetcher: Fetcher, network: Network, urls: Mapping[str, str]) -> None:
        """Read the sources; those of hosts that are hopeless stay unread."""

        async def one(source: str, url: str) -> None:
            answer = await fetcher.get(url, body=True)
            network.note(answer)
            if not fetcher.is_hopeless(answer):
                self.readings[source] = await asyncio.to_thread(read_answer, answer)
                self.tell(len(self.readings))

        async with asyncio.TaskGroup() as group:
            for source, url in urls.items():
                group.create_task(one(source, url))
