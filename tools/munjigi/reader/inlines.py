"""Inlines of one text: `markdown.treeprocessors.InlineProcessor` with a place for all it finds.

Patterns run one after another, in the order of their priority, each over the whole text. What a
pattern takes is masked at equal length, so that later patterns see a placeholder where
Python-Markdown puts one and offsets stay as they are. The text of a link goes through the patterns
that come after the link's own.

Python-Markdown looks at the texts inside nested elements once more, and may find a link there that
stands in the text of a link: `again` does that for links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.brackets import Brackets
from munjigi.reader.codespans import code_spans
from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.items import Item
from munjigi.reader.visible import escaped_chars

if TYPE_CHECKING:
    from munjigi.reader.blocks import Target
    from munjigi.reader.magic import MagicLink
    from munjigi.reader.replacement import Replacement

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^([^\]]*)\]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_MAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
_ENTITY = re.compile(r"&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
_MASK = re.compile("\x02[^\x02\x03]*\x03")
# serializers.RE_AMP: what stands as an entity in an attribute.
_ATTRIBUTE_ENTITY = re.compile(r"&(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)


class Reference(NamedTuple):
    """`[text][label]`, `![alt][label]` or `[^label]` whose label nothing defines."""

    start: int
    end: int
    label_start: int
    label_end: int
    kind: str


class Inlined(NamedTuple):
    """What is in a text: `items` by place, outer ones first."""

    items: list[Item]
    undefined: list[Reference]


def _pieces(text: str, items: list[Item], link: Item, breaks: bool) -> Iterator[tuple[str, int]]:
    """The texts between the elements in a link, with strings masked, and where they start.

    With `breaks` (nl2br) a line end is an element.
    """
    parts: list[str] = []
    start = at = link.inner_start
    if breaks:
        ends = re.compile("\n").finditer(text, start, link.inner_end)
        items = [*items, *(Item("break", end.start(), end.end(), "\n") for end in ends)]
        items.sort(key=lambda item: (item.start, -item.end))
    for item in items:
        if at <= item.start and item.end <= link.inner_end:
            parts.append(text[at : item.start])
            at = item.end
            if item.element:
                yield "".join(parts), start
                parts, start = [], at
            else:
                parts.append(item.mask())
    yield "".join(parts) + text[at : link.inner_end], start


def live(items: list[Item]) -> list[Item]:
    """The items without those that stand in an address, an alt text or a tag."""
    items.sort(key=lambda item: (item.start, -item.end))
    found: list[Item] = []
    around: list[Item] = []
    for item in items:
        while around and around[-1].end <= item.start:
            around.pop()
        if around:
            outer = around[-1]
            if not outer.inner_start <= item.start <= item.end <= outer.inner_end:
                continue
        around.append(item)
        found.append(item)
    return found


def attribute_value(value: str) -> str:
    """An attribute's value as a browser sees it, made by Python-Markdown from `value`."""
    return _ATTRIBUTE_ENTITY.sub(lambda match: unescape(match[0]), value) if "&" in value else value


class InlineReader:
    """Reads the inline texts of one page; `definitions` and `footnotes` are those of the page."""

    def __init__(
        self,
        dialect: Dialect,
        definitions: Mapping[str, Target],
        footnotes: Mapping[str, object],
    ) -> None:
        self.dialect = dialect
        self.definitions = definitions
        self.footnotes = footnotes
        self.chars = escaped_chars(dialect)
        self.steps = _steps(dialect)
        self._counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def read(self, text: str) -> Inlined:
        """What is in `text`, in which fences and raw HTML blocks are masked."""
        return _Reading(self, text).run(0, False)

    def again(self, text: str, items: list[Item], link: Item, *, tails: bool) -> list[Item]:
        """What Python-Markdown finds in the text of a link when it looks at it once more.

        With `tails` it only looks behind the elements in it.
        """
        taken = {item.start: item for item in items}
        breaks = self.dialect.has("nl2br")
        more: list[Item] = []
        for number, (piece, start) in enumerate(_pieces(text, items, link, breaks)):
            if number or not tails:
                more += _Reading(self, piece, start, taken).run(0, True).items
        return more

    def footnote(self, start: int, end: int, label: str) -> Item:
        """A reference to a defined footnote; its number is that of the definition."""
        count = self._counts[label] = self._counts.get(label, 0) + 1
        if not self._numbers:
            self._numbers = {each: number for number, each in enumerate(self.footnotes, 1)}
        shown = str(self.dialect.option("footnotes", "SUPERSCRIPT_TEXT", "{}"))
        value = shown.replace("{}", str(self._numbers[label]))
        return Item("footnote", start, end, value, href=label, form=str(count))


