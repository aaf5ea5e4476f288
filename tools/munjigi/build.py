"""Which build of ours this is: the version, and the state of our own files.

Results that the cache keeps hold only for the code that found them, a rule being written included.
"""

from __future__ import annotations

import os
import zlib

from munjigi import __version__

_known: dict[tuple[str, str], str] = {}


def build() -> str:
    """A name that changes with any of our files, as they were when this process first asked."""
    which = (__version__, os.path.dirname(os.path.abspath(__file__)))
    if which not in _known:
        _known[which] = f"{__version__}-{_mark(which[1]):08x}"
    return _known[which]


def _mark(folder: str) -> int:
    facts = []
    folders = [folder]
    for one in folders:
        with os.scandir(one) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    info = entry.stat()
                    facts.append((entry.path, info.st_mtime_ns, info.st_size))
                elif "." not in entry.name and not entry.name.startswith("_"):
                    folders.append(entry.path)
    return zlib.crc32(repr(sorted(facts)).encode())
