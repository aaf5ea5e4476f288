"""Git, asked about a folder: it runs no programs of the repository's and takes no locks.

Programs that the user's own configuration names run as ever: Git LFS, for instance.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from functools import cached_property

from munjigi.model import Text
from munjigi.usage import UsageError

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "diff.noprefix=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder of files that looks like one has settings, too
)
_SAFE = tuple(part for one in _SETTINGS for part in ("-c", one))
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_LFS_SKIP_SMUDGE": "1"}
_OF_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}  # set where git runs us
_FILTERS = ("config", "--null", "--name-only", "--show-scope", "--get-regexp", r"^filter\.")
_COUNT = "GIT_CONFIG_COUNT"


class Git:
    """Git in `folder`; `failed` makes the message of a `UsageError` from git's reason."""

    def __init__(self, folder: str, failed: Callable[[str], Text]) -> None:
        self.folder = folder
        self.failed = failed

    def __call__(self, *arguments: str, otherwise: str | None = None, **extra: str) -> str:
        """What git prints; `otherwise`, or a `UsageError`, where it fails."""
        made = self._run(arguments, {**self._without_filters, **extra})
        if made.returncode == 0:
            return made.stdout
        if otherwise is None:
            raise UsageError(self.failed(" ".join(made.stderr.split())))
        return otherwise

    def _run(
        self, arguments: tuple[str, ...], extra: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        try:
            return subprocess.run(
                ["git", "-C", self.folder, *_SAFE, *arguments],
                check=False,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                env={**kept, **_ENVIRONMENT, **extra},
            )
        except OSError as error:
            raise UsageError(self.failed(error.strerror or str(error))) from None

    @cached_property
    def _without_filters(self) -> dict[str, str]:
        """Variables that switch off the filters of the repository's own settings."""
        fields = iter(self._run(_FILTERS, {}).stdout.split("\0")[:-1])
        named = sorted({name for scope, name in zip(fields, fields, strict=True) if _own(scope)})
        count = _number(os.environ.get(_COUNT, ""))
        made = {_COUNT: str(count + len(named))} if named else {}
        for number, name in enumerate(named, count):
            made |= dict(_setting(number, name, "false" if name.endswith(".required") else ""))
        return made


def _own(scope: str) -> bool:
    """Whether a setting is the repository's, not the user's."""
    return scope in ("local", "worktree")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _setting(number: int, name: str, value: str) -> Iterator[tuple[str, str]]:
    yield f"GIT_CONFIG_KEY_{number}", name
    yield f"GIT_CONFIG_VALUE_{number}", value
