"""Git, asked about a folder: it runs no programs of the repository's and takes no locks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

from munjigi.model import Text
from munjigi.usage import UsageError

_SAFE = ("-c", "core.fsmonitor=false", "-c", "diff.noprefix=false", "-c", "log.showSignature=false")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_LFS_SKIP_SMUDGE": "1"}
_OF_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}  # set where git runs us


class Git:
    """Git in `folder`; `failed` makes the message of a `UsageError` from git's reason."""

    def __init__(self, folder: str, failed: Callable[[str], Text]) -> None:
        self.folder = folder
        self.failed = failed

    def __call__(self, *arguments: str, otherwise: str | None = None, **extra: str) -> str:
        """What git prints; `otherwise`, or a `UsageError`, where it fails."""
        kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        try:
            made = subprocess.run(
                ["git", "-C", self.folder, *_SAFE, *arguments],
                check=False,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                env={**kept, **_ENVIRONMENT, **extra},
            )
        except OSError as error:
            raise UsageError(self.failed(error.strerror or str(error))) from None
        if made.returncode == 0:
            return made.stdout
        if otherwise is None:
            raise UsageError(self.failed(" ".join(made.stderr.split())))
        return otherwise
