"""Which letters a language is written in."""

from __future__ import annotations

import re

LATIN = r"[A-Za-z\u00c0-\u024f]"
SCRIPTS = {
    "ko": r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]",
    "ja": r"[\u3041-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
    "ru": r"[\u0400-\u04ff]",
    "uk": r"[\u0400-\u04ff]",
    "el": r"[\u0370-\u03ff]",
    "th": r"[\u0e00-\u0e7f]",
    "ar": r"[\u0600-\u06ff]",
    "he": r"[\u0590-\u05ff]",
}


def script(locale: str) -> str:
    """A pattern for a letter of the language's own script."""
    return SCRIPTS.get(locale.lower().replace("_", "-").split("-")[0], LATIN)


def others() -> str:
    """A pattern for a letter of any script but the Latin one."""
    return f"[{''.join(sorted({one[1:-1] for one in SCRIPTS.values()}))}]"


def letters(locale: str) -> re.Pattern[str]:
    """`script`, compiled."""
    return re.compile(script(locale))
