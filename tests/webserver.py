"""Web servers on loopback that behave well and badly, each path in its own way."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from functools import cache
from time import monotonic, time
from typing import NamedTuple

PAGE = b"<html><body><h1 id=top-of-it>A</h1></body></html>"
ANCHORS = """\
<html><head><meta charset="utf-8"><script>var a = '<h2 id="in-script">'</script></head><body>
<h1 id="Setup">A</h1> <a name="old-name">B</a> <h2 id="설정 방법">C</h2> <p id="user-content-usage">
<h2 id="권한">D</h2> <h2 id="caf\N{LATIN SMALL LETTER E WITH ACUTE}">E</h2> <input name="field">
<!-- <h2 id="in-comment"> --> </body></html>
"""
SLOW = 5.0  # seconds, longer than any test waits


class Request(NamedTuple):
    """What came in: when (seconds of a clock), from whom it asked, and how."""

    at: float
    method: str
    path: str
    headers: dict[str, str]


class Server:
    """One address and port. `requests` holds what came in, `most` how many at once."""

    def __init__(self, address: str, port: int = 0) -> None:
        self.requests: list[Request] = []
        self.answers: dict[str, bytes] = {}
        self.robots = b""
        self.open = self.most = 0
        self.socket = socket.create_server(
            (address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET
        )
        self.port: int = self.socket.getsockname()[1]
        host = f"[{address}]" if ":" in address else address
        self.url = f"http://{host}:{self.port}"
        self.latency = 0.0

    def paths(self, method: str = "") -> list[str]:
        """The paths that were asked for, without robots.txt."""
        asked = [one for one in self.requests if one.path != "/robots.txt"]
        return [one.path for one in asked if method in ("", one.method)]

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.paths())

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what comes over one connection."""
        try:
            while first := await reader.readexactly(1):
                if not first.isalpha():  # TLS, where plain HTTP is spoken
                    writer.write(reply("400 Bad request"))
                    break
                head = first + await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, path, _ = lines[0].split(" ")
                fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                self.requests.append(Request(monotonic(), method, path, fields))
                self.open += 1
                self.most = max(self.most, self.open)
                try:
                    await asyncio.sleep(self.latency)
                    await self.answer(method, path, writer)
                    await writer.drain()
                finally:
                    self.open -= 1
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    async def answer(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        name = path.split("?", maxsplit=1)[0].strip("/").split("/")[0]
        if path == "/robots.txt":
            status = "200 OK" if self.robots else "404 Not Found"
            writer.write(reply(status, self.robots, head=method == "HEAD"))
        elif path in self.answers:
            writer.write(self.answers[path])
        elif name.isdigit():
            writer.write(reply(f"{name} Status", PAGE, head=method == "HEAD"))
        else:
            play = getattr(self, f"play_{name.replace('-', '_')}", None)
            if play is None:
                writer.write(reply("404 Not Found", head=method == "HEAD"))
            else:
                await play(method, path, writer)

    def seen(self, path: str) -> int:
        """How often a path was asked for, this time included."""
        return self.counts()[path]

    async def play_to(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """`/to/301/200`: a redirect with the first number to the rest of the path."""
        _, _, status, rest = path.split("/", 3)
        writer.write(reply(f"{status} Go", extra=f"Location: /{rest}\r\n"))

    async def play_loop(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        other = "/loop/b" if path == "/loop/a" else "/loop/a"
        writer.write(reply("302 Found", extra=f"Location: {other}\r\n"))

    async def play_cookie(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """A redirect to itself until the cookie comes back."""
        if "seen=1" in self.requests[-1].headers.get("cookie", ""):
            writer.write(reply("200 OK", PAGE, head=method == "HEAD"))
        else:
            extra = f"Location: {path}\r\nSet-Cookie: seen=1; Path=/\r\n"
            writer.write(reply("302 Found", extra=extra))

    async def play_deep(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(reply("302 Found", extra=f"Location: /deep/{path[6:]}x\r\n"))

    async def play_busy(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """`/busy/seconds`, `/busy/date`: 429 once, then 200."""
        kind = path.split("/")[2]
        after = formatdate(time() + 1, usegmt=True) if kind == "date" else kind
        if self.seen(path) == 1:
            writer.write(reply("429 Slow down", extra=f"Retry-After: {after}\r\n"))
        else:
            writer.write(reply("200 OK", PAGE, head=method == "HEAD"))

    async def play_fault(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """500 to the first HEAD and GET, then 200."""
        status = "500 Fault" if self.seen(path) <= 2 else "200 OK"
        writer.write(reply(status, PAGE, head=method == "HEAD"))

    async def play_no_head(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """`/no-head/405`: that status to HEAD, 200 to GET."""
        status = path.split("/")[2] if method == "HEAD" else "200"
        writer.write(reply(f"{status} Status", PAGE, head=method == "HEAD"))

    async def play_slow_header(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
        await asyncio.sleep(SLOW)

    async def play_slow_body(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>"
        )
        await asyncio.sleep(SLOW if method == "GET" else 0)

    async def play_endless(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1 id=first>A</h1>")
        for _ in range(2_000 if method == "GET" else 0):
            writer.write(b"<p>" * 20_000)
            await writer.drain()
        writer.close()

    async def play_bomb(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """300 MB of zeros in 300 KB."""
        body = bomb() if method == "GET" else b""
        head = "Content-Encoding: gzip\r\nContent-Type: text/html\r\n"
        writer.write(reply("200 OK", body, extra=head))

    async def play_too_long(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """A Content-Length of more than comes."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n")
        writer.write(b"<h1 id=a>A</h1>" if method == "GET" else b"")
        writer.close()

    async def play_too_short(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        """A Content-Length of less than comes."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n")
        writer.write(b"<h1 id=a>A</h1><h2 id=b>" if method == "GET" else b"")
        writer.close()

    async def play_reset(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def play_garbage(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x00\x01 no HTTP at all\r\n\r\n")
        writer.close()

    async def play_anchors(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(reply("200 OK", ANCHORS.encode(), head=method == "HEAD"))

    async def play_korean(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        body = '<meta charset="euc-kr"><h1 id="설정">A</h1>'.encode("euc-kr")
        writer.write(reply("200 OK", body, head=method == "HEAD"))

    async def play_script(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(reply("200 OK", b'<div id="app"></div><script src=a.js></script>'))

    async def play_pdf(self, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(reply("200 OK", b"%PDF", kind="application/pdf", head=method == "HEAD"))


@cache
def bomb() -> bytes:
    """300 MB of zeros, compressed piece by piece: they are never all in memory."""
    made, piece = zlib.compressobj(wbits=zlib.MAX_WBITS | 16), bytes(1_000_000)
    return b"".join(made.compress(piece) for _ in range(300)) + made.flush()


def reply(
    status: str, body: bytes = b"", *, extra: str = "", kind: str = "text/html", head: bool = False
) -> bytes:
    """A response; to HEAD without its body."""
    lines = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    if status.startswith("204"):
        lines = f"HTTP/1.1 {status}\r\n"
        body = b""
    return f"{lines}{extra}\r\n".encode() + (b"" if head else body)


def redirect(status: int, to: str) -> bytes:
    """A redirect to any address."""
    return reply(f"{status} Go", extra=f"Location: {to}\r\n")


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def serving(*servers: Server, context: ssl.SSLContext | None = None) -> Iterator[None]:
    """Servers in a thread of their own, which ends with the block."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # broken connections are meant

    async def start() -> None:
        for one in servers:
            await asyncio.start_server(one.serve, sock=one.socket, ssl=context)
        ready.set()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(start())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        for one in servers:
            one.socket.close()
