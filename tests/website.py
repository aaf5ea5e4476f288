"""The built site, served here, and what a browser may not say about it."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser import Browser

ROOT = Path(__file__).parents[1]
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
SCHEMES = ("light", "dark")
LANGUAGES = {"ko": "", "en": "en/"}  # and where their pages stand in the built site
# Where the built site says that it is, and where its source is; it is served elsewhere.
SITE_URL = "https://docs.example.com/guides/"
BASE = urlsplit(SITE_URL).path
REPO_URL = "https://github.com/acme/guides"
# A page that is not there, for its error page.
MISSING = "none/such/"


def build_site(out: Path, *options: str, **environment: str) -> Path:
    """Build this repository's site strictly into a folder, unless it is there already.

    Test processes that run side by side share the folder: one builds, the others wait.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "sitemap.xml").exists():
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", out, *options],
                cwd=ROOT,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return out


class _Handler(SimpleHTTPRequestHandler):
    """Answers as a web server of static files does: with 404.html where there is nothing.

    The site stands below the path of `SITE_URL`, so that links to the top of the host go astray.
    """

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(BASE)
        return super().translate_path(f"/{below}" if below != path else "/outside/of/the/site")

    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, *_: Any) -> None:
        page = Path(self.directory) / "404.html"
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address where the folder is served meanwhile, with a `/` at the end."""
    handler = partial(_Handler, directory=os.fspath(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
        thread.join()


def complaints(browser: Browser) -> Iterator[str]:
    """Errors on the console, failed requests, and requests that leave this machine."""
    for event in browser.events():
        params = event["params"]
        match event["method"]:
            case "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                yield str(details.get("exception", {}).get("description", details["text"]))
            case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
                yield f"console: {params['args']}"
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                yield f"{params['entry']['text']} {params['entry'].get('url', '')}"
            case "Network.requestWillBeSent":
                url = params["request"]["url"]
                if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:")):
                    yield f"fetched from afar: {url}"


def page_types() -> dict[str, str]:
    """The longest page of each kind: its address below the top of a language's site.

    A kind is the `page_type` in the front matter, and the pages that stand for themselves.
    """
    longest: dict[str, Path] = {}
    docs = ROOT / "docs" / "ko"
    for path in sorted(docs.rglob("*.md")):
        kind = _page_type(path)
        if kind not in longest or path.stat().st_size > longest[kind].stat().st_size:
            longest[kind] = path
    named = {
        "home": "index.md",
        "changes": "changes.md",
        "glossary": "project/glossary.md",
        "rules": "rules/index.md",
    }
    longest |= {kind: docs / path for kind, path in named.items()}
    return {kind: _address(path.relative_to(docs)) for kind, path in longest.items()} | {
        "missing": MISSING
    }


def _page_type(path: Path) -> str:
    front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
    found = re.search("^page_type: (.+)$", front, re.MULTILINE)
    return found[1] if found else "rule"


def _address(path: Path) -> str:
    address = path.with_suffix("").as_posix()
    return address.removesuffix("index") if address.endswith("index") else f"{address}/"


def axe_source() -> str:
    """The script of axe-core, which a package of PyPI carries."""
    found = find_spec("axe_playwright_python")
    assert found is not None, "make .venv/.test installs it"
    assert found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
