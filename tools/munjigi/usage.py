"""Wrong usage: one line for the person who ran us."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from munjigi.model import Text

INTERRUPTED = 130  # the exit code after Ctrl-C: 128 + SIGINT, as shells have it


class UsageError(Exception):
    """What was asked for makes no sense; `message` is one line in both languages."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)
