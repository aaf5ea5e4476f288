"""What the reader finds on one page.

Every record names the file it stands in (`path`: of the page, or of a snippet that the page
includes) and its place there (`start`, `end`: characters from 0, end not included). `via` is the
index in `Page.includes` of the include that brought the record in, or -1. A missing place is (-1,
-1).
Records are named tuples: a large site has hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.model import Span

if TYPE_CHECKING:
    from munjigi.keptfacts import KeptFacts
    from munjigi.template import PageType, Template
    from munjigi.terms import Terms

MADE = ("permalink", "footnote")  # kinds of links that no author wrote


class Heading(NamedTuple):
    """A heading. `id` is the anchor it has on the rendered page.

    `text` is the plain text that `toc` makes the slug from. `id_start` to `id_end` is an id given
    by
    attr_list or raw HTML (without its `#`), or (-1, -1) where the id was made from the text.
    """

    path: str
    start: int
    end: int
    level: int
    id: str
    id_start: int
    id_end: int
    text: str
    text_start: int
    text_end: int
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole heading, markers included."""
        return Span(self.path, self.start, self.end)

    @property
    def text_span(self) -> Span:
        """The heading's words."""
        return Span(self.path, self.text_start, self.text_end)

    @property
    def explicit(self) -> bool:
        """Whether the author gave the id."""
        return self.id_start >= 0


class Anchor(NamedTuple):
    """Something with an id that a `#fragment` can reach, headings included.

    `kind`: heading, attribute (attr_list), html (`id`), name (`name` of an `a`), footnote,
    footnote-reference, tab, code (line anchors), caption (number of a figure) or definition.
    """

    path: str
    start: int
    end: int
    id: str
    kind: str
    via: int = -1

    @property
    def span(self) -> Span:
        """The id as written where it is written, else what it was made from."""
        return Span(self.path, self.start, self.end)


class Link(NamedTuple):
    """An `href` on the rendered page.

    `target` is as written, `href` as rendered (escapes and entities resolved, before MkDocs turns
    source paths into URLs). For a reference link the target stands in its definition; it has no
    place
    here where that is in another file. `kind`: inline,
    reference, autolink, html (raw HTML, whose target MkDocs leaves alone), footnote (made by the
    footnotes extension) or permalink. `tag` is the HTML element.
    """

    path: str
    start: int
    end: int
    target: str
    target_start: int
    target_end: int
    href: str
    text: str
    text_start: int
    text_end: int
    kind: str = "inline"
    tag: str = "a"
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole link."""
        return Span(self.path, self.start, self.end)

    @property
    def target_span(self) -> Span:
        """The target as written (in its definition, for a reference link); the link if it is
        nowhere.
        """
        if self.target_start < 0:
            return self.span
        return Span(self.path, self.target_start, self.target_end)

    @property
    def text_span(self) -> Span:
        """The words that the reader clicks on."""
        return Span(self.path, self.text_start, self.text_end)


class Image(NamedTuple):
    """A `src` on the rendered page: pictures (`tag` img) in `Page.images`, all else in
    `Page.embeds`.

    `target` is as written, `src` as rendered. `alt` is None where raw HTML has no `alt` at all.
    `kind`: inline, reference or html.
    """

    path: str
    start: int
    end: int
    target: str
    target_start: int
    target_end: int
    src: str
    alt: str | None
    alt_start: int
    alt_end: int
    kind: str = "inline"
    tag: str = "img"
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole image."""
        return Span(self.path, self.start, self.end)

    @property
    def target_span(self) -> Span:
        """The address as written (in its definition, for a reference image); else the image."""
        if self.target_start < 0:
            return self.span
        return Span(self.path, self.target_start, self.target_end)

    @property
    def alt_span(self) -> Span:
        """The alt text; the whole image where there is none."""
        if self.alt_start < 0:
            return self.span
        return Span(self.path, self.alt_start, self.alt_end)


class Definition(NamedTuple):
    """A link reference definition `[label]: target "title"`; `label` as written, stripped."""

    path: str
    start: int
    end: int
    label: str
    target: str
    target_start: int
    target_end: int
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole definition."""
        return Span(self.path, self.start, self.end)


class Reference(NamedTuple):
    """`[text][label]` or `![alt][label]` or `[^label]` whose label nothing defines: it stays as
    text.
    """

    path: str
    start: int
    end: int
    label: str
    kind: str  # link, image or footnote
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole reference."""
        return Span(self.path, self.start, self.end)


class Comment(NamedTuple):
    """An HTML comment; `text` is what stands between `<!--` and `-->`, untouched."""

    path: str
    start: int
    end: int
    text: str
    via: int = -1

    @property
    def span(self) -> Span:
        """The whole comment."""
        return Span(self.path, self.start, self.end)


class Include(NamedTuple):
    """A snippet include (`--8<--`) as it stands on the page.

    `target` is as written, `file` the included file's path in the project or None where it is
    missing.
    `via` is the include inside whose file this one stands, or -1.
    """

    path: str
    start: int
    end: int
    target: str
    file: str | None
    via: int = -1

    @property
    def span(self) -> Span:
        """The include's line or name."""
        return Span(self.path, self.start, self.end)


