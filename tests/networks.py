"""A network of one's own, in a namespace: names, hosts and routes as a test wants them.

Run as a program inside `unshare --net --mount --map-root-user`, it reads what to play as JSON from
its input, runs the command there, and prints its exit code, output and seconds as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import trustme

from webserver import Server, redirect, reply, serving

UNSHARE = ("unshare", "--net", "--mount", "--map-root-user")
SERVFAIL, NXDOMAIN = 2, 3


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str
    seconds: float
    lookups: Sequence[str]


def possible() -> bool:
    """Whether this machine lets us make namespaces."""
    if not all(map(shutil.which, ("unshare", "ip", "mount"))):
        return False
    made = subprocess.run([*UNSHARE, "ip", "link", "set", "lo", "up"], check=False)
    return made.returncode == 0


def run(folder: Path, command: Sequence[str], **played: Any) -> Ran:
    """Run a command in `folder` on a network of this kind.

    `names` gives names addresses, `dns` is "whole", "refuses", "silent" or "internal" (which knows
    no other names), `route` and `route6` say whether there is a way out, and `hosts` gives
    addresses on it what they do: "ok", "untrusted", "portal" or "closed"; all others are silent.
    """
    asked = {"folder": str(folder), "command": command, **played}
    done = subprocess.run(
        [*UNSHARE, sys.executable, __file__],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return Ran(*json.loads(done.stdout))


def _shell(*lines: str) -> None:
    for line in lines:
        subprocess.run(line.split(), check=True, stdout=subprocess.DEVNULL)


def _connect(asked: Mapping[str, Any]) -> None:
    """Interfaces, routes and the file of the name server."""
    _shell("ip link set lo up", "ip link add away type veth peer name far")
    _shell("ip link set far up", "ip link set away up", "ip addr add 172.30.0.2/24 dev away")
    _shell("ip neigh add 172.30.0.1 lladdr 02:00:00:00:00:01 dev away")  # nobody: silence
    for host in asked.get("hosts", {}):
        _shell(f"ip addr add {host}/{128 if ':' in host else 32} dev lo")
    if asked.get("route", True):
        _shell("ip route add default via 172.30.0.1")
    if asked.get("route6"):
        _shell("ip -6 route add default dev away")
    path = Path(asked["folder"]) / "resolv.conf"
    path.write_text("nameserver 127.0.0.1\n", encoding="ascii")
    _shell(f"mount --bind {path} /etc/resolv.conf")


class Names(threading.Thread):
    """A name server: `lookups` holds the names that were asked for."""

    def __init__(self, mode: str, names: Mapping[str, str]) -> None:
        super().__init__(daemon=True)
        self.mode = mode
        self.names = dict(names)
        if mode == "whole":
            self.names |= {f"{letter}.root-servers.net": "198.41.0.4" for letter in "abcdefghijklm"}
        self.lookups: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))

    def run(self) -> None:
        while True:
            data, sender = self.socket.recvfrom(4096)
            answer = self._answer(data)
            if answer:
                self.socket.sendto(answer, sender)

    def _answer(self, data: bytes) -> bytes:
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        name, question = ".".join(labels).lower(), data[12 : at + 5]
        (kind,) = struct.unpack("!H", data[at + 1 : at + 3])
        self.lookups.append(name)
        if self.mode == "silent":
            return b""
        found = self.names.get(name)
        code = SERVFAIL if self.mode == "refuses" else 0 if found else NXDOMAIN
        records = b""
        if found and code == 0 and kind == (28 if ":" in found else 1):
            family = socket.AF_INET6 if ":" in found else socket.AF_INET
            packed = socket.inet_pton(family, found)
            records = struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(packed)) + packed
        head = struct.pack("!HHHHHH", *struct.unpack("!H", data[:2]), 0x8180 | code, 1,
                           bool(records), 0, 0)  # fmt: skip
        return head + question + records


def _host(stack: ExitStack, host: str, kind: str, authority: trustme.CA, names: list[str]) -> None:
    """Serve http and https on an address."""
    if kind == "closed":
        return
    plain, secure = Server(host, 80), Server(host, 443)
    for server in (plain, secure):
        server.answers["/"] = reply("200 OK", b"<html></html>")
        if kind == "portal":
            server.answers["/"] = redirect(302, "http://10.9.9.9/sign-in")
            server.answers["/sign-in"] = reply("200 OK", b"<html></html>")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer = authority if kind == "ok" else trustme.CA()
    issuer.issue_cert(*names).configure_cert(context)
    stack.enter_context(serving(plain))
    stack.enter_context(serving(secure, context=context))


def main() -> None:
    """Play it."""
    asked = json.load(sys.stdin)
    _connect(asked)
    names = Names(asked.get("dns", "whole"), asked.get("names", {}))
    names.start()
    folder, authority = Path(asked["folder"]), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "roots.pem"))
    environment = {**os.environ, "SSL_CERT_FILE": str(folder / "roots.pem")}
    with ExitStack() as stack:
        for host, kind in asked.get("hosts", {}).items():
            _host(stack, host, kind, authority, [*asked["names"]] or ["a.kr"])
        started = time.monotonic()
        done = subprocess.run(
            asked["command"], cwd=folder, env=environment, capture_output=True, check=False
        )
        seconds = time.monotonic() - started
    told = (done.returncode, done.stdout.decode(), done.stderr.decode(), seconds, names.lookups)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
