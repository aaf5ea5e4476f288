"""Patterns that are compiled when they are first used.

To compile one with wide sets of letters takes a millisecond or more: Python looks at each letter
of a range (`re._compiler._optimize_charset`). Many runs meet no page that needs it.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has; asked for once, since it stays on this object."""
        value = getattr(re.compile(*self._asked), name)
        setattr(self, name, value)
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; `re.error` comes with the first use."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
