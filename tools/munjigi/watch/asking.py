"""The sources asked under the manners of all links, and read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, MutableMapping
from urllib.parse import urlsplit

from munjigi.external.answers import PASSING, Reason
from munjigi.external.fetch import Fetcher
from munjigi.external.manners import Manners
from munjigi.external.transport import has_route
from munjigi.watch.reading import Reading, read_answer

UNREACHED = PASSING | {Reason.UNKNOWN_NAME}
MANY = 3  # hosts: where so many and no other one answer, the fault is ours


class Asking:
    """One run. `readings` fills up by address; `offline` says that nothing could be reached.

    `robots` is as in `Fetcher`; `tell` is called with the number of sources that are done.
    """

    def __init__(
        self, manners: Manners, robots: MutableMapping[str, str], tell: Callable[[int], None]
    ) -> None:
        self.manners = manners
        self.robots = robots
        self.tell = tell
        self.readings: dict[str, Reading] = {}
        self._reached = False

    @property
    def offline(self) -> bool:
        """Whether nothing was reached, which is not the fault of one or two hosts."""
        if self._reached or not self.readings:
            return False
        hosts = {urlsplit(url).netloc for url in self.readings}
        return len(hosts) >= MANY or not has_route()

    async def run(self, urls: Mapping[str, str]) -> None:
        """Ask the addresses (values) of the sources (keys); what is known at a stop stays."""

        async def one(fetcher: Fetcher, source: str, url: str) -> None:
            answer = await fetcher.get(url, body=True)
            self._reached = self._reached or answer.reason not in UNREACHED
            self.readings[source] = await asyncio.to_thread(read_answer, answer)
            self.tell(len(self.readings))

        async with Fetcher(self.manners, self.robots) as fetcher, asyncio.TaskGroup() as group:
            for source, url in urls.items():
                group.create_task(one(fetcher, source, url))
