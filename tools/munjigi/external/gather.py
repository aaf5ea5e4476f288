"""The addresses of a site, and the verdicts on them as its rules see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from munjigi.external.address import Address, MalformedError, address_of, has_credentials
from munjigi.external.exempt import Exemption, read_exemptions
from munjigi.external.judge import MALFORMED, Judge
from munjigi.external.patterns import matcher
from munjigi.external.records import Record
from munjigi.remote import ExceptedAddress, Remote, State, Verdict
from munjigi.settings import LinkSettings

# Names that are nobody's, for examples (RFC 2606, RFC 6761), and those of one's own network.
_RESERVED = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost|local)\.?"
)
# Fragments that a script answers, or that name lines of code.
_SCRIPTED = re.compile(
    r"[^#]*#[!/?].*"  # routes of one-page applications
    r"|https?://(?:gist\.)?(?:github|gitlab|bitbucket)\.\w+/[^#]*"
    r"#(?:L\d|LC\d|lines-\d|file-|diff|issue|discussion|pullrequest|event-|ref-|note_).*"
    r"|https?://(?:console\.cloud\.google|portal\.azure|docs\.google)\.com/.*"
)


class Gathered(NamedTuple):
    """By target as rendered: the addresses to ask, and verdicts that need no asking.

    `exemptions` are all entries of the file, `used` the numbers of those that are about a target.
    """

    asked: Mapping[str, Address]
    settled: Mapping[str, Verdict]
    exemptions: tuple[Exemption, ...] = ()
    used: frozenset[int] = frozenset()

    def remote(self, records: Mapping[str, Record], judge: Judge, *, complete: bool) -> Remote:
        """What the rules see; `records` are by the addresses' `url`."""
        verdicts = dict(self.settled)
        for target, address in self.asked.items():
            verdicts[target] = judge.verdict(address, records.get(address.url))
        exceptions = (
            ExceptedAddress(
                one.span,
                one.pattern,
                one.until,
                expired=one.expired(judge.today),
                unused=complete and number not in self.used,
            )
            for number, one in enumerate(self.exemptions)
        )
        return Remote(verdicts, tuple(exceptions), complete)


class Gathering:
    """Finds the addresses behind targets that come bit by bit.

    `exceptions` is the text of the file of exceptions at `path`. Raises `ConfigError` for a file
    that is none.
    """

    def __init__(self, settings: LinkSettings, path: str, exceptions: str, today: str) -> None:
        self.today = today
        self._exemptions = read_exemptions(path, exceptions)
        self._scripted = matcher(settings.scripted)
        self._asked: dict[str, Address] = {}
        self._settled: dict[str, Verdict] = {}
        self._used = set[int]()

    def add(self, targets: Iterable[str]) -> list[Address]:
        """Take more targets; the addresses to ask because of them."""
        new = []
        for target in targets:
            if target not in self._asked and target not in self._settled:
                known = self._settle(target)
                if isinstance(known, Verdict):
                    self._settled[target] = known
                else:
                    self._asked[target] = known
                    new.append(known)
        return new

    def gathered(self) -> Gathered:
        """What came so far."""
        return Gathered(self._asked, self._settled, self._exemptions, frozenset(self._used))

    def _settle(self, target: str) -> Address | Verdict:
        about = [one for one in enumerate(self._exemptions) if one[1].matches(target)]
        self._used.update(number for number, _ in about)
        known = _settled(target, [one for _, one in about], self.today)
        if isinstance(known, Verdict) or not known.fragment:
            return known
        scripted = _SCRIPTED.fullmatch(target) or self._scripted(target)
        return known._replace(fragment="") if scripted else known


def _settled(target: str, about: list[Exemption], today: str) -> Address | Verdict:
    """The verdict on a target that needs no asking, else its address."""
    if has_credentials(target):
        return Verdict(State.CREDENTIALS)
    if any(not one.expired(today) for one in about):
        return Verdict(State.EXCEPTED)
    try:
        address = address_of(target)
    except MalformedError:
        return Verdict(State.DEAD, MALFORMED)
    return Verdict(State.EXCEPTED) if _is_reserved(address.host) else address


@lru_cache
def _is_reserved(host: str) -> bool:
    return _RESERVED.fullmatch(host) is not None
