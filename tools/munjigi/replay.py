"""A check that is asked for again writes what it wrote: `.cache/munjigi/report-…` in the project.

What it wrote holds while the run's inputs stay the same, and so do our build, the arguments and
what the paths among them mean, the working directory, the language, and what standard output is. A
replay is all that a check does where nothing has changed: what it needs must import fast.
"""

from __future__ import annotations

import os
import sys
import zlib

from munjigi.build import build
from munjigi.cachefolder import open_private, write_private
from munjigi.inputs import unchanged
from munjigi.output import columns, output_encoding, print_result, say_lines, wants_color
from munjigi.paths import CACHE_FOLDER
from munjigi.target import find_target
from munjigi.walk import Walks

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from munjigi.inputs import Input
    from munjigi.target import Target

KEPT = 4  # reports of different commands
_PREFIX = "report-"
_FORMAT = b"munjigi-report-1"


class Replay:
    """A command line: `arguments` without the program's name, and the language of its messages.

    `walks` are those that were made to see whether anything changed.
    """

    def __init__(self, arguments: Sequence[str], lang: str) -> None:
        self.arguments = arguments
        self.lang = lang
        self.walks = Walks()

    def play(self) -> int | None:
        """Write what the command wrote before; its exit code, or None where it has to run.

        Raises what `print_result` raises.
        """
        if self.arguments[:1] != ["check"]:
            return None
        try:
            kept = self._kept()
        except (OSError, ValueError, LookupError):
            return None
        if kept is None:
            return None
        code, notes, report = kept
        say_lines(notes)
        print_result(report)
        return code

    def keep(
        self, paths: Sequence[str], inputs: Iterable[Input], code: int, notes: str, report: bytes
    ) -> None:
        """Keep what the command wrote; a failure is not told.

        `paths` are those among the arguments, `notes` went to standard error.
        """
        target = find_target(paths)
        key = self._key()
        flat = [field for one in inputs for field in one]
        try:
            fields = [key, paths, _meaning(target), flat, [notes]]
            parts = [*map(_packed, fields), report]
        except ValueError:  # a name that cannot be encoded
            return
        numbers = (zlib.crc32(b"".join(parts)), code, *map(len, parts))
        head = b" ".join([_FORMAT, *(b"%d" % one for one in numbers)])
        folder = os.path.join(target.root, CACHE_FOLDER)
        if write_private(folder, _name(key), [head, b"".join(parts)]) is None:
            _forget(folder)

    def _kept(self) -> tuple[int, str, bytes] | None:
        """Exit code, notes and report, if they hold."""
        root = self._root()
        if root is None:
            return None
        key = self._key()
        code, parts = _parts(os.path.join(root, CACHE_FOLDER), _name(key))
        report = parts.pop()
        made_for, paths, meaning, flat, notes = map(_unpacked, parts)
        if made_for != key:
            return None
        target = find_target(paths)
        inputs = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        same = target.root == root and _meaning(target) == meaning
        same = same and unchanged(root, inputs, self.walks)
        return (code, "".join(notes), report) if same else None

    def _root(self) -> str | None:
        """The folder of the project, if what looks like a path among the arguments is one."""
        words = (one for one in self.arguments[1:] if not one.startswith("-"))
        try:
            return find_target([one for one in words if os.path.exists(one)]).root
        except Exception:  # the run itself says what is wrong
            return None

    def _key(self) -> list[str]:
        return [
            build(),
            f"{sys.hexversion:x}",
            os.path.realpath(os.getcwd()),
            self.lang,
            os.environ.get("MUNJIGI_DOCS_URL", ""),
            output_encoding(),
            str(columns()),
            str(wants_color("auto")),
            *self.arguments,
        ]


def _name(key: Sequence[str]) -> str:
    return f"{_PREFIX}{zlib.crc32(_packed(key)):08x}"


def _parts(folder: str, name: str) -> tuple[int, list[bytes]]:
    """Exit code and parts in a file. Raises `OSError`, and `ValueError` for a damaged one."""
    with open_private(folder, name) as file:
        form, *numbers = file.readline().split()
        body = file.read()
    checksum, code, *sizes = map(int, numbers)
    if (form, checksum, sum(sizes)) != (_FORMAT, zlib.crc32(body), len(body)):
        raise ValueError("damaged")
    parts = []
    start = 0
    for size in sizes:
        parts.append(body[start : start + size])
        start += size
    return code, parts


def _meaning(target: Target) -> list[str]:
    return [target.project, *target.limits]


def _packed(fields: Sequence[str]) -> bytes:
    return "".join(f"{one}\0" for one in fields).encode("utf-8", "surrogateescape")


def _unpacked(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _forget(folder: str) -> None:
    """Remove all reports but the newest."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.stat(follow_symlinks=False).st_mtime_ns, entry.path)
                for entry in entries
                if entry.name.startswith(_PREFIX)
            ]
        for _, path in sorted(found)[:-KEPT]:
            os.unlink(path)
    except OSError:  # another run was faster
        pass
