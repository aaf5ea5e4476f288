"""The search index as files that a browser takes in small pieces, from a server or a folder.

All are scripts that hand over data, since browsers let no page read other files of a folder
(`file://`). `index.js` comes first: it knows which piece holds which units (`u0.js` …, in the order
of code points, so that a piece holds all units with one beginning) and which sections (`t0.js` …,
each with sections of one page). A piece names the version that it belongs to: a browser that kept
an old `index.js` takes no new piece for its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from munjigi.web.searchindex import Unit
from munjigi.web.searchtext import Entry, Section

CALL = "munjigiSearch"
UNITS_SIZE = 3_000  # characters of a piece of units: under 2 KB when compressed
TEXT_SIZE = 1_400  # characters of a piece of text
TEXT_LENGTH = 1_400  # characters of a section that an excerpt is taken from

Words = Mapping[str, Any]


def files_of(
    entries: Sequence[Entry], index: Mapping[str, Unit], words: Words
) -> Iterator[tuple[str, str]]:
    """Names and texts of the files; `words` is what the browser is to know about words."""
    pieces = list(_pieces(index))
    texts = list(_texts(entries))
    counts = [-len(sections) if again else len(sections) for _, again, sections in texts]
    data = {f"u{number}": _data(piece) for number, piece in enumerate(pieces)}
    data |= {f"t{number}": _data(_text(*text)) for number, text in enumerate(texts)}
    version = blake2b("\n".join(data.values()).encode(), digest_size=6).hexdigest()
    firsts = [next(iter(piece)) for piece in pieces]
    about = {"version": version, "units": firsts, "texts": counts, **words}
    for name, value in data.items():
        yield f"{name}.js", f'{CALL}("{name}?{version}",{value})\n'
    yield "index.js", f'{CALL}("index",{_data(about)})\n'


def _data(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(entry: Entry, _: bool, sections: Sequence[Section]) -> list[Any]:
    kept = [[one.anchor, one.anchor and one.heading, one.text[:TEXT_LENGTH]] for one in sections]
    return [entry.url, entry.title, kept]


def _pieces(index: Mapping[str, Unit]) -> Iterator[dict[str, list[Any]]]:
    piece: dict[str, list[Any]] = {}
    size = 0
    for name, unit in index.items():
        value = _packed(unit)
        length = len(name) + sum(len(str(each)) for each in value)
        if piece and size + length > UNITS_SIZE:
            yield piece
            piece, size = {}, 0
        piece[name] = value
        size += length
    if piece:
        yield piece


def _packed(unit: Unit) -> list[Any]:
    """How many sections, then each weight with its sections as distances from the one before."""
    value: list[Any] = [unit.sections]
    for weight, numbers in unit.postings.items():
        steps = [numbers[0], *(b - a for a, b in pairwise(numbers))]
        value += [weight, steps]
    return value


def _texts(entries: Sequence[Entry]) -> Iterator[tuple[Entry, bool, list[Section]]]:
    """Pieces of text: the page, whether it began in an earlier piece, and sections."""
    for entry in entries:
        groups: list[list[Section]] = []
        room = 0
        for one in entry.sections:
            length = min(len(one.text), TEXT_LENGTH)
            if length > room or not groups:
                groups.append([])
                room = TEXT_SIZE
            groups[-1].append(one)
            room -= length
        for number, sections in enumerate(groups):
            yield entry, number > 0, sections
