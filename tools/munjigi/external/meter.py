"""How far a run is, with its rate and the time that is left, on one line of a terminal."""

from __future__ import annotations

import sys
import time

from munjigi.model import Text
from munjigi.output import say_lines

OFTEN = 0.1  # seconds between two lines
WIDTH = 24  # characters of the bar
_LINE = Text(
    en="{bar} {done}/{all}  {rate:.0f}/s  {left} left",
    ko="{bar} {done}/{all}  초당 {rate:.0f}개  {left} 남음",
)
_MINUTES = 60


class Meter:
    """Writes on standard error, where that is a terminal; `whole` addresses, `known` before."""

    def __init__(self, whole: int, known: int, lang: str) -> None:
        self.whole = whole
        self.known = known
        self.lang = lang
        self._on = sys.stderr is not None and sys.stderr.isatty() and whole > known
        self._started = self._told = time.monotonic()

    def __call__(self, done: int) -> None:
        """Tell that so many are done."""
        if not self._on:
            return
        now = time.monotonic()
        if now - self._told > OFTEN:
            self._told = now
            say_lines(f"\r\033[K{self.line(done, now - self._started)}")

    def line(self, done: int, passed: float) -> str:
        """What to tell after so many seconds."""
        rate = (done - self.known) / passed if passed else 0.0
        left = (self.whole - done) / rate if rate else 0.0
        full = WIDTH * done // self.whole
        return _LINE.of(self.lang).format(
            bar="━" * full + "─" * (WIDTH - full),
            done=done,
            all=self.whole,
            rate=rate,
            left=f"{left // _MINUTES:.0f}:{left % _MINUTES:02.0f}",
        )

    def end(self) -> None:
        """Take the line away."""
        if self._on:
            say_lines("\r\033[K")
