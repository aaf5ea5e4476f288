"""Links without link markup: bare addresses (pymdownx.magiclink) and `[[wikilinks]]`.

Priorities: magiclink's `<https://…>` replaces the core's autolink at 120 (other schemes than http
and ftp are no autolinks then, see `AUTOLINK`); `magic_links` runs addresses at 85 and mails at
84.9, after raw HTML (90) and before entities (80); `wikilinks` run at 75, where pymdownx.emoji
runs too: of the two, the extension listed first comes first. Shorthands (79.9 to 79.3) stand in
`shorthand`. None of magiclink's patterns but the autolink runs inside the text of a link.

An address may contain masks: an escape in it stands for its character, a code span for its text. So
`href` ends in `text[start:end]` as it is, masks included, and the caller resolves those.

The option `repo_url_shortener` changes the words of a link, and so the slug of a heading that holds
one bare; that is not followed.

Bound: refused addresses may cost `STEPS` steps for each character of the text; what comes after
that stays text. pymdownx reads an address without white space again for each `http://` in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect, Named
from munjigi.reader.replacement import find_all, masked

MAGICLINK = "pymdownx.magiclink"
AUTOLINK = re.compile(r"(?i)<((?:ht|f)tps?://[^<>]*)>")
STEPS = 50

_START = re.compile(r"""(?xi) (?<![^\s*_~^[('"\x03]) (?: (?:ht|f)tps?:// | (?P<www>w{3}\.) )""")
_DOMAIN = re.compile(r"[^_\W][-\w.]*")
_PATH = re.compile(r"[^\s<]*")
_TRAILING = frozenset("?!.,:*_~^'\"")
_CLOSERS = {")": "(", "]": "["}
_MAIL = re.compile(
    r"""(?xi)
    (?<![-/+@a-z\d_]) (?<![-+a-z\d_]\.) (?:[-+a-z\d_] ([-a-z\d_+]|\.(?!\.))*)  # before the @
    (?<!\.)@ (?:[-a-z\d_]+\.) (?:(?:[-a-z\d_]|(?<!\.)\.(?!\.))*) [a-z]\b (?![-@])
    """
)
_WIKILINK = re.compile(r"\[\[([\w0-9_ -]+)\]\]")
_BLANKS = re.compile(r"([ ]+_)|(_[ ]+)|([ ]+)")


class MagicLink(NamedTuple):
    """A link made from `start` to `end`; the reader of the page sees `text`.

    `kind`: url, mail, mention, repository, issue, commit, compare or wikilink. `href` is None where
    the pattern takes the text but makes no link: `text` (as a string, not an element) stands there.
    """

    start: int
    end: int
    href: str | None
    text: str
    kind: str


def magic_links(text: str, dialect: Dialect) -> list[MagicLink]:
    """Bare addresses and mails in a masked text, in the order of the text."""
    if not dialect.has(MAGICLINK):
        return []
    found = list(_urls(text, flag(dialect, MAGICLINK, "hide_protocol", False)))
    if "@" in text:
        found += _mails(masked(text, found))
        found.sort(key=lambda link: link.start)
    return found


def _urls(text: str, hide_protocol: bool) -> Iterator[MagicLink]:
    done = 0
    steps = STEPS * len(text)
    for match in _START.finditer(text):
        start = match.start()
        if start < done:
            continue
        domain = _DOMAIN.match(text, match.end())
        if domain is None:
            continue
        end = _url_end(text, start, match.end())
        if _has_bad_domain(text[match.end() : min(end, domain.end())]):
            steps -= end - start
            if steps < 0:
                return
            continue
        url = shown = text[start:end]
        if match["www"] is None and hide_protocol:
            shown = url.partition("://")[2]
        yield MagicLink(start, end, f"http://{url}" if match["www"] else url, shown, "url")
        done = end


def _mails(text: str) -> list[MagicLink]:
    return [
        MagicLink(start, end, f"mailto:{match[0]}", match[0], "mail")
        for match, start, end in find_all(_MAIL, text, reach=2)
    ]


def _has_bad_domain(domain: str) -> bool:
    return any("_" in segment for segment in domain.split(".")[-2:])


def _url_end(text: str, start: int, floor: int) -> int:
    """Where an address ends: at white space or `<`, without the punctuation before that."""
    path = _PATH.match(text, floor)
    end = path.end() if path else floor
    counts: dict[str, list[int]] = {}
    while True:  # a domain begins with a character that stays
        char = text[end - 1]
        if char in _TRAILING:
            end -= 1
        elif char == ";":
            end = _before_entity(text, floor, end)
        elif char in _CLOSERS:
            if not counts:
                link = text[start:end]
                pairs = _CLOSERS.items()
                counts = {close: [link.count(close), link.count(opens)] for close, opens in pairs}
            count = counts[char]
            if count[0] <= count[1]:
                break
            count[0] -= 1
            end -= 1
        else:
            break
    return end


def _before_entity(text: str, floor: int, end: int) -> int:
    """Without the `;` at the end, or without the whole entity that it closes."""
    index = end - 2
    while index >= floor and text[index].isalnum():
        index -= 1
    return index if floor <= index < end - 2 and text[index] == "&" else end - 1


def wikilinks(text: str, dialect: Dialect) -> list[MagicLink]:
    """`[[wikilinks]]` in a masked text.

    A site with its own `build_url` function makes addresses that only that function knows; they are
    left out of what we can say: `href` is None then, with the label as text.
    """
    if not dialect.has("wikilinks") or "[[" not in text:
        return []
    base = dialect.option("wikilinks", "base_url", "/")
    end = dialect.option("wikilinks", "end_url", "/")
    custom = isinstance(dialect.option("wikilinks", "build_url"), Named)
    found = []
    for match in _WIKILINK.finditer(text):
        label = match[1].strip()
        href = f"{base}{_BLANKS.sub('_', label)}{end}" if label and not custom else None
        found.append(MagicLink(match.start(), match.end(), href, label, "wikilink"))
    return found
