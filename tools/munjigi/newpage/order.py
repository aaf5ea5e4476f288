"""What is to be made: the type, the paths and the titles, as given, planned or asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from munjigi.awaited import Awaited, awaited
from munjigi.cache import Cache
from munjigi.loader import load_site
from munjigi.model import Text
from munjigi.newpage import wording
from munjigi.newpage.ask import Asker
from munjigi.newpage.pagetype import described, guess, known_type, template_of
from munjigi.newpage.place import Places, page_key
from munjigi.newpage.titles import Titles
from munjigi.pagetypes import PageTypes
from munjigi.settings import Config
from munjigi.site import Site
from munjigi.template import Template
from munjigi.usage import UsageError


class Wishes(NamedTuple):
    """What the command line says; empty where it says nothing."""

    type: str
    path: str
    planned: str
    titles: tuple[str, ...]
    locales: tuple[str, ...]


class NewPage(NamedTuple):
    """A page to be made; `key` is its path for the nav, `title` is "" where nobody knows it."""

    src: str
    key: str
    locale: str
    title: str
    template: Template


class Order(NamedTuple):
    """The pages to be made, in the order of the languages, and what to say about them."""

    type: str
    pages: tuple[NewPage, ...]
    notes: tuple[Text, ...]


class _Spot(NamedTuple):
    locale: str
    key: str
    src: str


class Orders:
    """Makes an `Order` of wishes. Paths may count from the folder `here`."""

    def __init__(self, config: Config, types: PageTypes, ask: Asker, here: str) -> None:
        self.config = config
        self.types = types
        self.ask = ask
        self.here = here
        self.places = Places(config)

    def order(self, wishes: Wishes) -> Order:
        """What to make; raises `UsageError` where that cannot be known, or cannot be."""
        plan = self._plan(wishes.planned) if wishes.planned else None
        name, notes = self._type(wishes.type, plan)
        spots = list(self._spots(wishes, plan))
        templates = self._templates(name, spots, wishes.locales)
        free = [one for one in spots if one.locale in templates]
        free = self._free(free, plan)
        titles = Titles(self.config, wishes.titles, plan.titles if plan else {}, self.ask)
        pages = tuple(
            NewPage(one.src, one.key, one.locale, title, templates[one.locale])
            for one, title in zip(free, titles.of([spot.locale for spot in free]), strict=True)
        )
        lacking = [one.locale for one in spots if one.locale not in templates]
        if lacking:
            notes = (*notes, wording.no_template(name, lacking))
        if plan:
            notes = (*notes, wording.waiting(len(plan.plans)))
        return Order(name, pages, notes)

    @cached_property
    def _site(self) -> Site:
        return load_site(self.config, cache=Cache(self.config.root)).site

    def _plan(self, given: str) -> Awaited:
        listed = {one.target: one for one in awaited(self._site)}
        for here in (None, self.here):
            key = page_key(self.config, given, here)
            if key in listed:
                return listed[key]
            if f"{key}/index" in listed:
                return listed[f"{key}/index"]
        raise UsageError(wording.not_planned(given, listed))

    def _type(self, given: str, plan: Awaited | None) -> tuple[str, tuple[Text, ...]]:
        if given:
            return known_type(self.types, given), ()
        if plan:
            found = guess(self._site, self.types, plan.target)
            return found.name, (wording.guessed(found.name, found.why),)
        rows = described(self.types, self.ask.lang)
        self.ask.tell(wording.types(rows))
        return known_type(self.types, self.ask.need(wording.ASK_TYPE, wording.NO_TYPE)), ()

    def _spots(self, wishes: Wishes, plan: Awaited | None) -> Iterator[_Spot]:
        """Where the page stands in each language that it shall have."""
        i18n = self.places.i18n
        if i18n is None and plan and plan.languages:  # folders of languages, told by no plugin
            for locale in plan.languages:
                key = f"{locale}/{plan.target}"
                yield _Spot(locale, key, f"{key}.md")
            return
        if plan:
            key = plan.target
        else:
            path = wishes.path or self.ask.need(wording.ASK_PATH, wording.NO_PATH)
            key = page_key(self.config, path, self.here)
        locales = [one.locale for one in self.config.languages] if i18n else [""]
        for locale in wishes.locales:
            if locale not in locales:
                raise UsageError(wording.no_language(locale, locales))
        for locale in locales:
            if not wishes.locales or locale in wishes.locales:
                yield _Spot(locale, key, self.places.src(key, locale))

    def _templates(
        self, name: str, spots: list[_Spot], asked: tuple[str, ...]
    ) -> Mapping[str, Template]:
        """The templates of the type by language."""
        found = {one.locale: template_of(self.types, name, one.src) for one in spots}
        made = {locale: template for locale, template in found.items() if template is not None}
        missing = [locale for locale in found if locale not in made]
        if not made or (asked and missing):
            folder = self.config.settings.templates or ""
            raise UsageError(wording.needs_template(name, missing, folder))
        return made

    def _free(self, spots: list[_Spot], plan: Awaited | None) -> list[_Spot]:
        """The spots where nothing stands; all of them, unless a plan waits for the rest."""
        taken = {one: self.places.taken(one.key, one.locale) for one in spots}
        free = [one for one in spots if not taken[one]]
        if not free or (len(free) < len(spots) and plan is None):
            path = next(filter(None, taken.values()))
            raise UsageError(wording.taken(self._shown(path), [one.locale for one in free]))
        for one in free:
            self.places.check(one.src)
        return free

    def _shown(self, path: str) -> str:
        return os.path.relpath(os.path.join(self.config.root, path), self.here)
