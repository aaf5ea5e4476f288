"""What makes a page of any size: of one piece over and over, of nested pieces, and so on."""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]


def repeat(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def repeated(piece: str) -> Shape:
    """A page of one piece over and over."""
    return lambda size: repeat(piece, size)


def numbered(piece: str) -> Shape:
    """The same, with a number in place of each `%d` that grows from piece to piece."""

    def page(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(piece.replace("%d", str(len(pieces))))
            length += len(pieces[-1])
        return "".join(pieces)

    return page


def nested(indent: str, text: str, *, deepest: int = 10_000) -> Shape:
    """Lines each indented one step further, down to `deepest` steps, and then from the start."""

    def page(size: int) -> str:
        lines, length, depth = [], 0, 0
        while length < size:
            lines.append(indent * depth + text)
            length += len(lines[-1])
            depth = (depth + 1) % deepest
        return "".join(lines)

    return page


def enclosed(opener: str, closer: str) -> Shape:
    """As many openers as closers, one within the other."""
    return lambda size: (
        opener * (size // (len(opener) + len(closer)))
        + closer * (size // (len(opener) + len(closer)))
    )


def headed(head: str, piece: str) -> Shape:
    """A page that starts with `head` and goes on with one piece over and over."""
    return lambda size: head + repeat(piece, max(0, size - len(head)))


def growing_ticks(size: int) -> str:
    ticks, length, count = [], 0, 1
    while length < size:
        ticks.append("`" * count + " ")
        length += count + 1
        count += 1
    return "".join(ticks)


def defined_links(size: int) -> str:
    count = size // 34
    links = "".join(f"[page {n}][ref-{n}]\n" for n in range(count))
    return links + "\n" + "".join(f"[ref-{n}]: b.md\n" for n in range(count))


def footnotes(size: int) -> str:
    count = size // 30
    notes = "".join(f"A word.[^{n}]\n" for n in range(count))
    return notes + "\n" + "".join(f"[^{n}]: A note.\n\n" for n in range(count))


def abbreviations(size: int) -> str:
    count = size // 40
    words = "".join(f"The W{n} works.\n" for n in range(count))
    return words + "\n" + "".join(f"*[W{n}]: Word {n}\n" for n in range(count))


def wide_table(size: int) -> str:
    count = size // 12
    return f"{'| a ' * count}|\n{'|---' * count}|\n{'| b ' * count}|\n"


def square_table(size: int) -> str:
    side = max(1, int((size / 12) ** 0.5))
    return f"|{' a |' * side}\n|{'---|' * side}\n" + f"|{' [b](c.md) |' * side}\n" * side


def halves(first: str, second: str) -> Shape:
    """Two numbered halves, one after the other: as many of the first piece as of the second."""

    def page(size: int) -> str:
        count = max(1, size // (len(first) + len(second)))
        parts = (piece.replace("%d", str(n)) for piece in (first, second) for n in range(count))
        return "".join(parts)

    return page
