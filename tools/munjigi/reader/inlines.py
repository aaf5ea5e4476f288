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
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect, kept
from munjigi.reader.items import Item
from munjigi.reader.linkpatterns import LinkPatterns, Reference
from munjigi.reader.visible import escaped_chars

if TYPE_CHECKING:
    from munjigi.reader.blocks import Target


_START = attrgetter("start")


class Inlined(NamedTuple):
    """What is in a text: `items` by place, outer ones first; `tagged` are links in tags."""

    items: list[Item]
    undefined: list[Reference]
    tagged: list[Item]


def _pieces(text: str, items: list[Item], link: Item) -> Iterator[tuple[str, int]]:
    """The texts between the elements in a link, with strings masked, and where they start.

    What stands inside of its items is passed over in one step: elements may lie nested in others by
    the thousand.
    """
    parts: list[str] = []
    start = at = link.inner_start
    index = bisect_left(items, start, key=_START)
    while index < len(items) and items[index].start < link.inner_end:
        item = items[index]
        index += 1
        if item.start < at:
            index = bisect_left(items, at, index, key=_START)
        elif item.end <= link.inner_end:
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
        self.symbols = dialect.has("smarty") or dialect.has("pymdownx.smartsymbols")
        self.steps = _steps(dialect)
        self._counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def read(self, text: str) -> Inlined:
        """What is in `text`, in which fences and raw HTML blocks are masked."""
        return _run(LinkPatterns(self, text), 0)

    def again(
        self, text: str, items: list[Item], taken: dict[int, Item], link: Item, *, tails: bool
    ) -> list[Item]:
        """What Python-Markdown finds in the text of a link or mark when it looks at it once more.

        With `tails` it only looks behind the elements in it. `items` are sorted and hold each line
        end that is an element; `taken` holds the items by place.
        """
        more: list[Item] = []
        for number, (piece, start) in enumerate(_pieces(text, items, link)):
            if number or not tails:
                patterns = LinkPatterns(self, piece, start, taken, in_link=True)
                more += _run(patterns, 0).items
        return more

    def footnote(self, start: int, end: int, label: str) -> Item:
        """A reference to a defined footnote; its number is that of the definition."""
        count = self._counts[label] = self._counts.get(label, 0) + 1
        if not self._numbers:
            self._numbers = {each: number for number, each in enumerate(self.footnotes, 1)}
        shown = str(self.dialect.option("footnotes", "SUPERSCRIPT_TEXT", "{}"))
        value = shown.replace("{}", str(self._numbers[label]))
        return Item("footnote", start, end, value, href=label, form=str(count))


def _run(patterns: LinkPatterns, first: int) -> Inlined:
    """Run the patterns from the step `first` on."""
    steps = patterns.page.steps
    for number in range(first, len(steps)):
        sign, step = steps[number]
        if sign not in patterns.text:
            continue
        count = len(patterns.items)
        step(patterns)
        for item in patterns.items[count:]:
            if item.inner_start >= 0:
                _inside(patterns, item, number + 1)
    found = live(patterns.items)
    return Inlined(found, patterns.undefined, _in_tags(patterns.items))


def _in_tags(items: list[Item]) -> list[Item]:
    """Links that a tag takes for attributes; `items` are sorted."""
    found: list[Item] = []
    tag: Item | None = None
    end = 0
    for item in items:
        if item.kind == "html" and "[" in item.href and not item.href.startswith("<!--"):
            tag, end = item, item.start
        elif item.kind == "link" and tag is not None and end < item.start and item.end < tag.end:
            before = tag.href[: item.start - tag.start]
            end = item.end
            if before[-1].isspace() and before.count('"') % 2 == before.count("'") % 2 == 0:
                found.append(item)
    return found


def _inside(patterns: LinkPatterns, item: Item, step: int) -> None:
    """The text of a link goes through the patterns from `step` on."""
    start = item.inner_start
    text = patterns.before[start - patterns.base : item.inner_end - patterns.base]
    inner = LinkPatterns(patterns.page, text, start, patterns.taken, in_link=True)
    found = _run(inner, step)
    patterns.items += found.items
    patterns.undefined += found.undefined


@kept
def site_trigger(dialect: Dialect) -> re.Pattern[str]:
    """What a text must hold to have anything that rules about a site ask for."""
    magic = r"|://|www\.|@" if dialect.has("pymdownx.magiclink") else ""
    if magic and flag(dialect, "pymdownx.magiclink", "repo_url_shorthand", False):
        magic += r"|[#!?]\d|[a-f\d]{40}"
    return re.compile(rf"[\[<{{\x02]{magic}")


# What must stand in a text, and the pattern that runs then.
Step = tuple[str, Callable[[LinkPatterns], None]]


@kept
def _steps(dialect: Dialect) -> list[Step]:
    """The patterns of a dialect in their order."""
    has = dialect.has
    wiki_first = dialect.last("wikilinks", "pymdownx.emoji") == "pymdownx.emoji"
    found: list[tuple[float, bool, str, Callable[[LinkPatterns], None]]] = [
        (190, True, "`", LinkPatterns.code),
        (189.9, has("pymdownx.arithmatex"), "", LinkPatterns.math),
        (185, has("pymdownx.keys"), "+", LinkPatterns.early_keys),
        (180, True, "\\", LinkPatterns.escapes),
        (179, has("pymdownx.progressbar"), "[=", LinkPatterns.progress_bars),
        (175, has("footnotes"), "[^", LinkPatterns.footnote_references),
        (170, True, "[", LinkPatterns.references),
        (160, True, "](", LinkPatterns.links),
        (150, True, "![", LinkPatterns.images),
        (140, True, "![", LinkPatterns.image_references),
        (130, True, "[", LinkPatterns.short_references),
        (125, True, "![", LinkPatterns.short_image_references),
        (120, True, "<", LinkPatterns.autolinks),
        (110, True, "<", LinkPatterns.mails),
        (100, True, "  \n", LinkPatterns.breaks),
        (90, True, "<", LinkPatterns.html),
        (85, has("pymdownx.magiclink"), "", LinkPatterns.magic_links),
        (80, True, "&", LinkPatterns.entities),
        (79, has("pymdownx.magiclink"), "", LinkPatterns.shorthands),
        (75.1 if wiki_first else 75, has("wikilinks"), "[[", LinkPatterns.wikilinks),
        (75 if wiki_first else 75.1, has("pymdownx.emoji"), ":", LinkPatterns.emoji),
        (70, has("pymdownx.keys"), "++", LinkPatterns.keys),
    ]
    found.sort(key=lambda step: -step[0])
    return [(sign, pattern) for _, on, sign, pattern in found if on]
