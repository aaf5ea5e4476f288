"""What came of asking for one address."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Reason(Enum):
    """Why there is no whole answer. `text` of an `Answer` says more, for people."""

    UNKNOWN_NAME = "unknown-name"  # the name's own server says that there is none (NXDOMAIN)
    RESOLVE = "resolve"  # the name could not be looked up just now
    CONNECT = "connect"
    UNROUTED = "unrouted"  # all its addresses are IPv6, or IPv4, and this machine has no way there
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    TLS = "tls"
    BROKEN = "broken"  # closed early, reset, or no HTTP
    CUT = "cut"  # the status came, and not the whole body
    TOO_LARGE = "too-large"  # the body goes on beyond the limit; `body` holds what came before
    LOOP = "loop"  # redirects that lead nowhere
    PRIVATE = "private"  # an address inside some network, which is never asked
    SCHEME = "scheme"  # a redirect to something that is neither http nor https
    CREDENTIALS = "credentials"  # the address holds a name or password, which is never sent
    MALFORMED = "malformed"
    ROBOTS = "robots"  # robots.txt says no
    WAIT = "wait"  # the host wants to be left alone for longer than a run lasts


PASSING = frozenset(
    {Reason.RESOLVE, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS, Reason.BROKEN, Reason.CUT}
)  # worth another try


class Hop(NamedTuple):
    """A redirect: its status and the absolute address that it leads to, as it was sent."""

    status: int
    url: str


class Reply(NamedTuple):
    """One response: `status` 0 where none came. Header names are in lower case."""

    status: int = 0
    headers: Mapping[str, str] = {}
    body: bytes = b""
    reason: Reason | None = None
    text: str = ""


class Answer(NamedTuple):
    """What came of an address, at the end of its redirects.

    `url` is the address that was asked, `final` the last one of `hops`. `status` is 0 where no
    response came; `reason` is None where nothing was amiss below HTTP. `body` is decompressed, and
    empty where it was not asked for. `tries` counts the requests of the last address.
    """

    url: str
    final: str
    status: int = 0
    headers: Mapping[str, str] = {}
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    reason: Reason | None = None
    text: str = ""
    tries: int = 1

    @property
    def ok(self) -> bool:
        """Whether the page came (2xx), whole as far as it was asked for."""
        return 200 <= self.status < 300 and self.reason is None  # noqa: PLR2004
