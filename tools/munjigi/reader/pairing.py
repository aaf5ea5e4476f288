"""Which runs of delimiters belong together in one inline text.

`Pairing` does what `DelimiterProcessor.handleMatch` does between an opening run and the moment when
nothing is left to close, in both versions: Python-Markdown 3.11 and pymdownx.delimiterprocessor.
"""

from __future__ import annotations

from munjigi.reader.delimiters import BOTH, END, Table
from munjigi.reader.runs import FULL, Budget, Closer, Opener, Region, Runs, Side, Spaces, rule_of_3


class Pairing:
    """Pairs what follows one opening run: sorted `regions`, and the runs left `unpaired`."""

    def __init__(self, runs: Runs, table: Table, budget: Budget) -> None:
        self.runs = runs
        self.budget = budget
        self.sides = {token: Side(delimiter) for token, delimiter in table.items()}
        self.regions: list[Region] = []
        self.unpaired: list[Opener] = []
        self.spaces = Spaces(runs.text, budget)

    def run(self, start: int, length: int, kind: str) -> None:
        """Pair from the opening run at `start` on."""
        side = self.sides[self.runs.text[start]]
        side.push(Opener(start, start + length, kind == BOTH, length, length))
        position = start + length
        while any(side.stack for side in self.sides.values()):
            found = self._search(position)
            if found is None:
                break
            side, closer = found
            position = closer.end
            if not self._meet(side, closer):
                break
        self.unpaired = sorted(opener for side in self.sides.values() for opener in side.stack)
        self.regions.sort()

    def _search(self, position: int) -> tuple[Side, Closer] | None:
        """The next run that can open, or close something that is open."""
        runs = self.runs
        for index in range(runs.index(position), len(runs.starts)):
            start, end = max(runs.starts[index], position), runs.ends[index]
            side = self.sides[runs.text[start]]
            while start < end:
                if not self.budget.take():
                    return None
                found = runs.classify(side.delimiter, start, end)
                if found and (side.stack or found[0] != END):
                    return side, Closer(start, found[1], found[0])
                start = start + 1 if side.delimiter.by_length and end - start == 2 else end  # noqa: PLR2004
        return None

    def _meet(self, side: Side, closer: Closer) -> bool:
        """Close with a run, or keep it as an opening one; False ends the pairing."""
        stack = side.stack
        if stack:
            closer.last = stack[-1].left
            self._look_below(side, closer)
        if stack and self._can_close(stack[-1], closer):
            closer.opens = False
            self._close(side, closer)
        if side.stack and closer.closes and closer.can_take_part:
            outcome = self._close_part(side, closer)
            if outcome is not None:
                return outcome
        if closer.opens and (not side.delimiter.double or closer.left != 1):
            return self._open(side, closer)
        return True

    def _others(self, side: Side) -> bool:
        return any(other.stack for other in self.sides.values() if other is not side)

    def _look_below(self, side: Side, closer: Closer) -> None:
        """Where the rule of 3 forbids the last opening run, look for one further out that fits."""
        stack, length = side.stack, closer.left
        if (
            not closer.ambiguous
            or length == closer.last
            or not rule_of_3(stack[-1].original, length)
        ):
            return
        for index in range(len(stack) - 2, -1, -1):
            if not self.budget.take():
                return
            opener = stack[index]
            if opener.left == length and not rule_of_3(opener.original, length):
                while side.delimiter.better and len(stack) > index + 1:
                    side.count(stack.pop().left, -1)
                closer.last = length
                return

    @staticmethod
    def _can_close(opener: Opener, closer: Closer) -> bool:
        left, last = closer.left, closer.last
        if not closer.closes:
            return False
        if left == last or left >= FULL:
            return True
        return left > last and not (closer.ambiguous and rule_of_3(opener.original, left))

    def _close(self, side: Side, closer: Closer) -> None:
        """Consume opening runs that are not longer than what is left of the closing one."""
        furthest = side.stack[-1]
        while side.stack and closer.left and closer.last <= closer.left:
            opener, okay = self._pop(side, closer)
            if not okay:
                if self._others(side):
                    side.clear()
                    continue
                side.stack.append(furthest)
                break
            self._pair(side, opener, closer)
            if not side.stack:
                if not self._others(side):
                    closer.closes = False
                    break
                side.clear()
                continue
            closer.last = side.stack[-1].left
        if closer.length >= FULL and closer.left and closer.ambiguous:
            start = closer.end - closer.left
            side.push(Opener(start, closer.end, False, closer.length, closer.left))
            closer.closes = False
        else:
            closer.closes = bool(closer.left and side.stack and closer.last > closer.left)

    def _pop(self, side: Side, closer: Closer) -> tuple[Opener, bool]:
        """The opening run to pair with, and whether white space between allows it."""
        opener = side.stack.pop()
        if not side.delimiter.no_space:
            return opener, True
        while True:
            strict = side.spaced or side.delimiter.single or closer.left == 1
            okay = not (strict and self.spaces.between(opener.end, closer.start))
            side.count(opener.left, -1)
            if okay or not side.stack:
                return opener, okay
            opener = side.stack.pop()
            closer.last = opener.left

    def _pair(self, side: Side, opener: Opener, closer: Closer) -> None:
        """One pair from the inner end of `opener`; what is left of that stays open."""
        delimiter = side.delimiter
        size = min(opener.left, delimiter.size)
        if not delimiter.better and delimiter.tags > 1 and opener.left == FULL:
            size = 1
        self._add(side, (opener.end - size, opener.end), closer.start, size)
        closer.use(size)
        left = opener.left - size
        if left and (not delimiter.double or left != 1):
            side.push(
                Opener(opener.start, opener.end - size, opener.ambiguous, opener.original, left)
            )

    def _close_part(self, side: Side, closer: Closer) -> bool | None:
        """Close a part of a longer run; None goes on, True takes the next run, False ends."""
        opener = side.stack.pop()
        while side.stack and opener.left != FULL and opener.ambiguous:
            side.count(opener.left, -1)
            opener = side.stack.pop()
            closer.last = opener.left
        if opener.ambiguous and opener.left != FULL:
            if not self._others(side):
                return False
            side.clear()
            return True
        delimiter = side.delimiter
        strict = delimiter.no_space and (closer.left == 1 or delimiter.single)
        if strict and self.spaces.between(opener.end, closer.start):
            side.stack.append(opener)
            return None
        side.count(opener.left, -1)
        closer.opens = False
        self._pair_parts(side, opener, closer)
        return None

    def _pair_parts(self, side: Side, opener: Opener, closer: Closer) -> None:
        delimiter = side.delimiter
        end = opener.end
        while closer.left and (not delimiter.double or closer.left != 1):
            size = min(closer.left, delimiter.size)
            if not delimiter.better and delimiter.tags > 1 and closer.left == FULL:
                size = 1
            self._add(side, (opener.start + closer.last - size, end), closer.start, size)
            closer.use(size)
            closer.last -= size
            end -= size
        if closer.last and (not delimiter.double or closer.last > 1):
            side.push(Opener(opener.start, end, False, opener.original, closer.last))

    def _open(self, side: Side, closer: Closer) -> bool:
        delimiter, stack = side.delimiter, side.stack
        spaced = delimiter.no_space and (side.spaced or delimiter.single)
        if spaced and stack and self.spaces.between(stack[-1].end, closer.start):
            if side.spaced > 1 or side.singles or delimiter.single:
                if not self._others(side):
                    return False
                side.clear()
            return True
        length = closer.left
        side.push(Opener(closer.start, closer.end, closer.ambiguous, length, length))
        return True

    def _add(self, side: Side, opening: tuple[int, int], start: int, size: int) -> None:
        """Record a pair; runs that are open inside it can no longer be used."""
        delimiter = side.delimiter
        kind = delimiter.large if size == 2 else delimiter.small  # noqa: PLR2004 (a pair of two)
        self.regions.append(Region(*opening, start, start + size, kind))
        for other in self.sides.values():
            stack = other.stack
            while stack and opening[0] <= stack[-1].start < start + size:
                other.count(stack.pop().left, -1)
