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


def gather(
    targets: Iterable[str], settings: LinkSettings, path: str, exceptions: str, today: str
) -> Gathered:
    """The addresses behind targets; `exceptions` is the text of the file of exceptions at `path`.

    Raises `ConfigError` for a file that is none.
    """
    exemptions = read_exemptions(path, exceptions)
    scripted = matcher(settings.scripted)
    asked: dict[str, Address] = {}
    settled: dict[str, Verdict] = {}
    used = set[int]()
    for target in dict.fromkeys(targets):
        about = [one for one in enumerate(exemptions) if one[1].matches(target)]
        used.update(number for number, _ in about)
        known = _settled(target, [one for _, one in about], today)
        if isinstance(known, Verdict):
            settled[target] = known
        elif known.fragment and (_SCRIPTED.fullmatch(target) or scripted(target)):
            asked[target] = known._replace(fragment="")
        else:
            asked[target] = known
    return Gathered(asked, settled, exemptions, frozenset(used))


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
