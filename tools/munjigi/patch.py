"""Changes of files as a unified diff, which `git apply` and `patch -p1` take."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping

from munjigi.reporters.frame import visible
from munjigi.writing import Change

_NO_END = "\\ No newline at end of file\n"
_COLORS = {"---": "1", "+++": "1", "@@": "36", "-": "31", "+": "32"}


def unified(changes: Mapping[str, Change], show: Callable[[str], str]) -> bytes:
    """The changes by path as a diff; `show` gives the path to print."""
    return b"".join(line for path, change in changes.items() for line in _file(show(path), change))


def _file(path: str, change: Change) -> Iterator[bytes]:
    names = (
        "/dev/null" if data is None else f"{side}/{path}" + ("\t" if " " in path else "")
        for side, data in (("a", change.before), ("b", change.after))
    )
    old, new = (name.encode("utf-8", "surrogateescape") for name in names)
    before, after = change.before or b"", change.after or b""
    if b"\0" in before + after:
        yield b"Binary files %b and %b differ\n" % (old, new)
        return
    diff = difflib.diff_bytes(difflib.unified_diff, _lines(before), _lines(after), old, new)
    for line in diff:
        yield line if line.endswith(b"\n") else line + b"\n" + _NO_END.encode()


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def colored(diff: bytes) -> str:
    """The diff for a terminal: with colours, and control characters made harmless."""
    return "".join(
        _painted(visible(line)) + "\n" for line in diff.decode("utf-8", "replace").split("\n")[:-1]
    )


def _painted(line: str) -> str:
    code = next((code for start, code in _COLORS.items() if line.startswith(start)), "")
    return f"\033[{code}m{line}\033[0m" if code else line
