"""A page's sections, and which of them is which section of the page's template.

A section is matched by its id, then by its heading's words in the page's language (as the template
has them, or `also`), then by words of another language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from munjigi.template import Template, Wanted, key

if TYPE_CHECKING:
    from munjigi.facts import Heading
    from munjigi.page import Page


class Section(NamedTuple):
    """A heading with what stands below it, up to `end` (characters in the page's own text).

    `start` is where the section starts there; a heading from a snippet stands where it is included.
    `level` counts from the page's title: 2 is a section of the page.
    """

    heading: Heading
    level: int
    start: int
    body: int
    end: int
    children: tuple[Section, ...]

    @property
    def own_end(self) -> int:
        """Where the first subsection starts, or the section ends."""
        return self.children[0].start if self.children else self.end


class Match(NamedTuple):
    """A section and what it is in the template; `wanted` is None for a section of no template.

    `foreign` is the locale in whose words the heading is written, "" for the page's own.
    """

    section: Section
    wanted: Wanted | None
    foreign: str = ""


class Outline(NamedTuple):
    """A page beside its template. `title` is the heading of level 1, if the page has one."""

    template: Template
    title: Section | None
    matches: tuple[Match, ...]

    def of(self, wanted: Wanted) -> tuple[Section, ...]:
        """The sections of the page that are this one of the template."""
        return tuple(one.section for one in self.matches if one.wanted is wanted)


@lru_cache(maxsize=4)
def sections(page: Page) -> tuple[Section, ...]:
    """The page's sections of the highest level, each with those below it."""
    places = [page.via(heading) for heading in page.headings]
    starts = [
        heading.start if via is None else via.start
        for heading, via in zip(page.headings, places, strict=True)
    ]
    bodies = [
        heading.end if via is None else via.end
        for heading, via in zip(page.headings, places, strict=True)
    ]
    return _nested(page, starts, bodies, 0, len(starts), len(page.text))


@lru_cache(maxsize=4)
def outline(page: Page) -> Outline | None:
    """The page beside its template; None for a page without one."""
    template = page.template
    if template is None:
        return None
    top = sections(page)
    title = next((one for one in top if one.heading.level == 1), None)
    below = [inner for one in top for inner in (one.children if one.heading.level == 1 else (one,))]
    return Outline(template, title, tuple(_matches(page, below, template.sections, ())))


def match_children(page: Page, section: Section, wanted: Wanted) -> tuple[Match, ...]:
    """The subsections of a section beside those that the template has there."""
    found = _matches(page, list(section.children), wanted.children, (wanted,))
    return tuple(found)


def walk(top: tuple[Section, ...]) -> Iterator[Section]:
    """All sections, those above before those below."""
    for section in top:
        yield section
        yield from walk(section.children)


def _nested(
    page: Page, starts: list[int], bodies: list[int], first: int, last: int, end: int
) -> tuple[Section, ...]:
    made = []
    while first < last:
        heading = page.headings[first]
        inner = first + 1
        while inner < last and page.headings[inner].level > heading.level:
            inner += 1
        stop = starts[inner] if inner < last else end
        children = _nested(page, starts, bodies, first + 1, inner, stop)
        made.append(Section(heading, heading.level, starts[first], bodies[first], stop, children))
        first = inner
    return tuple(made)


def _matches(
    page: Page, found: list[Section], wanted: tuple[Wanted, ...], above: tuple[Wanted, ...]
) -> Iterator[Match]:
    foreign = dict(_foreign(page, above))
    taken: set[int] = set()
    for section in found:
        one, locale = _wanted(section.heading, wanted, foreign, taken)
        if one is not None and not one.repeated:
            taken.add(id(one))
        yield Match(section, one, locale)


def _wanted(
    heading: Heading,
    wanted: tuple[Wanted, ...],
    foreign: dict[str, tuple[Wanted, ...]],
    taken: set[int],
) -> tuple[Wanted | None, str]:
    """What a heading is, and the locale of its words."""
    free = [one for one in wanted if id(one) not in taken]
    words = key(heading.text)
    own = next((one for one in free if words in one.names), None)
    by_id = next((one for one in free if _has_id(heading, one)), None)
    other = _in_another_language(words, foreign)
    if by_id is not None:
        return by_id, other[0] if other and words not in by_id.names else ""
    if own is not None:
        return own, ""
    if other is not None:
        twin = next((one for one in free if one.id and one.id == other[1].id), None)
        if twin is not None:
            return twin, other[0]
    return next((one for one in free if one.text_pattern.fullmatch(words)), None), ""


def _has_id(heading: Heading, wanted: Wanted) -> bool:
    return heading.explicit and bool(wanted.id) and bool(wanted.id_pattern.fullmatch(heading.id))


def _in_another_language(
    words: str, foreign: dict[str, tuple[Wanted, ...]]
) -> tuple[str, Wanted] | None:
    for locale, sections_there in foreign.items():
        for one in sections_there:
            if words in one.names:
                return locale, one
    return None


def _foreign(page: Page, above: tuple[Wanted, ...]) -> Iterator[tuple[str, tuple[Wanted, ...]]]:
    """What the type's templates in other languages have at this place, by locale."""
    if page.type is None:
        return
    for locale, template in page.type.templates.items():
        there: tuple[Wanted, ...] = template.sections
        for parent in above:
            twin = next((one for one in there if one.id and one.id == parent.id), None)
            there = twin.children if twin is not None else ()
        if locale != page.type.locale:
            yield locale, there
