"""Questions to the person at the terminal."""

from __future__ import annotations

import sys

from munjigi.model import Text
from munjigi.output import say_lines
from munjigi.usage import UsageError

_NO_TEXT = Text(
    en="what was typed is no text in the encoding of the terminal",
    ko="입력한 내용이 터미널의 인코딩과 맞지 않습니다",
)


class Asker:
    """Asks on standard error in `lang`; never where standard input is no terminal, or `quiet`."""

    def __init__(self, lang: str, *, quiet: bool) -> None:
        self.lang = lang
        self.active = not quiet and sys.stdin is not None and sys.stdin.isatty()

    def need(self, question: Text, missing: Text) -> str:
        """The answer, asked for until there is one; raises `UsageError` with `missing`."""
        while self.active:
            answer = self._line(question.of(self.lang))
            if answer is None:
                break
            if answer:
                return answer
        raise UsageError(missing)

    def offer(self, question: Text, default: str) -> str:
        """The answer, or `default` where there is none."""
        if not self.active:
            return default
        shown = f" [{default}]" if default else ""
        return self._line(question.of(self.lang) + shown) or default

    def tell(self, text: str) -> None:
        """Show what an answer can be."""
        if self.active:
            say_lines(text)

    def _line(self, question: str) -> str | None:
        """A line without spaces around it; None at the end of the input."""
        say_lines(f"{question}: ")
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            raise UsageError(_NO_TEXT) from None
        if not line:
            say_lines("\n")
            return None
        return " ".join(line.split())
