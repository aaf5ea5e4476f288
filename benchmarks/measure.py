"""Runs one command and measures it: wall time, CPU time and, on Linux, peak memory."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
SESSION_FIELD = 3  # of /proc/PID/stat, counted after the command's closing parenthesis
SAMPLE_SECONDS = 0.002


class RunError(Exception):
    """A command that could not be started, ended badly or took too long; one line says which."""


@dataclass(frozen=True)
class Program:
    """How to run a command: its folder, its environment, and the limit in seconds."""

    folder: Path
    env: Mapping[str, str]
    timeout: float


@dataclass(frozen=True)
class Sample:
    """One timed run. Seconds; `cpu` is user and system time of the command and its children."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Output:
    """What a command wrote to both its streams, and its exit code."""

    code: int
    text: str


def captured(command: Sequence[str], program: Program) -> Output:
    """Run a command untimed and keep what it says. Raises RunError."""
    with tempfile.TemporaryFile() as log:
        process = _start(command, program, log.fileno())
        code, _ = _finish(process, command, program)
        log.seek(0)
        return Output(code, log.read().decode("utf-8", "replace"))


def timed(command: Sequence[str], program: Program, fine: frozenset[int]) -> Sample:
    """Run a command with its output thrown away. Raises RunError unless its exit code is `fine`."""
    start = time.perf_counter()
    process = _start(command, program, subprocess.DEVNULL)
    code, cpu = _finish(process, command, program)
    wall = time.perf_counter() - start
    if code not in fine:
        raise RunError(f"{command[0]}: unexpected exit code {code}")
    return Sample(wall, cpu)


def peak_memory(command: Sequence[str], program: Program) -> int | None:
    """Run a command untimed; its peak memory in bytes, or None where the system does not tell.

    The sum over all its processes of the proportional set size (PSS), so that pages shared by
    forked workers count once, sampled every few milliseconds.
    """
    if not (PROC / "self" / "smaps_rollup").exists():
        return None
    process = _start(command, program, subprocess.DEVNULL)
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.is_set():
            peak = max(peak, sum(map(_pss, _session(process.pid))))
            done.wait(SAMPLE_SECONDS)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _finish(process, command, program)
    finally:
        done.set()
        watcher.join()
    return peak


def _start(command: Sequence[str], program: Program, sink: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            cwd=program.folder,
            env=dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    except OSError as error:
        raise RunError(f"{command[0]}: {error.strerror}") from error


def _finish(
    process: subprocess.Popen[bytes], command: Sequence[str], program: Program
) -> tuple[int, float]:
    timer = threading.Timer(program.timeout, _kill, [process.pid])
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        _kill(process.pid)
        raise
    finally:
        alive = timer.is_alive()
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0 and not alive:
        raise RunError(f"{command[0]}: stopped after {program.timeout:g} seconds")
    return process.returncode, usage.ru_utime + usage.ru_stime


def _kill(session: int) -> None:
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return


def _session(leader: int) -> Iterator[int]:
    for entry in os.listdir(PROC):
        if not entry.isdigit():
            continue
        try:
            stat = (PROC / entry / "stat").read_bytes()
        except OSError:
            continue
        if int(stat.rpartition(b")")[2].split()[SESSION_FIELD]) == leader:
            yield int(entry)


def _pss(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    kilobytes = (line.split()[1] for line in lines if line.startswith(b"Pss:"))
    return 1024 * int(next(kilobytes, b"0"))
