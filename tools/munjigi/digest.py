"""Names for contents. `hashlib` is not imported where it can be helped: it loads OpenSSL."""

from __future__ import annotations

import os

from munjigi.paths import inside

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

SIZE_LIMIT = 10_000_000  # bytes, of a page or snippet
ABSENT = ""


def digest(data: bytes) -> str:
    """Names a content, in 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def current_hash(root: str, path: str) -> str:
    """The digest of a file that is known to belong to the project, or `ABSENT`."""
    data = content(os.path.realpath(os.path.join(root, path)), os.sep)
    return ABSENT if data is None else digest(data)


def content(real: str, bounds: str) -> bytes | None:
    """What the file at a real path holds; None where it is outside, no file, or too large."""
    try:
        if (
            not inside(real, bounds)
            or not os.path.isfile(real)
            or os.path.getsize(real) > SIZE_LIMIT
        ):
            return None
        with open(real, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None
