"""What the outcome of a run depends on besides its options, and whether all of it is as it was."""

from __future__ import annotations

import os
import time

from munjigi.digest import current_hash, digest
from munjigi.walk import Walks

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from collections.abc import Iterable

    Input = tuple[str, str, str]  # a kind, a name, and the value in text

DAY, VARIABLE, FILE, SNIPPET = "day", "variable", "file", "snippet"
FILES, WITH_HIDDEN, PLAIN = "files", "files and hidden ones", "files without MkDocs"
FRESH = 100_000_000  # nanoseconds in which a file may change twice under one time
_ABSENT = "absent"


def unchanged(root: str, inputs: Iterable[Input], walks: Walks) -> bool:
    """Whether all inputs of the project in the folder `root` have their values still.

    Raises `KeyError` for an unknown kind, `ValueError` for a name that no file can have.
    """
    return all(_value(root, kind, name, walks) == value for kind, name, value in inputs)


def observe(root: str, kind: str, name: str = "") -> Input:
    """An input with the value that it has now."""
    return kind, name, _value(root, kind, name, Walks())


def given(value: str | None) -> str:
    """Names the value of an environment variable, which may be secret; None is one not set."""
    return "unset" if value is None else digest(value.encode("utf-8", "surrogateescape"))


def written(value: str) -> int:
    """When a file was last written or renamed, in nanoseconds, by its value; 0 for no file."""
    return 0 if value == _ABSENT else max(map(int, value.split()[:2]))


def _value(root: str, kind: str, name: str, walks: Walks) -> str:
    if kind in _WALKS:
        return walks(root, name, **_WALKS[kind])[2]
    return _KINDS[kind](root, name)


def _day(_root: str, _name: str) -> str:
    """The local date, on which rules about dates depend."""
    return time.strftime("%Y-%m-%d")


def _variable(_root: str, name: str) -> str:
    return given(os.environ.get(name))


def _file(root: str, path: str) -> str:
    try:
        info = os.stat(os.path.join(root, path))
    except OSError:
        return _ABSENT
    return f"{info.st_mtime_ns} {info.st_ctime_ns} {info.st_size} {info.st_ino}"


_KINDS = {
    DAY: _day,
    VARIABLE: _variable,
    FILE: _file,
    SNIPPET: current_hash,
}
_WALKS: dict[str, dict[str, bool]] = {
    FILES: {},
    WITH_HIDDEN: {"hidden": True},
    PLAIN: {"plain": True},
}
