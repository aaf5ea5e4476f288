"""Asking, until it is done, the deadline passes or somebody presses Ctrl-C."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine

from munjigi.external.asked import LATE, STOPPED
from munjigi.model import Text

YOUNG = 10_000  # new values between two searches for garbage: few of a run are that


def run_until(work: Coroutine[object, object, None], deadline: float) -> Text | None:
    """Let it run for so many seconds (0: to its end); what to say of it where it was stopped."""

    async def limited() -> Text | None:
        try:
            async with asyncio.timeout(deadline or None):
                await work
        except TimeoutError:
            return LATE
        return None

    gc.freeze()  # what there is stays; what asking leaves is looked through, and not often
    gc.set_threshold(YOUNG)
    gc.enable()
    try:
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(limited())
    except KeyboardInterrupt:
        return STOPPED
