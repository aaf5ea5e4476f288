"""Text with a place for each of its characters.

Python-Markdown parses nested blocks by cutting prefixes off their lines and joining what is left.
A chunk is such a text together with the offsets (characters, in the normalized page) that its
pieces came from, so that every later match can say where it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

TAB = 4  # Python-Markdown's tab_length; MkDocs offers no setting for it


class Chunk:
    """Text cut out of a page in pieces, such as the lines of a quote without their `>`.

    `text[i]` stands at `offsets[k] + i - cuts[k]`, where `cuts[k]` is the last cut not after `i`.
    """

    __slots__ = ("cuts", "offsets", "text")

    def __init__(self, text: str, cuts: list[int], offsets: list[int]) -> None:
        self.text = text
        self.cuts = cuts
        self.offsets = offsets

    @classmethod
    def whole(cls, text: str, offset: int = 0) -> Chunk:
        """A chunk that stands in one piece at `offset`."""
        return cls(text, [0], [offset])

    def at(self, index: int) -> int:
        """Where `text[index]` stands."""
        cuts = self.cuts
        if len(cuts) == 1:
            return self.offsets[0] + index
        k = bisect_right(cuts, index) - 1
        return self.offsets[k] + index - cuts[k]

    def slice(self, start: int, end: int) -> Chunk:
        """The part from `start` to `end`; both must lie inside the text."""
        cuts, offsets = self.cuts, self.offsets
        text = self.text[start:end]
        if len(cuts) == 1:
            return Chunk(text, [0], [offsets[0] + start])
        k = bisect_right(cuts, start) - 1
        last = bisect_left(cuts, end, k + 1)
        return Chunk(
            text,
            [0, *(cut - start for cut in cuts[k + 1 : last])],
            [offsets[k] + start - cuts[k], *offsets[k + 1 : last]],
        )

    def rest(self, start: int) -> Chunk:
        """The part from `start` on."""
        return self.slice(start, len(self.text))

    def stripped(self, start: int, end: int, chars: str | None = None) -> Chunk:
        """The part from `start` to `end` without `chars` (white space) at its ends."""
        text = self.text[start:end]
        left = len(text) - len(text.lstrip(chars))
        return self.slice(start + left, start + max(left, len(text.rstrip(chars))))

    def lstripped(self) -> Chunk:
        """The whole without white space at its start."""
        text = self.text
        left = len(text) - len(text.lstrip())
        return self.rest(left) if left else self

    def pick(self, ranges: Iterable[tuple[int, int]]) -> Chunk:
        """The given ranges joined by line ends."""
        parts: list[str] = []
        cuts: list[int] = []
        offsets: list[int] = []
        length = 0
        for start, end in ranges:
            piece = self.slice(start, end) if len(self.cuts) > 1 else None
            parts.append(self.text[start:end] if piece is None else piece.text)
            starts = [0] if piece is None else piece.cuts
            places = [self.offsets[0] + start] if piece is None else piece.offsets
            for cut, place in zip(starts, places, strict=True):
                at = length + cut
                if not cuts or offsets[-1] + at - cuts[-1] != place:
                    cuts.append(at)
                    offsets.append(place)
            length += end - start + 1
        if not cuts:
            return Chunk("", [0], [self.offsets[0]])
        return Chunk("\n".join(parts), cuts, offsets)

    def lines(self) -> list[tuple[int, int]]:
        """Start and end of each line, without its line end."""
        ranges = []
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            ranges.append((start, end))
            start = end + 1
        return ranges

    def detab(self, width: int = TAB) -> tuple[Chunk, Chunk | None]:
        """The indented lines at the start without `width` spaces, and what follows them."""
        indent = " " * width
        text = self.text
        ranges: list[tuple[int, int]] = []
        lines = self.lines()
        for start, end in lines:
            if text.startswith(indent, start, end):
                ranges.append((start + width, end))
            elif not text[start:end].strip():
                ranges.append((start, start))
            else:
                break
        taken = len(ranges)
        rest = self.rest(lines[taken][0]) if taken < len(lines) else None
        return self.pick(ranges), rest

    def loose_detab(self, level: int = 1) -> Chunk:
        """Every line without `level` indents, dedented lines as they are."""
        width = TAB * level
        indent = " " * width
        text = self.text
        return self.pick(
            (start + width if text.startswith(indent, start, end) else start, end)
            for start, end in self.lines()
        )

    def blocks(self) -> list[Chunk]:
        """The pieces between blank lines, as `text.split("\\n\\n")` gives them."""
        text = self.text
        if "\n\n" not in text:
            return [self]
        found = []
        start = 0
        for part in text.split("\n\n"):
            end = start + len(part)
            found.append(self.slice(start, end))
            start = end + 2
        return found


def joined(chunks: list[Chunk], separator: str) -> Chunk:
    """The chunks with `separator` between them."""
    if len(chunks) == 1:
        return chunks[0]
    cuts: list[int] = []
    offsets: list[int] = []
    length = 0
    for chunk in chunks:
        cuts.extend(length + cut for cut in chunk.cuts)
        offsets.extend(chunk.offsets)
        length += len(chunk.text) + len(separator)
    return Chunk(separator.join(chunk.text for chunk in chunks), *_without_empty(cuts, offsets))


def _without_empty(cuts: list[int], offsets: list[int]) -> tuple[list[int], list[int]]:
    """Keep the last of several cuts at one place: an empty chunk has no character to place."""
    kept = [k for k in range(len(cuts)) if k + 1 == len(cuts) or cuts[k + 1] != cuts[k]]
    return [cuts[k] for k in kept], [offsets[k] for k in kept]
