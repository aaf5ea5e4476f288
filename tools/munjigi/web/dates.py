"""The day on which each page was last changed, as Git knows it."""

from __future__ import annotations

import re

from munjigi.git import Git
from munjigi.model import Text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def last_changed(root: str, folder: str) -> dict[str, str]:
    """The day (ISO 8601) of the newest commit of each file in a folder, by its path in the project.

    Empty where Git does not know: outside a repository, and in a clone without its history, in
    which every file would seem to be of one day.
    """
    git = Git(root, lambda reason: Text(en=reason, ko=reason))
    if git("rev-parse", "--is-shallow-repository", otherwise="true").strip() != "false":
        return {}
    log = git(
        "log", "--format=%x00%cs", "--name-only", "--relative", "-z", "--", folder, otherwise=""
    )
    return newest(log)


def newest(log: str) -> dict[str, str]:
    """The first day that stands before each path in `git log --format=%x00%cs --name-only -z`."""
    found: dict[str, str] = {}
    day = ""
    for part in (one.strip("\n") for one in log.split("\0")):
        if _DAY.fullmatch(part):
            day = part
        elif part:
            found.setdefault(part, day)
    return found
