"""A run from its request to its outcome, which the cache may know already.

Every import here is paid by each start; what only a run over the files needs is in `run`.
"""

from __future__ import annotations

import time

from munjigi.memo import Memo
from munjigi.outcome import Outcome, Request
from munjigi.target import from_here


def check(request: Request) -> Outcome:
    """Check a project; raises `ConfigError` and `UsageError`."""
    memo = Memo(request.target.root)
    remembers = request.cache and not request.since and request.remote is None
    known = memo.get(request.key(), request.walks) if remembers else None
    if known is not None:
        outcome, inputs = known
        return Outcome.unpack(outcome)._replace(inputs=inputs)
    from munjigi.run import run
    from munjigi.settings import ConfigError

    started = time.time_ns()
    try:
        made, loaded = run(request)
    except ConfigError as error:
        raise from_here(error, request.target.project) from None
    if remembers and made.files and not _tells_secrets(made):
        inputs = memo.put(request.key(), loaded, started, made.pack())
        return made._replace(inputs=inputs)
    return made


def _tells_secrets(outcome: Outcome) -> bool:
    """Whether a problem has a secret in its words or fix, which reports leave out."""
    from munjigi.conceal import without_secrets

    found = outcome.diagnostics
    return without_secrets(found, outcome.texts) != found
