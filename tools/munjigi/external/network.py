"""Whether nothing answers because of this machine's network, and not because of the hosts.

Nobody else is asked for anything: a route is looked up, a name that every name server knows, and
connections are opened to hosts that were well before.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from urllib.parse import urlsplit

from munjigi.external.answers import PASSING, Answer, Reason
from munjigi.model import Text

SILENCE = 3.0  # seconds without any answer after which the network is looked at
PATIENCE = 6.0  # seconds for that; a name server that is down costs 5 before the next is asked
MANY = 3  # hosts: where so many and no other one answer, the fault is ours
CONTROLS = 3  # hosts at most that were well and are connected to
NAME = "a.root-servers.net"  # known wherever the names of the internet are
_ROOT = {socket.AF_INET: "198.41.0.4", socket.AF_INET6: "2001:503:ba3e::2:30"}  # NAME's
_SIGN_IN = 511  # RFC 6585, 6: the network wants to know who we are
_NAMES = frozenset({Reason.RESOLVE, Reason.UNKNOWN_NAME})
_FAILS = frozenset(
    {*PASSING, Reason.UNKNOWN_NAME, Reason.UNROUTED, Reason.CERTIFICATE, Reason.PRIVATE}
)
NO_ROUTE = Text(
    en="this machine has no network", ko="이 컴퓨터는 네트워크에 연결되어 있지 않습니다"
)
NO_NAMES = Text(
    en="no name can be looked up; this machine is offline, or its network lets only a proxy out",
    ko="어떤 이름도 조회할 수 없습니다. 오프라인이거나, 프록시로만 나갈 수 있는 네트워크입니다",
)
UNTRUSTED = Text(
    en="no certificate can be trusted; the network wants you to sign in, or reads along",
    ko="믿을 수 있는 인증서가 없습니다. 로그인이 필요하거나 통신을 가로채는 네트워크입니다",
)
SILENT = Text(
    en="no host answers; this machine seems to be offline, or behind a firewall",
    ko="응답하는 호스트가 없습니다. 오프라인이거나 방화벽에 막힌 듯합니다",
)
Connect = Callable[[str, float], Awaitable[Reason | None]]


class Network:
    """What a run learns of it. `proven` says that it leads to the hosts that it is asked for.

    `hosts` are those of the run, `secure` says whether any is asked by https: then only https
    proves anything, since a network that wants a sign-in answers for everybody. `connect` is that
    of `Transport`; `known` are addresses that were well, `own` the project's, which may not be
    there yet.
    """

    def __init__(
        self,
        hosts: Collection[str],
        connect: Connect,
        *,
        secure: bool,
        known: Sequence[str] = (),
        own: Sequence[str] = (),
    ) -> None:
        self.proven = False
        self._hosts = hosts
        self._connect = connect
        self._secure = secure
        self._known = [url for url in known if not secure or url.startswith("https:")]
        self._own = [url for url in own if not secure or url.startswith("https:")]
        self._heard = False
        self._failed: dict[str, Reason] = {}
        self._reasons: Sequence[Reason | None] = ()

    def note(self, answer: Answer) -> None:
        """Learn from an answer."""
        if answer.hops or answer.status not in (0, _SIGN_IN):
            self._heard = True
            self.proven = self.proven or not self._secure or answer.url.startswith("https:")
        elif answer.status or answer.reason in _FAILS:
            host = urlsplit(answer.url).hostname or ""
            self._failed[host] = answer.reason or Reason.CERTIFICATE

    async def watch(self, work: Coroutine[None, None, None]) -> Text | None:
        """Let work go on, but not on a network that is down; what is wrong with that, or None."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=SILENCE)
            if not task.done() and not self._heard:
                fault = await self._fault(done=False)
                if fault is not None and not self._heard:
                    return fault
            await task
            return await self._fault(done=True) if self._failed and not self.proven else None
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _fault(self, *, done: bool) -> Text | None:
        """What is wrong with the network; `done` says that every host was asked."""
        if not self._heard and not has_route():
            return NO_ROUTE
        names, reasons = await asyncio.gather(self._names_fail(), self._connections())
        self.proven = self.proven or None in reasons
        if self.proven:
            return None
        if names:
            return NO_NAMES
        dead = {host for host, reason in self._failed.items() if reason not in _NAMES}
        if len(dead | {urlsplit(one).hostname for one in self._known}) < MANY:
            return None
        failed = reasons[: len(self._known)] or [self._failed[host] for host in dead]
        if all(one is Reason.CERTIFICATE for one in failed):
            return UNTRUSTED
        return SILENT if (done or self._known) and not self._heard else None

    async def _names_fail(self) -> bool:
        """Whether not even the name that everybody knows can be looked up, where any is wanted."""
        if all(map(_is_literal, self._hosts)):
            return False
        reasons = {*self._failed.values()}
        if reasons and not reasons & {*_NAMES, Reason.TIMEOUT}:
            return False
        return await exists(NAME, PATIENCE) is not True

    async def _connections(self) -> Sequence[Reason | None]:
        """Why the hosts that were well, and then our own, cannot be connected to; None if so."""
        urls = [*self._known, *self._own]
        if not self._reasons:
            self._reasons = await asyncio.gather(*(self._connect(one, PATIENCE) for one in urls))
        return self._reasons


def has_route(*families: int) -> bool:
    """Whether this machine knows a way to the world, by IPv4 or IPv6; nothing is sent."""
    for family in families or _ROOT:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((_ROOT[socket.AddressFamily(family)], 53))
                return True
        except OSError:
            continue
    return False


async def exists(host: str, patience: float) -> bool | None:
    """Whether a name has an address; None where nobody could say in so many seconds."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[bool | None] = loop.create_future()

    def tell(found: bool | None) -> None:
        if not told.done():
            told.set_result(found)

    def look() -> None:
        found = _look_up(host)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, found)

    Thread(target=look, daemon=True).start()  # the end of a run waits for no name server
    try:
        async with asyncio.timeout(patience):
            return await told
    except TimeoutError:
        return None


def _look_up(host: str) -> bool | None:
    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        # https://www.rfc-editor.org/rfc/rfc3493#section-6.1: no such name, or one without address
        return False if error.errno in (socket.EAI_NONAME, _NODATA) else None
    except (OSError, UnicodeError):
        return None
    return True


_NODATA = getattr(socket, "EAI_NODATA", socket.EAI_NONAME)


def _is_literal(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
