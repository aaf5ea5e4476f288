"""Reads, or checks, generated pages of growing size and prints how the CPU time grows."""

from __future__ import annotations

import argparse
import contextlib
import fnmatch
import gc
import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from shapes import SHAPES, Shape

ROOT = Path(__file__).resolve().parents[1]
CHECKOUT = ROOT / "tools"
SIZES = (10_000, 100_000, 1_000_000)
SUSPECT = 15  # growth for ten times the input from which a line is marked
SHORTEST = 0.005  # seconds of CPU below which a time says little about growth
BRIEF = 0.2  # seconds of CPU below which a reading is repeated

# As a site with every common extension lists them.
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
    *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
)

SNIPPET = "See [a part](part.md#part) of it.\n"
PROJECT = """\
site_name: Linear
nav: [page.md]
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, default: true, name: 한국어}
        - {locale: en, name: English}
  - munjigi: {}
markdown_extensions:
"""

Reader = Callable[[str], object]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the shapes on the command line. 0: all were read; 1: one failed; 2: no reader."""
    options = _parser().parse_args(argv)
    shapes = {name: shape for name, shape in SHAPES.items() if _asked(name, options.shapes)}
    if not shapes:
        print(f"linear: no shape is called {', '.join(options.shapes)}", file=sys.stderr)
        return 2
    try:
        reader = FINDERS[options.by]()
    except (ImportError, AttributeError) as error:
        print(f"linear: munjigi cannot be used: {error}", file=sys.stderr)
        return 2
    print(f"{'shape':24}" + "".join(f"{size:>16,}" for size in options.sizes) + "   grows by")
    failed = 0
    for name, shape in shapes.items():
        times = list(readings(reader, shape, options.sizes, options.limit))
        failed += any(isinstance(taken, str) for taken in times)
        print(f"{name:24}" + "".join(map(_cell, times)) + _growth(options.sizes, times), flush=True)
    return 1 if failed else 0


def find_reader(*, deep: bool = False) -> Reader:
    """Read a page with every common extension on. Raises ImportError or AttributeError."""
    sys.path.append(str(CHECKOUT))
    read = importlib.import_module("munjigi.reader").read
    dialects = importlib.import_module("munjigi.reader.dialect")
    dialect = dialects.mkdocs_dialect((name, {}) for name in EXTENSIONS)

    def snippet(name: str, bases: object) -> tuple[str, str] | None:
        return (name, SNIPPET) if name == "part.md" else None

    def reader(text: str) -> object:
        return read(text, path="page.md", dialect=dialect, open_snippet=snippet, deep=deep)

    return reader


def find_checker() -> Reader:
    """Check a project of the page in two languages with all rules, and report the problems.

    Raises ImportError or AttributeError.
    """
    sys.path.append(str(CHECKOUT))
    run = importlib.import_module("munjigi.cli").main

    def checker(text: str) -> object:
        with tempfile.TemporaryDirectory() as name, open(os.devnull, "w") as nowhere:
            folder = Path(name)
            write_project(folder, text)
            with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
                code = run(["check", "--no-cache", "--jobs", "1", "--color", "never", name])
        if code > 1 and not text.startswith("---"):
            raise RuntimeError(f"exit code {code}")
        return code

    return checker


def write_project(folder: Path, text: str) -> None:
    """A project of one page, in Korean and English, with the terms of our own site."""
    extensions = "".join(f"  - {name}\n" for name in EXTENSIONS)
    (folder / "mkdocs.yml").write_text(PROJECT + extensions, "utf-8")
    for language in ("ko", "en"):
        (folder / "docs" / language).mkdir(parents=True)
        (folder / "docs" / language / "page.md").write_text(text, "utf-8", newline="")
    (folder / "part.md").write_text(SNIPPET, "utf-8")
    shutil.copytree(ROOT / "docs" / "_terms", folder / "docs" / "_terms")


FINDERS: Mapping[str, Callable[[], Reader]] = {
    "read": find_reader,
    "deep": partial(find_reader, deep=True),
    "check": find_checker,
}


def readings(
    reader: Reader, shape: Shape, sizes: Sequence[int], limit: float
) -> Iterator[float | str]:
    """Seconds of CPU for each size in characters, or a word on what went wrong, which ends it.

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
            start = time.process_time()
            reader(text)
            best = min(best, time.process_time() - start)
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
    add("--by", choices=FINDERS, default="read", help="read a page (default), all of it, or check")
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
