"""Addresses without what names a language in them."""

from __future__ import annotations

import re

from munjigi.lazypattern import lazy

# Languages, and countries that sites name instead of one.
_CODE = (
    "(?:ar|bg|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro|ru|sk|"
    "sl|sr|sv|th|tr|uk|vi|zh|br|cn|gb|hk|jp|kr|mx|tw|us)"
)
_NAME = rf"(?:{_CODE}(?:[-_](?:[a-z]{{2,4}}|\d{{3}}))?|eng|kor|english|korean)"
_LOCALE = lazy(_NAME, re.IGNORECASE)
_SEGMENT = lazy(rf"/{_NAME}(?=/|$)", re.IGNORECASE)
_END = lazy(rf"[._-]{_NAME}(?=[.][a-z0-9]{{2,5}}$)|[.]{_NAME}$", re.IGNORECASE)
_KEY = re.compile(
    r"hl|lang|language|locale|lc|lng|lr|langcode|lang_code|set_?lang|ui_?lang|uselang|culture",
    re.IGNORECASE,
)
_DOMAIN = 2  # labels of a host that are its own name: example.com


def without_language(address: str) -> str:
    """An address without its language, its fragment and the slash at its end.

    A language is a folder (`/ko/`, `/en-us/`), a part of the host (`ko.example.com`; `www` stands
    for none), a parameter (`?lang=ko`) or the end of a file's name (`a.ko.html`, `a-en.png`).
    """
    bare, _, query = address.partition("#")[0].partition("?")
    scheme, separator, rest = bare.rpartition("://")
    host, slash, path = rest.partition("/")
    path = _END.sub("", _SEGMENT.sub("", slash + path).rstrip("/"))
    left = "&".join(one for one in query.split("&") if one and not _names_language(one))
    return f"{scheme}{separator}{_host(host)}{path}{'?' * bool(left)}{left}"


def _host(host: str) -> str:
    labels = host.lower().split(".")
    kept = [one for one in labels[:-_DOMAIN] if one != "www" and not _LOCALE.fullmatch(one)]
    return ".".join((*kept, *labels[-_DOMAIN:]))


def _names_language(parameter: str) -> bool:
    key, _, value = parameter.partition("=")
    return bool(_KEY.fullmatch(key) or (key == "l" and _LOCALE.fullmatch(value)))
