"""Runs libcurl's transfers in asyncio's event loop, as many as are ready in one turn of the loop.

All sockets are watched by one epoll object, and the loop watches that: `pycurl.AsyncCurlMulti`,
which is for systems without epoll, has the loop watch each socket anew for each request, and
spends five times as much on it as libcurl on the request.
"""

from __future__ import annotations

import asyncio
import select
from contextlib import suppress
from math import inf
from typing import Any

import pycurl

AT_ONCE = 8  # sockets in one turn: the first need not wait for all of a wave of answers
_EVENTS = {
    pycurl.POLL_IN: select.EPOLLIN,
    pycurl.POLL_OUT: select.EPOLLOUT,
    pycurl.POLL_INOUT: select.EPOLLIN | select.EPOLLOUT,
}
_BROKEN = select.EPOLLERR | select.EPOLLHUP
_READS = select.EPOLLIN | _BROKEN
_WRITES = select.EPOLLOUT | _BROKEN


class Multi:
    """Belongs to the event loop that runs when it is made; used as `pycurl.AsyncCurlMulti` is."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._running: dict[pycurl.Curl, asyncio.Future[None]] = {}
        self._due = inf  # the loop's time at which libcurl wants to be called
        self._fires = inf  # when it will be: at that time or before
        self._timer: asyncio.TimerHandle | None = None
        self._poll = select.epoll()
        self._loop.add_reader(self._poll, self._ready)
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._remind)

    def setopt(self, option: int, value: int) -> None:
        """Set an option of libcurl's (`pycurl.M_…`)."""
        self._multi.setopt(option, value)

    async def perform(self, curl: pycurl.Curl) -> None:
        """Do what a handle is set up for; raises `pycurl.error` where that fails."""
        done = self._running[curl] = self._loop.create_future()
        try:
            self._multi.add_handle(curl)
            await done
        finally:
            del self._running[curl]
            self._multi.remove_handle(curl)

    async def aclose(self) -> None:
        """Close every connection. Nothing may be running."""
        if self._timer is not None:
            self._timer.cancel()
        self._loop.remove_reader(self._poll)
        self._multi.close()
        self._poll.close()

    def _watch(self, what: int, socket: int, _multi: object, _data: object) -> None:
        events = _EVENTS.get(what)
        if events is None:
            with suppress(OSError):  # never watched
                self._poll.unregister(socket)
            return
        try:
            self._poll.register(socket, events)
        except FileExistsError:
            self._poll.modify(socket, events)

    def _remind(self, milliseconds: int) -> None:
        self._due = inf if milliseconds < 0 else self._loop.time() + milliseconds / 1000
        if self._due < self._fires:
            self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._fires = self._due
        self._timer = self._loop.call_at(self._fires, self._expire)

    def _expire(self) -> None:
        self._fires = inf
        if self._due <= self._loop.time():
            self._due = inf
            self._act(pycurl.SOCKET_TIMEOUT, 0)
            self._resolve()
        elif self._due < inf:
            self._arm()

    def _ready(self) -> None:
        for socket, event in self._poll.poll(0, AT_ONCE):
            reads = pycurl.CSELECT_IN if event & _READS else 0
            writes = pycurl.CSELECT_OUT if event & _WRITES else 0
            self._act(socket, reads | writes)
        self._resolve()

    def _act(self, socket: int, what: int) -> None:
        try:
            self._multi.socket_action(socket, what)
        except pycurl.error as error:  # nothing more would come
            for curl in self._running:
                self._settle(curl, error)

    def _resolve(self) -> None:
        more = 1
        while more:
            more, done, failed = self._multi.info_read()
            for curl in done:
                self._settle(curl, None)
            for curl, code, text in failed:
                self._settle(curl, pycurl.error(code, text))

    def _settle(self, curl: pycurl.Curl, error: Any) -> None:
        future = self._running.get(curl)
        if future is None or future.done():  # cancelled
            return
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