class Flaw(NamedTuple):
    """Text that cannot be what its author meant: a block without its end, a snippet that includes
    itself.

    `kind`: unclosed-fence, unclosed-comment, snippet-cycle, missing-snippet, snippet-outside,
    too-deep, unreadable, front-matter.
    """

    path: str
    start: int
    end: int
    kind: str
    note: str = ""
    via: int = -1

    @property
    def span(self) -> Span:
        """Where the block opens."""
        return Span(self.path, self.start, self.end)


class FrontMatter(NamedTuple):
    """The YAML (or MultiMarkdown) block at the top, as `mkdocs.utils.meta.get_data` reads it.

    `start` to `end` covers the block with its fences, (-1, -1) where there is none; `data` holds
    its
    keys. `error` is the YAML parser's complaint with `error_offset` in the file, or "".
    """

    start: int
    end: int
    data: Mapping[str, Any]
    error: str = ""
    error_offset: int = -1


class Key(NamedTuple):
    """A key of front matter, or an item of a list in it, and the place of its value.

    `keys` leads to it: keys as they stand, and positions in lists from 0. An item's own place is
    that of its value.
    """

    keys: tuple[str | int, ...]
    start: int
    end: int
    value_start: int
    value_end: int


class Admonition(NamedTuple):
    """`!!!`, `???`, `???+` or `///`: `kind` is the first class, `title` as rendered, or None where
    it has none.

    `body_start` to `body_end` is what belongs to it; an empty body means that nothing was indented.
    """

    path: str
    start: int
    end: int
    marker: str
    kind: str
    title: str | None
    body_start: int
    body_end: int
    via: int = -1


class Fence(NamedTuple):
    """Code: a fence with its info string, or an indented block (`marker` "")."""

    path: str
    start: int
    end: int
    marker: str
    info: str
    language: str
    code_start: int
    code_end: int
    via: int = -1


class ListItem(NamedTuple):
    """One item of a list; `marker` is `1.`, `-`, `*` or `+`, `depth` counts lists from 1."""

    path: str
    start: int
    end: int
    marker: str
    depth: int
    text_start: int
    text_end: int
    via: int = -1


class List(NamedTuple):
    """A list as rendered (`ordered` says which) with its own items; nested lists stand apart."""

    path: str
    start: int
    end: int
    ordered: bool
    depth: int
    items: tuple[ListItem, ...]
    via: int = -1


class Cell(NamedTuple):
    """A table cell: its words, trimmed."""

    path: str
    start: int
    end: int
    text: str


class Table(NamedTuple):
    """A table: `rows[0]` is the header; each row has as many cells as the header."""

    path: str
    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    via: int = -1


class Tab(NamedTuple):
    """A content tab (`=== "Title"`)."""

    path: str
    start: int
    end: int
    title: str
    via: int = -1


class Emphasis(NamedTuple):
    """`*em*` or `**strong**` as rendered: `kind` em or strong, text without its markers."""

    path: str
    start: int
    end: int
    kind: str
    text_start: int
    text_end: int
    via: int = -1


class CodeSpan(NamedTuple):
    """Inline code, markers included."""

    path: str
    start: int
    end: int
    text: str
    via: int = -1


class Run(NamedTuple):
    """Plain text that the reader of the page sees as it is written; no markup inside."""

    path: str
    start: int
    end: int
    text: str
    via: int = -1


class Paragraph(NamedTuple):
    """A block of running text: `kind` p, li, td, th, dt, dd, heading or title.

    `label` is the bold text that the block starts with (`**Cause**:` → `Cause`), or "".
    """

    path: str
    start: int
    end: int
    kind: str
    label: str
    label_start: int
    label_end: int
    via: int = -1


class Abbreviation(NamedTuple):
    """`*[API]: Application Programming Interface`."""

    path: str
    start: int
    end: int
    short: str
    title: str
    via: int = -1


class Detail(NamedTuple):
    """The page's fine structure, each part in the order of the file; read only when a rule asks."""

    admonitions: tuple[Admonition, ...] = ()
    fences: tuple[Fence, ...] = ()
    lists: tuple[List, ...] = ()
    tables: tuple[Table, ...] = ()
    tabs: tuple[Tab, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    code_spans: tuple[CodeSpan, ...] = ()
    runs: tuple[Run, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    keys: tuple[Key, ...] = ()
    included: tuple[str, ...] = ()  # the text that each of `Facts.includes` brings, its own alone


class Facts(NamedTuple):
    """What rules about the whole site need of a page; kept in the cache."""

    front_matter: FrontMatter = FrontMatter(-1, -1, {})
    headings: tuple[Heading, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    embeds: tuple[Image, ...] = ()
    definitions: tuple[Definition, ...] = ()
    undefined: tuple[Reference, ...] = ()
    comments: tuple[Comment, ...] = ()
    includes: tuple[Include, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    @property
    def written(self) -> int:
        """How many links authors wrote."""
        return sum(link[10] not in MADE for link in self.links)


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
        load_type: Callable[[], PageType | None] = lambda: None,
        locale: str = "",
        load_terms: Callable[[], Terms | None] = lambda: None,
        load_keys: Callable[[], tuple[Key, ...]] | None = None,
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
        return self.detail.keys if self.load_keys is None else self.load_keys()

    @cached_property
    def type(self) -> PageType | None:
        """What the page is; None in a project without page types."""
        return self.load_type()

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
        """Where on this page a record from a snippet was included, or None for the page's own
        text.
        """
        index: int = record.via
        if index < 0:
            return None
        while self.includes[index].via >= 0:
            index = self.includes[index].via
        return self.includes[index].span
