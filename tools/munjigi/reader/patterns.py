"""Inline patterns that make no links: code, escapes, raw HTML and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING

from munjigi.reader.codespans import code_spans
from munjigi.reader.delimiters import MASK
from munjigi.reader.items import Item

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.replacement import Replacement

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ENTITY = re.compile(r"&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")


class Patterns:
    """One text, in which each pattern masks what it takes.

    `base` is where the text starts in the whole inline text: items have their places there, and
    `taken` holds what is masked by its place there. `chars` are the characters that a backslash
    escapes, None for all.
    """

    def __init__(
        self,
        dialect: Dialect,
        chars: frozenset[str] | None,
        text: str,
        base: int = 0,
        taken: dict[int, Item] | None = None,
    ) -> None:
        self.dialect = dialect
        self.chars = chars
        self.source = text
        self.text = text
        self.before = text  # as it was before the last pattern took something
        self.base = base
        self.items: list[Item] = []
        self.taken: dict[int, Item] = {} if taken is None else taken

    def take(self, items: Iterable[Item]) -> None:
        """Mask what a pattern has found; places count from the start of this text."""
        found = list(items)
        if not found:
            return
        self.before = self.text
        parts: list[str] = []
        at = 0
        text, base = self.text, self.base
        for item in found:
            parts.append(text[at : item.start])
            parts.append(item.mask())
            at = item.end
        parts.append(text[at:])
        self.text = "".join(parts)
        placed = [item.shifted(base) for item in found] if base else found
        self.taken.update((item.start, item) for item in placed)
        self.items += placed

    def plain(self, start: int, end: int) -> str:
        """The text with placeholders resolved (`Pattern.unescape`)."""
        text = self.text[start:end]
        if "\x02" not in text:
            return text
        origin = self.base + start

        def shown(match: re.Match[str]) -> str:
            item = self.taken.get(origin + match.start())
            if item is None:
                return ""
            if item.kind == "html":
                return item.href
            return "" if item.kind == "image" else item.value

        return MASK.sub(shown, text)

    def code(self) -> None:
        """Code spans."""
        if "`" in self.text:
            self.take(code_spans(self.text, self.dialect))

    def math(self) -> None:
        """Formulas."""
        from munjigi.reader.visible import math

        self.take(_replaced(math(self.text, self.dialect), "math"))

    def early_keys(self) -> None:
        """Keys with quoted names."""
        if "+" in self.text:
            from munjigi.reader.keys import early_keys

            self.take(_replaced(early_keys(self.text, self.dialect), "keys"))

    def escapes(self) -> None:
        """Escaped characters."""
        if "\\" in self.text:
            chars = self.chars
            self.take(
                Item("escape", match.start(), match.end(), match[1], element=False)
                for match in _ESCAPE.finditer(self.text)
                if chars is None or match[1] in chars
            )

    def progress_bars(self) -> None:
        """Progress bars."""
        if "[=" in self.text:
            from munjigi.reader.visible import progress_bars

            self.take(_replaced(progress_bars(self.text, self.dialect), "progress"))

    def breaks(self) -> None:
        """Two spaces at the end of a line."""
        if "  \n" in self.text:
            self.take(
                Item("break", match.start(), match.end(), "\n")
                for match in re.finditer("  \n", self.text)
            )

    def html(self) -> None:
        """Tags, comments and the like."""
        if "<" in self.text:
            from munjigi.reader.rawhtml import INLINE_HTML

            self.take(
                Item(
                    "html",
                    match.start(),
                    match.end(),
                    "",
                    element=False,
                    href=self.source[match.start() : match.end()],
                )
                for match in INLINE_HTML.finditer(self.text)
            )

    def entities(self) -> None:
        """Character references."""
        if "&" in self.text and ";" in self.text:
            self.take(
                Item("entity", match.start(), match.end(), unescape(match[0]), element=False)
                for match in _ENTITY.finditer(self.text)
            )

    def emoji(self) -> None:
        """Shortcodes."""
        if ":" in self.text:
            from munjigi.reader.visible import emoji

            self.take(_replaced(emoji(self.text, self.dialect), "emoji"))

    def keys(self) -> None:
        """Keys."""
        if "++" in self.text:
            from munjigi.reader.keys import keys

            self.take(_replaced(keys(self.text, self.dialect), "keys"))


def _replaced(found: Iterable[Replacement], kind: str) -> list[Item]:
    return [Item(kind, each.start, each.end, each.text, element=each.element) for each in found]
