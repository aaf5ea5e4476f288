"""The reader against whole documentation sites: `python -m tests.conformance.corpus [FOLDER…]`.

Without a folder: the docs inside the source distributions of `PACKAGES`, downloaded once by pip
into `.cache/conformance/`. A folder is a project with a `mkdocs.yml`, or plain Markdown. Extensions
that are not installed are left out on both sides, and so are the site's plugins; a fence that a
function of theirs would run or render is shown as code on both sides. Exits with 1 where more than
one link, or more than one id, in `BAR` differs without a reason in `exceptions.yml`.
"""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from conformance import exceptions  # noqa: E402
from conformance.collect import Difference  # noqa: E402
from conformance.render import (  # noqa: E402
    UnrenderableError,
    extensions_of,
    live,
    load_yaml,
)
from conformance.rendered import collect  # noqa: E402
from conformance.site import Site  # noqa: E402
from munjigi.reader.dialect import Named  # noqa: E402
from munjigi.source import UnreadableFileError, decode  # noqa: E402

PACKAGES = ("Markdown", "pymdown-extensions", "griffe", "mkdocs-static-i18n")
CACHE = ROOT / ".cache" / "conformance"
FALLBACK = ROOT / "tests" / "conformance" / "cases" / "rich.yml"
BAR = 2000
LINKS = ("href", "src")

Pairs = list[tuple[str, dict[str, Any]]]


class Count(NamedTuple):
    """One page: how much it holds, and what differs; `failed` is MkDocs' own complaint."""

    path: str
    links: int
    ids: int
    differences: tuple[Difference, ...]
    failed: str = ""


def downloads() -> Iterator[Path]:
    """The unpacked source distributions, one folder each."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        folder = CACHE / package
        if not folder.exists():
            _unpack(_download(package), folder)
        yield next(path for path in sorted(folder.iterdir()) if path.is_dir())


def _download(package: str) -> Path:
    into = Path(tempfile.mkdtemp(dir=CACHE))
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        ":all:",
    ]
    subprocess.run([*command, "--dest", str(into), package], check=True)
    return next(into.iterdir())


def _unpack(archive: Path, folder: Path) -> None:
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(partial, filter="data")
    partial.rename(folder)
    shutil.rmtree(archive.parent)


def _settings(folder: Path) -> tuple[str, Pairs]:
    """The docs folder and the extensions that a project's configuration names.

    Zensical's files say the same in other words; a project without any is read as `rich.yml` says.
    """
    for name in ("mkdocs.yml", "mkdocs.yaml", "zensical.yml"):
        if (folder / name).is_file():
            data = load_yaml((folder / name).read_text("utf-8"))
            if "INHERIT" in data:
                data = {**load_yaml((folder / data["INHERIT"]).read_text("utf-8")), **data}
            return str(data.get("docs_dir") or "docs"), extensions_of(data)
    if (folder / "zensical.toml").is_file():
        project = tomllib.loads((folder / "zensical.toml").read_text("utf-8"))["project"]
        return project.get("docs_dir", "docs"), list(_flat(project["markdown_extensions"]))
    print(f"  {folder.name}: no configuration, so the extensions of {FALLBACK.name}")
    return ".", extensions_of(load_yaml(FALLBACK.read_text("utf-8")))


def _flat(tables: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, options in tables.items():
        if name in ("pymdownx", "blocks", "zensical", "extensions"):
            yield from _flat(options, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", _named(options)


def _named(value: Any) -> Any:
    """TOML has no tag for a Python object: it is a string with dots under one of these keys."""
    if isinstance(value, list):
        return [_named(each) for each in value]
    if not isinstance(value, dict):
        return value
    objects = ("emoji_generator", "emoji_index", "format", "slugify", "validator")
    return {key: Named(each) if key in objects else _named(each) for key, each in value.items()}


def installed(pairs: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The extensions that Python-Markdown can load with their options."""
    for name, options in pairs:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                markdown.Markdown(extensions=[name], extension_configs={name: live(options)})
        except Exception as error:  # an extension may raise anything
            print(f"  without {name}: {error}".splitlines()[0])
        else:
            yield name, options


_site: Site


def _start(folder: Path, pairs: Pairs) -> None:
    global _site  # noqa: PLW0603 - each process has its own
    warnings.simplefilter("ignore")
    _site = Site(folder, pairs)


def _page(path: Path) -> Count:
    name = path.relative_to(_site.folder).as_posix()
    try:
        text = decode(path.read_bytes())
        html = _site.renderer.html(text, "page.md")
    except (UnrenderableError, UnreadableFileError, OSError) as error:
        return Count(name, 0, 0, (), str(error))
    found = collect(html)
    links = found.hrefs.total() + found.srcs.total()
    ids = found.ids.total() + found.names.total()
    return Count(name, links, ids, tuple(_site.differences(text, html)))


def compare_folder(folder: Path) -> list[Count]:
    """Every page under a folder, read and rendered, two processes or more at a time."""
    docs, extensions = _settings(folder)
    pairs = list(installed(extensions))
    pages = sorted(path for path in (folder / docs).rglob("*.md") if path.is_file())
    with multiprocessing.Pool(initializer=_start, initargs=(folder, pairs)) as pool:
        return pool.map(_page, pages, chunksize=8)


def _rate(differences: int, total: int) -> str:
    return f"{differences * BAR / total:.2f}" if total else "-"


def report(folder: Path, counts: Sequence[Count], listed: Sequence[exceptions.Exempt]) -> bool:
    """Prints a folder's table and every difference; whether the bar is kept."""
    kept: dict[bool, int] = {True: 0, False: 0}
    for count in counts:
        if count.failed:
            print(f"  {count.path}: MkDocs fails: {count.failed.splitlines()[0]}")
        for difference in count.differences:
            why = exceptions.reason(count.path, difference, listed)
            print(f"  {count.path}:{difference.line}: {str(difference).partition(': ')[2]}  {why}")
            if not why and difference.what not in ("alt", "heading"):
                kept[difference.what in LINKS] += 1
    links, ids = sum(count.links for count in counts), sum(count.ids for count in counts)
    print(
        f"{folder.name}: {len(counts)} pages, {links} links ({_rate(kept[True], links)} differ"
        f" per {BAR}), {ids} ids ({_rate(kept[False], ids)} differ per {BAR})"
    )
    return kept[True] * BAR <= links and kept[False] * BAR <= ids


def main(arguments: Sequence[str]) -> int:
    """Compares the folders, or the downloads where none is given.

    The exit code: 0, 1 above the bar, 2 where something cannot be read.
    """
    folders = [Path(each).resolve() for each in arguments] or list(downloads())
    listed = exceptions.load()
    try:
        results = [report(folder, compare_folder(folder), listed) for folder in folders]
    except (yaml.YAMLError, OSError, subprocess.CalledProcessError) as error:
        print(f"conformance: {error}", file=sys.stderr)
        return 2
    return 0 if all(results) and results else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
