"""Known-item queries: what the built site's search finds, asked of its engine in the browser."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.structure.files import File

from browser import Browser

DATA = Path(__file__).parent / "data" / "search-queries.tsv"
# The engine as the dialog runs it; the pieces of the index are fetched instead of run as scripts.
FIND = """
(async (folder, locale, queries) => {
  const text = async name => (await fetch(new URL(name, folder))).text()
  const engineFile = document.querySelector("[data-munjigi-search]").dataset.engine
  if (!globalThis.munjigiEngine) (0, eval)(await text(engineFile))
  const pieces = {}
  const engine = new munjigiEngine(async name => {
    const data = one => JSON.parse(one.slice(one.indexOf(",") + 1, -2))
    pieces[name] ??= text(`search/${locale}/${name}.js`).then(data)
    return pieces[name]
  })
  const url = async number => (await engine.section(number)).url
  const found = []
  for (const query of queries) {
    const {sections} = await engine.find(query)
    found.push(await Promise.all(sections.slice(0, 10).map(url)))
  }
  return found
})(%s, %s, %s)
"""


class Query(NamedTuple):
    """What is asked, in which way, and the page to be found, below its language's folder."""

    language: str
    kind: str
    query: str
    target: str


class Score(NamedTuple):
    """Of `asked` queries: how many found their page first, in 3, in 10, or nothing at all."""

    asked: int
    first: int
    top3: int
    top10: int
    empty: int


def read_queries(path: Path = DATA) -> list[Query]:
    """The queries of a file with tabs between its four columns and names above them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Query(**row) for row in csv.DictReader(file, delimiter="\t")]


def url_of(target: str) -> str:
    """The address that MkDocs gives a page, below the top of the site."""
    return str(File(target, "", "", use_directory_urls=True).url)


def found(browser: Browser, folder: str, locale: str, queries: Sequence[str]) -> list[list[str]]:
    """For each query the addresses of at most ten pages, the best first.

    `folder` is the address of `assets/munjigi/`; a page of that server is open in the browser.
    """
    import json

    values = (json.dumps(one) for one in (folder, locale, queries))
    return list(browser.evaluate(FIND % tuple(values)))


def score(ranks: Iterable[int | None]) -> Score:
    """Ranks from 1, 0 where the page is not among the ten, None where nothing was found."""
    all_ranks = list(ranks)
    return Score(
        len(all_ranks),
        sum(rank == 1 for rank in all_ranks),
        sum(rank in (1, 2, 3) for rank in all_ranks),
        sum(bool(rank) for rank in all_ranks),
        sum(rank is None for rank in all_ranks),
    )


def rank(pages: Sequence[str], url: str) -> int | None:
    """The place of an address, from 1; 0 where it is not there, None where nothing is."""
    if not pages:
        return None
    return pages.index(url) + 1 if url in pages else 0
