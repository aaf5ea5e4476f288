"""Ids made from heading text, as `markdown.extensions.toc` and `pymdownx.slugs` make them."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from munjigi.reader.dialect import Dialect, Named, kept

Slugify = Callable[[str, str], str]
SLUGS = 5_000

_NOT_WORD = re.compile(r"[^\w\s-]")
_NOT_SLUG = re.compile(r"[^\w\- ]")
_TAG = re.compile(r"</?[^>]*>")
_NUMBERED = re.compile(r"^(.*)_([0-9]{1,4000})$")  # int() refuses more than 4,300 digits
_UNRESERVED = frozenset(map(ord, string.ascii_letters + string.digits + "_.-~/"))
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

# The functions that pymdownx.slugs had before version 10, as its documentation replaces them.
_FORMER: dict[str, dict[str, object]] = {
    "uslugify": {"case": "lower"},
    "uslugify_encoded": {"case": "lower", "percent_encode": True},
    "uslugify_cased": {},
    "uslugify_cased_encoded": {"percent_encode": True},
    "gfm": {"case": "lower-ascii"},
    "gfm_encoded": {"case": "lower-ascii", "percent_encode": True},
}
KNOWN = (
    "markdown.extensions.toc.slugify",
    "markdown.extensions.toc.slugify_unicode",
    "pymdownx.slugs.slugify",
    *(f"pymdownx.slugs.{name}" for name in _FORMER),
)


class UnknownSlugifyError(ValueError):
    """A function that munjigi does not know, or keywords that it does not take."""


def slugger(value: Named | str | None) -> Slugify:
    """The function that `toc`'s option `slugify` names: heading text and separator in, id out.

    None is `toc`'s own default. Raises `UnknownSlugifyError` for a name that is not in `KNOWN` and
    for a Unicode normal form that does not exist.
    """
    if value is None:
        return _toc_slugify
    named = Named(value) if isinstance(value, str) else value
    module, _, function = named.name.rpartition(".")
    if named.name not in KNOWN:
        raise UnknownSlugifyError(f"{named.name} is no known slugify function")
    if module != "pymdownx.slugs":
        return _toc_slugify if function == "slugify" else _toc_slugify_unicode
    return _pymdownx(_FORMER.get(function, named.kwargs))


@kept
def heading_slugger(dialect: Dialect) -> Slugify:
    """The function that makes the ids of headings, with a memory: headings come again."""
    return lru_cache(SLUGS)(slugger(dialect.option("toc", "slugify")))


def _pymdownx(kwargs: Mapping[str, object]) -> Slugify:
    form = kwargs.get("normalize", "NFC")
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise UnknownSlugifyError(f"{form} is no Unicode normal form")
    percent = bool(kwargs.get("percent_encode", False))
    return partial(_uslugify, case=kwargs.get("case", "none"), percent=percent, form=form)


@lru_cache(maxsize=8)
def _squeezer(separator: str) -> Callable[[str], str]:
    """Replaces runs of white space and separators by one separator.

    `toc` puts the separator into a character class as it is; what makes no valid one, and stops
    MkDocs there, is taken literally here.
    """
    try:
        pattern = re.compile(rf"[{separator}\s]+")
        pattern.sub(separator, "")
    except re.error:
        pattern = re.compile(rf"[{re.escape(separator)}\s]+")
        return partial(pattern.sub, lambda _: separator)
    return partial(pattern.sub, separator)


def _toc_slugify(text: str, separator: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _squeezer(separator)(_NOT_WORD.sub("", text).strip().lower())


def _toc_slugify_unicode(text: str, separator: str) -> str:
    return _squeezer(separator)(_NOT_WORD.sub("", text).strip().lower())


def _without_tags(text: str) -> str:
    end = text.rfind(">") + 1  # no tag ends after it, and looking for one there would be quadratic
    return _TAG.sub("", text[:end]) + text[end:] if end else text


def _uslugify(text: str, separator: str, *, case: object, percent: bool, form: Any) -> str:
    slug = _without_tags(unicodedata.normalize(form, text)).strip()
    if case == "lower":
        slug = slug.lower()
    elif case == "lower-ascii":
        slug = slug.translate(_ASCII_LOWER)
    elif case == "fold":
        slug = slug.casefold()
    slug = _NOT_SLUG.sub("", slug).replace(" ", separator)
    return _quoted(slug) if percent else slug


def _quoted(slug: str) -> str:
    octets = slug.encode("utf-8", "replace")
    return "".join(chr(octet) if octet in _UNRESERVED else f"%{octet:02X}" for octet in octets)


def unique(id: str, ids: set[str], counters: dict[str, int]) -> str:
    """The id, or with `_1`, `_2`, … at its end where `ids` has it already; adds it to `ids`.

    `counters` starts empty and goes along with the same `ids` on every call of one page. As
    `markdown.extensions.toc.unique`, whose empty id also gets a number.
    """
    if id in ids or not id:
        match = _NUMBERED.match(id)
        base, count = (match[1], int(match[2])) if match else (id, 0)
        known = counters.get(base, 0)
        skip = count <= known or id == f"{base}_{known + 1}"
        count = (max(count, known) if skip else count) + 1
        while f"{base}_{count}" in ids:
            count += 1
        id = f"{base}_{count}"
        if skip:
            counters[base] = count
    ids.add(id)
    return id
