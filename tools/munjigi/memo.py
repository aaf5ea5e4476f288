"""What whole runs said, for runs that would say the same: `.cache/munjigi/runs`.

A run's outcome holds while our version, the day, the options, the configuration's files, the
environment variables that they ask for, and every file of the site and its snippets stay the same.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from munjigi import __version__
from munjigi.cachefolder import open_private, write_private
from munjigi.discover import Where, scan
from munjigi.paths import CACHE_FOLDER, MKDOCS_FILES

if TYPE_CHECKING:
    from munjigi.loader import Loaded

KEPT = 4  # runs with different options
FRESH = 100_000_000  # nanoseconds in which a file may change twice under one time


class Memo:
    """The remembered runs of the project in the folder `root`."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)

    def get(self, options: str) -> str | None:
        """The outcome of the last run with these options, if nothing has changed since."""
        try:
            run = self._load().get(options)
            if run is None or run["today"] != today() or not self._same(run):
                return None
            return str(run["outcome"])
        except (KeyError, TypeError, ValueError, OSError):
            return None

    def put(self, options: str, loaded: Loaded, started: int, outcome: str) -> None:
        """Remember a run's outcome; `started` is `time.time_ns()` from before any file was read.

        Nothing is remembered where a file is so new that it could change unseen, and no failure is
        told: `Cache` warns of a folder that cannot be written.
        """
        config = loaded.site.config
        settings = config.settings
        own = filter(None, (settings.baseline, settings.templates, settings.lock, settings.terms))
        inputs = self._stamps((*MKDOCS_FILES, *config.inputs, *own))
        newest = max((max(stamp[:2]) for stamp in inputs.values() if stamp), default=0)
        if loaded.fresh or newest > started - FRESH:
            return
        runs = self._load()
        runs.pop(options, None)
        while len(runs) >= KEPT:
            del runs[next(iter(runs))]
        runs[options] = {
            "today": today(),
            "inputs": inputs,
            "env": dict(config.env),
            "where": Where.of(config)[1:],
            "files": loaded.scan.fingerprint(),
            "snippets": dict(loaded.snippets),
            "outcome": outcome,
        }
        body = json.dumps(runs).encode()
        head = json.dumps(_header(body)).encode()
        write_private(os.path.join(self.root, CACHE_FOLDER), "runs", [head, body])

    def _load(self) -> dict[str, Any]:
        try:
            with open_private(os.path.join(self.root, CACHE_FOLDER), "runs") as file:
                head, _, body = file.read().partition(b"\n")
            runs = json.loads(body) if json.loads(head) == _header(body) else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return runs if isinstance(runs, dict) else {}

    def _same(self, run: Mapping[str, Any]) -> bool:
        if any(os.environ.get(name) != value for name, value in run["env"].items()):
            return False
        if self._stamps(run["inputs"]) != run["inputs"]:
            return False
        if scan(Where(self.root, *run["where"])).fingerprint() != run["files"]:
            return False
        return self._same_snippets(run["snippets"])

    def _same_snippets(self, snippets: Mapping[str, str]) -> bool:
        from munjigi.snippets import current_hash

        return all(current_hash(self.root, path) == one for path, one in snippets.items())

    def _stamps(self, paths: Any) -> dict[str, list[int] | None]:
        return {path: _stamp(os.path.join(self.root, path)) for path in paths}


def today() -> str:
    """The local date, on which rules about dates depend."""
    return time.strftime("%Y-%m-%d")


def _stamp(path: str) -> list[int] | None:
    try:
        info = os.stat(path)
    except OSError:
        return None
    return [info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino]


def _header(body: bytes) -> list[Any]:
    return ["munjigi", __version__, list(sys.version_info[:2]), zlib.crc32(body)]
