"""`munjigi links`: whether what leads out of the site still works.

What the site links to is found in a process of its own, while this one imports what asking takes.
"""

from __future__ import annotations

import json
from argparse import Namespace
from functools import partial

from munjigi.outcome import Request
from munjigi.target import read_config
from munjigi.telling import request_of
from munjigi.uncollected import uncollected
from munjigi.workers import beside


@uncollected
def run(args: Namespace, lang: str) -> int:
    """Ask and report; exit codes as of `munjigi check`, 2 offline, 130 after Ctrl-C.

    Raises `ConfigError` and `UsageError`.
    """
    if args.sources or args.accept:
        from munjigi.commands import links_sources

        return links_sources.run(args, lang)
    request = request_of(args)
    with beside(partial(_targets, request)) as targets:
        from munjigi.commands.links_run import Run

        config = read_config(request.target.project)
        return Run(args, lang, request, config).run(lambda: json.loads(targets()))


def _targets(request: Request) -> bytes:
    from munjigi.commands.links_targets import targets_of

    return json.dumps(targets_of(request, read_config(request.target.project))).encode()
