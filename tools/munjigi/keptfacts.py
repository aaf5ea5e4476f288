"""Facts as they come from the cache or another process: made only of what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from munjigi.facts import (
        Anchor,
        Comment,
        Definition,
        Flaw,
        FrontMatter,
        Heading,
        Image,
        Include,
        Link,
        Reference,
    )


class KeptFacts:
    """The attributes of `page.Facts`, each made by `make` of its name when first asked for."""

    front_matter: FrontMatter
    headings: tuple[Heading, ...]
    anchors: tuple[Anchor, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    embeds: tuple[Image, ...]
    definitions: tuple[Definition, ...]
    undefined: tuple[Reference, ...]
    comments: tuple[Comment, ...]
    includes: tuple[Include, ...]
    flaws: tuple[Flaw, ...]
    written: int

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = self.__dict__[name] = self._make(name)
        return value
