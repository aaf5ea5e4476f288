"""Problems that came with what changed since a commit.

The site is checked twice: as it is, and as it was where the current branch left the commit. A
problem is reported if it was not there before, wherever it shows, or if it stands on a line that
was added or edited since.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from munjigi.git import Git
from munjigi.model import Diagnostic, Text
from munjigi.source import Source

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_DIFF = (
    *("diff", "--no-color", "--no-ext-diff", "--no-textconv", "-M", "--relative"),
    *("--submodule=short", "--inter-hunk-context=0"),
)
Read = Callable[[str], Source]


class Changes(NamedTuple):
    """What changed: new paths by old path, and the lines (from 1) that are new, by path.

    None stands for all lines of a file that git does not know yet.
    """

    renamed: dict[str, str]
    lines: dict[str, list[range] | None]

    def touch(self, path: str, line: int) -> bool:
        """Whether the line is new."""
        ranges = self.lines.get(path, [])
        return ranges is None or any(line in one for one in ranges)


class History:
    """The project's folder in its git repository at the commit where HEAD and `ref` parted.

    Raises `UsageError` where git does not know the commit or fails otherwise.
    """

    def __init__(self, folder: str, ref: str) -> None:
        self._git = Git(folder, partial(_failed, ref))
        commit = self._git("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").strip()
        self.prefix = self._git("rev-parse", "--show-prefix").rstrip("\n")
        self.base = self._git("merge-base", commit, "HEAD", otherwise=commit).strip()

    def restore(self, folder: str) -> str:
        """Write the repository as it was into an empty folder; returns the project's path there."""
        index = os.path.join(folder, "index")
        tree = os.path.join(folder, "tree", "")
        os.makedirs(os.path.join(tree, ".git"))  # marks where the repository ends
        os.makedirs(os.path.join(tree, self.prefix), exist_ok=True)
        self._git("read-tree", self.base, GIT_INDEX_FILE=index)
        self._git(
            "-C", self._top(), "checkout-index", "-aqf", f"--prefix={tree}", GIT_INDEX_FILE=index
        )
        return os.path.join(tree, self.prefix)

    def _top(self) -> str:
        return self._git("rev-parse", "--show-toplevel").rstrip("\n")

    def changes(self) -> Changes:
        """What differs between then and the files as they are now."""
        names = list(_names(self._git(*_DIFF, "--name-status", "-z", self.base, "--", ".")))
        hunks = _hunks(self._git(*_DIFF, "-U0", self.base, "--", "."))
        paths = [new for _, new in names]
        lines: dict[str, list[range] | None] = dict.fromkeys(paths)
        if len(paths) == len(hunks):  # they differ where a merge left files without a content
            lines.update(zip(paths, hunks, strict=True))
        others = self._git("ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        lines.update(dict.fromkeys(filter(None, others.split("\0"))))
        return Changes({old: new for old, new in names if old != new}, lines)


def _names(status: str) -> Iterator[tuple[str, str]]:
    """Old and new path of every changed file in the output of `git diff --name-status -z`."""
    fields = iter(status.split("\0")[:-1])
    for kind in fields:
        old = next(fields)
        yield old, next(fields) if kind[0] in "RC" else old


def _hunks(diff: str) -> list[list[range]]:
    """The new lines of each file in the output of `git diff -U0`."""
    files: list[list[range]] = []
    for line in diff.split("\n"):
        if line.startswith("diff --git "):
            files.append([])
        elif files and (hunk := _HUNK.match(line)):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            files[-1].append(range(start, start + count))
    return files


def brought(
    now: Iterable[Diagnostic],
    before: Iterable[Diagnostic],
    changes: Changes,
    source: Read,
    source_before: Read,
) -> list[Diagnostic]:
    """Those of `now` that the changes brought; the order stays."""
    old = Counter(
        key(one, changes.renamed.get(one.span.path, one.span.path), source_before) for one in before
    )
    found = []
    for one in now:
        name = key(one, one.span.path, source)
        line = source(one.span.path).position(one.span.start)[0]
        if changes.touch(one.span.path, line):
            found.append(one)
        elif old[name] > 0:
            old[name] -= 1
        else:
            found.append(one)
    return found


def key(one: Diagnostic, path: str, source: Read) -> tuple[str | None, ...]:
    """What makes two problems the same, whatever their lines: rule, file, words and target."""
    words = source(one.span.path).text[one.span.start : one.span.end]
    return one.rule, path, words, one.target


def _failed(ref: str, reason: str) -> Text:
    return Text(
        en=f'--since: git cannot compare with "{ref}" here ({reason})',
        ko=f'--since: 여기서는 git으로 "{ref}" 커밋과 비교할 수 없습니다({reason})',
    )
