"""What earlier runs learned: `.cache/munjigi/links.db`, safe against two runs and a sudden end."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from contextlib import closing, suppress

from munjigi.cachefolder import make_folder
from munjigi.external.records import Record, unpack
from munjigi.git import Git
from munjigi.model import Text
from munjigi.paths import CACHE_FOLDER
from munjigi.usage import UsageError

NAME = "links.db"
FORMAT = 1
PATIENCE = 10.0  # seconds to wait for another run that is writing
DAY = 86_400.0
_ENDINGS = ("", "-journal", "-wal", "-shm")  # https://sqlite.org/tempfiles.html
_SCHEMA = """
create table if not exists answers (url text primary key, at real not null, record text not null);
create table if not exists failures (url text primary key, first text not null, last text not null);
create table if not exists robots (origin text primary key, at real not null, text text not null);
"""
_PUT = """insert into answers values (?, ?, ?) on conflict (url) do update
          set at = excluded.at, record = excluded.record"""
_FAILED = """insert into failures values (?, ?, ?) on conflict (url) do update
             set last = excluded.last"""
_ROBOTS = """insert into robots values (?, ?, ?) on conflict (origin) do update
             set at = excluded.at, text = excluded.text"""


class Store:
    """The file in the project's folder `root`; `root` None keeps nothing.

    `warning` says why the file could not be used, or is None: then this run keeps nothing.
    """

    def __init__(self, root: str | None) -> None:
        self.warning: Text | None = None
        self._base = sqlite3.connect(":memory:", isolation_level=None)
        if root is not None:
            self._open(os.path.join(root, CACHE_FOLDER))
        self._base.executescript(_SCHEMA)

    def _open(self, folder: str) -> None:
        path = os.path.join(folder, NAME)
        try:
            make_folder(folder)
            if any(os.path.lexists(path + ending) for ending in _ENDINGS):
                _refuse_tracked(folder)
                _unlink_links(path)
            try:
                self._base = _connected(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                _remove(path)  # damaged, or no file of ours
                self._base = _connected(path)
        except (OSError, sqlite3.Error) as error:
            self.warning = _unusable(folder, str(error))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def records(self) -> dict[str, Record]:
        """Everything that is kept, by address."""
        found = {}
        for url, at, packed in self._base.execute("select url, at, record from answers"):
            with suppress(ValueError, TypeError):
                found[url] = unpack(at, packed)
        return found

    def keep(self, records: Iterable[tuple[str, Record]]) -> None:
        """Keep what addresses came to, all of it or nothing."""
        rows = [(url, one.at, one.pack()) for url, one in records]
        self._write(_PUT, rows)

    def forget(self, before: float) -> None:
        """Drop what is older than the time `before`."""
        self._write("delete from answers where at < ?", [(before,)])
        self._write("delete from robots where at < ?", [(before,)])

    def failures(self) -> dict[str, str]:
        """By address, the day (YYYY-MM-DD) of the first failure since it was last well."""
        return dict(self._base.execute("select url, first from failures"))

    def failed(self, urls: Iterable[str], day: str) -> None:
        """Remember that addresses failed on a day."""
        self._write(_FAILED, [(url, day, day) for url in urls])

    def recovered(self, urls: Iterable[str]) -> None:
        """Forget the failures of addresses that are well."""
        known = self.failures()
        well = [(url,) for url in urls if url in known] if known else []
        self._write("delete from failures where url = ?", well)

    def robots(self, now: float) -> Robots:
        """What is kept of hosts' robots.txt from the last day (RFC 9309, 2.4)."""
        rows = self._base.execute("select origin, text from robots where at > ?", (now - DAY,))
        return Robots(dict(rows), self, now)

    def keep_robots(self, origin: str, text: str, now: float) -> None:
        """Keep a host's robots.txt."""
        self._write(_ROBOTS, [(origin, now, text)])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if not rows:
            return
        try:
            with closing(self._base.cursor()) as cursor:
                cursor.execute("begin immediate")
                cursor.executemany(statement, rows)
                cursor.execute("commit")
        except sqlite3.Error as error:  # a full disk; the run goes on without
            with suppress(sqlite3.Error):
                self._base.execute("rollback")
            self.warning = self.warning or _unusable(CACHE_FOLDER, str(error))


class Robots(MutableMapping[str, str]):
    """robots.txt by origin, kept as it comes in."""

    def __init__(self, known: dict[str, str], store: Store, now: float) -> None:
        self._known = known
        self._store = store
        self._now = now

    def __getitem__(self, origin: str) -> str:
        return self._known[origin]

    def __setitem__(self, origin: str, text: str) -> None:
        self._known[origin] = text
        self._store.keep_robots(origin, text, self._now)

    def __delitem__(self, origin: str) -> None:
        del self._known[origin]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _connected(path: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        base.execute("pragma journal_mode = wal")
        base.execute("pragma synchronous = normal")
        version = base.execute("pragma user_version").fetchone()[0]
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError("another version wrote it")
        base.executescript(_SCHEMA)
        base.execute(f"pragma user_version = {FORMAT}")
        if base.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except BaseException:
        base.close()
        raise
    return base


def _refuse_tracked(folder: str) -> None:
    """Raises `OSError` where the repository brings answers along, which anybody may have given."""
    with suppress(UsageError):  # no git
        if Git(folder, lambda reason: Text(reason, reason))("ls-files", "--", ".", otherwise=""):
            raise OSError("Git tracks files there")


def _remove(path: str) -> None:
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            os.unlink(path + ending)


def _unlink_links(path: str) -> None:
    """Take away what SQLite would follow out of the folder."""
    for ending in _ENDINGS:
        if os.path.islink(path + ending):
            os.unlink(path + ending)


def _unusable(folder: str, reason: str) -> Text:
    return Text(
        en=f"answers cannot be kept in {folder} ({reason}); the next run asks again",
        ko=f"응답을 {folder} 폴더에 보관할 수 없어({reason}) 다음에도 모두 다시 요청합니다",
    )
