"""Texts as YAML writes them."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W\d_](?:(?!: | #)[^\[\]{},\"\\])*(?<![: ])")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(text: str) -> str:
    """A text of one line as YAML has it, quoted only where it must be."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and text.isprintable()
    return text if plain else json.dumps(text, ensure_ascii=False)
