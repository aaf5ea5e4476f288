"""A headless Chromium for tests, driven by the DevTools protocol over a pipe.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TIMEOUT = 30.0  # seconds for an answer of the browser
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-sandbox",  # it opens the site that was built here and nothing else
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# The browser reads commands from its descriptor 3 and answers on 4.
_START = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_FREE = 10  # the lowest descriptor that stays clear of those two

Event = dict[str, Any]


class BrowserError(Exception):
    """The browser did not start, did not answer, or says that a command failed."""


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome; `CHROMIUM` in the environment comes first."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One browser with one tab."""

    def __init__(self, program: str, profile: Path) -> None:
        self._buffer = b""
        self._number = 0
        self._events: list[Event] = []
        self._session = ""
        commands, self._out = _pipe()
        self._in, answers = _pipe()
        start = [sys.executable, "-c", _START, str(commands), str(answers), program, *_FLAGS]
        with (profile / "chromium.log").open("wb") as log:
            self._process = subprocess.Popen(
                [*start, f"--user-data-dir={profile}", "about:blank"],
                pass_fds=(commands, answers),
                stdout=log,
                stderr=log,
            )
        os.close(commands)
        os.close(answers)
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        joined = self.call("Target.attachToTarget", targetId=tab, flatten=True)
        self._session = joined["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(BrowserError, OSError):
            self._session = ""
            self.call("Browser.close")
        os.close(self._out)
        os.close(self._in)
        self._process.kill()
        self._process.wait()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The browser's answer to a command. Raises `BrowserError`."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        deadline = time.monotonic() + TIMEOUT
        while (message := self._message(deadline)).get("id") != self._number:
            self._events.append(message)
        if "error" in message:
            raise BrowserError(f"{method}: {message['error']['message']}")
        return dict(message["result"])

    def events(self) -> list[Event]:
        """What happened since this was asked last, oldest first."""
        self.evaluate("0")  # what is on its way arrives before the answer
        found, self._events = self._events, []
        return found

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression, of its promise where it is one."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def size(self, width: int, height: int) -> None:
        """Give the tab a size in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def scheme(self, name: str) -> None:
        """Prefer `light` or `dark` colours and no motion, as the reader's system says."""
        features = [
            {"name": "prefers-color-scheme", "value": name},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.call("Emulation.setEmulatedMedia", features=features)

    def open(self, url: str) -> None:
        """Load a page and wait until all that it names is loaded."""
        with self.loading():
            answer = self.call("Page.navigate", url=url)
            if "errorText" in answer:
                raise BrowserError(f"{url}: {answer['errorText']}")

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Wait at the end for the page that the block's actions lead to."""
        before = len(self._events)
        yield
        self.until(
            lambda: any(one["method"] == "Page.loadEventFired" for one in self._events[before:])
        )

    def until(self, done: Callable[[], Any]) -> Any:
        """The first true value of `done()`. Raises `BrowserError` when there is none in time."""
        deadline = time.monotonic() + TIMEOUT
        while not (value := done()):
            if time.monotonic() > deadline:
                raise BrowserError("the page did not get there in time")
            with suppress(TimeoutError):
                self._events.append(self._message(time.monotonic() + 0.05))
        return value

    def _message(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            received = os.read(self._in, 1 << 20)
            if not received:
                raise BrowserError("the browser ended")
            self._buffer += received
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))


def _pipe() -> tuple[int, int]:
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FREE) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
