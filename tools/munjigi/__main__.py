"""The program: `munjigi`, or `python -m munjigi`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def program() -> None:
    """Run and end at once: to free each value of a large site takes Python a while."""
    try:
        from munjigi.cli import main

        code = main()
    except KeyboardInterrupt:  # before the command line could take it
        code = 130
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            stream.flush()
    os._exit(code)


def _leave_working_directory() -> None:
    """Python looks there first, where a project may have a `yaml.py` of its own."""
    with suppress(OSError):  # it may be gone
        if sys.path[:1] == [os.getcwd()]:
            del sys.path[0]


if __name__ == "__main__":
    _leave_working_directory()
    program()
