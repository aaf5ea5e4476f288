"""`python -m munjigi`."""

from __future__ import annotations

import sys

from munjigi.cli import main

if __name__ == "__main__":
    sys.exit(main())
