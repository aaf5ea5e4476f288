"""Fingerprints of sentences: enough to tell what became of one, too little to read it again.

A print is text of 12 characters and two for each word, all of base64: the sentence's hash (8), that
of its facts (4), and 12 bits of the hash of each word, sorted. From the last part follows how much
two sentences have in common although one of them is gone.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from munjigi.watch.sentences import facts, words
from munjigi.watch.steps import Steps, moved
from munjigi.watched import Change, Reworded

HASH, FACTS, WORD = 8, 4, 2  # characters
PRINT = re.compile(rf"[\w-]{{{HASH + FACTS}}}(?:[\w-]{{{WORD}}})*", re.ASCII)
ALIKE = 0.5  # from which share of common words on two sentences are versions of one


def fingerprint(sentence: str) -> str:
    """The print of a sentence."""
    bag = sorted(map(_word, words(sentence)))
    return _hash(sentence, HASH) + _hash("\n".join(facts(sentence)), FACTS) + "".join(bag)


def difference(
    then: Sequence[str],
    now: Sequence[str],
    known: Mapping[str, str],
    steps: tuple[Steps, Steps] = ((), ()),
) -> Change:
    """What became of a text of these prints; `now` are its sentences today.

    Where a sentence stands matters only for `steps`, those of then and of now as in `sentences`.
    `known` has sentences of old by the hash in the print.
    """
    prints = {fingerprint(one): one for one in now}
    old, new = Counter(then), Counter(map(fingerprint, now))
    went, came = list((old - new).elements()), list((new - old).elements())
    pairs = _pairs(went, came)
    for before, after in pairs:
        went.remove(before)
        came.remove(after)
    return Change(
        tuple(prints[one] for one in came),
        tuple(known.get(one[:HASH], "") for one in went),
        tuple(_reworded(before, prints[after], after, known) for before, after in pairs),
        moved=tuple(moved(then, [(fingerprint(one), one) for one in now], steps, dict(pairs))),
    )


def renamed(then: str, now: str, known: Mapping[str, str]) -> tuple[Reworded, ...]:
    """Whether a title of this print is another one today; nothing where either is ""."""
    after = fingerprint(now)
    if not (then and now) or bag(then) == bag(after):
        return ()
    return (_reworded(then, now, after, known),)


def _reworded(before: str, text: str, after: str, known: Mapping[str, str]) -> Reworded:
    return Reworded(
        known.get(before[:HASH], ""),
        text,
        likeness(before, after),
        before[HASH : HASH + FACTS] != after[HASH : HASH + FACTS],
        new_words(before, text),
        (Counter(bag(before)) - Counter(bag(after))).total(),
    )


def _pairs(went: Iterable[str], came: Iterable[str]) -> list[tuple[str, str]]:
    """Which of the sentences that came stands for which that went, the most alike first."""
    alike = [
        (common, before, after)
        for before in went
        for after in came
        if (common := likeness(before, after)) >= ALIKE
    ]
    old, new = Counter(went), Counter(came)
    found = []
    for _, before, after in sorted(alike, reverse=True):
        if old[before] > 0 and new[after] > 0:
            old[before] -= 1
            new[after] -= 1
            found.append((before, after))
    return found


def likeness(one: str, other: str) -> float:
    """The share of words (0 to 1) that two prints have in common."""
    first, second = Counter(bag(one)), Counter(bag(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


@lru_cache(maxsize=4096)
def bag(made: str) -> tuple[str, ...]:
    """The words of a print."""
    rest = made[HASH + FACTS :]
    return tuple(rest[at : at + WORD] for at in range(0, len(rest), WORD))


def new_words(before: str, sentence: str) -> tuple[str, ...]:
    """The words of a sentence that the print of an older version does not have."""
    old = Counter(bag(before))
    found = []
    for one in words(sentence):
        made = _word(one)
        if old[made] > 0:
            old[made] -= 1
        else:
            found.append(one)
    return tuple(found)


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    return _hash(word, WORD)


def _hash(text: str, length: int) -> str:
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=9).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]
