"""The words of a project as values: its glossary, and what screens call their parts.

`termfiles` reads them; `termmatch` finds the glossary's words in text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from munjigi.lazypattern import lazy
from munjigi.termmatch import Form, Matcher

if TYPE_CHECKING:
    from munjigi.detail import Emphasis
    from munjigi.page import Page

Value = TypeVar("Value")
PARTS = ("noun", "verb", "name")
LONGEST_LABEL = 300  # characters; what is longer is no label of a screen
VOUCHED = ("vendor", "partner", "none")

_NO_SLUG = lazy(r"[^a-z0-9가-힣]+")


class Variant(NamedTuple):
    """A form that is not to be written, and why ("" where nothing is said)."""

    text: str
    why: str


class Term(NamedTuple):
    """An entry of the glossary; all mappings are by locale.

    `names` are the words to write, `also` other forms that are fine, `forbidden` those that are
    not, `about` says what it is. `part` is one of `PARTS`; a `name` is told by its capitals too.
    `compared` says that a section with the word in one language needs it in the others.
    """

    names: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = {}
    forbidden: Mapping[str, tuple[Variant, ...]] = {}
    about: Mapping[str, str] = {}
    part: str = "noun"
    compared: bool = True

    @property
    def id(self) -> str:
        """What the entry is told by: its English name, or its first one, in small letters."""
        name = self.names.get("en") or next(iter(self.names.values()))
        return _NO_SLUG.sub("-", name.lower()).strip("-")

    def name(self, locale: str) -> str:
        """The word in a language; "" where it has none."""
        return of_locale(self.names, locale) or ""

    def forms(self, locale: str) -> Iterator[Form]:
        """What the entry is written as in a language, good and bad."""
        name = self.name(locale)
        if name:
            yield Form(name, name, self, None, main=True)
        for text in of_locale(self.also, locale) or ():
            yield Form(text, name, self, None, main=False)
        for variant in of_locale(self.forbidden, locale) or ():
            yield Form(variant.text, name, self, variant, main=False)


class UiLabel(NamedTuple):
    """A word on a screen. `names`, `vouched_by` and `former` are by locale.

    A name that nobody vouches for (`none`) is our own reading of the screen. `since` is a day, a
    month, a year or "". `former` are names that the screen does not show any more.
    """

    vendor: str
    screen: Mapping[str, str]
    names: Mapping[str, str]
    vouched_by: Mapping[str, str]
    since: str = ""
    former: Mapping[str, tuple[str, ...]] = {}

    @property
    def shown(self) -> tuple[str, ...]:
        """The names that somebody saw on a screen: those that pages may print bold."""
        return tuple(
            name for locale, name in self.names.items() if self.vouched_by[locale] != "none"
        )


class Vendor(NamedTuple):
    """The labels of a vendor; `id` is what pages name it by."""

    id: str
    name: str
    labels: tuple[UiLabel, ...]


Labels = Mapping[str, tuple[UiLabel, ...]]


class Terms:
    """All words of a project."""

    def __init__(self, terms: tuple[Term, ...] = (), vendors: tuple[Vendor, ...] = ()) -> None:
        self.terms = terms
        self.vendors = vendors

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """The entries of the glossary by `Term.id`."""
        return {term.id: term for term in self.terms}

    @cached_property
    def matcher(self) -> Matchers:
        """The matcher for a locale; "" is for a site of one language, where all forms count."""
        return Matchers(self.terms)

    @cached_property
    def labels(self) -> Labels:
        """The labels by each name that a page may print bold."""
        return _by((name, one) for one in self._labels for name in one.shown)

    @cached_property
    def glosses(self) -> Labels:
        """The labels by our own readings of them."""
        return _by((name, one) for one in self._labels for name in one.names.values())

    @cached_property
    def former(self) -> Mapping[str, tuple[tuple[str, UiLabel], ...]]:
        """The labels by names that they had, each with that name's locale."""
        found: dict[str, list[tuple[str, UiLabel]]] = {}
        for one in self._labels:
            for locale, names in one.former.items():
                for name in names:
                    found.setdefault(name, []).append((locale, one))
        return {name: tuple(those) for name, those in found.items()}

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """For each name of a label the first of those that mean the same in some language."""
        parent: dict[str, str] = {}

        def root(name: str) -> str:
            while parent.setdefault(name, name) != name:
                name = parent[name]
            return name

        for label in self._labels:
            for name in label.shown:
                first, other = sorted((root(label.shown[0]), root(name)))
                parent[other] = first
        return {name: root(name) for name in parent}

    @cached_property
    def _labels(self) -> tuple[UiLabel, ...]:
        return tuple(label for vendor in self.vendors for label in vendor.labels)

    def vendor_of(self, page: Page) -> Vendor | None:
        """The vendor that the page's front matter (`vendor`) or its folder names."""
        named = page.front_matter.data.get("vendor")
        wanted = {named} if isinstance(named, str) else set(page.src.split("/")[:-1])
        return next((vendor for vendor in self.vendors if vendor.id in wanted), None)


class Matchers:
    """Makes each language's matcher when it is first asked for."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._make = cache(lambda locale: Matcher(_forms(terms, locale)))

    def __call__(self, locale: str) -> Matcher:
        """The matcher for a locale."""
        return self._make(locale)


def _forms(terms: tuple[Term, ...], locale: str) -> Iterator[Form]:
    for term in terms:
        for one in (locale,) if locale else term.names:
            yield from term.forms(one)


def _by(pairs: Iterator[tuple[str, UiLabel]]) -> Labels:
    found: dict[str, list[UiLabel]] = {}
    for name, label in pairs:
        found.setdefault(name, []).append(label)
    return {name: tuple(those) for name, those in found.items()}


def of_locale(values: Mapping[str, Value], locale: str) -> Value | None:
    """The value for a locale, or for its language (`ko` for `ko-KR`)."""
    return values.get(locale) or values.get(locale.replace("_", "-").partition("-")[0])


def is_short(bold: Emphasis) -> bool:
    """Whether bold text is short enough for a label; marks may nest, with much text in each."""
    return bold.text_end - bold.text_start <= LONGEST_LABEL


def words(text: str) -> str:
    """A label as it is compared: with one space between its words."""
    return " ".join(text.split())
