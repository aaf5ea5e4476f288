"""Whether a value may be a real secret, or stands for one, and how it is shown."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from math import log2

from munjigi.lazypattern import lazy

_FAKE = lazy(
    r"example|sample|dummy|fake|placeholder|your|change|redact|insert|replace|hidden|mask|secret"
    r"|token|p[a@4][s5$]{2}|test|demo|todo|here|foobar|qwert|asdf|deadbeef"
    r"|1234[50]|0123|1a2b3c|abcde|x{4}|0{5}|\*{3}|\.{3}|[<>${}…]",
    re.IGNORECASE,
)
_SAMPLE = lazy(
    r"example\.|sample|dummy|your|test|demo|password|aladdin|john|payload|1234567890", re.IGNORECASE
)
_UUID = lazy(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=.*\d.*\d)(?=.*[a-f])[0-9a-f]+")
_WORD = re.compile(r"[A-Z]?[a-z]{4,}|[A-Z]{5,}")
_PATH = re.compile(r"/?(?:[a-z][a-z0-9_.-]*/){2,}[a-z][a-z0-9_.-]*")
_PARTS = re.compile(r"[.:]")
_HEAD = 80  # characters; in longer ones any word turns up by chance
_LEAST = 8  # different characters
_BITS = 2.8  # of entropy in a character
_STEPS = 0.45  # share of neighbours that follow on each other
_WORDY = 0.6  # share of letters in what looks like words


_SHOWN, _SHOWN_OF_SHORT, _SHORT = 4, 2, 16  # characters


def masked(value: str) -> str:
    """The first characters of a secret: enough to find it, too few to use it."""
    return value[: _SHOWN_OF_SHORT if len(value) < _SHORT else _SHOWN] + "…"


def plausible(value: str, context: bool) -> bool:
    """Whether this may be a real secret.

    `context` says that only the words around it tell that it is one; then what looks like a name,
    a path or a UUID is none.
    """
    if len(set(value)) < _LEAST or _FAKE.search(value, 0, _HEAD) or _runs_on(value):
        return False
    plain = _decoded(value)
    if _entropy(value) < _BITS or any(map(_SAMPLE.search, plain)):
        return False
    if context and plain and ":" in plain[0]:  # name and password of an HTTP header
        return any(plausible(part, True) for part in plain[0].split(":", 1))
    return not context or _is_random(value)


def _entropy(value: str) -> float:
    """Bits in a character."""
    shares = [count / len(value) for count in Counter(value).values()]
    return -sum(share * log2(share) for share in shares)


def _runs_on(value: str) -> bool:
    """Whether it counts up or down or repeats itself, as `abcdef` and `1a2b3c` do."""
    if value in (value + value)[1:-1]:
        return True
    for step in (1, 2):
        pairs = list(zip(value, value[step:], strict=False))
        if sum(abs(ord(one) - ord(other)) <= 1 for one, other in pairs) > _STEPS * len(pairs):
            return True
    return False


def _is_random(value: str) -> bool:
    """Whether letters and digits are mixed as by chance."""
    if _HEX.fullmatch(value):
        return True
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    words = sum(map(len, _WORD.findall(value)))
    if _UUID.fullmatch(value) or _PATH.fullmatch(value) or words > _WORDY * letters:
        return False
    cases = value != value.lower() and value != value.upper()
    return digits > 1 or (cases and (digits == 1 or words < letters / 3))


def _decoded(value: str) -> list[str]:
    """What the parts of a token say, where they are text in Base64."""
    found = []
    for part in _PARTS.split(value):
        try:
            plain = b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
            found.append(plain.decode("ascii"))
        except ValueError:
            continue
    return found
