"""Brackets of links and images, as `markdown.inlinepatterns.LinkInlineProcessor` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\s?\[([^\]]*)\]")
_SPACES = re.compile(r"\s+")
_ANGLE = re.compile(r"""\(\s*(?:(<[^<>]*>)\s*(?:('[^']*'|"[^"]*")\s*)?\))?""")
# Addresses without parentheses and quotes, and then one title without the same: nearly all there
# are.
_SIMPLE = re.compile(r"""\(\s*+(?!<)([^()"']*+)(?:"[^()"]*" *+|'[^()']*' *+)?\)""")
# Characters that reading targets may take for each character of a text: more is not worth the time.
STEPS = 20


class Brackets:
    """The pairs of brackets in a text that may be links (or images), from left to right.

    Iterating gives the start of the pair (with the `!` of an image), of its text, and the place of
    its `]`. `position` may be set to where the search goes on. `label_end` is where the label that
    `label` gave last ends, `label_place` where its words stand.
    """

    def __init__(self, text: str, *, image: bool) -> None:
        self.text = text
        self.image = image
        self.position = 0
        self.label_end = 0
        self.label_place = (0, 0)
        self._steps = STEPS * len(text) + 1000

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        text, image = self.text, self.image
        pairs = _pairs(text)
        for start in sorted(pairs):
            is_image = start > 0 and text[start - 1] == "!"
            at = start - 1 if image else start
            if is_image is image and at >= self.position:
                yield at, start + 1, pairs[start]

    def label(self, inner: int, close: int) -> str | None:
        """The label after the `]` at `close`, as definitions are kept; None where there is none."""
        match = _LABEL.match(self.text, close + 1)
        if match is None:
            return None
        self.label_end = match.end()
        self.label_place = match.span(1) if match[1] else (inner, close)
        return self.short_label(*self.label_place)

    def short_label(self, start: int, end: int) -> str:
        """A label as definitions are kept."""
        label = self.text[start:end].lower()
        return _SPACES.sub(" ", label)

    def target(self, index: int) -> tuple[int, int, int] | None:
        """Start and end of the address in the parentheses at `index`, and where these end."""
        text = self.text
        if not text.startswith("(", index):
            return None
        match = _SIMPLE.match(text, index)
        if match:
            self._steps -= 1
            return match.start(1), match.end(1), match.end()
        angle = _ANGLE.match(text, index)
        if angle and angle[1]:
            return angle.start(1) + 1, angle.end(1) - 1, angle.end()
        if angle is None:
            return None
        return self._scan(angle.end())

    def _scan(self, start: int) -> tuple[int, int, int] | None:
        """`LinkInlineProcessor.getLink` for addresses with parentheses or quotes."""
        scan = _Scan(self.text, start)
        place = scan.run(self._steps)
        self._steps -= scan.taken
        return place


def _pairs(text: str) -> dict[int, int]:
    """The place of the `]` for each `[` that has one."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            pairs[stack.pop()] = match.start()
    return pairs


_SIGN = re.compile(r"""[()"']""")


class _Scan:
    """The state of `getLink` between two of the characters that it looks at."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.count = 1
        self.backtrack = 1
        self.last_bracket = -1
        self.quote = self.alt = ""
        self.quote_start = self.quote_end = -1
        self.alt_start = self.alt_end = -1
        self.ignore = False
        self.taken = 0

    def run(self, limit: int) -> tuple[int, int, int] | None:
        """Start and end of the address, and the end of the parentheses."""
        for match in _SIGN.finditer(self.text, self.start):
            self.taken = match.end() - self.start
            if self.taken > limit:
                return None
            at, sign = match.start(), match[0]
            last = self._last(at)
            if sign == "(":
                self._opens()
            elif sign == ")":
                self._closes(at, last)
                if self.count == 0:
                    return self.start, self._href_end(at, last), at + 1
            else:
                self._quotes(at, sign)
        self.taken = len(self.text) - self.start
        if self.backtrack != 0:
            return None
        # Without a bracket to go back to, `getLink` counts from the end of the text.
        end = self.last_bracket if self.last_bracket >= 0 else len(self.text) - 1
        return (self.start, max(self.start, end - 1), end) if end > self.start else None

    def _last(self, at: int) -> str:
        """The character before `at` that is no space."""
        index = at - 1
        text = self.text
        while index >= self.start and text[index] == " ":
            index -= 1
        return text[index] if index >= self.start else ""

    def _opens(self) -> None:
        if not self.ignore:
            self.count += 1
        elif self.backtrack > 0:
            self.backtrack -= 1

    def _closes(self, at: int, last: str) -> None:
        ends_title = self.quote_end != -1 and self.quote == last
        if ends_title or (self.alt_end != -1 and self.alt == last):
            self.count = 0
        elif not self.ignore:
            self.count -= 1
        elif self.backtrack > 0:
            self.backtrack -= 1
            if self.backtrack == 0:
                self.last_bracket = at + 1

    def _quotes(self, at: int, sign: str) -> None:
        if not self.quote:
            self.ignore = True
            self.backtrack = self.count
            self.count = 1
            self.quote_start = at + 1
            self.quote = sign
        elif sign != self.quote and not self.alt:
            self.alt_start = at + 1
            self.alt = sign
        elif sign == self.quote:
            self.quote_end = at + 1
        elif sign == self.alt:
            self.alt_end = at + 1

    def _href_end(self, at: int, last: str) -> int:
        if self.quote_end >= 0 and self.quote == last:
            return self.quote_start - 1
        if self.alt_end >= 0 and self.alt == last:
            return self.alt_start - 1
        return at
