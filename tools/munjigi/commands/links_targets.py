"""What `munjigi links` is to ask about: where links, pictures and nav lead out of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from munjigi.cache import Cache
from munjigi.loader import load_site
from munjigi.outcome import Request
from munjigi.page import Page
from munjigi.remote import Use, nav_uses, page_uses, uses
from munjigi.settings import Config, ConfigError
from munjigi.site import Site
from munjigi.target import read_config

Give = Callable[[list[str]], object]


def find_targets(request: Request, config: Config, give: Give, *, in_order: bool) -> None:
    """Give the targets as rendered, page by page as these are read, and then nav's.

    All that are asked for, or that are new since a commit. A target may come again. `in_order`
    gives all at once, in the order of the site. Raises `ConfigError` and `UsageError`.
    """
    covers = request.target.covers
    before = _before(request, config.root) if request.since else frozenset[str]()

    def tell(found: Iterable[Use]) -> None:
        targets = dict.fromkeys(use.target for use in found if covers(use.path))
        if targets.keys() - before:
            give([one for one in targets if one not in before])

    def each(site: Site, page: Page) -> None:
        tell(page_uses(site, page))

    cache = Cache(config.root) if request.cache else None
    early = None if in_order else each
    site = load_site(config, cache=cache, jobs=request.jobs, each=early).site
    tell(uses(site) if in_order else nav_uses(site))


def _before(request: Request, root: str) -> frozenset[str]:
    """The targets of the project as it was at the request's commit."""
    import tempfile

    from munjigi.since import History

    history = History(root, request.since)
    with tempfile.TemporaryDirectory(prefix="munjigi-") as folder:
        try:
            old = read_config(history.restore(folder))
        except ConfigError:  # no project then
            return frozenset()
        return frozenset(use.target for use in uses(load_site(old, jobs=request.jobs).site))
