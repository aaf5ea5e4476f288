"""Single HTTP requests over libcurl, on connections that lead only where they may.

The socket is opened here, with the very address that libcurl is about to connect to: no name,
redirect or changing DNS answer leads around that check, and Host and SNI stay as they are.
"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any

import pycurl

from munjigi.external.answers import Reason, Reply
from munjigi.external.manners import Manners

HEADERS = 200  # lines of a response's head that are kept
_REASONS = {
    pycurl.E_COULDNT_RESOLVE_HOST: Reason.RESOLVE,
    pycurl.E_COULDNT_CONNECT: Reason.CONNECT,
    pycurl.E_OPERATION_TIMEDOUT: Reason.TIMEOUT,
    pycurl.E_PEER_FAILED_VERIFICATION: Reason.CERTIFICATE,
    pycurl.E_SSL_CONNECT_ERROR: Reason.TLS,
    pycurl.E_PARTIAL_FILE: Reason.CUT,
    pycurl.E_BAD_CONTENT_ENCODING: Reason.CUT,
    pycurl.E_URL_MALFORMAT: Reason.MALFORMED,
}
_BODY_FAILS = {Reason.TIMEOUT, Reason.BROKEN}


class Transport:
    """Makes requests from one event loop."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, manners.total * 2)
        self._idle: list[Any] = []
        self._roots = ""

    async def close(self) -> None:
        """Close every connection."""
        await self._multi.aclose()

    async def request(self, method: str, url: str, limit: int) -> Reply:
        """The response to `method` (HEAD or GET); `limit` bounds its body, 0 stops before it.

        Never raises for what the network does.
        """
        reading = _Reading(self.manners, limit)
        curl = self._idle.pop() if self._idle else pycurl.Curl()
        try:
            self._prepare(curl, method, url, reading)
            await self._multi.perform(curl)
            code, text = 0, ""
        except pycurl.error as error:
            code, text = error.args
        except UnicodeError:
            code, text = pycurl.E_URL_MALFORMAT, ""
        finally:
            reading.close()
        status = curl.getinfo(pycurl.RESPONSE_CODE) if reading.has_head else 0
        curl.reset()
        self._idle.append(curl)
        reason = self._reason(code, reading, status)
        return Reply(status, reading.headers, bytes(reading.body), reason, text if reason else "")

    def _reason(self, code: int, reading: _Reading, status: int) -> Reason | None:
        if code == 0 or (code == pycurl.E_WRITE_ERROR and reading.enough):
            return Reason.TOO_LARGE if reading.limit and reading.enough else None
        if reading.refused:
            return Reason.PRIVATE
        found = _REASONS.get(code, Reason.BROKEN)
        return Reason.CUT if status and found in _BODY_FAILS else found

    def _prepare(self, curl: Any, method: str, url: str, reading: _Reading) -> None:
        manners = self.manners
        curl.setopt(pycurl.URL, url.encode("ascii"))
        if method == "HEAD":
            curl.setopt(pycurl.NOBODY, 1)
        curl.setopt(pycurl.USERAGENT, manners.agent)
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.PROXY, "")  # a proxy would connect where we cannot look
        curl.setopt(pycurl.NETRC, 0)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, round(manners.connect * 1000))
        curl.setopt(pycurl.TIMEOUT_MS, round(manners.timeout * 1000))
        curl.setopt(pycurl.OPENSOCKETFUNCTION, reading.open)
        curl.setopt(pycurl.HEADERFUNCTION, reading.header)
        curl.setopt(pycurl.WRITEFUNCTION, reading.write)
        if reading.limit:
            curl.setopt(pycurl.ACCEPT_ENCODING, "")
        if manners.resolve:
            curl.setopt(pycurl.RESOLVE, list(manners.resolve))
        if url.startswith("https"):
            self._roots = self._roots or manners.roots or trusted_roots()
            curl.setopt(pycurl.CAINFO, self._roots)


class _Reading:
    """One response while it comes in."""

    def __init__(self, manners: Manners, limit: int) -> None:
        self.manners = manners
        self.limit = limit
        self.headers: dict[str, str] = {}
        self.body = bytearray()
        self.has_head = False
        self.enough = False
        self.refused = False
        self.sockets: list[socket.socket] = []

    def open(self, _: int, address: Any) -> Any:
        """A socket for an address that may be asked, else none."""
        host = address.addr[0]
        if not self.manners.may_ask(host if isinstance(host, str) else os.fsdecode(host)):
            self.refused = True
            return pycurl.SOCKET_BAD
        self.sockets.append(socket.socket(address.family, address.socktype, address.protocol))
        return self.sockets[-1]

    def close(self) -> None:
        """Close our sides of the sockets: libcurl has its own."""
        for one in self.sockets:
            one.close()

    def header(self, line: bytes) -> None:
        """Take a line of the response's head; a new head (after 1xx) starts anew."""
        if line.startswith(b"HTTP/"):
            self.headers, self.has_head = {}, False
            return
        self.has_head = self.has_head or line == b"\r\n"
        name, colon, value = decoded(line).partition(":")
        if colon and len(self.headers) < HEADERS:
            self.headers.setdefault(name.strip().lower(), value.strip())

    def write(self, data: bytes) -> int:
        """Take a piece of the decompressed body; the transfer ends where less is taken."""
        room = self.limit - len(self.body)
        self.body += data[:room]
        self.enough = len(data) > room
        return -1 if self.enough else len(data)


def decoded(data: bytes) -> str:
    """Bytes of a header as text: UTF-8 where they are that."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


async def exists(host: str) -> bool | None:
    """Whether a name has an address; None where nobody could say just now."""
    loop = asyncio.get_running_loop()
    try:
        await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        # https://www.rfc-editor.org/rfc/rfc3493#section-6.1: no such name, or one without address
        return False if error.errno in (socket.EAI_NONAME, _NODATA) else None
    except (OSError, UnicodeError):
        return None
    return True


_NODATA = getattr(socket, "EAI_NODATA", socket.EAI_NONAME)


def trusted_roots() -> str:
    """The file of certificates that OpenSSL trusts here, else the one of `certifi`."""
    import ssl

    found = ssl.get_default_verify_paths().cafile
    if found is None:
        import certifi

        found = certifi.where()
    return found


def has_route() -> bool:
    """Whether this machine knows a way to the world; nothing is sent."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))
                return True
        except OSError:
            continue
    return False
