"""The pages that planned links await, each once, the most awaited first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from munjigi.terms import of_locale

if TYPE_CHECKING:
    from munjigi.plans import Plan
    from munjigi.site import Site


class Awaited(NamedTuple):
    """A page that links await.

    `target` is its path in the docs folder without language and suffix. `titles` holds the words of
    its links by language ("" in a site without languages), `plans` the links themselves, in the
    order of languages and pages. `exists` says that every language that waits has the page. `due`
    is the first day that a link names. `near` lists existing pages that are one edit away.
    """

    target: str
    titles: Mapping[str, str]
    exists: bool
    plans: tuple[Plan, ...]
    due: date | None
    near: tuple[str, ...]

    def title(self, lang: str = "") -> str:
        """The title in a language, or in the site's first one that waits."""
        return of_locale(self.titles, lang) or next(iter(self.titles.values()))

    @property
    def languages(self) -> list[str]:
        """The languages that wait, the default one first; none in a site without languages."""
        return [locale for locale in self.titles if locale]


def awaited(site: Site, covers: Callable[[str], bool] = lambda _: True) -> list[Awaited]:
    """What the links in files that `covers` accepts await: those with most links first."""
    found: dict[str, list[Plan]] = {}
    for plan in site.plans.all:
        if covers(plan.link.span.path):
            found.setdefault(plan.key, []).append(plan)
    made = [_awaited(site, target, tuple(plans)) for target, plans in found.items()]
    return sorted(made, key=lambda one: (-len(one.plans), one.due or date.max, one.target))


def _awaited(site: Site, target: str, plans: tuple[Plan, ...]) -> Awaited:
    titles: dict[str, str] = {}
    for plan in plans:
        titles.setdefault(plan.locale, plan.link.text)
    missing = [plan for plan in plans if plan.served is None]
    near = dict.fromkeys(
        key
        for locale in dict.fromkeys(plan.locale for plan in missing)
        for key in site.plans.near(locale, target)
    )
    due = min((plan.link.due for plan in plans if plan.link.due), default=None)
    return Awaited(target, titles, not missing, plans, due, tuple(near))
