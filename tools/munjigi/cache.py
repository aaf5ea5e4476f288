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
    `facts` is `codec`'s line, `findings` a line of JSON for each set of rules. `suspects` is what
    `irregular.all_suspects` says, as a line of JSON, or empty where that is not known.
    """

    stamp: tuple[int, ...] | None
    hash: str
    snippets: Mapping[str, str]
    facts: bytes
    findings: Mapping[str, bytes]
    suspects: bytes = b""


class Cache:
    """The pages' cache of one project. `warning` says why it could not be written, or is None."""

    def __init__(self, root: str) -> None:
        self.folder = os.path.join(root, CACHE_FOLDER)
        self.warning: Text | None = None

    def load(self, digest: str, site: str = "") -> dict[str, Entry]:
        """The entries by path that were stored under the same `digest` by this version.

        They are without `suspects` where those were found in another `site` (see `loader`).
        """
        try:
            with open_private(self.folder, "pages") as file:
                head = json.loads(file.readline())
                body = file.read()
            if head != _header(digest, zlib.crc32(body)):
                return {}
            lines = body.split(b"\n")
            del body
            return dict(_entries(lines, site))
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return {}

    def save(self, digest: str, entries: Mapping[str, Entry], site: str = "") -> None:
        """Replace what is stored; a failure only sets `warning`."""
        lines = list(_lines(entries, site))
        checksum = zlib.crc32(lines[0])
        for line in lines[1:]:
            checksum = zlib.crc32(line, zlib.crc32(b"\n", checksum))
        head = json.dumps(_header(digest, checksum)).encode()
        self.warning = write_private(self.folder, "pages", [head, *lines])


def _header(digest: str, checksum: int) -> list[Any]:
    return ["munjigi", FORMAT, build(), digest, checksum]


def _lines(entries: Mapping[str, Entry], site: str) -> Iterable[bytes]:
    rulesets = sorted({name for entry in entries.values() for name in entry.findings})
    index = [
        [path, one.stamp, one.hash, list(one.snippets.items())] for path, one in entries.items()
    ]
    yield json.dumps([rulesets, index, site]).encode()
    for entry in entries.values():
        yield entry.facts
        yield entry.suspects
        for name in rulesets:
            yield entry.findings.get(name, b"")


def _entries(lines: list[bytes], site: str) -> Iterable[tuple[str, Entry]]:
    rulesets, index, found_in = json.loads(lines[0])
    step = len(rulesets) + 2
    if len(lines) != 1 + step * len(index):
        raise ValueError("lines are missing")
    for at, (path, stamp, content, snippets) in zip(range(1, len(lines), step), index, strict=True):
        own = zip(rulesets, lines[at + 2 : at + step], strict=True)
        yield (
            path,
            Entry(
                tuple(stamp) if stamp else None,
                content,
                dict(snippets),
                lines[at],
                {name: line for name, line in own if line},
                lines[at + 1] if found_in == site else b"",
            ),
        )


def with_findings(entry: Entry, ruleset: str, line: bytes) -> Entry:
    """The entry with one more set of findings; the oldest go where there are too many."""
    kept = {name: one for name, one in entry.findings.items() if name != ruleset}
    while len(kept) >= RULESETS:
        del kept[next(iter(kept))]
    return entry._replace(findings={**kept, ruleset: line})
