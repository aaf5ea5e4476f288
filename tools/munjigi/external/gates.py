"""How many requests go to a host at once, how far apart, and when it wants none."""

from __future__ import annotations

import asyncio

from munjigi.external.manners import Manners


class Gate:
    """One host's."""

    def __init__(self, manners: Manners) -> None:
        self._free = asyncio.Semaphore(manners.per_host)
        self.patience = manners.patience
        self._next = 0.0  # the loop's time before which nothing starts
        self.delay = manners.delay

    def pause(self, seconds: float) -> None:
        """Start nothing for so long: the host asked for it."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

    @property
    def wait(self) -> float:
        """The seconds until the next request may start."""
        return max(0.0, self._next - asyncio.get_running_loop().time())

    async def enter(self) -> bool:
        """Wait for a turn; False where the host wants no more in this run."""
        await self._free.acquire()
        try:
            while self._next and 0 < self.wait <= self.patience:
                await asyncio.sleep(self.wait)
        except BaseException:
            self._free.release()
            raise
        if self._next and self.wait:
            self._free.release()
            return False
        if self.delay:
            self.pause(self.delay)
        return True

    def leave(self) -> None:
        """Let the next one in."""
        self._free.release()


class Gates(dict[str, Gate]):
    """Every host's, by its name; `every` is the limit of all together."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.every = asyncio.Semaphore(manners.total)

    def __missing__(self, host: str) -> Gate:
        return self.setdefault(host, Gate(self.manners))
