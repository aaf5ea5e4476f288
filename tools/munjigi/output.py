"""Where results go: the terminal, or a file that is replaced as a whole."""

from __future__ import annotations

import os
import sys

from munjigi.usage import UsageError


def encoded(text: str, encoding: str | None = None) -> bytes:
    """Text for standard output; what the encoding (by default its own) lacks is escaped."""
    return text.encode(encoding or output_encoding(), "backslashreplace")


def output_encoding() -> str:
    """The encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def print_result(text: str | bytes, encoding: str | None = None) -> None:
    """Write to standard output; what the encoding (by default its own) lacks is escaped.

    Raises `UsageError`, or `BrokenPipeError` where the reader has gone.
    """
    if sys.stdout is None:  # closed by whoever started us
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(encoded(text, encoding) if isinstance(text, str) else text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise _not_written("standard output", "표준 출력에", error) from None


def columns() -> int:
    """The width of the terminal that standard output is, 0 where that is unknown."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):  # no terminal, or nothing at all
        return 0


def wants_color(asked: str) -> bool:
    """Whether standard output is to have colours; `asked` is auto, always or never."""
    if asked == "auto":
        # https://no-color.org: any value but the empty one
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout is not None and sys.stdout.isatty() and not plain
    return asked == "always"


def drop_output() -> None:
    """Send what is left for standard output nowhere, or Python would complain when it ends.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """One line about the run on standard error."""
    say_lines(line(message))


def line(message: str) -> str:
    """A message about the run as `say` says it, without control characters."""
    from munjigi.reporters.frame import visible

    return f"munjigi: {visible(' '.join(message.split()))}\n"


def say_lines(text: str) -> None:
    """Write to standard error; what its encoding lacks is escaped, and nobody need listen."""
    try:
        sys.stderr.buffer.write(text.encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    except (OSError, AttributeError):  # full, or closed by whoever started us
        pass


def write_file(path: str, text: str) -> None:
    """Replace the file at `path` by `text` in UTF-8, whole or not at all; raises `UsageError`."""
    from munjigi.atomic import Replacement

    full = os.path.realpath(path)
    data = text.encode("utf-8", "backslashreplace")
    try:
        if os.path.exists(full) and not os.path.isfile(full):  # a device or a pipe
            with open(full, "wb") as file:
                file.write(data)
            return
        with Replacement(full) as new:
            with new.create() as file:
                file.write(data)
            new.keep_permissions()
            new.take_place()
    except OSError as error:
        raise _not_written(path, f"{path} 파일을", error) from None


def _not_written(en: str, ko: str, error: OSError) -> UsageError:
    from munjigi.model import Text

    reason = error.strerror or str(error)
    return UsageError(
        Text(en=f"{en} cannot be written: {reason}", ko=f"{ko} 쓸 수 없습니다: {reason}")
    )
