"""Reads generated pages of growing size with `munjigi.reader` and prints how the time grows."""

from __future__ import annotations

import argparse
import fnmatch
import gc
import importlib
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from shapes import SHAPES, Shape

CHECKOUT = Path(__file__).resolve().parents[1] / "tools"
SIZES = (10_000, 100_000, 1_000_000)
SUSPECT = 15  # growth for ten times the input from which a line is marked
SHORTEST = 0.005  # seconds below which a time says little about growth
BRIEF = 0.2  # seconds below which a reading is repeated

# As a site with every common extension lists them.
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
    *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
)

Reader = Callable[[str], object]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the shapes on the command line. 0: all were read; 1: one failed; 2: no reader."""
    options = _parser().parse_args(argv)
    shapes = {name: shape for name, shape in SHAPES.items() if _asked(name, options.shapes)}
    if not shapes:
        print(f"linear: no shape is called {', '.join(options.shapes)}", file=sys.stderr)
        return 2
    try:
        reader = find_reader()
    except (ImportError, AttributeError) as error:
        print(f"linear: munjigi.reader cannot be used: {error}", file=sys.stderr)
        return 2
    print(f"{'shape':24}" + "".join(f"{size:>16,}" for size in options.sizes) + "   grows by")
    failed = 0
    for name, shape in shapes.items():
        times = list(readings(reader, shape, options.sizes, options.limit))
        failed += any(isinstance(taken, str) for taken in times)
        print(f"{name:24}" + "".join(map(_cell, times)) + _growth(options.sizes, times), flush=True)
    return 1 if failed else 0


def find_reader() -> Reader:
    """Read a page with every common extension on. Raises ImportError or AttributeError."""
    sys.path.append(str(CHECKOUT))
    read = importlib.import_module("munjigi.reader").read
    dialects = importlib.import_module("munjigi.reader.dialect")
    dialect = dialects.mkdocs_dialect((name, {}) for name in EXTENSIONS)

    def reader(text: str) -> object:
        return read(text, path="page.md", dialect=dialect)

    return reader


def readings(
    reader: Reader, shape: Shape, sizes: Sequence[int], limit: float
) -> Iterator[float | str]:
    """Seconds for each size in characters, or a word on what went wrong; then no larger size.

    Each is read in a process of its own, so that one which hangs can be ended after `limit`.
    """
    context = multiprocessing.get_context("fork")
    for size in sizes:
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_read, args=(reader, shape(size), theirs))
        child.start()
        theirs.close()
        taken = _received(ours, limit)
        if child.is_alive() and isinstance(taken, str):
            child.kill()
        child.join()
        yield taken
        if isinstance(taken, str):
            return


def _received(pipe: Connection, limit: float) -> float | str:
    if not pipe.poll(limit):
        return f"over {limit:g} s"
    try:
        taken = pipe.recv()
    except EOFError:
        return "crashed"
    return taken if isinstance(taken, float) else str(taken)


def _read(reader: Reader, text: str, pipe: Connection) -> None:
    gc.collect()
    gc.freeze()
    best, repeats = float("inf"), 3
    try:
        while repeats and best > 0:
            start = time.perf_counter()
            reader(text)
            best = min(best, time.perf_counter() - start)
            repeats = repeats - 1 if best < BRIEF else 0
    except Exception as error:  # whatever a reader raises is a finding
        pipe.send(type(error).__name__)
    else:
        pipe.send(best)


def _cell(taken: float | str) -> str:
    return f"{taken:>16}" if isinstance(taken, str) else f"{1000 * taken:>13.2f} ms"


def _growth(sizes: Sequence[int], times: Sequence[float | str]) -> str:
    """The growth from the last size but one to the last, scaled to ten times the input."""
    if len(times) < len(sizes) or not times[1:]:
        return ""
    before, last = times[-2:]
    if isinstance(before, str) or isinstance(last, str):
        return ""
    growth = last / max(before, 1e-9) * 10 * sizes[-2] / sizes[-1]
    mark = "  not linear?" if growth >= SUSPECT and last >= SHORTEST else ""
    return f"   {growth:>7.1f}×{mark}"


def _asked(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="linear.py", description=__doc__)
    add = parser.add_argument
    add("shapes", nargs="*", metavar="SHAPE", help="names of shapes, * allowed (default: all)")
    add("--sizes", type=_sizes, default=SIZES, metavar="N,N…", help="characters, growing")
    add("--limit", type=float, default=30, metavar="SECONDS", help="for one page (default: 30)")
    return parser


def _sizes(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.isdecimal() for part in parts) or "0" in parts:
        raise argparse.ArgumentTypeError(f"{text} is not a list of numbers such as 1000,10000")
    return sorted(map(int, parts))


if __name__ == "__main__":
    sys.exit(main())
