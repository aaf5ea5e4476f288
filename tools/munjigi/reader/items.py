"""What inline patterns find in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.replacement import mask

if TYPE_CHECKING:
    from munjigi.reader.blocks import Target


class Item(NamedTuple):
    """A piece of a text from `start` to `end`.

    `kind`: code, escape, math, keys, progress, footnote, link, image, break, html, entity, text,
    emoji or mark (emphasis). `value` is what the reader of the page sees of it where it has no
    inner text, and an image's alt text. `element` says whether Python-Markdown makes an element of
    it, or a string. Of a footnote reference `value` is its number, `href` the label and `form` says
    how many references there are up to this one. Of raw HTML `href` is the source.

    A link has an inner text; of a link or image `alt_start` to `alt_end` is its text as written,
    `href` the address as rendered, `target_start` to `target_end` the address as written, which
    stands in `target` where `form` is reference. Of a mark `form` is em, strong and so on.
    """

    kind: str
    start: int
    end: int
    value: str
    element: bool = True
    inner_start: int = -1
    inner_end: int = -1
    alt_start: int = -1
    alt_end: int = -1
    href: str = ""
    target_start: int = -1
    target_end: int = -1
    target: Target | None = None
    form: str = "inline"

    def mask(self) -> str:
        """What stands in the item's place for later patterns, as long as the item."""
        return mask(self.end - self.start, self.element)

    def shifted(self, by: int) -> Item:
        """The item `by` characters later."""
        return self._replace(
            start=self.start + by,
            end=self.end + by,
            **{
                name: value + by
                for name in (
                    "inner_start",
                    "inner_end",
                    "alt_start",
                    "alt_end",
                    "target_start",
                    "target_end",
                )
                if (value := getattr(self, name)) >= 0
            },
        )
