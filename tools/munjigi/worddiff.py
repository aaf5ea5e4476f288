"""Two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

AROUND = 12  # words kept on either side of a change
_WORD = re.compile(r"\S+")
_GAP = "…"
Mark = Callable[[str, bool], str]


def plain(words: str, added: bool) -> str:
    """A change as `git diff --word-diff` shows it."""
    return f"{{+{words}+}}" if added else f"[-{words}-]"


def colored(words: str, added: bool) -> str:
    """A change in green or red, with its marks."""
    return f"\x1b[{32 if added else 31}m{plain(words, added)}\x1b[0m"


def changes(before: Sequence[str], after: Sequence[str], mark: Mark = plain) -> Iterator[str]:
    """One line for each block that differs, with its changes marked."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[first:last], after[start:end]
        common = min(len(old), len(new))
        for one, other in zip(old, new, strict=False):
            yield _words(one, other, mark)
        yield from (mark(one, False) for one in old[common:])
        yield from (mark(other, True) for other in new[common:])


def _words(before: str, after: str, mark: Mark) -> str:
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts: list[str] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, first, last, start, end) in enumerate(codes):
        if tag == "equal":
            parts += _context(new[start:end], number > 0, number < len(codes) - 1)
            continue
        if last > first:
            parts.append(mark(" ".join(old[first:last]), False))
        if end > start:
            parts.append(mark(" ".join(new[start:end]), True))
    return " ".join(parts)


def _context(words: list[str], behind: bool, before: bool) -> list[str]:
    """Unchanged words, as far as they are near a change."""
    head = words[: AROUND * behind]
    tail = words[max(len(head), len(words) - AROUND * before) :]
    cut = [_GAP] if len(head) + len(tail) < len(words) else []
    return [*head, *cut, *tail]
