"""What earlier runs found on each page, in one file: `.cache/munjigi/pages` in the project.

Two lines of JSON, a header with a checksum and an index, and then a line of facts and lines of
findings for each page. A file that is damaged, of another version or of other settings counts as
none. The file is replaced as a whole, so that two runs at once never see half of one.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from munjigi.build import build
from munjigi.cachefolder import open_private, write_private
from munjigi.model import Text
from munjigi.paths import CACHE_FOLDER

FORMAT = 1
RULESETS = 3  # of which findings are kept for each page


class Entry(NamedTuple):
    """A page as it was read.

    `stamp` is as in `discover.Found`, or None where the file was too fresh to trust it. `hash`
    names the content, `snippets` the content of every file that was looked at for an include.
    `facts` is `codec`'s line, `findings` a line of JSON for each set of rules.
    """

    stamp: tuple[int, ...] | None
    hash: str
    snippets: Mapping[str, str]
    facts: bytes
    findings: Mapping[str, bytes]


class Cache:
    """The pages' cache of one project. `warning` says why it could not be written, or is None."""

    def __init__(self, root: str) -> None:
        self.folder = os.path.join(root, CACHE_FOLDER)
        self.warning: Text | None = None

    def load(self, digest: str) -> dict[str, Entry]:
        """The entries by path that were stored under the same `digest` by this version."""
        try:
            with open_private(self.folder, "pages") as file:
                head = json.loads(file.readline())
                body = file.read()
            if head != _header(digest, zlib.crc32(body)):
                return {}
            lines = body.split(b"\n")
            del body
            return dict(_entries(lines))
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return {}

    def save(self, digest: str, entries: Mapping[str, Entry]) -> None:
        """Replace what is stored; a failure only sets `warning`."""
        lines = list(_lines(entries))
        checksum = zlib.crc32(lines[0])
        for line in lines[1:]:
            checksum = zlib.crc32(line, zlib.crc32(b"\n", checksum))
        head = json.dumps(_header(digest, checksum)).encode()
        self.warning = write_private(self.folder, "pages", [head, *lines])


def _header(digest: str, checksum: int) -> list[Any]:
    return ["munjigi", FORMAT, build(), digest, checksum]


def _lines(entries: Mapping[str, Entry]) -> Iterable[bytes]:
    rulesets = sorted({name for entry in entries.values() for name in entry.findings})
    index = [
        [path, one.stamp, one.hash, list(one.snippets.items())] for path, one in entries.items()
    ]
    yield json.dumps([rulesets, index]).encode()
    for entry in entries.values():
        yield entry.facts
        for name in rulesets:
            yield entry.findings.get(name, b"")


def _entries(lines: list[bytes]) -> Iterable[tuple[str, Entry]]:
    rulesets, index = json.loads(lines[0])
    step = len(rulesets) + 1
    if len(lines) != 1 + step * len(index):
        raise ValueError("lines are missing")
    for at, (path, stamp, content, snippets) in zip(range(1, len(lines), step), index, strict=True):
        found = {name: lines[at + 1 + i] for i, name in enumerate(rulesets) if lines[at + 1 + i]}
        yield (
            path,
            Entry(tuple(stamp) if stamp else None, content, dict(snippets), lines[at], found),
        )


def with_findings(entry: Entry, ruleset: str, line: bytes) -> Entry:
    """The entry with one more set of findings; the oldest go where there are too many."""
    kept = {name: one for name, one in entry.findings.items() if name != ruleset}
    while len(kept) >= RULESETS:
        del kept[next(iter(kept))]
    return entry._replace(findings={**kept, ruleset: line})
