"""Work shared between forked processes: each takes the next piece, this one included.

Results are bytes. A worker that dies loses nothing: this process does its work again.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from signal import SIGTERM
from threading import active_count
from typing import IO

PIECE = 16  # pieces are of this many tasks, or more where the pipe could not hold all
PIPE = 8_000  # numbers of pieces, of 4 bytes, that a pipe holds surely (64 KiB)
_NUMBER = struct.Struct("<I")
_RECORD = struct.Struct("<II")

Work = Callable[[int], bytes]


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


@contextmanager
def beside(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Does `work` in a process of its own from now on; what it gives waits for the result.

    Without fork, beside other threads (one may hold what the new process needs), and where the
    work fails or its process dies, it is done here when the result is asked for.
    """
    if not hasattr(os, "fork") or active_count() > 1:
        yield work
        return
    out = _scratch()
    running = [_beside(work, out)]

    def result() -> bytes:
        _, status = os.waitpid(running[0], 0)
        running.clear()
        return os.pread(out.fileno(), os.fstat(out.fileno()).st_size, 0) if not status else work()

    try:
        yield result
    finally:
        _stop(dict.fromkeys(running, _Results(out)))
        out.close()


def _beside(work: Callable[[], bytes], out: IO[bytes]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        out.write(work())
        out.flush()
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
