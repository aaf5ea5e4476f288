"""A change of a source in words: counts for the message, and lines that people can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Text
from munjigi.worddiff import changes, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.watched import Change, Reworded

LINES = 20  # of a diff at most
LONG = 300  # characters of a line at most
_WORD = Text(en="word", ko="낱말")


def counts(change: Change) -> Text:
    """How many sentences came, went and were reworded, and whether title and order are others."""
    told = [_sentences(change)] if change.came or change.went or change.reworded else []
    told += [_TITLE] if change.renamed else []
    told += [_ORDER] if change.moved else []
    return Text(", ".join(one.en for one in told), ", ".join(one.ko for one in told))


def _sentences(change: Change) -> Text:
    numbers = len(change.came), len(change.went), len(change.reworded)
    english = ("came", "went", "changed")
    korean = ("추가", "삭제", "수정")
    told = [(n, e, k) for n, e, k in zip(numbers, english, korean, strict=True) if n]
    number, verb, _ = told[0]
    sentence = "1 sentence" if number == 1 else f"{number} sentences"
    rest = [f"{n} {e}" for n, e, _ in told[1:]]
    return Text(
        en=", ".join([f"{sentence} {verb}", *rest]),
        ko=f"문장 {', '.join(f'{n}개 {k}' for n, _, k in told)}",
    )


def lines(change: Change) -> Text:
    """The diff, a sentence a line, in both languages."""
    return Text(en="\n".join(_cut(change, "en")), ko="\n".join(_cut(change, "ko")))


def _cut(change: Change, lang: str) -> list[str]:
    found = list(_lines(change, lang))
    shown = [one if len(one) <= LONG else f"{one[:LONG]}…" for one in found[:LINES]]
    more = len(found) - len(shown)
    return [*shown, _MORE.of(lang).format(more)] if more else shown


def _lines(change: Change, lang: str) -> Iterator[str]:
    for one in change.renamed:
        yield f"# {_reworded(one, lang)}"
    for one in change.reworded:
        yield f"~ {_reworded(one, lang)}"
    yield from (f"- {one}" for one in change.went if one)
    unknown = sum(not one for one in change.went)
    if unknown:
        yield f"- {_UNKNOWN.of(lang).format(unknown)}"
    yield from (f"+ {one}" for one in change.came)
    for step in change.moved:
        yield f"↕ {_STEP.of(lang).format(step.before, step.after, step.text)}"


def _reworded(one: Reworded, lang: str) -> str:
    if one.before:
        return " ".join(changes([one.before], [one.after]))
    new = ", ".join(one.new)
    added = f" {plain(new, True)}" if new else ""
    gone = f" {plain(_GONE.of(lang).format(one.gone), False)}" if one.gone else ""
    return f"{one.after}{added}{gone}"


_TITLE = Text(en="another title", ko="제목 바뀜")
_ORDER = Text(en="steps in another order", ko="단계 순서 바뀜")
_STEP = Text(en="step {} is step {} now: {}", ko="단계 {} → 단계 {}: {}")
_MORE = Text(en="… and {} more", ko="… 외 {}개")
_GONE = Text(en="words that are not known any more: {}", ko="지금은 알 수 없는 낱말 {}개")
_UNKNOWN = Text(
    en="(sentences that went, of which only the fingerprint is known: {})",
    ko="(지문만 남아 내용을 알 수 없는 사라진 문장 {}개)",
)
