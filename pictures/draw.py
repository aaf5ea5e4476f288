"""Draws the guides' pictures: `pictures/NAME.yml` becomes `docs/LANGUAGE/assets/NAME.svg`.

`make pictures` writes them all; `--check` writes nothing and exits with 1 if one is not up to date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from munjigi.output import write_file
from munjigi.snippets import Snippets
from munjigi.target import read_config
from munjigi.termfiles import TermFiles
from munjigi.terms import Terms
from pictures.canvas import Canvas
from pictures.rows import draw_row
from pictures.words import PictureError, Speaker, first_of_each

HERE = Path(__file__).parent
ROOT = HERE.parent
LANGUAGES = ("ko", "en")


def pictures(folder: Path = HERE) -> Iterator[tuple[Path, str]]:
    """Each picture's file and content, in each language; raises `PictureError`."""
    config = read_config(str(ROOT))
    terms = TermFiles(config, Snippets(config)).terms
    for path in sorted(folder.glob("*.yml")):
        try:
            made = yaml.safe_load(path.read_text(encoding="utf-8"))
            for language in LANGUAGES:
                file = ROOT / "docs" / language / "assets" / f"{path.stem}.svg"
                yield file, picture(made, language, terms)
        except (PictureError, KeyError, yaml.YAMLError) as error:
            problem = f"there is no {error}" if isinstance(error, KeyError) else error
            raise PictureError(f"{path.relative_to(ROOT)}: {problem}") from None


def picture(made: Mapping[str, Any], language: str, terms: Terms) -> str:
    """One picture in one language as SVG."""
    vendor = next((one for one in terms.vendors if one.id == made["vendor"]), None)
    speaker = Speaker(language, first_of_each(iter(vendor.labels if vendor else ())))
    numbered = any({"mark", "person", "date"} & row.keys() for row in made["rows"])
    canvas = Canvas(speaker.text(made["title"]), language, marked=numbered)
    for row in made["rows"]:
        draw_row(canvas, speaker, row)
    return canvas.svg()


def main() -> int:
    """Write what changed, or with `--check` name it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    try:
        drawn = list(pictures())
    except PictureError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    stale = [(path, svg) for path, svg in drawn if not _same(path, svg)]
    for path, svg in stale:
        print(path.relative_to(ROOT))
        if not check:
            write_file(str(path), svg)
    return 1 if check and stale else 0


def _same(path: Path, svg: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == svg


if __name__ == "__main__":
    raise SystemExit(main())
