"""A file replaced at once: whoever reads it finds the old content or the new, never a part."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import IO


class Replacement:
    """What is to stand at `path`: a new file in the same folder, renamed when it is complete.

    A context manager: at the end of the block nothing of it is left but what has taken its place.
    `create`, `keep_permissions` and `take_place` raise `OSError`. Symlinks in `path` are followed,
    except a symlink that is the file itself: that one is replaced.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.temporary = f"{path}.{os.getpid()}.tmp"

    def __enter__(self) -> Replacement:
        return self

    def __exit__(self, *_error: object) -> None:
        self.discard()

    def create(self) -> IO[bytes]:
        """The new file, open and empty; a symlink that waits under its name is not followed."""
        with suppress(FileNotFoundError):
            os.unlink(self.temporary)  # of a run that was killed, or not ours
        return open(self.temporary, "xb")

    def keep_permissions(self) -> None:
        """Give the new file the mode of the old one, and its owner where the system allows it."""
        with suppress(FileNotFoundError):
            info = os.stat(self.path)
            os.chmod(self.temporary, info.st_mode & 0o7777)
            if (info.st_uid, info.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(PermissionError):
                    os.chown(self.temporary, info.st_uid, info.st_gid)

    def take_place(self) -> None:
        """Rename the new file over the old one."""
        os.replace(self.temporary, self.path)

    def discard(self) -> None:
        """Remove the new file where it has not taken its place."""
        with suppress(OSError):
            os.unlink(self.temporary)
