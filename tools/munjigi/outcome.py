"""What a run is asked for, and what comes out of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from munjigi.build import build
from munjigi.findings import pack_diagnostic, unpack_diagnostic
from munjigi.model import Diagnostic, Severity, Text
from munjigi.reporters import Counts
from munjigi.sources import Sources
from munjigi.target import Target

if TYPE_CHECKING:
    from munjigi.inputs import Input
    from munjigi.remote import Remote
    from munjigi.walk import Walks


class Request(NamedTuple):
    """What to check: `jobs` processes (None: the cores decide), `cache` false to use none.

    `baseline` false says that known problems are reported too. With `remote` the rules about
    addresses outside the site run on what it says of them, and no others. `walks` are those that
    the command made already.
    """

    target: Target
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    since: str = ""
    jobs: int | None = None
    cache: bool = True
    baseline: bool = True
    remote: Remote | None = None
    walks: Walks | None = None

    def key(self) -> str:
        """The name of this run in the cache."""
        target = [self.target.project, self.target.limits]
        return json.dumps([build(), target, self.select, self.ignore, self.baseline])


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """0 for no problems, 1 for problems, 2 where some of it stayed unchecked."""
    kinds = {(one.rule, one.severity) for one in diagnostics}
    if any(rule == "unreadable-file" for rule, _ in kinds):
        return 2
    return int(any(severity is not Severity.INFO for _, severity in kinds))


class Note(NamedTuple):
    """A line for people; `path` is relative to the project, or "" where it is about no file."""

    path: str
    line: int
    column: int
    message: Text


class Outcome(NamedTuple):
    """`files` counts what was looked at; `bounds` is as in `Config`.

    While the `inputs` have their values the outcome holds; none are known where it is not kept.
    `sources` reads the project's files, some of which it may have read.
    """

    root: str
    bounds: str
    files: int
    counts: Counts
    diagnostics: Sequence[Diagnostic]
    notes: Sequence[Note] = ()
    inputs: Sequence[Input] = ()
    sources: Sources | None = None

    @property
    def texts(self) -> Sources:
        """What reads the project's files."""
        return self.sources or Sources(self.root, self.bounds)

    def pack(self) -> str:
        """The outcome as JSON, without its inputs."""
        diagnostics = [pack_diagnostic(one) for one in self.diagnostics]
        notes = [[*note[:3], note.message.en, note.message.ko] for note in self.notes]
        return json.dumps([*self[:4], diagnostics, notes])

    @classmethod
    def unpack(cls, packed: str) -> Outcome:
        """The outcome that `pack` made this of."""
        root, bounds, files, counts, diagnostics, notes = json.loads(packed)
        found = [unpack_diagnostic(one) for one in diagnostics]
        told = [Note(path, line, column, Text(*text)) for path, line, column, *text in notes]
        return cls(root, bounds, files, Counts(*counts), found, told)
