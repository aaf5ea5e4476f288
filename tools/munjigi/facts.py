"""What the reader finds on every page, as records: the cache keeps them.

Every record names the file it stands in (`path`: of the page, or of a snippet that the page
includes) and its place there (`start`, `end`: characters from 0, end not included). `via` is the
index in `Facts.includes` of the include that brought the record in, or -1. A missing place is
(-1, -1).
Records are named tuples: a large site has hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from munjigi.model import Span

MADE = ("permalink", "footnote")  # kinds of links that no author wrote


class Heading(NamedTuple):
    """A heading. `id` is the anchor it has on the rendered page.

    `text` is the plain text that `toc` makes the slug from. `id_start` to `id_end` is an id given
    by attr_list or raw HTML (without its `#`), or (-1, -1) where the id was made from the text.
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
    place here where that is in another file. `kind`: inline, reference, autolink, html (raw HTML,
    whose target MkDocs leaves alone), footnote (made by the footnotes extension) or permalink.
    `tag` is the HTML element.
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
        """The target as written (in its definition, for a reference link); else the link."""
        if self.target_start < 0:
            return self.span
        return Span(self.path, self.target_start, self.target_end)

    @property
    def text_span(self) -> Span:
        """The words that the reader clicks on."""
        return Span(self.path, self.text_start, self.text_end)


class Image(NamedTuple):
    """A `src` on the rendered page: of a picture (`tag` img), or of a video, iframe, script.

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
    """`[text][label]`, `![alt][label]` or `[^label]` that stays text: nothing defines its label."""

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
    missing. `via` is the include inside whose file this one stands, or -1.
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
    """Text that cannot be what its author meant, such as a block without its end.

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
    its keys. `error` is the YAML parser's complaint with `error_offset` in the file, or "".
    """

    start: int
    end: int
    data: Mapping[str, Any]
    error: str = ""
    error_offset: int = -1


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
