"""The program: `munjigi`, or `python -m munjigi`."""

from __future__ import annotations

import os
import sys

from munjigi.cli import main


def program() -> None:
    """Run and end at once: to free each value of a large site takes Python a while."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    program()
