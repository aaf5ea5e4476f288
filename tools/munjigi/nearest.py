"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str:
    """The one of `names` that comes nearest to `name`, "" where none comes near."""
    from difflib import get_close_matches

    by_form = {one.casefold().replace("_", "-"): one for one in sorted(names)}
    found = get_close_matches(name.casefold().replace("_", "-"), by_form, 1, 0.6)
    return by_form[found[0]] if found else ""
