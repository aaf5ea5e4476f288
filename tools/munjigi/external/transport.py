"""Single HTTP requests over libcurl, on connections that lead only where they may.

The socket is opened here, with the very address that libcurl is about to connect to: no name,
redirect or changing DNS answer leads around that check, and Host and SNI stay as they are.
"""

from __future__ import annotations

import os
import select
import socket
from functools import cache
from ipaddress import ip_address
from typing import Any

import pycurl

from munjigi.external.answers import Reason, Reply
from munjigi.external.manners import Manners
from munjigi.external.multi import Multi
from munjigi.external.network import has_route

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
        self._multi = Multi() if hasattr(select, "epoll") else pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, manners.total * 2)
        self._idle: list[Line] = []

    async def close(self) -> None:
        """Close every connection."""
        await self._multi.aclose()

    def take(self) -> Line:
        """A line for one address and its redirects, to be given back: cookies live until then."""
        return self._idle.pop() if self._idle else Line(self.manners)

    def give(self, line: Line) -> None:
        """Let the next address have a line."""
        line.curl.setopt(pycurl.COOKIELIST, "ALL")
        self._idle.append(line)

    async def request(self, line: Line, method: str, url: str, limit: int) -> Reply:
        """The response to `method` (HEAD or GET); `limit` bounds its body, 0 stops before it.

        Never raises for what the network does.
        """
        line.prepare(method, url, limit)
        try:
            await self._multi.perform(line.curl)
            code, text = 0, ""
        except pycurl.error as error:
            code, text = error.args
        finally:
            line.hang_up()
        return line.reply(code, text)

    async def connect(self, url: str, seconds: float) -> Reason | None:
        """Why no connection to the host of `url` comes about in that time, or None; asks nothing.

        With https the connection is one that can be trusted.
        """
        line = Line(self.manners._replace(connect=seconds, timeout=seconds))
        line.curl.setopt(pycurl.CONNECT_ONLY, 1)
        return (await self.request(line, "HEAD", url, 0)).reason


class Line:
    """One handle of libcurl, and the response that is coming in over it."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.limit = 0
        self.lines: list[bytes] = []
        self.body = bytearray()
        self.enough = False
        self.refused = False
        self.routed: bool | None = None  # whether a way leads to any address that was tried
        self.sockets: list[socket.socket] = []
        self.curl = pycurl.Curl()
        self._set_for = "", False  # the method, and whether for its body
        self._trusts = False
        self._configure()

    def _configure(self) -> None:
        """Set what stays the same for every request."""
        curl, manners = self.curl, self.manners
        curl.setopt(pycurl.USERAGENT, manners.agent)
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.PROXY, "")  # a proxy would connect where we cannot look
        curl.setopt(pycurl.NETRC, 0)
        curl.setopt(pycurl.COOKIEFILE, "")  # cookies in memory: redirects set and want them
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, round(manners.connect * 1000))
        curl.setopt(pycurl.TIMEOUT_MS, round(manners.timeout * 1000))
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open)
        curl.setopt(pycurl.HEADERFUNCTION, self.lines.append)
        curl.setopt(pycurl.WRITEFUNCTION, self._write)
        if manners.resolve:
            curl.setopt(pycurl.RESOLVE, list(manners.resolve))

    def prepare(self, method: str, url: str, limit: int) -> None:
        """Set what this request is about; `url` is ASCII."""
        self.limit = limit
        self.lines.clear()
        self.body = bytearray()
        self.enough = self.refused = False
        self.routed = None
        self.curl.setopt(pycurl.URL, url)
        if (method, limit > 0) != self._set_for:
            self._set_for = method, limit > 0
            # https://curl.se/libcurl/c/CURLOPT_NOBODY.html: HTTPGET makes it GET again
            self.curl.setopt(pycurl.NOBODY if method == "HEAD" else pycurl.HTTPGET, 1)
            if limit:
                self.curl.setopt(pycurl.ACCEPT_ENCODING, "")
            else:
                self.curl.unsetopt(pycurl.ACCEPT_ENCODING)
        if not self._trusts and url.startswith("https"):
            self._trusts = True
            self.curl.setopt(pycurl.CAINFO, self.manners.roots or trusted_roots())

    def _open(self, _: int, address: Any) -> Any:
        """A socket for an address that may be asked, else none."""
        host = address.addr[0]
        host = host if isinstance(host, str) else os.fsdecode(host)
        if not self.manners.may_ask(host):
            self.refused = True
            return pycurl.SOCKET_BAD
        self.routed = self.routed or not ip_address(host).is_global or has_route(address.family)
        self.sockets.append(socket.socket(address.family, address.socktype, address.protocol))
        return self.sockets[-1]

    def hang_up(self) -> None:
        """Close our sides of the sockets: libcurl has its own."""
        while self.sockets:
            self.sockets.pop().close()

    def _write(self, data: bytes) -> int:
        """Take a piece of the decompressed body; the transfer ends where less is taken."""
        room = self.limit - len(self.body)
        self.body += data[:room]
        self.enough = len(data) > room
        return -1 if self.enough else len(data)

    def reply(self, code: int, text: str) -> Reply:
        """What came in; `code` and `text` are libcurl's."""
        headers = _headers(self.lines)
        status = 0 if headers is None else self.curl.getinfo(pycurl.RESPONSE_CODE)
        reason = self._reason(code, status)
        return Reply(status, headers or {}, bytes(self.body), reason, text if reason else "")

    def _reason(self, code: int, status: int) -> Reason | None:
        if code == 0 or (code == pycurl.E_WRITE_ERROR and self.enough):
            return Reason.TOO_LARGE if self.limit and self.enough else None
        if self.refused:
            return Reason.PRIVATE
        if code == pycurl.E_COULDNT_CONNECT and self.routed is False:
            return Reason.UNROUTED
        found = _REASONS.get(code, Reason.BROKEN)
        return Reason.CUT if status and found in _BODY_FAILS else found


def _headers(lines: list[bytes]) -> dict[str, str] | None:
    """The fields of the last whole head by name, the first of each; None where there is none."""
    found: dict[str, str] = {}
    whole = False
    for line in lines:
        if line.startswith(b"HTTP/"):  # after 1xx, another head follows
            found, whole = {}, False
        elif line in (b"\r\n", b"\n"):
            whole = True
        elif len(found) < HEADERS:
            name, colon, value = decoded(line).partition(":")
            if colon:
                found.setdefault(name.strip().lower(), value.strip())
    return found if whole else None


def decoded(data: bytes) -> str:
    """Bytes of a header as text: UTF-8 where they are that."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


@cache
def trusted_roots() -> str:
    """The file of certificates that OpenSSL trusts here, else the one of `certifi`."""
    import ssl

    found = ssl.get_default_verify_paths().cafile
    if found is None:
        import certifi

        found = certifi.where()
    return found
