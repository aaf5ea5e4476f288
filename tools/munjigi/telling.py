"""What every command that checks a project tells besides its result."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import cache

from munjigi.model import Text
from munjigi.outcome import Note, Outcome, Request
from munjigi.output import line, say, say_lines
from munjigi.paths import slashes
from munjigi.target import find_target
from munjigi.usage import UsageError

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from munjigi.writing import NotWrittenError

_NOTHING = Text(
    en="nothing was checked: there is no page in {where}",
    ko="아무것도 확인하지 않았습니다. 페이지가 없습니다: {where}",
)


def request_of(args: Namespace) -> Request:
    """What `check` and `fix` are asked for. Raises `UsageError`."""
    return Request(
        find_target(args.paths),
        tuple(args.select),
        tuple(args.ignore),
        args.since,
        args.jobs,
        args.cache,
        args.baseline,
    )


def shown(root: str) -> Callable[[str], str]:
    """Turns a path in the project into one from the working directory."""
    here = os.path.realpath(os.getcwd())

    @cache
    def folder(path: str) -> str:
        return slashes(os.path.relpath(os.path.join(root, path), here))

    def show(path: str) -> str:
        above, _, name = path.rpartition("/")
        if name in ("", ".", ".."):
            return folder(path)
        shown = folder(above)
        return name if shown == "." else f"{shown}/{name}"

    return show


def notes(outcome: Outcome, lang: str) -> str:
    """The lines that an outcome's notes make."""
    show = shown(outcome.root)

    def told(note: Note) -> str:
        place = f"{show(note.path)}:{note.line}:{note.column}: " if note.path else ""
        return line(place + note.message.of(lang))

    return "".join(map(told, outcome.notes))


def not_written(error: NotWrittenError) -> UsageError:
    """What to raise where a command cannot write a file; its path is from the working directory."""
    path, reason = os.path.relpath(error.path), error.reason
    return UsageError(
        Text(
            en=f"{path} is not written: {reason.en}",
            ko=f"{path} 파일을 쓰지 못했습니다. {reason.ko}",
        )
    )


def tell(outcome: Outcome, paths: Sequence[str], lang: str) -> bool:
    """Say the outcome's notes; whether anything was checked, which is said if not."""
    say_lines(notes(outcome, lang))
    if outcome.files or outcome.diagnostics:
        return True
    where = ", ".join(map(os.path.realpath, paths)) or outcome.root
    say(_NOTHING.of(lang).format(where=where))
    return False
