"""Inline patterns that make links and pictures."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.brackets import Brackets
from munjigi.reader.items import Item
from munjigi.reader.patterns import Patterns

if TYPE_CHECKING:
    from munjigi.reader.blocks import Target
    from munjigi.reader.inlines import InlineReader
    from munjigi.reader.magic import MagicLink

_FOOTNOTE = re.compile(r"\[\^([^\]]*)\]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_MAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
_SPACED_REFERENCE = re.compile(r"\]\s\[")
# serializers.RE_AMP: what stands as an entity in an attribute.
_ATTRIBUTE_ENTITY = re.compile(r"&(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)


class Reference(NamedTuple):
    """`[text][label]`, `![alt][label]` or `[^label]` whose label nothing defines."""

    start: int
    end: int
    label_start: int
    label_end: int
    kind: str


def attribute_value(value: str) -> str:
    """An attribute's value as a browser sees it, made by Python-Markdown from `value`."""
    return _ATTRIBUTE_ENTITY.sub(lambda match: unescape(match[0]), value) if "&" in value else value


class LinkPatterns(Patterns):
    """As `Patterns`, with the definitions and footnotes of the page, and what is not among them."""

    def __init__(
        self,
        page: InlineReader,
        text: str,
        base: int = 0,
        taken: dict[int, Item] | None = None,
        *,
        in_link: bool = False,
    ) -> None:
        super().__init__(page.dialect, page.chars, text, base, taken)
        self.page = page
        self.in_link = in_link
        self.undefined: list[Reference] = []

    def footnote_references(self) -> None:
        """References to footnotes, defined ones."""
        if "[^" not in self.text:
            return
        found = []
        for match in _FOOTNOTE.finditer(self.text, 0, self.text.rfind("]") + 1):
            start, end = match.span()
            if match[1] in self.page.footnotes:
                found.append(self.page.footnote(start, end, match[1]))
            else:
                self._refuse((start, end), match.span(1), "footnote")
        self.take(found)

    def _refuse(self, place: tuple[int, int], label: tuple[int, int], kind: str) -> None:
        base = self.base
        self.undefined.append(
            Reference(base + place[0], base + place[1], base + label[0], base + label[1], kind)
        )

    def references(self) -> None:
        """`[text][label]`."""
        self._references("link", short=False)

    def short_references(self) -> None:
        """`[label]`."""
        self._references("link", short=True)

    def image_references(self) -> None:
        """`![alt][label]`."""
        self._references("image", short=False)

    def short_image_references(self) -> None:
        """`![label]`."""
        self._references("image", short=True)

    def _references(self, kind: str, *, short: bool) -> None:
        definitions = self.page.definitions
        text = self.text
        if "[" not in text or (short and not definitions) or (kind == "image" and "![" not in text):
            return
        if not short and "][" not in text and not _SPACED_REFERENCE.search(text):
            return
        brackets = Brackets(text, image=kind == "image")
        found = []
        for start, inner, close in brackets:
            label = brackets.short_label(inner, close) if short else brackets.label(inner, close)
            if label is None:
                continue
            end = close + 1 if short else brackets.label_end
            brackets.position = end
            target = definitions.get(label)
            if target is not None:
                found.append(self._reference(kind, (start, end, inner, close), target))
            elif not short:
                self._refuse((start, end), brackets.label_place, kind)
        self.take(found)

    def _reference(self, kind: str, place: tuple[int, int, int, int], target: Target) -> Item:
        start, end, inner, close = place
        alt = self.plain(inner, close)
        href = attribute_value(target.target)
        return Item(
            kind,
            start,
            end,
            alt,
            inner_start=inner if kind == "link" else -1,
            inner_end=close if kind == "link" else -1,
            alt_start=inner,
            alt_end=close,
            href=href,
            target=target,
            form="reference",
        )

    def links(self) -> None:
        """`[text](target "title")`."""
        self._links("link")

    def images(self) -> None:
        """`![alt](target "title")`."""
        self._links("image")

    def _links(self, kind: str) -> None:
        text = self.text
        if "](" not in text or (kind == "image" and "![" not in text):
            return
        brackets = Brackets(text, image=kind == "image")
        found = []
        for start, inner, close in brackets:
            place = brackets.target(close + 1)
            if place is None:
                continue
            target_start, target_end, end = place
            brackets.position = end
            href = attribute_value(self.plain(target_start, target_end).strip())
            left = len(text[target_start:target_end]) - len(text[target_start:target_end].lstrip())
            target_start += left
            target_end = max(
                target_start, target_start + len(text[target_start:target_end].rstrip())
            )
            found.append(
                Item(
                    kind,
                    start,
                    end,
                    self.plain(inner, close),
                    inner_start=inner if kind == "link" else -1,
                    inner_end=close if kind == "link" else -1,
                    alt_start=inner,
                    alt_end=close,
                    href=href,
                    target_start=target_start,
                    target_end=target_end,
                )
            )
        self.take(found)

    def autolinks(self) -> None:
        """`<https://…>`."""
        if "<" not in self.text or "://" not in self.text:
            return
        pattern = _AUTOLINK
        if self.dialect.has("pymdownx.magiclink"):
            from munjigi.reader.magic import AUTOLINK as pattern
        self.take(self._auto(match) for match in pattern.finditer(self.text))

    def mails(self) -> None:
        """`<mail@example.com>`."""
        if "<" in self.text and "@" in self.text:
            self.take(self._auto(match, "mailto:") for match in _MAIL.finditer(self.text))

    def _auto(self, match: re.Match[str], scheme: str = "") -> Item:
        start, end = match.span(1)
        address = self.plain(start, end)
        shown = address.removeprefix(scheme) if scheme else address
        href = scheme + shown if scheme else attribute_value(address)
        return Item(
            "link",
            match.start(),
            match.end(),
            shown,
            alt_start=start,
            alt_end=end,
            href=href,
            target_start=start,
            target_end=end,
            form="autolink",
        )

    def magic_links(self) -> None:
        """Bare addresses."""
        if not self.in_link:
            from munjigi.reader.magic import magic_links

            self.take(self._magic(link) for link in magic_links(self.text, self.dialect))

    def shorthands(self) -> None:
        """`@user`, `#1` and the like."""
        if not self.in_link:
            from munjigi.reader.shorthand import shorthand_links

            found = shorthand_links(self.text, self.dialect)
            self.take(self._magic(link) for link in found)

    def wikilinks(self) -> None:
        """`[[wikilinks]]`."""
        if "[[" in self.text:
            from munjigi.reader.magic import wikilinks

            self.take(self._magic(link) for link in wikilinks(self.text, self.dialect))

    def _magic(self, link: MagicLink) -> Item:
        start, end = link.start, link.end
        if link.href is None:
            return Item("text", start, end, link.text, element=False)
        href = link.href
        if "\x02" in href:
            head = href[: len(href) - (end - start)]
            href = head + self.plain(start, end)
        shown = self.plain(start, end) if "\x02" in link.text else link.text
        return Item(
            "link",
            start,
            end,
            shown,
            alt_start=start,
            alt_end=end,
            href=attribute_value(href),
            target_start=start,
            target_end=end,
            form="autolink",
        )
