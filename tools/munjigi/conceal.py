"""Secrets kept out of everything that a run writes, whichever rules it was asked for.

Where a problem has `masked` among its values, its span is a secret and `masked` what may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from munjigi.model import Diagnostic, Edit, Text
from munjigi.secretpatterns import secrets
from munjigi.secretvalues import masked, plausible
from munjigi.source import Source

Sourced = Callable[[str], Source]
MASK = "*"
_by_source: WeakKeyDictionary[Source, Mapping[str, str]] = WeakKeyDictionary()
LEAST = 8  # characters: what is shorter is no secret, and may be part of any word


def concealed(found: Iterable[Diagnostic], source: Sourced) -> Sourced:
    """`source` with the secrets of each file made unreadable in it; offsets stay the same."""
    known = _known(found, source)
    if not known:
        return source

    @cache
    def read(path: str) -> Source:
        plain = source(path)
        text = plain.text
        for secret, shown in known.get(path, {}).items():
            text = text.replace(secret, _hidden(secret, shown))
        return plain if text is plain.text else Source(path, text)

    return read


def _hidden(secret: str, shown: str) -> str:
    """Text of the same length and lines."""
    first = len(shown.rstrip("…"))
    return secret[:first] + "".join(MASK if char not in "\r\n" else char for char in secret[first:])


def _known(found: Iterable[Diagnostic], source: Sourced) -> dict[str, dict[str, str]]:
    """By file with problems, each secret in it and what may be shown, the longest first."""
    known: dict[str, dict[str, str]] = {}
    for one in found:
        path, file = one.span.path, source(one.span.path)
        if path not in known:
            known[path] = dict(_secrets_of(file))
        secret = file.text[one.span.start : one.span.end]
        if "masked" in one.values and secret:  # the file may have changed since
            known[path][secret] = one.values["masked"]
    return {path: dict(sorted(ones.items(), key=_length)) for path, ones in known.items() if ones}


def _secrets_of(file: Source) -> Mapping[str, str]:
    """As `_secrets`; a file is searched once, for it takes a while."""
    if file not in _by_source:
        _by_source[file] = dict(_secrets(file.text))
    return _by_source[file]


def _secrets(text: str) -> Iterator[tuple[str, str]]:
    for one in secrets(text, plausible):
        value = text[one.start : one.end]
        yield value, masked(value)


def hidden(data: bytes) -> bytes:
    """The bytes of a file with the secrets in it made unreadable; lengths and lines stay."""
    plain = data.decode("utf-8", "surrogateescape")
    text = plain
    for secret, shown in sorted(_secrets(plain), key=_length):
        text = text.replace(secret, _hidden(secret, shown))
    return data if text is plain else text.encode("utf-8", "surrogateescape")


def _length(item: tuple[str, str]) -> int:
    return -len(item[0])


def without_secrets(found: Sequence[Diagnostic], source: Sourced) -> Sequence[Diagnostic]:
    """The problems, none of which repeats in its words or fix a secret that another one tells of.

    `source` gives the texts as they are.
    """
    known = _known(found, source)
    return [_without(one, known.get(one.span.path, {})) for one in found] if known else found


def without_values(message: Text, env: Mapping[str, str | None]) -> Text:
    """A message about the configuration with the names of environment variables for their values.

    `env` has the variables that the configuration asks for.
    """
    known = _named(env)
    return Text(_cleaned(message.en, known), _cleaned(message.ko, known))


def naming_variables(one: Diagnostic, env: Mapping[str, str | None]) -> Diagnostic:
    """The same for a problem of the configuration."""
    return _without(one, _named(env))


def _named(env: Mapping[str, str | None]) -> dict[str, str]:
    """By value, the longest first, what to show in its place."""
    items = ((value, f"${name}") for name, value in env.items() if value and len(value) >= LEAST)
    return dict(sorted(items, key=_length))


def _cleaned(text: str, known: Mapping[str, str]) -> str:
    for secret, shown in known.items():
        text = text.replace(secret, shown)
    return text


def _without(one: Diagnostic, known: Mapping[str, str]) -> Diagnostic:
    if not known or "masked" in one.values:
        return one

    def clean(value: Any) -> Any:
        if isinstance(value, Text):
            return Text(_cleaned(value.en, known), _cleaned(value.ko, known))
        return _cleaned(value, known) if isinstance(value, str) else value

    edits = one.fix.edits if one.fix else ()
    return one._replace(
        message=clean(one.message),
        target=clean(one.target),
        values={name: clean(value) for name, value in one.values.items()},
        fix=one.fix and one.fix._replace(edits=tuple(Edit(e.span, clean(e.text)) for e in edits)),
    )
