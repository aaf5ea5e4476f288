"""Whether every place that the reader reports is right: in the text, holding what it should."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from munjigi.facts import Facts
    from munjigi.reader import Reading

Texts = Callable[[str], str]

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN = re.compile(r"[^\\&<>\s\"'`*_~^=$:(){}+|\x02\x03.-]+")
# Formulas, footnote numbers, entities, smart signs.
_CHANGED = re.compile(r"\$|\[\^|--|&|['\"]|\.\.\.|\([a-z]+\)")
PARTS = ("", "target_", "text_", "alt_", "id_", "title_", "code_", "body_", "label_", "value_")
MARKED = ("links", "images", "embeds")
APART = ("headings", "comments")


def decoded(target: str) -> str:
    """A target as a browser sees it: no angle brackets, escapes, entities or line ends."""
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    return html.unescape(_ESCAPE.sub(r"\1", target)).strip()


def misplaced(reading: Reading, path: str, text: str, texts: Texts) -> list[str]:
    """One line for every place that is wrong; `texts` gives the text of an included file."""

    def text_of(record: Any) -> str:
        own = getattr(record, "path", path)
        return text if own == path else texts(own)

    facts = reading.facts
    wrong = [*_outside(reading, text_of), *_overlapping(facts)]
    if not wrong:  # a place outside the text would only repeat itself here
        wrong = [*_unequal(facts, text_of), *_unequal_detail(reading, text_of)]
    return wrong


def _records(record: Any) -> Iterator[Any]:
    """The record itself and those inside it: a list's items, a table's cells."""
    yield record
    for part in record:
        if isinstance(part, tuple):
            for each in part:
                if hasattr(each, "_fields"):
                    yield from _records(each)
                elif isinstance(each, tuple):
                    for cell in each:
                        yield from _records(cell)


def _all(reading: Reading) -> Iterator[tuple[str, Any]]:
    groups = [reading.facts, reading.detail] if reading.detail is not None else [reading.facts]
    for group in groups:
        for name in group._fields:
            value = getattr(group, name)
            if name == "front_matter":
                continue
            for record in value:
                yield from ((name, each) for each in _records(record))


def _outside(reading: Reading, text_of: Callable[[Any], str]) -> Iterator[str]:
    for name, record in _all(reading):
        size = len(text_of(record))
        for part in PARTS:
            start = getattr(record, f"{part}start", None)
            if start is None:
                continue
            end = getattr(record, f"{part}end")
            whole = not part and start < 0
            if whole or not (start == end == -1 or 0 <= start <= end <= size):
                yield f"{name}: {part or 'whole '}{start}–{end} of {size} in {record}"


def _overlapping(facts: Facts) -> Iterator[str]:
    """Links, images, headings and comments lie apart or one in the other, never half and half."""
    for name in (*MARKED, *APART):
        by_file: dict[tuple[str, int], list[Any]] = {}
        for record in getattr(facts, name):
            by_file.setdefault((record.path, record.via), []).append(record)
        for records in by_file.values():
            yield from _crossing(name, records, apart=name in APART)


def _crossing(name: str, records: Sequence[Any], *, apart: bool) -> Iterator[str]:
    ends: list[Any] = []
    for record in sorted(records, key=lambda each: (each.start, -each.end)):
        while ends and ends[-1].end <= record.start:
            ends.pop()
        if ends and (apart or record.end > ends[-1].end):
            yield f"{name}: {record} crosses {ends[-1]}"
        ends.append(record)


def _unequal(facts: Facts, text_of: Callable[[Any], str]) -> Iterator[str]:
    yield from _unequal_ids(facts, text_of)
    for link in facts.links:
        if link.kind not in ("footnote", "permalink"):
            yield from _target(link, link.href, text_of(link))
            yield from _words(link, text_of(link))
    for picture in (*facts.images, *facts.embeds):
        yield from _target(picture, picture.src, text_of(picture))
        if picture.alt and picture.alt_start >= 0 and _PLAIN.fullmatch(picture.alt):
            written = text_of(picture)[picture.alt_start : picture.alt_end]
            yield from _shown("alt", picture.alt, written)
    yield from _unequal_rest(facts, text_of)


def _unequal_ids(facts: Facts, text_of: Callable[[Any], str]) -> Iterator[str]:
    places = {
        (each.path, *place, each.id)
        for each in facts.headings
        for place in ((each.id_start, each.id_end), (each.text_start, each.text_end))
    }
    for anchor in facts.anchors:
        place = (anchor.path, anchor.start, anchor.end, anchor.id)
        if anchor.kind == "heading" and place not in places:
            yield f"anchor {anchor.id!r} of a heading does not stand where its id or text does"
        written = text_of(anchor)[anchor.start : anchor.end]
        if anchor.kind in ("attribute", "html", "name") and decoded(written) != anchor.id.strip():
            yield f"anchor {anchor.id!r} stands at {written!r}"
    for heading in facts.headings:
        text = text_of(heading)
        written = text[heading.id_start : heading.id_end]
        if heading.explicit and decoded(written) != heading.id.strip():
            yield f"heading's id {heading.id!r} stands at {written!r}"
        if _PLAIN.fullmatch(heading.text):
            yield from _shown("heading", heading.text, text[heading.text_start : heading.text_end])


def _unequal_rest(facts: Facts, text_of: Callable[[Any], str]) -> Iterator[str]:
    for comment in facts.comments:
        if comment.via >= 0:
            continue
        whole = text_of(comment)[comment.start : comment.end]
        if not whole.startswith("<!--") or comment.text not in whole:
            yield f"comment {comment.text!r} stands at {whole!r}"
    for definition in facts.definitions:
        text = text_of(definition)
        whole = text[definition.start : definition.end]
        if definition.label not in whole or not whole.lstrip().startswith("["):
            yield f"definition {definition.label!r} stands at {whole!r}"
        written = text[definition.target_start : definition.target_end]
        if definition.target_start >= 0:
            yield from _same("definition's target", definition.target, written)
    for include in facts.includes:
        whole = text_of(include)[include.start : include.end]
        if whole and include.target not in whole:  # what the settings append stands nowhere
            yield f"include {include.target!r} stands at {whole!r}"


def _same(what: str, value: str, written: str) -> Iterator[str]:
    if value != written:
        yield f"{what} {value!r} stands at {written!r}"


def _shown(what: str, value: str, written: str) -> Iterator[str]:
    """What is seen has its characters, in their order, from what is written there."""
    left = iter(written)
    if not _CHANGED.search(written) and not all(char in left for char in value):
        yield f"{what} {value!r} stands at {written!r}"


def _target(record: Any, value: str, text: str) -> Iterator[str]:
    """The target stands where it is said to and is what is rendered."""
    written = text[record.target_start : record.target_end]
    name = type(record).__name__.lower()
    if record.target_start < 0:
        return
    yield from _same(f"{name}'s target", record.target, written)
    # An attribute list that changes the target stands behind the link.
    inside = record.start <= record.target_start
    if record.kind in ("inline", "autolink", "html") and not inside:
        yield f"{name}'s target {written!r} stands outside it"
    if record.kind != "autolink" and _PLAIN.fullmatch(written) and decoded(written) not in value:
        yield f"{name}'s target {written!r} is not what is rendered, {value!r}"


def _words(link: Any, text: str) -> Iterator[str]:
    if link.text_start < 0:
        return
    if _PLAIN.fullmatch(link.text):
        yield from _shown("link's text", link.text, text[link.text_start : link.text_end])
    if not link.start <= link.text_start <= link.text_end <= link.end:
        yield f"link's text {link.text!r} stands outside it"


def _unequal_detail(reading: Reading, text_of: Callable[[Any], str]) -> Iterator[str]:
    if reading.detail is None:
        return
    for run in reading.detail.runs:
        if run.via < 0:
            yield from _same("run", run.text, text_of(run)[run.start : run.end])
    for span in reading.detail.code_spans:
        if not text_of(span)[span.start : span.end].startswith("`"):
            yield f"code span {span.text!r} stands at {text_of(span)[span.start : span.end]!r}"
    # Python-Markdown joins indented code around other blocks.
    fences = [each for each in reading.detail.fences if each.marker]
    for group in (reading.detail.runs, reading.detail.code_spans, fences):
        yield from _apart(group)


def _apart(records: Iterable[Any]) -> Iterator[str]:
    by_file: dict[tuple[str, int], list[Any]] = {}
    for record in records:
        by_file.setdefault((record.path, record.via), []).append(record)
    for group in by_file.values():
        yield from _crossing(type(group[0]).__name__.lower(), group, apart=True)
