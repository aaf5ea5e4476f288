"""What a change of a page's text would change beside its purpose, as our own reader sees it.

The page is read before and after. What the edits overlap, and what stands where the problem was
reported, may change; all else that readers see must stay: headings, links, pictures, anchors,
lists, tables, code and the like, and which characters are text at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.changed import Changed
from munjigi.model import Text

if TYPE_CHECKING:
    from munjigi.reader import Reading

_NAMES = {
    "headings": Text(en="the heading", ko="제목"),
    "anchors": Text(en="the anchor", ko="앵커"),
    "links": Text(en="the link", ko="링크"),
    "images": Text(en="the picture", ko="그림"),
    "undefined": Text(en="the reference", ko="참조"),
    "embeds": Text(en="the embedded file", ko="삽입한 파일"),
    "flaws": Text(en="the block", ko="블록"),
    "front_matter": Text(en="the front matter", ko="앞머리 설정"),
}
_LAYOUT = Text(en="how this is laid out:", ko="글의 모양")
_WORDS = Text(en="the text", ko="글")
_FACTS = ("headings", "anchors", "links", "images", "embeds", "undefined", "flaws")
_DETAIL = (
    *("admonitions", "fences", "tabs", "emphasis", "code_spans", "paragraphs", "abbreviations"),
    "lists",
)
_WORDS_IN = ("text", "title", "label", "target", "id", "note", "kind")  # the first there is
_CONTAINERS = {"admonitions", "lists", "items", "tabs"}  # may get longer
_COUNTED = re.compile(r"#?_\d+")
_PLACE = re.compile(r"(?:.*_)?(?:start|end)|path|via|items|rows")
SHOWN = 40  # characters of what would change


class Seen(NamedTuple):
    """Something on the page: what it is, where, and what it says.

    `also` is another place that it is made of: the target, which may stand in a definition.
    """

    kind: str
    path: str
    start: int
    end: int
    values: tuple[str, ...]
    words: str
    also: tuple[int, int] | None = None


Seens = list[tuple[Seen, bool]]  # with whether they may change


def side_effect(
    before: Reading, after: Reading, files: Mapping[str, Changed], *, counted_anew: bool
) -> Text | None:
    """The first thing beside the purpose that differs between two readings of a page, or None.

    `counted_anew` says that ids which only count headings (`_2`) may change.
    """
    old = [(_moved(one, files), _covered(one, files)) for one in _seen(before)]
    new = [(one, _covered_after(one, files)) for one in _seen(after)]
    # Where a block of text is what the edits are about, it may fall into other blocks.
    blocks = [one for one, covered in (*old, *new) if covered and one.kind == "paragraphs"]
    compared = [
        [
            (_compared(one, counted_anew=counted_anew), covered or _is_part(one, blocks))
            for one, covered in seen
        ]
        for seen in (old, new)
    ]
    lost, made = (_missing(one, other) for one, other in (compared, compared[::-1]))
    differing = [one for one in lost if one.kind != "flaws"] or made
    if differing:
        return _told(min(differing, key=lambda one: (one.path, one.start, _rank(one))), files)
    return _front_matter(before, after, files) or _words(before, after, files)


def _missing(there: Seens, here: Seens) -> list[Seen]:
    """What must stay and is on the one side only."""
    kept = Counter(one for one, covered in there if not covered)
    return list(kept - Counter(one for one, _ in here))


def _compared(one: Seen, *, counted_anew: bool) -> Seen:
    """What must be the same before and after."""
    said = (*one.values, one.words)
    if counted_anew:
        said = tuple("_" if _COUNTED.fullmatch(value) else value for value in said)
    end = one.start if one.kind in _CONTAINERS else one.end
    return one._replace(values=said[:-1], words=said[-1], end=end, also=None)


def _is_part(one: Seen, blocks: Iterable[Seen]) -> bool:
    return one.kind not in _FACTS and any(
        block.path == one.path and block.start <= one.start and one.end <= block.end
        for block in blocks
    )


def _front_matter(before: Reading, after: Reading, files: Mapping[str, Changed]) -> Text | None:
    old, new = before.facts.front_matter, after.facts.front_matter
    if old.data == new.data:
        return None
    for file in files.values():
        if file.covers_before(old.start, old.end) or file.covers_after(new.start, new.end):
            return None
    return _NAMES["front_matter"]


def _words(before: Reading, after: Reading, files: Mapping[str, Changed]) -> Text | None:
    """Text that would be none, or become text."""
    for path, file in files.items():
        one = file.text_before(_runs(before, path))
        other = file.text_after(_runs(after, path))
        if one != other:
            at = next(
                i for i, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]
            )
            return _named(_WORDS, file.after[at : at + SHOWN].splitlines()[0])
    return None


def _runs(reading: Reading, path: str) -> Iterator[tuple[int, int]]:
    for run in reading.detail.runs if reading.detail else ():
        if run.path == path:
            yield run.start, run.end


def _seen(reading: Reading) -> Iterator[Seen]:
    for kind in _FACTS:
        yield from _records(kind, getattr(reading.facts, kind))
    if reading.detail is None:
        return
    for kind in _DETAIL:
        yield from _records(kind, getattr(reading.detail, kind))
    for listed in reading.detail.lists:
        yield from _records("items", listed.items)
    for table in reading.detail.tables:
        yield from _records("cells", [cell for row in table.rows for cell in row])


def _records(kind: str, records: Sequence[Any]) -> Iterator[Seen]:
    if not records:
        return
    names = records[0]._fields
    fields = [name for name in names if not _PLACE.fullmatch(name)]
    aimed = "target_start" in names
    worded = next((name for name in _WORDS_IN if name in names), "")
    for one in records:
        values = tuple(str(getattr(one, name)) for name in fields)
        also = (one.target_start, one.target_end) if aimed and one.target_start >= 0 else None
        words = str(getattr(one, worded, ""))
        yield Seen(kind, one.path, one.start, one.end, values, words, also)


def _covered(one: Seen, files: Mapping[str, Changed]) -> bool:
    file = files.get(one.path)
    places = ((one.start, one.end), *([one.also] if one.also else ()))
    return file is not None and any(file.covers_before(*place) for place in places)


def _covered_after(one: Seen, files: Mapping[str, Changed]) -> bool:
    file = files.get(one.path)
    places = ((one.start, one.end), *([one.also] if one.also else ()))
    return file is not None and any(file.covers_after(*place) for place in places)


def _moved(one: Seen, files: Mapping[str, Changed]) -> Seen:
    file = files.get(one.path)
    if file is None:
        return one
    return one._replace(start=file.start(one.start), end=file.end(one.end))


def _rank(one: Seen) -> int:
    return list(_NAMES).index(one.kind) if one.kind in _NAMES else len(_NAMES)


def _told(one: Seen, files: Mapping[str, Changed]) -> Text:
    """What it is, with its words as they stand on the page afterwards."""
    file = files.get(one.path)
    end = one.end if one.end > one.start else one.start + SHOWN
    words = file.after[one.start : end] if file is not None else one.words
    return _named(_NAMES.get(one.kind, _LAYOUT), next(iter(words.splitlines()), ""))


def _named(kind: Text, words: str) -> Text:
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    return Text(en=f'{kind.en} "{shown}"', ko=f'{kind.ko} "{shown}"')
