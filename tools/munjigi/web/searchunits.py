"""What the search index holds of a text: units that a query of any spacing finds again.

Hangul is kept as pairs of syllables, across a space too, so that `서비스계정` and `서비스 계정`
are the same; nothing has to be known about words. The first syllable of each word stands alone too.
Latin words and numbers are kept whole, with their parts (`invalid_auth`: `invalidauth`, `invalid`,
`auth`; `appId`: `appid`, `app`, `id`). Where Hangul and Latin meet, with or without a space, the
Latin word and the syllable beside it are a unit (`앱 ID`: `앱id`).

`assets/searchengine.js` makes the units of a query in the same way; particles and endings are taken
off there, once for each query instead of once for each word of the site.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_RUN = re.compile(r"[가-힣]+|[^\W_가-힣]+(?:[._-][^\W_가-힣]+)*")
_PART = re.compile(r"[^\W_]+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JOINING = frozenset({"", " "})
LONGEST = 40  # characters of a Latin unit: longer ones are keys and hashes


def units(text: str, *, joined: bool = False) -> Counter[str]:
    """How often each unit occurs; with `joined`, two Latin words in a row are one unit as well."""
    text = unicodedata.normalize("NFKC", text)
    found: Counter[str] = Counter()
    before, end = "", -1
    for match in _RUN.finditer(text):
        run = match[0]
        near = before if text[end : match.start()] in _JOINING and end >= 0 else ""
        if _hangul(run):
            found.update(run[at : at + 2] for at in range(len(run) - 1))
            found[run[0]] += 1
            if near:
                found[near[-1] + run[0] if _hangul(near) else near + run[0]] += 1
        else:
            run = _latin(run, found)
            if near and (joined or _hangul(near)):
                found[(near[-1] if _hangul(near) else near) + run] += 1
        before, end = run, match.end()
    return Counter({unit: count for unit, count in found.items() if len(unit) <= LONGEST})


def _hangul(run: str) -> bool:
    return "가" <= run[-1] <= "힣"


def _latin(run: str, found: Counter[str]) -> str:
    """Count a Latin run with its parts; returns the run as a unit."""
    parts = _PART.findall(run)
    whole = "".join(parts).lower()
    humps = [hump.lower() for part in parts for hump in _HUMPS.split(part)]
    found.update({whole, *humps, *(part.lower() for part in parts)})
    return whole
