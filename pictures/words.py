"""The words in pictures: their language, the vendors' labels, and how much room they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from munjigi.terms import UiLabel

# Advance widths in ems, on the wide side of the fonts that readers have.
_WIDE, _CAPITAL, _SMALL, _NARROW, _MONO, _BOLD = 0.94, 0.69, 0.57, 0.33, 0.61, 1.04
_NARROW_SIGNS = frozenset(" !'(),./:;I[]`fijlrt|·")
_WIDE_SIGNS = frozenset("%@MWmw&—…")


class PictureError(Exception):
    """A description that cannot be drawn; the text says what is wrong."""


class Words(NamedTuple):
    """A text, and the gloss that stands behind a label which readers see in another language."""

    text: str
    gloss: str = ""


class Speaker:
    """Says what a description means in one language."""

    def __init__(self, language: str, labels: Mapping[str, UiLabel]) -> None:
        self.language = language
        self.labels = labels

    def words(self, value: Any) -> Words:
        """A label of the vendor (a text), or a text for each language; raises `PictureError`."""
        if isinstance(value, Mapping):
            return Words(self.text(value))
        label = self.labels.get(value)
        if label is None:
            raise PictureError(
                f'no label "{value}" in docs/_terms; add it there, or write {{ko: …, en: …}}'
            )
        name = label.names.get(self.language, value)
        if label.vouched_by.get(self.language) == "vendor":
            return Words(name)
        return Words(value, name if name != value else "")

    def text(self, value: Any) -> str:
        """A text that is the same in all languages, or one for each."""
        if not isinstance(value, Mapping):
            return str(value)
        if self.language not in value:
            raise PictureError(f'no "{self.language}" in {dict(value)}')
        return str(value[self.language])


def width(text: str, size: float, *, bold: bool = False, mono: bool = False) -> float:
    """About how wide a line is, in the unit of `size`."""
    return sum(map(_mono if mono else _advance, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The lines of a text, broken at spaces; raises `PictureError` at a word that is too long."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        elif width(word, size, bold=bold) > room:
            raise PictureError(f'"{word}" is wider than its place; break it with a space')
        else:
            lines.append(word)
    return [line for line in lines if line]


def fitting(text: str, size: float, room: float, *, bold: bool = False, mono: bool = False) -> str:
    """The text, where it fits on one line; raises `PictureError` where it does not."""
    if width(text, size, bold=bold, mono=mono) > room:
        raise PictureError(f'"{text}" is wider than its place; shorten it')
    return text


def first_of_each(labels: Iterator[UiLabel]) -> dict[str, UiLabel]:
    """Labels by their English names; where screens share a name, that of the first screen."""
    found: dict[str, UiLabel] = {}
    for label in labels:
        if "en" in label.names:
            found.setdefault(label.names["en"], label)
    return found


def _advance(sign: str) -> float:
    if sign >= "ᄀ":
        return _WIDE
    if sign in _NARROW_SIGNS:
        return _NARROW
    return 0.95 if sign in _WIDE_SIGNS else _CAPITAL if sign.isupper() else _SMALL


def _mono(sign: str) -> float:
    return _WIDE if sign >= "ᄀ" else _MONO
