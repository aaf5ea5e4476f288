"""The project's cache folder, `.cache/munjigi`: files that nobody but us wrote, on this machine.

A repository may bring such a folder along. What it says would be believed, and where a symlink in
it leads would be written, so neither is used: each file begins with the time at which it was
written, to the nanosecond, and no checkout gives a file that time again.
"""

from __future__ import annotations

import os
import stat
import time

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from typing import IO

    from munjigi.atomic import Replacement
    from munjigi.model import Text

# Neither follow a symlink nor wait for the other end of a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def open_private(folder: str, name: str) -> IO[bytes]:
    """A file of ours behind its first line; raises `OSError` where there is none."""
    _refuse_links(folder)
    path = os.path.join(folder, name)
    file = os.fdopen(os.open(path, _FLAGS | getattr(os, "O_BINARY", 0)), "rb")
    info = os.fstat(file.fileno())
    # A number of nanoseconds has 19 digits.
    if stat.S_ISREG(info.st_mode) and file.readline(32) == _stamp(info.st_mtime_ns):
        return file
    file.close()
    raise FileNotFoundError(path)


def write_private(folder: str, name: str, lines: list[bytes]) -> Text | None:
    """Put a file into our cache folder, whole or not at all; a warning where that is impossible."""
    from munjigi.atomic import Replacement

    try:
        make_folder(folder)
        with Replacement(os.path.join(folder, name)) as new:
            _write_stamped(new, lines)
            new.take_place()
    except OSError as error:
        from munjigi.model import Text

        reason = error.strerror or str(error)
        return Text(
            en=f"the cache cannot be written to {folder} ({reason}); every run reads all pages",
            ko=f"캐시를 {folder} 폴더에 쓸 수 없어({reason}) 매번 모든 페이지를 읽습니다",
        )
    return None


def _write_stamped(new: Replacement, lines: list[bytes]) -> None:
    """The lines behind the file's own time, in nanoseconds as exact as this file system is."""
    with new.create() as file:
        written = time.time_ns()
        os.utime(new.temporary, ns=(written, written))
        written = os.stat(new.temporary).st_mtime_ns
        file.write(_stamp(written) + lines[0])
        for line in lines[1:]:
            file.write(b"\n")
            file.write(line)
    os.utime(new.temporary, ns=(written, written))


def make_folder(folder: str) -> None:
    """Make our cache folder, which Git is to ignore; raises `OSError`."""
    from contextlib import suppress

    _refuse_links(folder)
    os.makedirs(folder, exist_ok=True)
    with suppress(FileExistsError), open(os.path.join(folder, ".gitignore"), "x") as file:
        file.write("*\n")


def _refuse_links(folder: str) -> None:
    """Raises `OSError` where the folder is elsewhere in truth."""
    if os.path.realpath(folder) != folder:
        raise OSError("a symlink leads there")


def _stamp(written: int) -> bytes:
    return b"%d\n" % written
