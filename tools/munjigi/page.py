"""A page as rules see it: the facts that are always at hand, and what is read when asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from munjigi.detail import Detail

if TYPE_CHECKING:
    from munjigi.detail import Key
    from munjigi.facts import (
        Anchor,
        Comment,
        Definition,
        Facts,
        Flaw,
        FrontMatter,
        Heading,
        Image,
        Include,
        Link,
        Reference,
    )
    from munjigi.keptfacts import KeptFacts
    from munjigi.model import Span
    from munjigi.template import PageType, Template
    from munjigi.terms import Terms


def _nothing() -> tuple[str, Detail]:
    return "", Detail()


class Page:
    """One Markdown file of the site.

    `path` is relative to the project's folder, `src` to the docs folder; both use `/`. `facts` are
    at hand always; `text` and `detail` are read when first asked for, through `load`, or the text
    alone through `load_text` where that is given, and the places of the front matter's keys through
    `load_keys`. `load_type` gives its type, `load_terms` the project's words. `locale` is the
    language that the page is written in, "" in a site of one language.
    """

    def __init__(
        self,
        path: str,
        src: str,
        facts: Facts | KeptFacts,
        load: Callable[[], tuple[str, Detail]] = _nothing,
        load_text: Callable[[], str] | None = None,
        load_type: Callable[[Page], PageType | None] = lambda _: None,
        locale: str = "",
        load_terms: Callable[[], Terms | None] = lambda: None,
        load_keys: Callable[[Page], tuple[Key, ...]] | None = None,
    ) -> None:
        self.path = path
        self.src = src
        self.facts = facts
        self.load = load
        self.load_text = load_text
        self.load_type = load_type
        self.locale = locale
        self.load_terms = load_terms
        self.load_keys = load_keys

    @cached_property
    def _loaded(self) -> tuple[str, Detail]:
        return self.load()

    @cached_property
    def text(self) -> str:
        """The file's text (see `source`)."""
        return self._loaded[0] if self.load_text is None else self.load_text()

    @property
    def detail(self) -> Detail:
        """The fine structure."""
        return self._loaded[1]

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the front matter with their places, without the fine structure."""
        return self.detail.keys if self.load_keys is None else self.load_keys(self)

    @cached_property
    def type(self) -> PageType | None:
        """What the page is; None in a project without page types."""
        return self.load_type(self)

    @property
    def terms(self) -> Terms | None:
        """The words of the project; None where it has no glossary and no labels."""
        return self.load_terms()

    @property
    def template(self) -> Template | None:
        """The template of the page's type in its language, if there is one."""
        return self.type.template if self.type else None

    @property
    def front_matter(self) -> FrontMatter:
        """The block at the top of the file."""
        return self.facts.front_matter

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Headings in the order of the rendered page."""
        return self.facts.headings

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Everything with an id, headings included."""
        return self.facts.anchors

    @property
    def links(self) -> tuple[Link, ...]:
        """Every `href`."""
        return self.facts.links

    @property
    def images(self) -> tuple[Image, ...]:
        """Every picture."""
        return self.facts.images

    @property
    def embeds(self) -> tuple[Image, ...]:
        """Every other `src`: video, iframe, script."""
        return self.facts.embeds

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Link reference definitions."""
        return self.facts.definitions

    @property
    def undefined(self) -> tuple[Reference, ...]:
        """References without a definition."""
        return self.facts.undefined

    @property
    def comments(self) -> tuple[Comment, ...]:
        """HTML comments outside code."""
        return self.facts.comments

    @property
    def includes(self) -> tuple[Include, ...]:
        """Snippet includes."""
        return self.facts.includes

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """Blocks without an end and the like."""
        return self.facts.flaws

    def via(self, record: Any) -> Span | None:
        """Where on this page a record's snippet was included; None for the page's own text."""
        index: int = record.via
        if index < 0:
            return None
        while self.includes[index].via >= 0:
            index = self.includes[index].via
        return self.includes[index].span
