"""A pattern of many `*` and `**` against a path, in time linear in both.

It tries what Python's `re` would try for the same expression, in the same order, but from no place
twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FOLDER = "(?P<folder>/)"  # the path goes on below what was matched
END = f"(?:{FOLDER}|$)"
INSIDE, FILE = 1, 2
_REPEATED = ("[^/]*", ".*")
# What a token with a loop is made of: a character, or one that repeats.
LOOPS = {
    "[^/]*": ("[^/]*",),
    "(?:.+/)?": ("?", ".", ".*", "/"),
    "(?:/.+)?": ("?", "/", ".", ".*"),
}
_SKIP = 4  # steps that `?` makes optional, itself among them


class LinearPattern:
    """A regular expression that is anchored at the start, in tokens.

    They are `^`, then characters, classes of them, and what `LOOPS`, `FOLDER` and `END` are.
    Called with a path it gives 0 where that does not match, `INSIDE` where a group `FOLDER` is part
    of the match, else `FILE`.
    """

    def __init__(self, tokens: Iterable[str]) -> None:
        parts = [part for one in tokens if one != "^" for part in LOOPS.get(one, (one,))]
        self.steps = [(part, re.compile(_one(part), re.DOTALL)) for part in parts]

    def __call__(self, path: str) -> int:
        waiting, seen = [(0, 0)], set()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            step, at = state
            if step == len(self.steps):
                return FILE
            part, character = self.steps[step]
            fits = character.match(path, at) is not None
            if part in (FOLDER, END) and path[at : at + 1] == "/":
                return INSIDE
            waiting += _next(part, step, at, fits)
        return 0


def _one(part: str) -> str:
    """The expression that decides whether a step can be made."""
    return {"?": "", END: "$"}.get(part, part[:-1] if part in _REPEATED else part)


def _next(part: str, step: int, at: int, fits: bool) -> Iterator[tuple[int, int]]:
    """The states after a step, the one to try first last."""
    if part == "?":
        yield step + _SKIP, at
        yield step + 1, at
    elif part in _REPEATED:
        yield step + 1, at
        if fits:
            yield step, at + 1
    elif fits:
        yield step + 1, at if part == END else at + 1
