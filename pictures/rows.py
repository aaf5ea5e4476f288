"""The kinds of rows that a picture is made of: each is drawn below the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pictures.canvas import EDGE, GAP, LINE, SIZE, WIDTH, Canvas
from pictures.words import PictureError, Speaker, Words, fitting, width, wrap

Row = Mapping[str, Any]
Drawer = Callable[[Canvas, Speaker, Row], None]
BOX = 64  # the height of what one selects or fills in
_BAND = 80  # the height of the band
_PAD = 20  # between a box and its text
_BASE = 10  # from the middle of a line down to its baseline


def draw_row(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """Draw a row by the kind that its first key names; raises `PictureError`."""
    kind = next(iter(row))
    if kind not in KINDS:
        raise PictureError(f'no kind of row is called "{kind}": use {", ".join(KINDS)}')
    draw, more = KINDS[kind]
    for key in row:
        if key not in (kind, *more):
            raise PictureError(f'a row "{kind}" has no "{key}"')
    draw(canvas, speaker, row)


def band(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """The top of a screen: the product, and where one's own picture stands."""
    canvas.box(EDGE, canvas.y, WIDTH - 2 * EDGE, _BAND, "band")
    canvas.text(EDGE + 24, canvas.y + 50, speaker.text(row["band"]), "on-band bold")
    if "person" in row:
        middle = canvas.right - 46
        canvas.circle(middle, canvas.y + 40, 28, "tint")
        canvas.circle(middle, canvas.y + 32, 10, "soft")
        canvas.path(f"M{middle - 18:g} {canvas.y + 60:g}a18 16 0 0 1 36 0z", "soft")
        canvas.circle(middle - 62, canvas.y + 40, 28, "tint")
        canvas.mark(row["person"], canvas.y + 40, middle - 62)
    canvas.y += _BAND + GAP


