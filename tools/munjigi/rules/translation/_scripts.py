"""Which letters a language is written in."""

from __future__ import annotations

import re

LATIN = r"[A-Za-z\u00c0-\u024f]"
_LETTERS = {
    "ko": r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]",
    "ja": r"[\u3041-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
    "be bg kk ky mk mn ru tg tt uk": r"[\u0400-\u04ff]",
    "el": r"[\u0370-\u03ff]",
    "hy": r"[\u0531-\u058f]",
    "he yi": r"[\u0590-\u05ff]",
    "ar ckb fa ps sd ug ur": r"[\u0600-\u06ff]",
    "hi mr ne sa": r"[\u0900-\u097f]",
    "as bn": r"[\u0980-\u09ff]",
    "pa": r"[\u0a00-\u0a7f]",
    "gu": r"[\u0a80-\u0aff]",
    "ta": r"[\u0b80-\u0bff]",
    "te": r"[\u0c00-\u0c7f]",
    "kn": r"[\u0c80-\u0cff]",
    "ml": r"[\u0d00-\u0d7f]",
    "si": r"[\u0d80-\u0dff]",
    "th": r"[\u0e00-\u0e7f]",
    "lo": r"[\u0e80-\u0eff]",
    "my": r"[\u1000-\u109f]",
    "ka": r"[\u10a0-\u10ff]",
    "am ti": r"[\u1200-\u137f]",
    "km": r"[\u1780-\u17ff]",
}
SCRIPTS = {locale: one for locales, one in _LETTERS.items() for locale in locales.split()}
SCRIPTS["sr"] = f"[\\u0400-\\u04ff{LATIN[1:-1]}]"  # written in either


def script(locale: str) -> str:
    """A pattern for a letter of the language's own script."""
    return SCRIPTS.get(locale.lower().replace("_", "-").split("-")[0], LATIN)


def others() -> str:
    """A pattern for a letter of any script but the Latin one."""
    return f"[{''.join(sorted({one[1:-1] for one in _LETTERS.values()}))}]"


def letters(locale: str) -> re.Pattern[str]:
    """`script`, compiled."""
    return re.compile(script(locale))
