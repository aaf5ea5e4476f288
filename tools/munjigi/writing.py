"""Files replaced together: all of them, each as a whole, or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from munjigi.atomic import Replacement
from munjigi.model import Text

_CHANGED = Text(
    en="it changed on disk while munjigi was at work", ko="작업하는 동안 디스크에서 바뀌었습니다"
)
_READ_ONLY = Text(en="it is read-only", ko="읽기 전용입니다")


class Change(NamedTuple):
    """A file's bytes before and after; None where there is no file."""

    before: bytes | None
    after: bytes | None


class NotWrittenError(Exception):
    """Nothing was written: the path that stood in the way, and why."""

    def __init__(self, path: str, reason: Text) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason.en}")


def replace_files(changes: Mapping[str, Change]) -> None:
    """Make the changes, by absolute path without symlinks; raises `NotWrittenError`.

    A file that is not as it was before is not touched, and then no other is either. Permissions
    stay, and the owner where the system allows it.
    """
    staged: dict[str, Replacement] = {}
    folders: list[str] = []
    done: list[str] = []
    try:
        for path, change in changes.items():
            _writable(path, change)
            if change.after is not None:
                folders += _folders(os.path.dirname(path))
                staged[path] = Replacement(path)
                _stage(staged[path], change.after)
        for path, change in changes.items():
            if content(path) != change.before:
                raise NotWrittenError(path, _CHANGED)
        for path in changes:
            done.append(path)
            _take_place(path, staged.get(path))
        folders.clear()
    except BaseException:
        for path in done:
            _restore(path, changes[path].before)
        raise
    finally:
        for new in staged.values():
            new.discard()
        for folder in reversed(folders):
            with suppress(OSError):
                os.rmdir(folder)


def content(path: str) -> bytes | None:
    """The bytes of a file, or None where there is none; raises `NotWrittenError`."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotWrittenError(path, _failed(error)) from None


def _writable(path: str, change: Change) -> None:
    if os.path.realpath(path) != path:  # a symlink has come in between
        raise NotWrittenError(path, _CHANGED)
    if change.before is not None and os.path.exists(path) and not os.access(path, os.W_OK):
        raise NotWrittenError(path, _READ_ONLY)


def _folders(path: str) -> list[str]:
    """Make the folders that are missing; those that were made, the outer ones first."""
    missing = []
    while not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    made = []
    for folder in reversed(missing):
        with _told(folder):
            os.mkdir(folder)
        made.append(folder)
    return made


def _stage(new: Replacement, data: bytes) -> None:
    with _told(new.path):
        with new.create() as file:
            file.write(data)
        new.keep_permissions()


def _take_place(path: str, new: Replacement | None) -> None:
    with _told(path):
        if new is None:
            os.unlink(path)
        else:
            new.take_place()


def _restore(path: str, before: bytes | None) -> None:
    with suppress(OSError, NotWrittenError):
        if before is None:
            os.unlink(path)
        elif content(path) != before:
            with Replacement(path) as new:
                _stage(new, before)
                new.take_place()


class _told:
    """Turns a failure of the system into one about the file at `path`."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise NotWrittenError(self.path, _failed(error)) from None


def _failed(error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(en=f"it cannot be written: {reason}", ko=f"쓸 수 없습니다: {reason}")
