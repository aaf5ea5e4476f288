"""A page and its translation side by side, section by section, as `matching` matches them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from munjigi.matching import match
from munjigi.model import Span
from munjigi.shape import Mark, Part, parts, shape

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.site import Site


class Side(NamedTuple):
    """A section on one of the two pages."""

    page: Page
    part: Part

    @property
    def span(self) -> Span:
        """The heading's words; of what stands above the first heading, where that begins."""
        return Span(self.page.path, self.part.text_start, self.part.text_end)

    @property
    def place(self) -> str:
        """The heading's file and line, from 1."""
        return place(self.page, self.part.text_start)


class Couple(NamedTuple):
    """A section in both languages; a side is None where its page has no such section."""

    source: Side | None
    other: Side | None


class Pair(NamedTuple):
    """A page in the default language and in another one.

    `unsure` are the numbers of the couples that `matching` is not sure of, from 0.
    """

    source: Page
    other: Page
    couples: tuple[Couple, ...]
    unsure: frozenset[int] = frozenset()

    @property
    def both(self) -> Iterator[tuple[Side, Side]]:
        """The sections that both pages have, as far as that is sure."""
        for number, (source, other) in enumerate(self.couples):
            if source is not None and other is not None and number not in self.unsure:
                yield source, other


class Lack(NamedTuple):
    """What one side lacks: at `span`, of what stands at `there` on the other side.

    `mark` is that thing, `own` what stands in its place here, if there is something.
    """

    side: Side
    span: Span
    own: Mark | None
    other: Side
    mark: Mark

    @property
    def there(self) -> str:
        """The file and line (from 1) on the other side."""
        return place(self.other.page, self.mark.start)


def pairs(site: Site) -> tuple[Pair, ...]:
    """The pairs to compare: not those with front matter that cannot be read.

    MkDocs shows such front matter as text, and its differences would only hide that one mistake.
    """
    return tuple(
        pair for pair in every_pair(site) if readable(pair.source) and readable(pair.other)
    )


def readable(page: Page) -> bool:
    """Whether the page's front matter can be read."""
    return all(flaw.kind != "front-matter" for flaw in page.flaws)


@lru_cache(maxsize=2)
def every_pair(site: Site) -> tuple[Pair, ...]:
    """Every page of the default language with each of its translations."""
    if site.i18n is None:
        return ()
    default = site.i18n.default
    found = []
    for page in site.pages.values():
        if page.locale == default and site.views_of(page):
            for locale, other in sorted(site.translations(page).items()):
                if locale != default:
                    found.append(_pair(site, page, other))
    return tuple(found)


def place(page: Page, offset: int) -> str:
    """A place on a page as `path:line`, lines from 1."""
    return f"{page.path}:{page.text.count(chr(10), 0, offset) + 1}"


def lacks(
    pair: Pair, kind: str, value: Callable[[Side, Mark], str | None] = lambda _, mark: mark.value
) -> Iterator[Lack]:
    """What either side of a pair lacks of a kind of marks, in the order that they stand in.

    `value` makes what is compared, or None for what is not. Where one thing stands for another, the
    side of the other language is the one that is told of.
    """
    for source, other in pair.both:
        there = _valued(source, kind, value)
        here = _valued(other, kind, value)
        if [one for one, _ in there] != [one for one, _ in here]:
            yield from _lacks(source, there, other, here)


def loose(
    pair: Pair, kind: str, value: Callable[[Side, Mark], str | None] = lambda _, mark: mark.value
) -> Iterator[Lack]:
    """As `lacks`, where the order does not count."""
    for source, other in pair.both:
        there, here = _valued(source, kind, value), _valued(other, kind, value)
        more = _extra(there, here)
        less = _extra(here, there)
        yield from (_lack(other, None, source, mark) for mark in more)
        yield from (_lack(source, None, other, mark) for mark in less)


def smaller(
    pair: Pair, kind: str, size: Callable[[str], int]
) -> Iterator[tuple[Span, str, str, str]]:
    """Where one of a kind is smaller than its twin.

    Each is told by its span, its value ("" for nothing there), the twin's value and the twin's
    place.
    """
    for lack in lacks(pair, kind):
        own, there = lack.own.value if lack.own else "", lack.mark.value
        if lack.own is None or size(own) <= size(there):
            yield lack.span, own, there, lack.there
        else:
            span = Span(lack.other.page.path, lack.mark.start, lack.mark.end)
            yield span, there, own, place(lack.side.page, lack.own.start)


Valued = list[tuple[str, Mark]]


def _valued(side: Side, kind: str, value: Callable[[Side, Mark], str | None]) -> Valued:
    found = ((value(side, mark), mark) for mark in side.part.marks if mark.kind == kind)
    return [(made, mark) for made, mark in found if made is not None]


def _extra(one: Valued, other: Valued) -> list[Mark]:
    left = Counter(value for value, _ in other)
    extra = []
    for value, mark in one:
        left[value] -= 1
        if left[value] < 0:
            extra.append(mark)
    return extra


def _lacks(source: Side, there: Valued, other: Side, here: Valued) -> Iterator[Lack]:
    matcher = SequenceMatcher(
        None, [value for value, _ in there], [value for value, _ in here], autojunk=False
    )
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        ours, theirs = there[first:last], here[start:end]
        for (_, mark), (_, own) in zip(ours, theirs, strict=False):
            yield _lack(other, own, source, mark)
        for _, mark in ours[len(theirs) :]:
            yield _lack(other, None, source, mark)
        for _, mark in theirs[len(ours) :]:
            yield _lack(source, None, other, mark)


def _lack(side: Side, own: Mark | None, other: Side, mark: Mark) -> Lack:
    span = Span(side.page.path, own.start, own.end) if own else side.span
    return Lack(side, span, own, other, mark)


def _pair(site: Site, source: Page, other: Page) -> Pair:
    there = parts(site.gathered(source, shape))
    here = parts(site.gathered(other, shape))
    matched = match(there, here)
    couples = tuple(
        Couple(
            None if one is None else Side(source, there[one]),
            None if two is None else Side(other, here[two]),
        )
        for one, two in matched.couples
    )
    return Pair(source, other, couples, matched.unsure)