def menu(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A path through menus: those on the way in one text, the last one in a box."""
    *way, last = row["menu"]
    if way:
        names = " › ".join(speaker.words(one).text.replace(" ", "\xa0") for one in way)
        _lines(canvas, [line.replace("\xa0", " ") for line in _breaks(names, canvas.room)], "soft")
        canvas.y += 8
    _tile(canvas, speaker.words(last), row, "tint")


def _breaks(names: str, room: float) -> list[str]:
    """Lines broken between menus, not inside their names, each but the last ending in `›`."""
    lines = [""]
    for name in names.split(" › "):
        longer = f"{lines[-1]} › {name}" if lines[-1] else name
        if width(f"{longer} ›", SIZE) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines[-1] += " ›"
            lines.append(name)
    return [*lines[:-1], f"{lines[-1]} ›"]


def tile(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """Something to select that is no button."""
    _tile(canvas, speaker.words(row["tile"]), row, "field")


def _tile(canvas: Canvas, words: Words, row: Row, kind: str) -> None:
    canvas.box(canvas.left, canvas.y, canvas.room, BOX, kind)
    _words(canvas, words, canvas.left + _PAD, canvas.y + BOX / 2, canvas.room - 2 * _PAD)
    _mark(canvas, row, canvas.y + BOX / 2)
    canvas.y += BOX + GAP


def head(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """The name of a screen or of a part of it, under a line."""
    if canvas.y > EDGE + _BAND + GAP:  # not at the top, nor right under the band
        canvas.path(f"M{EDGE} {canvas.y + 4:g}H{WIDTH - EDGE}")
        canvas.y += 24
    _words(canvas, speaker.words(row["head"]), canvas.left, canvas.y + LINE / 2, canvas.room)
    _mark(canvas, row, canvas.y + LINE / 2)
    canvas.y += LINE + GAP


def field(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A field with its label and an example (`value`), or a list to choose from (`choices`)."""
    _words(canvas, speaker.words(row["field"]), canvas.left, canvas.y + LINE / 2, canvas.room)
    canvas.y += LINE + 6
    canvas.box(canvas.left, canvas.y, canvas.room, BOX, "field")
    middle = canvas.y + BOX / 2
    if "choices" in row:
        canvas.path(f"M{canvas.right - 52:g} {middle - 6:g}l12 12l12-12")
    shown = speaker.text(row.get("choices", row.get("value", "")))
    mono = "choices" not in row and (" " not in shown or isinstance(row["value"], str))
    text = fitting(shown, SIZE, canvas.room - 2 * _PAD - 40 * ("choices" in row), mono=mono)
    canvas.text(canvas.left + _PAD, middle + _BASE, text, "ink mono" if mono else "ink")
    _mark(canvas, row, middle)
    canvas.y += BOX + GAP


def button(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A button; `side: right` puts it there."""
    text = speaker.words(row["button"]).text
    wide = width(fitting(text, SIZE, canvas.room - 60, bold=True), SIZE, bold=True) + 60
    at_right = row.get("side") == "right"
    left = canvas.right - wide if at_right else canvas.left
    middle = canvas.y + BOX / 2
    canvas.box(left, canvas.y, wide, BOX, "button")
    canvas.text(left + wide / 2, middle + _BASE, text, "on-button bold mid")
    if at_right and "mark" in row:
        canvas.mark(row["mark"], middle, left - 38)
    else:
        _mark(canvas, row, middle)
    canvas.y += BOX + GAP


def switch(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A switch that is on, with what it switches."""
    middle = canvas.y + BOX / 2
    canvas.box(canvas.left, middle - 20, 76, 40, "button", radius=20)
    canvas.circle(canvas.left + 56, middle, 14, "on-button")
    _words(canvas, speaker.words(row["switch"]), canvas.left + 96, middle, canvas.room - 96)
    _mark(canvas, row, middle)
    canvas.y += BOX + GAP


def note(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A quiet remark."""
    canvas.y -= 6
    _lines(canvas, wrap(speaker.text(row["note"]), SIZE, canvas.room), "soft")
    canvas.y += GAP


def code(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """Lines as they are typed or sent, with a remark above."""
    if "about" in row:
        about = wrap(speaker.text(row["about"]), SIZE, canvas.room, bold=True)
        _lines(canvas, about, "ink bold")
        canvas.y += 8
    lines = speaker.text(row["code"]).splitlines()
    high = LINE * len(lines) + 26
    canvas.box(canvas.left, canvas.y, canvas.room, high, "field")
    for number, line in enumerate(lines):
        text = fitting(line, SIZE, canvas.room - 2 * _PAD, mono=True)
        canvas.text(canvas.left + _PAD, canvas.y + 42 + number * LINE, text, "ink mono")
    _mark(canvas, row, canvas.y + high / 2)
    canvas.y += high + GAP


def arrow(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """What happens between the row above and the one below."""
    lines = wrap(speaker.text(row["arrow"]), SIZE, canvas.room - 60)
    high = max(LINE * len(lines), 52.0)
    x, top = canvas.left + 24, canvas.y - 4
    canvas.path(f"M{x:g} {top:g}v{high:g}m-11-12l11 12l11-12")
    for number, line in enumerate(lines):
        above = (high - LINE * len(lines)) / 2
        canvas.text(x + 36, top + above + 28 + number * LINE, line, "soft")
    canvas.y += high + GAP - 6


def value(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A value, whether it is secret, and where it goes."""
    uses = [wrap(speaker.text(one), SIZE, canvas.room - 84) for one in row["goes"]]
    high = 70 + LINE * sum(map(len, uses)) + 22
    canvas.box(canvas.left, canvas.y, canvas.room, high, "tint")
    tag = speaker.text(row["tag"])
    wide = width(tag, SIZE, bold=True) + 36
    kind = "mark" if row.get("secret") else "button"
    canvas.box(canvas.right - wide - 14, canvas.y + 14, wide, 46, kind, radius=23)
    canvas.text(canvas.right - wide / 2 - 14, canvas.y + 47, tag, f"on-{kind} bold mid")
    room = canvas.room - wide - 3 * _PAD
    _words(canvas, speaker.words(row["value"]), canvas.left + _PAD, canvas.y + 37, room)
    y = canvas.y + 70 + 28
    for lines in uses:
        canvas.path(f"M{canvas.left + _PAD:g} {y - 10:g}h28m-10-9l10 9l-10 9")
        for line in lines:
            canvas.text(canvas.left + _PAD + 44, y, line)
            y += LINE
    canvas.y += high + GAP


def date(canvas: Canvas, speaker: Speaker, row: Row) -> None:
    """A day in a timeline and what changes then; `last` ends the line."""
    x, left, top = EDGE + 24.0, canvas.left, canvas.y
    room = canvas.right - left
    kind = "mark" if row.get("last") else "button"
    canvas.text(left, top + 28, speaker.text(row["date"]), "ink bold")
    canvas.y += LINE
    _lines(canvas, wrap(speaker.text(row["change"]), SIZE, room, bold=True), "ink bold")
    for one in row.get("also", ()):
        _lines(canvas, wrap(speaker.text(one), SIZE, room), "soft")
    canvas.y += 26
    if not row.get("last"):
        canvas.path(f"M{x:g} {top + 20:g}V{canvas.y + 20:g}")
    canvas.circle(x, top + 18, 14, kind)


def _lines(canvas: Canvas, lines: list[str], kinds: str) -> None:
    for line in lines:
        canvas.text(canvas.left, canvas.y + 28, line, kinds)
        canvas.y += LINE


def _words(canvas: Canvas, words: Words, x: float, middle: float, room: float) -> None:
    """Words on one line by its middle, with the gloss where there is room for it."""
    text = fitting(words.text, SIZE, room, bold=True)
    both = width(text, SIZE, bold=True) + width(f" ({words.gloss})", SIZE)
    gloss = f"({words.gloss})" if words.gloss and both <= room else ""
    canvas.text(x, middle + _BASE, text, "ink bold", gloss)


def _mark(canvas: Canvas, row: Row, middle: float) -> None:
    if "mark" in row:
        canvas.mark(row["mark"], middle)


# A kind, how it is drawn, and the keys it may have besides.
KINDS: Mapping[str, tuple[Drawer, tuple[str, ...]]] = {
    "band": (band, ("person",)),
    "menu": (menu, ("mark",)),
    "tile": (tile, ("mark",)),
    "head": (head, ("mark",)),
    "field": (field, ("value", "choices", "mark")),
    "button": (button, ("side", "mark")),
    "switch": (switch, ("mark",)),
    "note": (note, ()),
    "code": (code, ("about", "mark")),
    "arrow": (arrow, ()),
    "value": (value, ("tag", "secret", "goes")),
    "date": (date, ("change", "also", "last")),
}
