"""Asks for addresses under all manners. What comes back is an `Answer`; nothing is raised."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping

from munjigi.external.address import Address, MalformedError, address_of, has_credentials, joined
from munjigi.external.answers import PASSING, Answer, Hop, Reason, Reply
from munjigi.external.gates import Gates
from munjigi.external.manners import Manners
from munjigi.external.network import NAME, exists
from munjigi.external.retrying import Retrying, worth_another
from munjigi.external.robots import LARGEST, Robots, rules_of
from munjigi.external.transport import Line, Transport

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# HEAD is refused, or answered unlike GET, in many ways; beyond 2xx these are taken at their word.
HEAD_TELLS = frozenset({410, 429, *REDIRECTS})
OK = range(200, 300)


class Fetcher:
    """One run's way to the web; to be used with `async with`, in one event loop.

    `robots` holds the text of robots.txt by origin, and is filled with what is read. `requests`
    counts what went out. While `hasty`, and as long as nobody has answered, nothing is tried again:
    it may be that nobody can.
    """

    def __init__(self, manners: Manners, robots: MutableMapping[str, str] | None = None) -> None:
        self.manners = manners
        self.robots = {} if robots is None else robots
        self.requests = 0
        self.hasty = False
        self._heard = False
        self._names: bool | None = None  # whether the internet's names are known here
        self._gates = Gates(manners)
        self._transport = Transport(manners)
        self.connect = self._transport.connect
        self._known: dict[str, Robots] = {}
        self._reading: dict[str, asyncio.Lock] = {}
        self._ahead: dict[str, asyncio.Task[object]] = {}
        self._silent: dict[str, Answer] = {}

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._ahead.values():
            task.cancel()
        await asyncio.gather(*self._ahead.values(), return_exceptions=True)
        await self._transport.close()

    def prepare(self, address: Address) -> None:
        """Begin to read the robots.txt that holds for an address, which is asked later."""
        if address.origin not in self._ahead:
            self._ahead[address.origin] = asyncio.create_task(self._robots(address))

    async def get(self, url: str, *, body: bool = False, tries: int = 0) -> Answer:
        """Ask for an address and follow its redirects; `body` asks for the page itself.

        Without `body` it is asked by HEAD, and by GET where HEAD is refused. `tries` is the most
        times that an address is asked, as the manners have it by default.
        """
        limit = self.manners.body if body else 0
        return await self._follow(url, limit, tries or self.manners.tries, robots=True)

    async def _follow(self, url: str, limit: int, most: int, *, robots: bool) -> Answer:
        line = self._transport.take()
        answer = Answer(url, url)
        seen = set[str]()
        target = url
        while True:
            try:
                address = _admitted(target, answer, seen)
            except _RefusedError as refused:
                answer = answer._replace(reason=refused.reason, text=str(refused))
                break
            seen.add(address.url)
            reply, tries = await self._ask(line, address, limit, most, robots=robots)
            answer = _with(answer, address.url, reply, tries)
            target = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not target:
                break
            answer = answer._replace(
                hops=(*answer.hops, Hop(reply.status, joined(address.url, target))), body=b""
            )
            if "set-cookie" in reply.headers:
                seen.clear()  # the same address may answer otherwise to who has the cookie
            if len(answer.hops) > self.manners.redirects:
                answer = answer._replace(reason=Reason.LOOP)
                break
        self._transport.give(line)
        return answer

    async def _ask(
        self, line: Line, address: Address, limit: int, most: int, *, robots: bool
    ) -> tuple[Reply, int]:
        """The last reply of as many tries as it is worth, and their number."""
        if robots:
            known = self._known.get(address.origin) or await self._robots(address)
            if known is None:
                silent = self._silent[address.origin]
                return Reply(reason=silent.reason, text=silent.text), 1
            if not known.allows(address.url):
                return Reply(reason=Reason.ROBOTS), 0
        reply = await self._either(line, address, limit)
        if not worth_another(reply) or most == 1 or self.is_hopeless(reply):
            return reply, 1
        again = Retrying(self.manners._replace(tries=most), self._gates[address.host])
        return await again.after(reply, lambda: self._either(line, address, limit))

    async def _either(self, line: Line, address: Address, limit: int) -> Reply:
        """HEAD, and GET where the body is wanted or HEAD tells nothing."""
        if not limit:
            reply = await self._once(line, "HEAD", address, 0)
            if reply.status in OK or reply.status in HEAD_TELLS or self._is_out_of_reach(reply):
                return reply
        return await self._once(line, "GET", address, limit)

    async def _once(self, line: Line, method: str, address: Address, limit: int) -> Reply:
        gate = self._gates[address.host]
        if not await gate.enter():
            return Reply(reason=Reason.WAIT)
        try:
            reply = await self._sent(line, method, address.url, limit)
        finally:
            gate.leave()
        self._heard = self._heard or reply.status > 0
        if reply.reason is Reason.RESOLVE and await self._is_unknown(address.host):
            return reply._replace(reason=Reason.UNKNOWN_NAME)
        return reply

    async def _sent(self, line: Line, method: str, url: str, limit: int) -> Reply:
        every = self._gates.every
        if not every.take():
            await every.wait()
        try:
            self.requests += 1
            return await self._transport.request(line, method, url, limit)
        finally:
            every.give()

    async def _is_unknown(self, host: str) -> bool:
        """Whether there is no such name at all: some networks know no names but their own."""
        if await exists(host, self.manners.connect) is not False:
            return False
        if self._names is None:
            self._names = await exists(NAME, self.manners.connect) is True
        return self._names

    def _is_out_of_reach(self, reply: Reply) -> bool:
        """Whether GET would get no further than HEAD did."""
        passes = reply.reason in (Reason.BROKEN, Reason.TIMEOUT) and not self.is_hopeless(reply)
        return reply.status == 0 and not passes

    def is_hopeless(self, answer: Answer | Reply) -> bool:
        """Whether a try failed before anybody answered, in haste."""
        return self.hasty and not self._heard and answer.reason in PASSING

    async def _robots(self, address: Address) -> Robots | None:
        """What the host's robots.txt says, asked for once; None where it is hopeless."""
        origin = address.origin
        async with self._reading.setdefault(origin, asyncio.Lock()):
            if origin in self._silent and self.is_hopeless(self._silent[origin]):
                return None
            known = self._known.get(origin) or await self._read(origin)
        if known is None:
            return None
        self._known[origin] = known
        gate = self._gates[address.host]
        gate.delay = max(gate.delay, known.delay())
        return known

    async def _read(self, origin: str) -> Robots | None:
        if origin in self.robots:
            return Robots(self.robots[origin])
        answer = await self._follow(f"{origin}/robots.txt", LARGEST, 2, robots=False)
        if self.is_hopeless(answer):
            self._silent[origin] = answer
            return None
        rules = rules_of(answer)
        if answer.status:  # else it may forbid more than nothing, once the host answers
            self.robots[origin] = rules
        return Robots(rules)


class _RefusedError(Exception):
    def __init__(self, reason: Reason, text: str = "") -> None:
        super().__init__(text)
        self.reason = reason


def _admitted(target: str, answer: Answer, seen: set[str]) -> Address:
    """The address to ask next; raises `_RefusedError` where it is not to be asked."""
    try:
        address = address_of(target, answer.final)
    except MalformedError as error:
        reason = Reason.SCHEME if answer.hops else Reason.MALFORMED
        raise _RefusedError(reason, str(error)) from None
    if has_credentials(target):
        raise _RefusedError(Reason.CREDENTIALS)
    if address.url in seen:
        raise _RefusedError(Reason.LOOP)
    return address


def _with(answer: Answer, final: str, reply: Reply, tries: int) -> Answer:
    """The answer with what its last address replied."""
    return Answer(
        answer.url,
        final,
        reply.status,
        reply.headers,
        reply.body,
        answer.hops,
        reply.reason,
        reply.text,
        tries,
    )
