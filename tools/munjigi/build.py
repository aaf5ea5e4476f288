"""Which build of ours this is: the version, and the state of our own files.

Results that the cache keeps hold only for the code that found them, a rule being written included.
"""

from __future__ import annotations

import os
import zlib

from munjigi import __version__


def build() -> str:
    """A name that changes with any of our files."""
    mark = 0
    folders = [os.path.dirname(os.path.abspath(__file__))]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    info = entry.stat()
                    fact = f"{entry.path} {info.st_mtime_ns} {info.st_size}"
                    mark = zlib.crc32(fact.encode("utf-8", "replace"), mark)
                elif "." not in entry.name and not entry.name.startswith("_"):
                    folders.append(entry.path)
    return f"{__version__}-{mark:08x}"
