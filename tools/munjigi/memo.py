"""What whole runs said, for runs that would say the same: `.cache/munjigi/runs`.

A run's outcome holds while our version and the options stay the same, and so do its inputs: the
day, the configuration's files, the environment variables that they ask for, and every file of the
site and its snippets.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from munjigi import __version__
from munjigi.cachefolder import open_private, write_private
from munjigi.inputs import (
    DAY,
    FILE,
    FILES,
    FRESH,
    PLAIN,
    SNIPPET,
    VARIABLE,
    WITH_HIDDEN,
    given,
    observe,
    unchanged,
    written,
)
from munjigi.paths import CACHE_FOLDER, MKDOCS_FILES
from munjigi.walk import Walks

if TYPE_CHECKING:
    from munjigi.inputs import Input
    from munjigi.loader import Loaded
    from munjigi.settings import Config

KEPT = 4  # runs with different options


class Memo:
    """The remembered runs of the project in the folder `root`."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)

    def get(
        self, options: str, walks: Walks | None = None
    ) -> tuple[str, tuple[Input, ...]] | None:
        """The outcome of the last run with these options and its inputs, if nothing has changed."""
        try:
            run = self._load()[options]
            inputs = tuple((kind, name, value) for kind, name, value in run["inputs"])
            outcome = run["outcome"]
            same = bool(inputs) and unchanged(self.root, inputs, walks or Walks())
            return (outcome, inputs) if same else None
        except (KeyError, TypeError, ValueError, OSError):
            return None

    def put(self, options: str, loaded: Loaded, started: int, outcome: str) -> tuple[Input, ...]:
        """Remember a run's outcome; `started` is `time.time_ns()` from before any file was read.

        The inputs are returned. They are none, and nothing is remembered, where a file is so new
        that it could change unseen. No failure is told: `Cache` warns of a folder that cannot be
        written.
        """
        inputs = tuple(self._inputs(loaded))
        newest = max(written(value) for kind, _, value in inputs if kind == FILE)
        if loaded.fresh or newest > started - FRESH:
            return ()
        runs = self._load()
        runs.pop(options, None)
        while len(runs) >= KEPT:
            del runs[next(iter(runs))]
        runs[options] = {"inputs": inputs, "outcome": outcome}
        body = json.dumps(runs).encode()
        head = json.dumps(_header(body)).encode()
        write_private(os.path.join(self.root, CACHE_FOLDER), "runs", [head, body])
        return inputs

    def _load(self) -> dict[str, Any]:
        try:
            with open_private(os.path.join(self.root, CACHE_FOLDER), "runs") as file:
                head, _, body = file.read().partition(b"\n")
            runs = json.loads(body) if json.loads(head) == _header(body) else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return runs if isinstance(runs, dict) else {}

    def _inputs(self, loaded: Loaded) -> Iterator[Input]:
        config = loaded.site.config
        settings = config.settings
        own = filter(None, (settings.baseline, settings.templates, settings.lock, settings.terms))
        yield observe(self.root, DAY)
        for name, value in config.env.items():
            yield VARIABLE, name, given(value)
        for path in dict.fromkeys((*MKDOCS_FILES, *config.inputs, *own)):
            yield observe(self.root, FILE, path)
        for path, content in loaded.snippets.items():
            yield SNIPPET, path, content
        yield from zip(*_folders(config), loaded.scan.prints, strict=True)


def _folders(config: Config) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How each folder is walked, and the folder."""
    from munjigi.discover import Where

    where = Where.of(config)
    kind = PLAIN if where.plain else WITH_HIDDEN if where.hidden else FILES
    if where.custom_dir is None:
        return (kind,), (where.docs_dir,)
    return (kind, FILES), (where.docs_dir, where.custom_dir)


def _header(body: bytes) -> list[Any]:
    return ["munjigi", __version__, list(sys.version_info[:2]), zlib.crc32(body)]