def site_trigger(dialect: Dialect) -> re.Pattern[str]:
    """What a text must hold to have anything that rules about a site ask for."""
    magic = r"|://|www\.|@" if dialect.has("pymdownx.magiclink") else ""
    if magic and flag(dialect, "pymdownx.magiclink", "repo_url_shorthand", False):
        magic += r"|[#!?]\d|[a-f\d]{40}"
    return re.compile(rf"[\[<{{\x02]{magic}")


Step = Callable[["_Reading"], None]


def _steps(dialect: Dialect) -> list[Step]:
    """The patterns of a dialect in their order."""
    found: list[tuple[float, Step]] = [
        (190, _Reading.code),
        (180, _Reading.escapes),
        (170, _Reading.references),
        (160, _Reading.links),
        (150, _Reading.images),
        (140, _Reading.image_references),
        (130, _Reading.short_references),
        (125, _Reading.short_image_references),
        (120, _Reading.autolinks),
        (110, _Reading.mails),
        (100, _Reading.breaks),
        (90, _Reading.html),
        (80, _Reading.entities),
    ]
    if dialect.has("footnotes"):
        found.append((175, _Reading.footnote_references))
    if dialect.has("pymdownx.arithmatex"):
        found.append((189.9, _Reading.math))
    if dialect.has("pymdownx.keys"):
        found += [(185, _Reading.early_keys), (70, _Reading.keys)]
    if dialect.has("pymdownx.progressbar"):
        found.append((179, _Reading.progress_bars))
    if dialect.has("pymdownx.magiclink"):
        found += [(85, _Reading.magic_links), (79, _Reading.shorthands)]
    wiki_first = dialect.last("wikilinks", "pymdownx.emoji") == "pymdownx.emoji"
    if dialect.has("wikilinks"):
        found.append((75.1 if wiki_first else 75, _Reading.wikilinks))
    if dialect.has("pymdownx.emoji"):
        found.append((75, _Reading.emoji) if wiki_first else (75.1, _Reading.emoji))
    found.sort(key=lambda step: -step[0])
    return [step for _, step in found]


