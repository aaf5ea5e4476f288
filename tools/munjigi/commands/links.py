"""`munjigi links`: whether what leads out of the site still works.

What the site links to is found in a process of its own, while this one imports what asking takes.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from functools import partial

from munjigi.outcome import Request
from munjigi.target import read_config
from munjigi.telling import request_of
from munjigi.uncollected import uncollected
from munjigi.workers import Beside


@uncollected
def run(args: Namespace, lang: str) -> int:
    """Ask and report; exit codes as of `munjigi check`, 2 offline, 130 after Ctrl-C.

    Raises `ConfigError` and `UsageError`.
    """
    if args.sources or args.accept:
        from munjigi.commands import links_sources

        return links_sources.run(args, lang)
    request = request_of(args)
    with closing(Beside(partial(_find, request, in_order=args.dry_run))) as targets:
        from munjigi.commands.links_run import Run

        config = read_config(request.target.project)
        return Run(args, lang, request, config).run(targets)


def _find(request: Request, give: Callable[[bytes], object], *, in_order: bool) -> None:
    from munjigi.commands.links_targets import find_targets

    config = read_config(request.target.project)
    tell = partial(_tell, give)
    find_targets(request, config, tell, in_order=in_order)


def _tell(give: Callable[[bytes], object], found: list[str]) -> None:
    give(json.dumps(found).encode())
