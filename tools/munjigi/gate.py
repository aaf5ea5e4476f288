"""A run from its request to its outcome, which the cache may know already.

Every import here is paid by each start; what only a run over the files needs is in `run`.
"""

from __future__ import annotations

import os
import time

from munjigi.memo import Memo
from munjigi.outcome import Outcome, Request
from munjigi.target import from_here


def check(request: Request) -> Outcome:
    """Check a project; raises `ConfigError` and `UsageError`."""
    project = request.target.project
    memo = Memo(project if os.path.isdir(project) else os.path.dirname(project))
    remembers = request.cache and not request.since and request.remote is None
    known = memo.get(request.key()) if remembers else None
    if known is not None:
        return Outcome.unpack(known)
    from munjigi.run import run
    from munjigi.settings import ConfigError

    started = time.time_ns()
    try:
        outcome, loaded = run(request)
    except ConfigError as error:
        raise from_here(error, project) from None
    if remembers and outcome.files:
        memo.put(request.key(), loaded, started, outcome.pack())
    return outcome
