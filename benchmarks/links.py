"""Times `munjigi links` against lychee and LinkChecker on a web that is made here, on loopback.

5,000 addresses on 50 hosts that answer after 20 ms, under the same limits for each host.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measure import Program, RunError, captured, peak_memory, timed

PORT = 18765
PER_HOST = 4
PAGES = 50
PAGE = b"<!doctype html><html><head><title>A</title></head><body><h1 id=a>A</h1></body></html>"
TIMEOUT = 600.0  # seconds for one run of a tool
CONFIG = "site_name: A\nplugins:\n  - munjigi\n"


@dataclass(frozen=True)
class Tool:
    """A command that asks for every address; `warm` if it may use what it kept."""

    name: str
    command: tuple[str, ...]
    shows: str  # what its output holds when it has asked for all
    warm: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for. 0: all tools ran; 1: one failed."""
    options = _parser().parse_args(argv)
    if options.serve:
        asyncio.run(_serve(options.hosts, options.latency / 1000))
        return 0
    with tempfile.TemporaryDirectory() as name, _serving(options):
        folder = Path(name)
        folder.chmod(0o755)  # started by root, LinkChecker reads what everybody may
        _write(folder, _ordered(options))
        program = Program(folder, {**os.environ, "PYTHONHASHSEED": "0"}, TIMEOUT)
        try:
            _measure(_tools(folder, options), program, options)
        except RunError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--addresses", type=int, default=5_000)
    made.add_argument("--hosts", type=int, default=50, help="at most 250")
    made.add_argument("--latency", type=float, default=20, help="milliseconds")
    made.add_argument("--delay", type=int, default=0, help="milliseconds between starts on a host")
    made.add_argument("--order", choices=("none", "turns", "hosts"), default="none")
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--tools", default="munjigi,warm,lychee,linkchecker")
    made.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return made


def _tools(folder: Path, options: argparse.Namespace) -> list[Tool]:
    count, delay = options.addresses, options.delay
    munjigi = (
        *(sys.executable, "-m", "munjigi", "links", "--allow-private"),
        *("--per-host", str(PER_HOST), "--delay", str(delay / 1000)),
    )
    lychee = (
        *(shutil.which("lychee") or "lychee", "--no-progress", "--max-concurrency", "256"),
        *("--host-concurrency", str(PER_HOST), "--host-request-interval", f"{delay}ms", "docs"),
    )
    checker = (
        *(sys.executable, "-m", "linkcheck", "--check-extern", "--no-status", "-r1"),
        *("-f", "linkcheckerrc", "index.html"),  # more than its ten threads make it slower
    )
    every = (
        Tool("munjigi", munjigi, f"{count} ok"),
        Tool("warm", munjigi, "0 requests", warm=True),
        Tool("lychee", lychee, f"{count} OK"),
        Tool("linkchecker", checker, f"{count + 1} links"),
    )
    return [one for one in every if one.name in options.tools.split(",")]


def _ordered(options: argparse.Namespace) -> list[str]:
    """The addresses: host after host, in turn, or in no order, which is the same in every run."""
    hosts, numbers = options.hosts, range(options.addresses)
    urls = [f"http://127.0.1.{1 + n % hosts}:{PORT}/page/{n}" for n in numbers]
    if options.order == "hosts":
        urls.sort(key=lambda url: url.split(":")[1])
    elif options.order == "none":
        random.Random(1).shuffle(urls)
    return urls


def _write(folder: Path, urls: Sequence[str]) -> None:
    """The same addresses as a project of 50 pages and as one page of HTML."""
    step = -(-len(urls) // PAGES)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG)
    for page in range(PAGES):
        part = urls[page * step : (page + 1) * step]
        lines = (f"- [{n}]({url})\n" for n, url in enumerate(part))
        (folder / "docs" / f"page{page:02}.md").write_text(f"# Page {page}\n\n{''.join(lines)}")
    links = "\n".join(f'<a href="{url}">a</a>' for url in urls)
    (folder / "index.html").write_text(f"<html><body>{links}</body></html>")
    rate = 1_000_000  # its own limit, requests a second and host, would decide alone
    (folder / "linkcheckerrc").write_text(f"[checking]\nmaxrequestspersecond={rate}\n")


def _measure(tools: list[Tool], program: Program, options: argparse.Namespace) -> None:
    for tool in tools:  # a warm-up, which also shows that each asks for all
        _prepare(tool, program.folder)
        told = captured(tool.command, program).text
        if tool.shows not in told:
            raise RunError(f"{tool.name} did not ask for all addresses:\n{told[-500:]}")
    walls: dict[str, list[float]] = {tool.name: [] for tool in tools}
    cpus: dict[str, list[float]] = {tool.name: [] for tool in tools}
    for _ in range(options.rounds):
        for tool in tools:
            _prepare(tool, program.folder)
            sample = timed(tool.command, program, frozenset({0}))
            walls[tool.name].append(sample.wall)
            cpus[tool.name].append(sample.cpu)
    print("| tool | wall s | CPU s | peak MB | wall ÷ munjigi's |\n| --- | --- | --- | --- | --- |")
    for tool in tools:
        _prepare(tool, program.folder)
        peak = peak_memory(tool.command, program)
        pairs = zip(walls[tool.name], walls[tools[0].name], strict=True)
        ratio = statistics.median(theirs / ours for theirs, ours in pairs)
        print(
            f"| {tool.name} | {statistics.median(walls[tool.name]):.2f} "
            f"| {statistics.median(cpus[tool.name]):.2f} "
            f"| {'–' if peak is None else round(peak / 1e6)} | {ratio:.2f} |"
        )


def _prepare(tool: Tool, folder: Path) -> None:
    if not tool.warm:
        shutil.rmtree(folder / ".cache", ignore_errors=True)


@contextmanager
def _serving(options: argparse.Namespace) -> Iterator[None]:
    """The servers, in a process of their own."""
    command = [sys.executable, __file__, "--serve", "--hosts", str(options.hosts)]
    command += ["--latency", str(options.latency)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        server.stdout.readline()
        yield
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


class _Host(asyncio.Protocol):
    """Answers every request after a while, robots.txt with 404."""

    latency = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.data = b""

    def data_received(self, data: bytes) -> None:
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, _, self.data = self.data.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(self.latency, self.answer, head)

    def answer(self, head: bytes) -> None:
        if not self.transport.is_closing():
            status = b"404 Not Found" if b" /robots.txt " in head else b"200 OK"
            lines = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
            body = b"" if head.startswith(b"HEAD") else PAGE
            self.transport.write(lines % (status, len(PAGE)) + body)


async def _serve(hosts: int, latency: float) -> None:
    _Host.latency = latency
    loop = asyncio.get_running_loop()
    for number in range(1, hosts + 1):
        await loop.create_server(_Host, f"127.0.1.{number}", PORT, backlog=1024)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
