"""More tries, with growing pauses, and as long ones as the server asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from munjigi.external.answers import PASSING, Reply
from munjigi.external.gates import Gate
from munjigi.external.manners import Manners
from munjigi.external.retryafter import retry_after

if TYPE_CHECKING:
    from tenacity import RetryCallState

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
LONGEST = 30.0  # seconds between two tries where the server does not ask for more
Ask = Callable[[], Awaitable[Reply]]


def worth_another(reply: Reply) -> bool:
    """Whether the same request may fare better in a while."""
    return reply.reason in PASSING or reply.status in AGAIN


class Retrying:
    """The tries that follow a first one at a host."""

    def __init__(self, manners: Manners, gate: Gate) -> None:
        self.manners = manners
        self.gate = gate

    async def after(self, first: Reply, ask: Ask) -> tuple[Reply, int]:
        """The last reply, and the number of tries with the first one."""
        from tenacity import AsyncRetrying, retry_if_result

        known = [first]

        async def again() -> Reply:
            return known.pop() if known else await ask()

        retrying = AsyncRetrying(
            stop=self._stop,
            wait=self._wait,
            retry=retry_if_result(worth_another),
            retry_error_callback=_last,
        )
        reply: Reply = await retrying(again)
        return reply, retrying.statistics["attempt_number"]

    def _stop(self, state: RetryCallState) -> bool:
        """Whether it was enough; a host that wants too long a pause gets it from the whole run."""
        asked = _asked(state)
        if asked is not None and asked > self.manners.patience:
            self.gate.pause(asked)
            return True
        return state.attempt_number >= self.manners.tries

    def _wait(self, state: RetryCallState) -> float:
        """The pause in seconds; one that the server asks for holds for the whole host."""
        from tenacity import wait_exponential, wait_random

        pause = _asked(state)
        if pause is None:
            first = self.manners.pause
            growing = wait_exponential(multiplier=first, max=LONGEST) + wait_random(0, first)
            pause = growing(state)
            if _last(state).status != 429:  # noqa: PLR2004
                return pause
        self.gate.pause(pause)
        return pause


def _asked(state: RetryCallState) -> float | None:
    return retry_after(_last(state).headers.get("retry-after", ""))


def _last(state: RetryCallState) -> Reply:
    if state.outcome is None:
        return Reply()
    reply: Reply = state.outcome.result()
    return reply
