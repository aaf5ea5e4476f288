"""Work shared between forked processes: each takes the next piece, this one included.

Results are bytes. A worker that dies loses nothing: this process does its work again.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from signal import SIGTERM
from threading import active_count
from typing import IO

PIECE = 16  # pieces are of this many tasks, or more where the pipe could not hold all
PIPE = 8_000  # numbers of pieces, of 4 bytes, that a pipe holds surely (64 KiB)
_NUMBER = struct.Struct("<I")
_RECORD = struct.Struct("<II")

Work = Callable[[int], bytes]
Giving = Callable[[Callable[[bytes], object]], None]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share(count: int, work: Work, jobs: int) -> Iterator[tuple[int, bytes]]:
    """The results of `work(0)` to `work(count - 1)`, in any order, made by `jobs` processes."""
    if jobs < 2 or not hasattr(os, "fork"):  # noqa: PLR2004
        yield from ((number, work(number)) for number in range(count))
        return
    left = set(range(count))
    for number, result in _forked(count, work, jobs):
        left.discard(number)
        yield number, result
    for number in sorted(left):
        yield number, work(number)


class Beside:
    """Work that goes on in a process of its own, and gives piece after piece.

    `work` gets a function that takes a piece. Without fork, beside other threads (one may hold what
    the new process needs), and where the work fails or its process dies, it is done here when the
    pieces are asked for, from its start: some come twice.
    """

    def __init__(self, work: Giving) -> None:
        self._work = work
        self._out = _scratch()
        self._results = _Results(self._out)
        forks = hasattr(os, "fork") and active_count() == 1
        self._pid = _giver(work, self._out) if forks else 0
        self._again = not forks

    def done(self, *, wait: bool = False) -> bool:
        """Whether the next call of `pieces` gives all that is left; `wait` until it does."""
        if self._pid:
            pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
            if pid:
                self._pid, self._again = 0, status != 0
        return not self._pid

    def pieces(self) -> Iterator[bytes]:
        """Those that came since the last call."""
        for _, piece in self._results:
            yield piece
        if self._again:
            self._again = False
            made: list[bytes] = []
            self._work(made.append)
            yield from made

    def close(self) -> None:
        """End the work, if it still goes on."""
        _stop({self._pid: self._results} if self._pid else {})
        self._out.close()


def _giver(work: Giving, out: IO[bytes]) -> int:
    pid = os.fork()
    if pid:
        return pid

    def give(piece: bytes) -> None:
        out.write(_RECORD.pack(0, len(piece)) + piece)
        out.flush()

    status = 1
    try:
        work(give)
        status = 0
    finally:
        os._exit(status)


def _forked(count: int, work: Work, jobs: int) -> Iterator[tuple[int, bytes]]:
    size = max(PIECE, count // PIPE + 1)
    jobs = min(jobs, -(-count // size))
    queue, fill = os.pipe()
    os.write(fill, b"".join(map(_NUMBER.pack, range(0, count, size))))
    os.close(fill)
    children: dict[int, _Results] = {}
    try:
        for _ in range(jobs - 1):
            out = _scratch()
            children[_child(queue, size, count, work, out)] = _Results(out)
        for number, result in _pieces(queue, size, count, work):
            yield number, result
            if number % size == 0:  # what is done with results is shared out too
                for results in children.values():
                    yield from results
        for pid, results in list(children.items()):
            os.waitpid(pid, 0)
            yield from results
            children.pop(pid).out.close()
    finally:
        os.close(queue)
        _stop(children)


def _scratch() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("munjigi"), "w+b")
    import tempfile

    return tempfile.TemporaryFile()


def _child(queue: int, size: int, count: int, work: Work, out: IO[bytes]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for number, result in _pieces(queue, size, count, work):
            out.write(_RECORD.pack(number, len(result)))
            out.write(result)
            if number % size == size - 1:
                out.flush()
        out.flush()
        status = 0
    finally:
        os._exit(status)


def _pieces(queue: int, size: int, count: int, work: Work) -> Iterator[tuple[int, bytes]]:
    while taken := os.read(queue, _NUMBER.size):
        (start,) = _NUMBER.unpack(taken)
        for number in range(start, min(start + size, count)):
            yield number, work(number)


class _Results:
    """The results in a worker's file; each iteration gives those that came since the last one."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self._read = 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        file = self.out.fileno()
        data = os.pread(file, os.fstat(file).st_size - self._read, self._read)
        start = 0
        while (after := start + _RECORD.size) <= len(data):
            number, length = _RECORD.unpack_from(data, start)
            if after + length > len(data):
                break
            start = after + length
            yield number, data[after:start]
        self._read += start


def _stop(children: dict[int, _Results]) -> None:
    for pid, results in children.items():
        with suppress(OSError):
            os.kill(pid, SIGTERM)
            os.waitpid(pid, 0)
        results.out.close()
