"""Fixes made in passes on a copy of the project until none is left, then written all at once.

Fixes that touch the same files belong together: their files are written together or not at all.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from munjigi.fixes import apply_fixes, choose
from munjigi.guard import Guard
from munjigi.model import Diagnostic, Edit, Fix, Text
from munjigi.run import run
from munjigi.shadow import Shadow
from munjigi.since import key
from munjigi.sources import Sources
from munjigi.target import Target
from munjigi.writing import Change, NotWrittenError, replace_files

if TYPE_CHECKING:
    from munjigi.loader import Loaded
    from munjigi.outcome import Outcome, Request
    from munjigi.site import Site

PASSES = 10
_HARM = Text(
    en="together with other fixes it would change more than it should",
    ko="다른 수정과 함께 적용하면 다른 부분까지 바꿉니다",
)
Told = Mapping[Fix, list[Diagnostic]]


class Refusal(NamedTuple):
    """A fix that is not made: of which problem, at which line and column (from 1), and why."""

    problem: Diagnostic
    line: int
    column: int
    reason: Text


class Fixed(NamedTuple):
    """A problem that is fixed: its rule, and the files that were changed for it."""

    rule: str
    paths: frozenset[str]


class Failed(NamedTuple):
    """Files that were not written, for the sake of the one at `path` (absolute)."""

    paths: list[str]
    path: str
    reason: Text


class Fixing(NamedTuple):
    """What fixing comes to; nothing is written yet.

    `first` is the project as it was, `left` what is left of its problems. `changes` are by path in
    the project. `settled` is false where fixes would still be found after `PASSES` passes.
    """

    first: Outcome
    left: Sequence[Diagnostic]
    fixed: Sequence[Fixed]
    refused: Sequence[Refusal]
    changes: Mapping[str, Change]
    settled: bool


def fix(request: Request, *, unsafe: bool) -> Fixing:
    """Plan the fixes of what the request names; raises `ConfigError` and `UsageError`."""
    first, loaded = run(request)
    if not any(one.fix and (unsafe or one.fix.safe) for one in first.diagnostics):
        return Fixing(first, list(first.diagnostics), [], [], {}, True)
    with tempfile.TemporaryDirectory(prefix="munjigi-") as folder:
        return _Passes(request, first, loaded, folder, unsafe=unsafe).run()


def write(made: Fixing) -> list[Failed]:
    """Write the files, each group that belongs together whole or not at all; what was not."""
    failed = []
    for group in groups(made):
        root = made.first.root
        full = {os.path.normpath(os.path.join(root, path)): made.changes[path] for path in group}
        try:
            replace_files(full)
        except NotWrittenError as error:
            failed.append(Failed(group, error.path, error.reason))
    return failed


def groups(made: Fixing) -> list[list[str]]:
    """The changed files, those that a fix changed together in one list."""
    found: list[set[str]] = [{path} for path in made.changes]
    for one in made.fixed:
        joined = [group for group in found if group & one.paths]
        if len(joined) > 1:
            found = [group for group in found if group not in joined] + [set().union(*joined)]
    return sorted(sorted(group) for group in found)


class _Passes:
    def __init__(
        self, request: Request, first: Outcome, loaded: Loaded, folder: str, *, unsafe: bool
    ) -> None:
        self.first = first
        self.unsafe = unsafe
        self.shadow = Shadow(loaded, folder, cache=request.cache)
        name = "" if os.path.isdir(request.target.project) else request.target.project
        project = os.path.join(self.shadow.root, os.path.basename(name))
        target = Target(os.path.normpath(project), request.target.limits)
        self.request = request._replace(target=target, since="")
        self.old: Counter[object] = Counter()
        self.beside: list[Diagnostic] = []
        if request.since:
            self._leave_old(request)
        self.fixed: list[Fixed] = []
        self.refused: list[Refusal] = []

    def _leave_old(self, request: Request) -> None:
        """Learn which problems were there before the commit, and which only it knows of."""
        whole = self._keys(run(request._replace(since=""))[0])
        ours = self._keys(self.first)
        self.old = whole - ours
        missing = ours - whole
        for one in self.first.diagnostics:
            name = key(one, one.span.path, Sources(self.first.root, self.first.bounds))
            if missing[name] > 0:
                missing[name] -= 1
                self.beside.append(one)

    def _keys(self, outcome: Outcome) -> Counter[object]:
        source = Sources(outcome.root, outcome.bounds)
        return Counter(key(one, one.span.path, source) for one in outcome.diagnostics)

    def run(self) -> Fixing:
        for _ in range(PASSES):
            site, left = self._problems()
            if not self._make(site, left):
                return self._result(left, settled=True)
        return self._result(self._problems()[1], settled=False)

    def _result(self, left: list[Diagnostic], *, settled: bool) -> Fixing:
        known = {(one.rule, one.span.path) for one in left}
        unread = [
            one
            for one in self.first.diagnostics
            if one.rule == "unreadable-file" and (one.rule, one.span.path) not in known
        ]
        changes = self.shadow.changes()
        return Fixing(
            self.first, [*left, *self.beside, *unread], self.fixed, self.refused, changes, settled
        )

    def _problems(self) -> tuple[Site, list[Diagnostic]]:
        """The copy as it is now, and its problems that are ours."""
        outcome, loaded = run(self.request)
        source = Sources(outcome.root, outcome.bounds)
        old, ours = Counter(self.old), []
        for one in outcome.diagnostics:
            name = key(one, one.span.path, source)
            if old[name] > 0:
                old[name] -= 1
            else:
                ours.append(one)
        return loaded.site, ours

    def _make(self, site: Site, problems: Iterable[Diagnostic]) -> bool:
        """Make the fixes that can be made together; whether there was one."""
        self.refused = []
        told: dict[Fix, list[Diagnostic]] = {}
        for one in problems:
            if one.fix is not None and (self.unsafe or one.fix.safe):
                told.setdefault(self._named(one.fix), []).append(one)
        made = self._chosen(Guard(site, self.shadow), told)
        for fix in made:
            paths = frozenset(edit.span.path for edit in fix.edits)
            self.fixed += [Fixed(one.rule, paths) for one in told[fix]]
        changed = {edit.span.path for fix in made for edit in fix.edits}
        texts = {path: self.shadow.text(path) or "" for path in changed}
        for path, text in apply_fixes(texts, made).items():
            self.shadow.write(path, text)
        return bool(made)

    def _chosen(self, guard: Guard, told: Told) -> list[Fix]:
        """The fixes that do no harm, and do not overlap."""
        left, sound = list(told), set[Fix]()
        while True:
            verdicts = list(zip(left, choose(left), strict=True))
            free = [fix for fix, other in verdicts if other is None]
            if sound.issuperset(free):
                break
            kept: set[Fix] = set()
            for group in guard.groups([fix for fix in free if fix not in sound]):
                kept.update(self._sound(guard, group, told))
            left = [fix for fix in left if fix in kept or fix in sound or fix not in free]
            sound |= kept
        for fix, other in verdicts:
            if other is not None:
                self._refuse(told[fix], _overlap(told[other][0]))
        return free

    def _sound(self, guard: Guard, fixes: list[Fix], told: Told) -> list[Fix]:
        """Those of the fixes that do no harm, found by halves."""
        reason = guard.objection(fixes, [one.span for fix in fixes for one in told[fix]])
        if reason is None:
            return fixes
        if len(fixes) == 1:
            self._refuse(told[fixes[0]], reason)
            return []
        middle = len(fixes) // 2
        one, other = (self._sound(guard, half, told) for half in (fixes[:middle], fixes[middle:]))
        both = [*one, *other]
        if one and other and guard.objection(both, [d.span for fix in both for d in told[fix]]):
            for fix in other:
                self._refuse(told[fix], _HARM)
            return one
        return both

    def _named(self, fix: Fix) -> Fix:
        """The fix with its files named as they are without symlinks."""

        def named(edit: Edit) -> Edit:
            path = self.shadow.name(edit.span.path) or edit.span.path
            return edit._replace(span=edit.span._replace(path=path))

        return fix._replace(edits=tuple(map(named, fix.edits)))

    def _refuse(self, told: list[Diagnostic], reason: Text) -> None:
        source = Sources(self.shadow.root, self.shadow.root)
        for one in told:
            self.refused.append(
                Refusal(one, *source(one.span.path).position(one.span.start), reason)
            )


def _overlap(other: Diagnostic) -> Text:
    return Text(
        en=f"its fix overlaps that of {other.rule} in the same place",
        ko=f"같은 자리의 {other.rule} 수정과 겹칩니다",
    )
