"""Addresses without what names a language in them."""

from __future__ import annotations

import re

_LOCALE = re.compile(r"/(?:[a-z]{2}|[a-z]{2}[-_][a-z]{2,4}|kr|jp)(?=/|$)", re.IGNORECASE)
_QUERY = re.compile(r"([?&])(?:hl|lang|language|locale|lc)=[\w-]+&?", re.IGNORECASE)
_END = re.compile(r"[.](?:ko|kr|en|ja|zh)(?=$|[?/])", re.IGNORECASE)


def without_language(address: str) -> str:
    """A full address without its language, fragment and the slash at its end."""
    bare = address.partition("#")[0]
    scheme, separator, rest = bare.partition("://")
    host, slash, path = rest.partition("/")
    path = _END.sub("", _QUERY.sub(r"\1", _LOCALE.sub("", slash + path)))
    return f"{scheme}{separator}{host.lower()}{path.rstrip('/?&')}"
