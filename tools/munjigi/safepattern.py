"""Whether a regular expression takes a bounded time on short texts.

Python's `re` tries every way to match. Their number grows without bound where a repeat stands in a
repeat and nothing parts its rounds (`(a+)+`), and with a power of the length where repeats of the
same characters follow each other (`.*.*.*.*`). Such expressions are told by their form, so that no
text has to be tried; some that are harmless are told too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

POWER = 3  # repeats that may share characters: the time grows with this power of the length
MANY = 16  # rounds from which a repeat counts as one without end
_LAST = 0x10FFFF
_ALL = ((0, _LAST),)
_OTHERS = ((0x80, _LAST),)  # what a category has there depends on Unicode
_CATEGORIES = {
    "DIGIT": ((48, 57),),
    "SPACE": ((9, 13), (28, 32)),
    "WORD": ((48, 57), (65, 90), (95, 95), (97, 122)),
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SINGLE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
Ranges = tuple[tuple[int, int], ...]
Item = tuple[Any, Any]


def is_slow(pattern: str) -> bool:
    """Whether some text takes long to search. Raises `re.error` for what is no pattern."""
    parsed = _parser.parse(pattern)
    items = list(_flat(parsed))
    anchored = bool(items) and items[0] == (op.AT, op.AT_BEGINNING)
    anchored = anchored or (bool(items) and items[0] == (op.AT, op.AT_BEGINNING_STRING))
    folded = bool(parsed.state.flags & re.IGNORECASE)
    return _Form(folded).is_slow(items, [] if anchored else [_ALL])


def _flat(items: Iterable[Item]) -> Iterator[Item]:
    """The items with those of groups in their places."""
    for kind, value in items:
        if kind is op.SUBPATTERN:
            yield from _flat(value[-1])
        elif kind is op.ATOMIC_GROUP:
            yield from _flat(value)
        else:
            yield kind, value


class _Form:
    """Looks at the form of an expression; `folded` says that capitals and small letters are one."""

    def __init__(self, folded: bool) -> None:
        self.folded = folded

    def is_slow(self, items: list[Item], before: list[Ranges]) -> bool:
        """Whether items in a row are slow, after repeats of `before` that reach up to them."""
        reach = list(before)
        for kind, value in items:
            if kind in _SINGLE:
                one = self.characters([(kind, value)])
                reach = [each for each in reach if _meet(each, one)]
                continue
            if any(self.is_slow(inner, []) for inner in _inside(kind, value)):
                return True
            if kind in _REPEATS and self._is_nested(kind, value):
                return True
            if _is_long(kind, value):
                one = self.characters([(kind, value)])
                reach.append(one)
                if sum(_meet(each, one) for each in reach) > POWER:
                    return True
        return False

    def _is_nested(self, kind: Any, value: Any) -> bool:
        """Whether rounds of a long repeat can be told apart in more ways than one."""
        body = list(_flat(value[2]))
        if not _is_long(kind, value) or all(_is_fixed(one) for one in body):
            return False
        if len(body) == 1 and body[0][0] is op.BRANCH:
            return not self._is_choice([list(_flat(one)) for one in body[0][1][1]])
        for number, one in enumerate(body):
            rest = self.characters(body[:number] + body[number + 1 :])
            if one[0] in _SINGLE and not _meet(self.characters([one]), rest):
                return False
        return True

    def _is_choice(self, branches: list[list[Item]]) -> bool:
        """Whether the first character decides between branches of fixed lengths."""
        if not all(one and all(map(_is_fixed, one)) for one in branches):
            return False
        firsts = [self.characters(one[:1]) for one in branches]
        return not any(
            _meet(one, other) for n, one in enumerate(firsts) for other in firsts[n + 1 :]
        )

    def characters(self, items: Iterable[Item]) -> Ranges:
        """The characters that items can match, at least these."""
        found: list[tuple[int, int]] = []
        for kind, value in items:
            if kind is op.LITERAL:
                found += self._folded(((value, value),))
            elif kind is op.NOT_LITERAL:
                found += _beside(((value, value),))
            elif kind is op.IN:
                found += self._of_class(value)
            elif kind is op.ANY or kind is op.GROUPREF:
                found += _ALL
            else:
                for inner in _inside(kind, value):
                    found += self.characters(inner)
        return tuple(found)

    def _of_class(self, parts: list[Item]) -> Ranges:
        found: list[tuple[int, int]] = []
        for kind, value in parts:
            if kind is op.LITERAL:
                found.append((value, value))
            elif kind is op.RANGE:
                found.append(value)
            elif kind is op.CATEGORY:
                found += _category(str(value))
        made = self._folded(tuple(found))
        return _beside(tuple(found)) if parts[0][0] is op.NEGATE else made

    def _folded(self, ranges: Ranges) -> Ranges:
        letters = ((65, 90), (97, 122))
        return (*ranges, *letters) if self.folded and _meet(ranges, letters) else ranges


def _inside(kind: Any, value: Any) -> Iterator[list[Item]]:
    if kind in _REPEATS:
        yield list(_flat(value[2]))
    elif kind is op.BRANCH:
        yield from (list(_flat(one)) for one in value[1])
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield list(_flat(value[1]))
    elif kind is op.GROUPREF_EXISTS:
        yield from (list(_flat(one)) for one in value[1:] if one)


def _is_long(kind: Any, value: Any) -> bool:
    """Whether an item is a repeat with many rounds, or has one."""
    if kind in _REPEATS and value[1] is not op.MAXREPEAT and value[1] < MANY:
        return any(_is_long(*one) for inner in _inside(kind, value) for one in inner)
    if kind in _REPEATS or kind is op.GROUPREF:
        return True
    return any(_is_long(*one) for inner in _inside(kind, value) for one in inner)


def _is_fixed(item: Item) -> bool:
    """Whether an item matches always as many characters."""
    kind, value = item
    if kind in _REPEATS:
        return value[0] == value[1] and all(map(_is_fixed, _flat(value[2])))
    return kind in _SINGLE or kind in (op.AT, op.ASSERT, op.ASSERT_NOT)


def _category(name: str) -> Ranges:
    kind = name.rpartition("_")[2]
    ranges = _CATEGORIES.get(kind, _ALL)
    return (*(_beside(ranges) if "_NOT_" in name else ranges), *_OTHERS)


def _beside(ranges: Ranges) -> Ranges:
    """All other characters."""
    found, at = [], 0
    for first, last in sorted(ranges):
        if first > at:
            found.append((at, first - 1))
        at = max(at, last + 1)
    return (*found, (at, _LAST)) if at <= _LAST else tuple(found)


def _meet(one: Ranges, other: Ranges) -> bool:
    return any(a <= d and c <= b for a, b in one for c, d in other)
