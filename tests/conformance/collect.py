"""The reader's side: what it found on a page, compared with the page's HTML.

The reader reports no furniture (see `rendered.FURNITURE`), except links and anchors of these kinds,
which are set aside here as they are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.rendered import Rendered, collect

if TYPE_CHECKING:
    from munjigi.facts import Facts
    from munjigi.reader import Reading

SET_ASIDE = frozenset({"permalink", "code"})


class Difference(NamedTuple):
    """`value` is `missing` in what the reader says, or `extra` there.

    `line` counts from 1 and is 0 where it is not known.
    """

    side: str
    what: str
    tag: str
    value: str
    line: int

    def __str__(self) -> str:
        tag = f"<{self.tag}> " if self.tag else ""
        return f"line {self.line}: {self.side} {tag}{self.what} {self.value!r}"


def facts_of(facts: Facts) -> Rendered:
    """What the reader says that the HTML holds."""
    found = Rendered()
    for anchor in facts.anchors:
        if anchor.kind not in SET_ASIDE:
            (found.names if anchor.kind == "name" else found.ids)[anchor.id] += 1
    for link in facts.links:
        if link.kind not in SET_ASIDE:
            found.hrefs[link.tag, link.href] += 1
    for image in (*facts.images, *facts.embeds):
        found.srcs[image.tag, image.src] += 1
        if image.tag == "img":
            found.alts[image.src, image.alt] += 1
    for heading in facts.headings:
        found.headings[heading.level, heading.id] += 1
    return found


def compare(reading: Reading, html: str, text: str) -> list[Difference]:
    """Every id, href, src, alt and heading that only one of the two has, in the page's order."""
    theirs, ours = collect(html), facts_of(reading.facts)
    _drop_broken_alts(theirs, ours)
    lines = _Lines(reading.facts, text)
    differences: list[Difference] = []
    ours.srcs -= theirs.aside
    ours.alts -= theirs.aside
    for what in ("ids", "names", "hrefs", "srcs", "alts", "headings"):
        differences += _differences(what, getattr(theirs, what), getattr(ours, what), lines)
    return sorted(differences, key=lambda difference: difference.line)


def _drop_broken_alts(theirs: Rendered, ours: Rendered) -> None:
    """Set aside alts in which Python-Markdown left its own placeholder: code in a link in an
    alt.
    """
    broken = {source for source, alt in theirs.alts if alt and "klzzwxh:" in alt}
    for counts in (theirs.alts, ours.alts) if broken else ():
        for key in [key for key in counts if key[0] in broken]:
            del counts[key]


def _differences(
    what: str, theirs: Counter[Any], ours: Counter[Any], lines: _Lines
) -> Iterator[Difference]:
    for side, counts in (("missing", theirs - ours), ("extra", ours - theirs)):
        for key, count in counts.items():
            tag, value = key if isinstance(key, tuple) else ("", key)
            shown = value if isinstance(value, str) else repr(value)
            place = lines.extra(what, key) if side == "extra" else lines.missing(tag, shown)
            for _ in range(count):
                yield Difference(side, what[:-1], str(tag), shown, place)


class _Lines:
    """Lines of differences: of the reader's record, or the first that holds the value."""

    def __init__(self, facts: Facts, text: str) -> None:
        self.facts = facts
        self.text = text

    def extra(self, what: str, key: Hashable) -> int:
        for record, its_key in _keyed(self.facts, what):
            if its_key == key:
                return self.text.count("\n", 0, max(record.start, 0)) + 1
        return 0

    def missing(self, tag: object, value: str) -> int:
        for needle in (value, value.removeprefix("#"), value.split("_", 1)[0]):
            at = self.text.find(needle) if needle else -1
            if at >= 0:
                return self.text.count("\n", 0, at) + 1
        return 0


def _keyed(facts: Facts, what: str) -> Iterator[tuple[Any, Hashable]]:
    pictures = (*facts.images, *facts.embeds)
    if what in ("ids", "names"):
        yield from ((anchor, anchor.id) for anchor in facts.anchors)
    elif what == "hrefs":
        yield from ((link, (link.tag, link.href)) for link in facts.links)
    elif what == "srcs":
        yield from ((picture, (picture.tag, picture.src)) for picture in pictures)
    elif what == "alts":
        yield from ((picture, (picture.src, picture.alt)) for picture in pictures)
    else:
        yield from ((heading, (heading.level, heading.id)) for heading in facts.headings)
