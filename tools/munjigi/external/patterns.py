"""Patterns of addresses, in which `*` stands for any characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a whole text matches one of the patterns."""
    parts = [_expression(*map(re.escape, one.split("*"))) for one in patterns]
    if not parts:
        return lambda _: False
    wanted = re.compile("|".join(parts), re.DOTALL)
    return lambda text: wanted.fullmatch(text) is not None


def _expression(first: str, *others: str) -> str:
    """Each part but the last is sought once: its first place leaves the most for the others."""
    if not others:
        return first
    return first + "".join(f"(?>.*?{one})" for one in others[:-1]) + f".*{others[-1]}"
