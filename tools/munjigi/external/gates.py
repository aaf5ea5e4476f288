"""How many requests go to a host at once, how far apart, and when it wants none."""

from __future__ import annotations

import asyncio
from collections import deque

from munjigi.external.manners import Manners


class Slots:
    """As many at once as there is room for, first come, first served."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._waiting: deque[asyncio.Future[None]] = deque()

    def take(self) -> bool:
        """Take a slot if one is free: most are, and what need not wait is no coroutine."""
        if self._room == 0:
            return False
        self._room -= 1
        return True

    async def wait(self) -> None:
        """Wait for a slot and take it."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Hand a slot on to who waits longest, or keep it free."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._room += 1


class Gate:
    """One host's."""

    def __init__(self, manners: Manners) -> None:
        self._slots = Slots(manners.per_host)
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
        if not self._slots.take():
            await self._slots.wait()
        if self._next:
            try:
                while 0 < self.wait <= self.patience:
                    await asyncio.sleep(self.wait)
            except BaseException:
                self._slots.give()
                raise
            if self.wait:
                self._slots.give()
                return False
        if self.delay:
            self.pause(self.delay)
        return True

    def leave(self) -> None:
        """Let the next one in."""
        self._slots.give()


class Gates(dict[str, Gate]):
    """Every host's, by its name; `every` is the limit of all together."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.every = Slots(manners.total)

    def __missing__(self, host: str) -> Gate:
        return self.setdefault(host, Gate(self.manners))
