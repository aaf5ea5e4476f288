"""Which sections of a page and its translation are in step, by the lock of the translations.

Either language may be the one that moved first. A section whose page was moved, or whose id was
changed, is found again by what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from munjigi.gitignore import matcher
from munjigi.localized import key_of
from munjigi.lock import Line, Record, read_lock, records
from munjigi.meaning import meaning
from munjigi.pairs import Couple, Pair, Side, pairs
from munjigi.shape import parts, shape

if TYPE_CHECKING:
    from munjigi.model import Span
    from munjigi.page import Page
    from munjigi.site import Site


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
    """All sections of all pairs of pages, the lines of the lock that are about none of them, and
    the place of each record.
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
    pages = {key_of(page.src, site.i18n): page for page in site.pages.values()}
    leave = matcher(site.config.settings.not_in_lock)
    known = _Known(records(lines), pages)
    found: list[Standing] = []
    for pair in pairs(site):
        key = key_of(pair.source.src, site.i18n)
        if not leave(key):
            found += _sections(known, pair, list(_now(site, pair, key)))
    used = {one.then for one in found}
    locales = {view.locale for view in site.views} - {site.i18n.default}

    def foreign(one: Record | None) -> bool:
        if one is None or one.locale not in locales or leave(one.page):
            return True
        return one not in used and not known.lives(one, found)

    places = {line.record: line.span for line in lines}
    return Standings(tuple(found), tuple(one for one in lines if foreign(one.record)), places)


def lock_text(site: Site) -> str:
    """The text of the lock; "" where the project keeps none."""
    return site.text(site.config.settings.lock) if site.config.settings.lock else ""


def locked(site: Site) -> Standings:
    """As `standings`; nothing where the project keeps no lock."""
    return standings(site) if lock_text(site).strip() else Standings()


class _Known:
    """The records by what they are about, and by what they say."""

    def __init__(self, every: Iterable[Record], pages: Container[str]) -> None:
        self.pages = pages
        self.same: dict[tuple[str, str, str], Record] = {}
        self.of_page: dict[tuple[str, str], list[Record]] = {}
        self.gone: dict[tuple[str, str], set[str]] = {}
        for one in every:
            self.same[one.locale, one.source, one.other] = one
            self.of_page.setdefault((one.page, one.locale), []).append(one)
            if one.page not in pages:
                for text in filter(None, (one.source, one.other)):
                    self.gone.setdefault((one.locale, text), set()).add(one.page)

    def about(self, nows: list[tuple[Couple, Record]]) -> list[Record]:
        """The records about a page, under its own name or the one that it had."""
        page, locale = nows[0][1].page, nows[0][1].locale
        own = self.of_page.get((page, locale), [])
        if own:
            return own
        votes = Counter(
            name
            for _, now in nows
            for text in (now.source, now.other)
            for name in sorted(self.gone.get((locale, text), ()))
        )
        return self.of_page[votes.most_common(1)[0][0], locale] if votes else []

    def lives(self, one: Record, found: Iterable[Standing]) -> bool:
        """Whether there is such a section, or its page waits for a translation."""
        sections = {now.section for _, _, _, now, _ in found if _same_page(now, one)}
        return one.section in sections or (not sections and one.page in self.pages)


def _same_page(one: Record, other: Record) -> bool:
    return (one.page, one.locale) == (other.page, other.locale)


def _now(site: Site, pair: Pair, key: str) -> Iterator[tuple[Couple, Record]]:
    """Each section of a pair with the record that says that it is in step."""
    hashes = {page.path: _hashes(site, page) for page in (pair.source, pair.other)}

    def said(side: Side | None) -> str:
        return hashes[side.page.path][side.part.id, side.part.start] if side else ""

    for couple in pair.couples:
        source, other = said(couple.source), said(couple.other)
        side = couple.source or couple.other
        if side is not None and (source or other):
            yield couple, Record(key, side.part.id, pair.other.locale, source, other)


def _hashes(site: Site, page: Page) -> dict[tuple[str, int], str]:
    every = zip(parts(site.gathered(page, shape)), site.gathered(page, meaning), strict=True)
    return {(part.id, part.start): said for part, said in every}


def _sections(known: _Known, pair: Pair, nows: list[tuple[Couple, Record]]) -> Iterator[Standing]:
    about = known.about(nows) if nows else []
    living = {now.section for _, now in nows}
    free = [one for one in about if one.section not in living]
    for couple, now in nows:
        own = [one for one in about if one.section == now.section]
        own = own or [one for one in free if one.source == now.source or one.other == now.other]
        then = _nearest(now, own, known.same.get((now.locale, now.source, now.other)))
        yield Standing(pair, couple, _state(couple, now, then), now, then)


def _nearest(now: Record, own: list[Record], same: Record | None) -> Record | None:
    """The record that says most about how the section is now."""
    return max(
        own if same is None else [same, *own], key=lambda one: _score(now, one), default=None
    )


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
