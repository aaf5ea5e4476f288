"""Asks a site's search for known pages in Chromium; README.md says how to read the figures."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mkdocs.commands.build import build
from mkdocs.config import load_config

from browser import Browser, find_browser
from munjigi.terms import Terms
from munjigi.web.search import SiteSearch
from searching import Query, Score, found, rank, read_queries, score, url_of

OURS = "assets/munjigi/"
KEY = 300  # milliseconds between two syllables, so that the dialog looks up each but a lone first
READING = 700  # milliseconds until the next query: the second pages of results are fetched too
SESSION = 5  # queries, typed one after another on one page
PROJECT = """
site_name: Benchmark
theme: {{name: null, custom_dir: theme, language: {language}}}
plugins: [{{munjigi: {{features: [search]}}}}]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {{kwds: {{case: lower}}}}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
"""
TEMPLATE = """<!doctype html>
<html lang="{{ config.theme.language }}"><head><meta charset="utf-8"><title>{{ page.title }}</title>
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}
</head><body>{{ page.content }}
{% for path in config.extra_javascript %}{{ path | script_tag }}{% endfor %}
</body></html>"""
# Types into the open dialog and waits as long as a typist does.
PRESS = """
new Promise(done => {
  const input = document.querySelector("dialog input")
  input.value = %s
  input.dispatchEvent(new InputEvent("input"))
  setTimeout(done, %s)
})
"""
# Types the last letter; the milliseconds until the answer is shown.
TYPE = """
new Promise(done => {
  const dialog = document.querySelector("dialog"), input = dialog.querySelector("input")
  const query = %s, start = performance.now()
  const seen = () => dialog.dataset.query === query && done(performance.now() - start)
  new MutationObserver(seen).observe(dialog, {attributes: true})
  input.value = query
  input.dispatchEvent(new InputEvent("input"))
  seen()
})
"""
_HANGUL = re.compile("[가-힣]+")


def main(argv: Sequence[str] | None = None) -> int:
    """Benchmark a folder with a file of queries. 0: done; 2: there is no browser."""
    options = _parser().parse_args(argv)
    program = find_browser()
    if program is None:
        print("benchmark: install Chromium, or name one with CHROMIUM", file=sys.stderr)
        return 2
    queries = read_queries(options.queries)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        scratch = Path(name).resolve()
        pages = copy_pages(options.folder, scratch / "docs", options.copies)
        seconds = built(scratch, queries[0].language)
        print(f"{pages} pages: {seconds:.1f} s to index; {sizes(scratch / 'site' / OURS)}\n")
        (scratch / "profile").mkdir()
        with served(scratch / "site") as address, Browser(program, scratch / "profile") as browser:
            print("\n".join(scores(browser, address, queries)), "\n")
            for typed in (False, True):
                print("\n".join(sessions(browser, address, queries, typed=typed)), flush=True)
    return 0


def copy_pages(folder: Path, docs: Path, copies: int) -> int:
    """Copy the pages, and more of them with half of their Korean words exchanged; how many."""
    texts = {
        path.relative_to(folder): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*.md"))
    }
    known: dict[int, set[str]] = defaultdict(set)
    for word in _HANGUL.findall("\n".join(texts.values())):
        known[len(word)].add(word)
    words = {length: sorted(those) for length, those in known.items()}
    for number in range(copies):
        exchange = exchanged(words, random.Random(number)) if number else str
        for path, text in texts.items():
            copy = docs / (f"copy{number}" if number else "") / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(exchange(text), encoding="utf-8")
    return len(texts) * copies


def exchanged(words: dict[int, list[str]], chance: random.Random) -> Callable[[str], str]:
    """Puts other words of the same length in place of half of the words, the same everywhere."""
    table = {
        word: chance.choice(those) if chance.random() < 0.5 else word
        for those in words.values()
        for word in those
    }
    return lambda text: _HANGUL.sub(lambda match: table[match[0]], text)


def built(folder: Path, language: str) -> float:
    """Build the site; the seconds that the search took of that."""
    (folder / "theme").mkdir()
    (folder / "theme" / "main.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PROJECT.format(language=language), encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    search = config.plugins["munjigi"].search = TimedSearch()
    config.plugins.run_event("startup", command="build", dirty=False)
    build(config)
    return search.seconds


class TimedSearch(SiteSearch):
    """Knows how long it took."""

    seconds = 0.0

    def add(self, *given: Any, **named: Any) -> None:
        start = time.perf_counter()
        super().add(*given, **named)
        self.seconds += time.perf_counter() - start

    def files(self, terms: Terms | None) -> Iterator[tuple[str, str]]:
        start = time.perf_counter()
        made = list(super().files(terms))
        self.seconds += time.perf_counter() - start
        yield from made


class Compressing(SimpleHTTPRequestHandler):
    """Answers as a web server does that compresses with gzip (level 6), and lets browsers keep."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = gzip.compress(path.read_bytes(), 6) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address where the folder is served meanwhile, with a `/` at the end."""
    handler = partial(Compressing, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def sizes(folder: Path) -> str:
    """What the built search weighs, compressed."""
    pieces = [len(gzip.compress(path.read_bytes())) for path in folder.rglob("search/*/*.js")]
    first = len(gzip.compress(next(folder.rglob("search/*/index.js")).read_bytes()))
    return (
        f"{len(pieces)} files of {sum(pieces) / 1000:.0f} KB, the largest {max(pieces) / 1000:.1f} "
        f"KB, index.js {first / 1000:.1f} KB"
    )


def scores(browser: Browser, address: str, queries: Sequence[Query]) -> Iterator[str]:
    """A table: how often the page was found, by kind and by half."""
    start = next(iter(queries)).target
    browser.open(address + url_of(start))
    pages = found(browser, address + OURS, queries[0].language, [one.query for one in queries])
    ranks = [rank(those, url_of(one.target)) for one, those in zip(queries, pages, strict=True)]
    yield "| queries | asked | first | top 3 | top 10 | empty |"
    yield "|---|--:|--:|--:|--:|--:|"
    for kind in dict.fromkeys(one.kind for one in queries):
        each = (place for one, place in zip(queries, ranks, strict=True) if one.kind == kind)
        yield _row(kind, score(each))
    yield _row("every other, from the first", score(ranks[::2]))
    yield _row("every other, from the second", score(ranks[1::2]))
    yield _row("all", score(ranks))
    for one, place in zip(queries, ranks, strict=True):
        if not place:
            yield f"missed: {one.query} → {one.target}"


def _row(name: str, got: Score) -> str:
    return f"| {name} | {got.asked} | {got.first} | {got.top3} | {got.top10} | {got.empty} |"


def sessions(
    browser: Browser, address: str, queries: Sequence[Query], *, typed: bool
) -> Iterator[str]:
    """What sessions fetch, and how long answers take; queries are typed, or come in one piece."""
    fetched, waited = [], []
    for at in range(0, len(queries), SESSION):
        browser.call("Network.clearBrowserCache")
        browser.open(address + url_of(queries[at].target))
        weight(browser)  # what was fetched before does not count
        browser.evaluate("sessionStorage.clear()")
        browser.evaluate("document.querySelector('[data-munjigi-search]').click()")
        for one in queries[at : at + SESSION]:
            for length in range(1, len(one.query) if typed else 1):
                browser.evaluate(PRESS % (json.dumps(one.query[:length]), KEY))
            waited.append(float(browser.evaluate(TYPE % json.dumps(one.query))))
            browser.evaluate(f"new Promise(done => setTimeout(done, {READING}))")
        fetched.append(weight(browser))
    how = f"a syllable every {KEY} ms" if typed else "each in one piece"
    yield (
        f"{len(fetched)} sessions of {SESSION} queries, {how}: "
        f"{statistics.median(fetched) / 1000:.0f} KB, at most {max(fetched) / 1000:.0f} KB"
    )
    tail = statistics.quantiles(waited, n=20)[-1]
    yield (
        f"an answer after {statistics.median(waited):.0f} ms, 95 % within {tail:.0f} ms "
        "(220 of them, 400 after one letter, wait for the next key)"
    )


def weight(browser: Browser) -> int:
    """Bytes of the search's own files since this was asked last, as compressed on their way."""
    answers = [
        one["params"]["response"]
        for one in browser.events()
        if one["method"] == "Network.responseReceived"
    ]
    return sum(
        int(answer["headers"]["Content-Length"])
        for answer in answers
        if OURS in answer["url"] and not answer["fromDiskCache"]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks/search.py", description=__doc__)
    parser.add_argument("folder", type=Path, help="Markdown pages of one language")
    parser.add_argument("queries", type=Path, help="a file as tests/data/search-queries.tsv")
    parser.add_argument("--copies", type=int, default=1, help="take the pages this many times")
    return parser


if __name__ == "__main__":
    sys.exit(main())
