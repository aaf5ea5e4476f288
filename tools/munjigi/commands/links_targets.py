"""What `munjigi links` is to ask about: where links, pictures and nav lead out of the site."""

from __future__ import annotations

from collections.abc import Iterator

from munjigi.cache import Cache
from munjigi.loader import load_site
from munjigi.outcome import Request
from munjigi.remote import uses
from munjigi.settings import Config, ConfigError
from munjigi.target import read_config


def targets_of(request: Request, config: Config) -> list[str]:
    """The targets as rendered: all that are asked for, or that are new since a commit.

    Raises `ConfigError` and `UsageError`.
    """
    cache = Cache(config.root) if request.cache else None
    site = load_site(config, cache=cache, jobs=request.jobs).site
    covers = request.target.covers
    found = dict.fromkeys(use.target for use in uses(site) if covers(use.path))
    before = set(_before(request, config.root)) if request.since else ()
    return [one for one in found if one not in before]


def _before(request: Request, root: str) -> Iterator[str]:
    """The targets of the project as it was at the request's commit."""
    import tempfile

    from munjigi.since import History

    history = History(root, request.since)
    with tempfile.TemporaryDirectory(prefix="munjigi-") as folder:
        try:
            old = read_config(history.restore(folder))
        except ConfigError:  # no project then
            return
        for use in uses(load_site(old, jobs=request.jobs).site):
            yield use.target
