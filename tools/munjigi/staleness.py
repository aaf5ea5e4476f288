"""Which sections of a page and its translation are in step, by the lock of the translations.

Either language may be the one that moved first. A section whose page was moved, or whose id was
changed, is found again by what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from munjigi.gitignore import matcher
from munjigi.localized import key_of
from munjigi.lock import Line, Record, read_lock, records
from munjigi.meaning import meaning, whole
from munjigi.pairs import Couple, Pair, Side, every_pair
from munjigi.shape import parts, shape

if TYPE_CHECKING:
    from munjigi.model import Span
    from munjigi.page import Page
    from munjigi.site import Site

NAMED = 3  # fields of a record that say what it is about
BOTH_SIDES = 2


class State(Enum):
    """What became of a section since both languages were in step.

    `SOURCE` says that the default language changed, `OTHER` that the other one did; `NEW` is in no
    record, `MISSING` in one language only.
    """

    DONE = "done"
    SOURCE = "source-changed"
    OTHER = "translation-changed"
    BOTH = "both-changed"
    NEW = "not-recorded"
    MISSING = "missing"

    @property
    def stale(self) -> bool:
        """Whether one side says what the other does not."""
        return self in (State.SOURCE, State.OTHER, State.BOTH)


class Standing(NamedTuple):
    """A section in two languages: `now` is what a record would say, `then` the one there is."""

    pair: Pair
    couple: Couple
    state: State
    now: Record
    then: Record | None

    @property
    def behind(self) -> Side | None:
        """The side that has to follow; the translation where both changed."""
        source, other = self.couple
        return source if self.state is State.OTHER else other

    @property
    def ahead(self) -> Side | None:
        """The other side of the two."""
        source, other = self.couple
        return other if self.state is State.OTHER else source


class Standings(NamedTuple):
    """How all sections of all pairs of pages stand.

    `foreign` are the lines of the lock that are about none of them, `places` says where each record
    stands in the lock.
    """

    sections: tuple[Standing, ...] = ()
    foreign: tuple[Line, ...] = ()
    places: Mapping[Record | None, Span] = MappingProxyType({})


@lru_cache(maxsize=2)
def standings(site: Site) -> Standings:
    """How the languages stand; all sections are `NEW` where there is no lock."""
    if site.i18n is None:
        return Standings()
    lines = read_lock(site.config.settings.lock, lock_text(site), site.i18n.default)
    leave = matcher(site.config.settings.not_in_lock)
    every = [
        (pair, list(_now(site, pair, key)))
        for pair in every_pair(site)
        if not leave(key := key_of(pair.source.src, site.i18n))
    ]
    pages = {key_of(page.src, site.i18n) for page in site.pages.values()}
    known = _Known(records(lines), pages, [now for _, nows in every for _, now in nows])
    found = [one for pair, nows in every for one in _sections(known, pair, nows)]
    used = {one.then for one in found}
    locales = {view.locale for view in site.views} - {site.i18n.default}

    def foreign(one: Record | None) -> bool:
        if one is None or one.locale not in locales or leave(one.page):
            return True
        return one not in used and known.is_orphan(one) and not known.waits(one)

    places = {line.record: line.span for line in lines}
    return Standings(tuple(found), tuple(one for one in lines if foreign(one.record)), places)


def lock_text(site: Site) -> str:
    """The text of the lock; "" where the project keeps none."""
    return site.text(site.config.settings.lock) if site.config.settings.lock else ""


def locked(site: Site) -> Standings:
    """As `standings`; nothing where the project keeps no lock."""
    return standings(site) if lock_text(site).strip() else Standings()


class _Known:
    """The records by what they are about, and those without a section by what they say.

    `pages` are all pages of the site, `living` says how its sections are now.
    """

    def __init__(self, every: Iterable[Record], pages: Set[str], living: Iterable[Record]) -> None:
        self.pages = pages
        self.living = {one[:NAMED] for one in living}
        self.tracked = {(page, locale) for page, _, locale in self.living}
        self.of_page: dict[tuple[str, str], list[Record]] = {}
        self.orphans: dict[tuple[str, str], list[Record]] = {}
        for one in every:
            self.of_page.setdefault((one.page, one.locale), []).append(one)
            for text in {one.source, one.other} - {""} if self.is_orphan(one) else ():
                self.orphans.setdefault((one.locale, text), []).append(one)

    def is_orphan(self, one: Record) -> bool:
        """Whether there is no such section now."""
        return one[:NAMED] not in self.living

    def waits(self, one: Record) -> bool:
        """Whether the record's page is there, but not its translation."""
        return one.page in self.pages and (one.page, one.locale) not in self.tracked

    def about(self, nows: list[tuple[Couple, Record]]) -> list[Record]:
        """The records about a page, under its own name or the one that it had."""
        page, _, locale = nows[0][1][:NAMED]
        own = self.of_page.get((page, locale), [])
        votes = Counter(
            one.page
            for _, now in nows
            for one in (() if own else self.like(now))
            if one.page not in self.pages
        )
        return self.of_page[votes.most_common(1)[0][0], locale] if votes else own

    def like(self, now: Record) -> list[Record]:
        """Records without a section that say the same of one side, or of both."""
        texts = {now.source, now.other} - {""}
        return [one for text in sorted(texts) for one in self.orphans.get((now.locale, text), ())]


def _now(site: Site, pair: Pair, key: str) -> Iterator[tuple[Couple, Record]]:
    """Each section of a pair with the record that says that it is in step."""
    shared = snippets_of_both(pair)
    hashes = {page.path: _hashes(site, page, shared) for page in (pair.source, pair.other)}

    def said(side: Side | None) -> str:
        return hashes[side.page.path][side.part.id, side.part.start] if side else ""

    for couple in pair.couples:
        source, other = said(couple.source), said(couple.other)
        side = couple.source or couple.other
        if side is not None and (source or other):
            yield couple, Record(key, side.part.id, pair.other.locale, source, other)


def snippets_of_both(pair: Pair) -> frozenset[str]:
    """The files that both pages include."""
    source, other = (
        {one.file for one in page.includes if one.file} for page in (pair.source, pair.other)
    )
    return frozenset(source & other)


def _hashes(site: Site, page: Page, shared: Set[str]) -> dict[tuple[str, int], str]:
    every = zip(parts(site.gathered(page, shape)), site.gathered(page, meaning), strict=True)
    return {(part.id, part.start): whole(said, shared) for part, said in every}


def _sections(known: _Known, pair: Pair, nows: list[tuple[Couple, Record]]) -> Iterator[Standing]:
    about = known.about(nows) if nows else []
    for couple, now in nows:
        own = [one for one in about if one.section == now.section] or [
            one
            for one in known.like(now)
            if _score(now, one)[0] == BOTH_SIDES or one.section == now.section or one in about
        ]
        then = max(own, key=lambda one: _score(now, one), default=None)
        yield Standing(pair, couple, _state(couple, now, then), now, then)


def _score(now: Record, one: Record) -> tuple[int, bool, bool]:
    alike = (one.source == now.source) + (one.other == now.other)
    return alike, one.page == now.page, one.section == now.section


def _state(couple: Couple, now: Record, then: Record | None) -> State:
    if None in couple:
        return State.MISSING
    if then is None:
        return State.NEW
    if then.source == now.source:
        return State.DONE if then.other == now.other else State.OTHER
    return State.SOURCE if then.other == now.other else State.BOTH