class _Reading:
    """One text, or the text of a link in it; places count from the start of the whole text."""

    def __init__(
        self,
        reader: InlineReader,
        text: str,
        base: int = 0,
        taken: dict[int, Item] | None = None,
    ) -> None:
        self.reader = reader
        self.source = text
        self.text = text
        self.base = base
        self.items: list[Item] = []
        self.undefined: list[Reference] = []
        self.in_link = False
        # What is masked, by its place in the whole text.
        self.taken: dict[int, Item] = {} if taken is None else taken

    def run(self, first: int, in_link: bool) -> Inlined:
        """Run the patterns from the step `first` on."""
        self.in_link = in_link
        steps = self.reader.steps
        for number in range(first, len(steps)):
            count = len(self.items)
            steps[number](self)
            for item in self.items[count:]:
                if item.inner_start >= 0:
                    self._inside(item, number + 1)
        return Inlined(live(self.items), self.undefined)

    def _inside(self, item: Item, step: int) -> None:
        """The text of a link, or the title of a progress bar."""
        start, end = item.inner_start - self.base, item.inner_end - self.base
        inner = _Reading(self.reader, self.inner_text[start:end], item.inner_start, self.taken)
        found = inner.run(step, self.in_link or item.kind == "link")
        self.items += found.items
        self.undefined += found.undefined

    def _take(self, items: Iterable[Item]) -> None:
        """Mask what a pattern has found; places count from the start of this text."""
        found = list(items)
        if not found:
            return
        self.inner_text = self.text
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

    inner_text = ""

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

        return _MASK.sub(shown, text)

    def code(self) -> None:
        """Code spans."""
        if "`" in self.text:
            self._take(code_spans(self.text, self.reader.dialect))

    def math(self) -> None:
        """Formulas."""
        from munjigi.reader.visible import math

        self._take(_replaced(math(self.text, self.reader.dialect), "math"))

    def early_keys(self) -> None:
        """Keys with quoted names."""
        if "+" in self.text:
            from munjigi.reader.keys import early_keys

            self._take(_replaced(early_keys(self.text, self.reader.dialect), "keys"))

    def escapes(self) -> None:
        """Escaped characters."""
        if "\\" in self.text:
            chars = self.reader.chars
            self._take(
                Item("escape", match.start(), match.end(), match[1], element=False)
                for match in _ESCAPE.finditer(self.text)
                if chars is None or match[1] in chars
            )

    def progress_bars(self) -> None:
        """Progress bars."""
        if "[=" in self.text:
            from munjigi.reader.visible import progress_bars

            self._take(_replaced(progress_bars(self.text, self.reader.dialect), "progress"))

    def footnote_references(self) -> None:
        """References to footnotes, defined ones."""
        if "[^" not in self.text:
            return
        found = []
        for match in _FOOTNOTE.finditer(self.text):
            start, end = match.span()
            if match[1] in self.reader.footnotes:
                found.append(self.reader.footnote(start, end, match[1]))
            else:
                self._refuse((start, end), match.span(1), "footnote")
        self._take(found)

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
        definitions = self.reader.definitions
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
        self._take(found)

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
        self._take(found)

    def autolinks(self) -> None:
        """`<https://…>`."""
        if "<" not in self.text or "://" not in self.text:
            return
        pattern = _AUTOLINK
        if self.reader.dialect.has("pymdownx.magiclink"):
            from munjigi.reader.magic import AUTOLINK as pattern
        self._take(self._auto(match) for match in pattern.finditer(self.text))

    def mails(self) -> None:
        """`<mail@example.com>`."""
        if "<" in self.text and "@" in self.text:
            self._take(self._auto(match, "mailto:") for match in _MAIL.finditer(self.text))

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

    def breaks(self) -> None:
        """Two spaces at the end of a line."""
        if "  \n" in self.text:
            self._take(
                Item("break", match.start(), match.end(), "\n")
                for match in re.finditer("  \n", self.text)
            )

    def html(self) -> None:
        """Tags, comments and the like."""
        if "<" in self.text:
            from munjigi.reader.rawhtml import INLINE_HTML

            self._take(
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
            self._take(
                Item("entity", match.start(), match.end(), unescape(match[0]), element=False)
                for match in _ENTITY.finditer(self.text)
            )

    def magic_links(self) -> None:
        """Bare addresses."""
        if not self.in_link:
            from munjigi.reader.magic import magic_links

            self._take(self._magic(link) for link in magic_links(self.text, self.reader.dialect))

    def shorthands(self) -> None:
        """`@user`, `#1` and the like."""
        if not self.in_link:
            from munjigi.reader.shorthand import shorthand_links

            found = shorthand_links(self.text, self.reader.dialect)
            self._take(self._magic(link) for link in found)

    def wikilinks(self) -> None:
        """`[[wikilinks]]`."""
        if "[[" in self.text:
            from munjigi.reader.magic import wikilinks

            self._take(self._magic(link) for link in wikilinks(self.text, self.reader.dialect))

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

    def emoji(self) -> None:
        """Shortcodes."""
        if ":" in self.text:
            from munjigi.reader.visible import emoji

            self._take(_replaced(emoji(self.text, self.reader.dialect), "emoji"))

    def keys(self) -> None:
        """Keys."""
        if "++" in self.text:
            from munjigi.reader.keys import keys

            self._take(_replaced(keys(self.text, self.reader.dialect), "keys"))


_SPACED_REFERENCE = re.compile(r"\]\s\[")


def _replaced(found: Iterable[Replacement], kind: str) -> list[Item]:
    return [Item(kind, each.start, each.end, each.text, element=each.element) for each in found]
