"""What LinkChecker, a tool that has nothing in common with ours, says of a built site.

`python -m second_opinion FOLDER` crawls the built site in a folder and prints what it found.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

SETTINGS = """
[checking]
threads=4
maxrequestspersecond=100000
[AnchorCheck]
"""
# Each line of code in each listing has an anchor of its own: four fifths of all anchors.
LINES_OF_CODE = "#__codelineno-"
LIMIT = 1500  # seconds


class Finding(NamedTuple):
    """A link that leads nowhere: the page's path, the link's path, both decoded, and why."""

    page: str
    target: str
    why: str


class Crawl(NamedTuple):
    """What was found, and the paths that were asked for, decoded and without what follows `#`."""

    found: list[Finding]
    visited: frozenset[str]


class _Handler(SimpleHTTPRequestHandler):
    """A server that says that it may be asked as fast as the crawler can."""

    visited: set[str]

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "welcome")
        super().end_headers()

    def send_response(self, code: int, message: str | None = None) -> None:
        if code == 200:
            self.visited.add(unquote(urlsplit(self.path).path))
        super().send_response(code, message)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, set[str]]]:
    """The folder's address on this machine, with a `/` at the end, and the paths that it gave."""
    visited: set[str] = set()
    handler = type("Handler", (_Handler,), {"visited": visited})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=os.fspath(folder)))
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", visited
        finally:
            server.shutdown()
            thread.join()


def crawl(folder: Path) -> Crawl:
    """Everything that can be reached from the home page of the site that is built in the folder."""
    with served(folder) as (address, visited), tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # started by root, LinkChecker reads its settings as nobody
        settings = Path(place, "settings.ini")
        settings.write_text(SETTINGS, encoding="utf-8")
        command = [sys.executable, "-m", "linkcheck", "-f", f"{settings}", "--no-status"]
        command += ["--ignore-url", LINES_OF_CODE, "--output", "csv/utf-8", address]
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode(errors="replace"))
        lines = done.stdout.decode().splitlines()
    rows = csv.DictReader((one for one in lines if not one.startswith("# ")), delimiter=";")
    found = [_finding(row, address) for row in rows]
    return Crawl(sorted(set(found)), frozenset(visited))


def _finding(row: dict[str, str], address: str) -> Finding:
    page, target = (unquote(row[name].removeprefix(address)) for name in ("parentname", "url"))
    why = row["warningstring"] if row["valid"] == "True" else row["result"]
    return Finding(page, target, why.partition("(decoded")[0].strip())


def main() -> int:
    """Crawl the site that the command line names; 1 where something was found."""
    folder = Path(sys.argv[1])
    made = crawl(folder)
    pages = sum(1 for _ in folder.rglob("index.html"))
    reached = sum(one.endswith("/") for one in made.visited)
    for one in made.found:
        print(f"{one.page}: {one.target}: {one.why}")
    print(f"LinkChecker reached {reached} of {pages} pages and found {len(made.found)} problems")
    return int(bool(made.found) or reached < pages)


if __name__ == "__main__":
    sys.exit(main())
