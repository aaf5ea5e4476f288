"""The dialect of a site: which Markdown extensions `mkdocs.yml` switches on, and how they are set.

Extensions go by canonical names: `toc`, not `markdown.extensions.toc`; `pymdownx.superfences` as it
is. Nothing here imports an extension, so one that is not installed is merely a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar

PREFIX = "markdown.extensions."
BUILTINS = ("toc", "tables", "fenced_code")
FENCES = ("fenced_code", "pymdownx.superfences")

# markdown.extensions.extra and pymdownx.extra; the names are also the keys of their options.
BUNDLES = {
    "extra": ("fenced_code", "footnotes", "attr_list", "def_list", "tables", "abbr", "md_in_html"),
    "pymdownx.extra": (
        "pymdownx.betterem",
        "pymdownx.superfences",
        "markdown.extensions.footnotes",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.tables",
        "markdown.extensions.abbr",
        "markdown.extensions.md_in_html",
    ),
}

Entry = tuple[str, Mapping[str, Any]]
Made = TypeVar("Made")


class Named:
    """A Python object that `mkdocs.yml` names: `!!python/name:` or `!!python/object/apply:`.

    It is never imported. `kwargs` holds the keywords that it is called with, if it is called.
    """

    __slots__ = ("kwargs", "name")

    def __init__(self, name: str, kwargs: Mapping[str, Any] | None = None) -> None:
        self.name = name
        self.kwargs = kwargs or {}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Named):
            return NotImplemented
        return (self.name, self.kwargs) == (other.name, other.kwargs)

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Named({self.name!r}, {self.kwargs!r})"


class Dialect:
    """The extensions that are on, by canonical name, and the options of each.

    `order` lists the extensions as Python-Markdown registers them. Where two extensions bring the
    same processor, the one registered last replaces the other; `last` answers which that is.
    """

    def __init__(
        self,
        order: tuple[str, ...] = (),
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.order = order
        self.options = options or {}
        self.extensions = frozenset(order)

    def has(self, name: str) -> bool:
        """Whether the extension with this canonical name is on."""
        return name in self.extensions

    def option(self, extension: str, name: str, default: Any = None) -> Any:
        """The value that `mkdocs.yml` gives to an extension's option, else `default`."""
        return self.options.get(extension, {}).get(name, default)

    def last(self, *names: str) -> str | None:
        """Which of these extensions is registered last, or None where none of them is on."""
        on = [name for name in names if name in self.extensions]
        return max(on, key=self.order.index) if on else None

    @cached_property
    def generic_blocks(self) -> bool:
        """Whether any extension that makes generic blocks (`///`) is on."""
        return any(name.startswith("pymdownx.blocks.") for name in self.order)

    @property
    def fences(self) -> str | None:
        """The extension that finds fences: `pymdownx.superfences`, `fenced_code` or None.

        Both register the preprocessor `fenced_code_block`. `extra`, listed after superfences,
        brings `fenced_code` back.
        """
        return self.last(*FENCES)


def kept(make: Callable[[Dialect], Made]) -> Callable[[Dialect], Made]:
    """`make`, asked only once for a dialect: what it makes is kept with that."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def known(dialect: Dialect) -> Made:
        values = dialect.__dict__
        if name not in values:
            values[name] = make(dialect)
        made: Made = values[name]
        return made

    return known


def canonical(name: str) -> str:
    """An extension's canonical name: `markdown.extensions.toc:TocExtension` is `toc`."""
    name = name.partition(":")[0]
    return name.removeprefix(PREFIX)


def _expanded(name: str, options: Mapping[str, Any]) -> Iterator[Entry]:
    short = canonical(name)
    yield short, options
    for part in BUNDLES.get(short, ()):
        own = options.get(part)
        yield canonical(part), own if isinstance(own, Mapping) else {}


def build_dialect(entries: Iterable[Entry]) -> Dialect:
    """The dialect of extensions that `markdown.Markdown(extensions=…)` registers in this order.

    `extra` and `pymdownx.extra` are followed by their parts. An extension that comes twice counts
    where it comes last, with the options given there.
    """
    options: dict[str, Mapping[str, Any]] = {}
    for name, own in entries:
        for part, part_options in _expanded(name, own):
            options.pop(part, None)
            options[part] = part_options
    return Dialect(tuple(options), options)


def mkdocs_dialect(listed: Iterable[Entry]) -> Dialect:
    """The dialect of what `mkdocs.yml` lists under `markdown_extensions`, in the order of the file.

    As MkDocs does it: its own extensions come first, a name listed twice keeps its first position
    and its last options that are not empty.
    """
    options: dict[str, Mapping[str, Any]] = {name: {} for name in BUILTINS}
    for name, own in listed:
        if own or name not in options:
            options[name] = own
    return build_dialect(options.items())


# A folder of Markdown without mkdocs.yml says nothing of its dialect. This is what such pages are
# most often written in: the extensions that Material for MkDocs documents and that need no
# settings, with anchors as GitHub makes them, in any script.
DEFAULT = mkdocs_dialect(
    (
        ("toc", {"slugify": Named("pymdownx.slugs.slugify", {"case": "lower"})}),
        ("abbr", {}),
        ("admonition", {}),
        ("attr_list", {}),
        ("def_list", {}),
        ("footnotes", {}),
        ("md_in_html", {}),
        ("pymdownx.details", {}),
        ("pymdownx.superfences", {}),
        ("pymdownx.tabbed", {"alternate_style": True}),
        ("pymdownx.tasklist", {}),
    )
)
