"""What a section said when it was in step, found again in Git."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

from munjigi.detail import Detail
from munjigi.git import Git
from munjigi.meaning import Said, blocks, whole
from munjigi.model import Text
from munjigi.page import Page
from munjigi.snippets import Snippets
from munjigi.usage import UsageError

if TYPE_CHECKING:
    from munjigi.lock import Record
    from munjigi.settings import Config

REVISIONS = 1000  # of a page
_LOG = ("log", "--no-color", "--no-show-signature", "--no-ext-diff", "--no-textconv")
_NO_FILE = "\0no such file"
_FORM = "--format=%x01%H%x02%cs%x02"


class Past(NamedTuple):
    """A section as it was in step: the last commit that has it so, its day, and what it said."""

    commit: str
    day: str
    said: list[str]


class _Revision(NamedTuple):
    """A page at a commit; `path` counts from the top of the repository, or is relative (`./`)."""

    commit: str
    day: str
    path: str


class Recall:
    """Looks sections up in the history of the project's repository."""

    def __init__(self, config: Config, default: str) -> None:
        self.config = config
        self.default = default
        self.git = Git(config.root, _failed)
        self._read: dict[_Revision, list[Said]] = {}

    def past(
        self, page: Page, key: str, record: Record, wanted: str, shared: Set[str]
    ) -> Past | Text:
        """What the section with the hash `wanted` said on this page, or why that is not known.

        `key` is the page's path without its language. The record may be about another page, on
        which the section stood. `shared` is as for `meaning.whole`.
        """
        paths = dict.fromkeys((page.path, _elsewhere(page.path, key, record.page)))
        try:
            for one in self._revisions(list(paths), record):
                for said in self._blocks(page, one):
                    if whole(said.hashes, shared) == wanted:
                        return Past(one.commit, one.day, said.lines(shared))
            shallow = self.git("rev-parse", "--is-shallow-repository").strip() == "true"
        except UsageError as error:
            return error.message
        return _SHALLOW if shallow else _UNKNOWN

    def _revisions(self, paths: list[str], record: Record) -> Iterator[_Revision]:
        """Where to look: at the commit of the record, then in the pages' own history."""
        lock = self.config.settings.lock
        hashes = record._replace(minor="", reason="").line(self.default).partition(", ")[2]
        told = self.git(*_LOG, "-1", _FORM, f"-S{hashes.rstrip('}')}", "--", lock, otherwise="")
        for entry in told.split("\x01")[1:]:
            commit, day, _ = entry.split("\x02")
            yield from (_Revision(commit, day, f"./{path}") for path in paths)
        for name in paths:
            seen = self.git(
                *(*_LOG, f"-{REVISIONS}", "--follow", "--name-only", "-z", _FORM, "--", name)
            )
            for entry in seen.split("\x01")[1:]:
                commit, day, names = entry.split("\x02")
                path = names.strip("\0\n").partition("\0")[0]
                if path:
                    yield _Revision(commit, day, path)

    def _blocks(self, page: Page, one: _Revision) -> list[Said]:
        if one not in self._read:
            data = _shown(self.git, one.commit, one.path) or b""
            self._read[one] = self._said(page, data, one.commit)
        return self._read[one]

    def _said(self, page: Page, data: bytes, commit: str) -> list[Said]:
        from munjigi.reader import read
        from munjigi.source import UnreadableFileError, decode

        try:
            text = decode(data)
        except UnreadableFileError:
            return []
        made = read(
            text,
            path=page.path,
            dialect=self.config.dialect,
            open_snippet=_PastSnippets(self.config, self.git, commit).opener(page.path, {}),
            deep=True,
        )
        detail = made.detail or Detail()
        return blocks(Page(page.path, page.src, made.facts, lambda: (text, detail)))


class _PastSnippets(Snippets):
    """The project's snippets as they were at a commit."""

    def __init__(self, config: Config, git: Git, commit: str) -> None:
        super().__init__(config)
        self.git = git
        self.commit = commit

    def content(self, path: str) -> bytes | None:
        """A file's content at the commit."""
        return _shown(self.git, self.commit, f"./{path}")


def _shown(git: Git, commit: str, path: str) -> bytes | None:
    """A file at a commit; None where it has no such file."""
    text = git("show", f"{commit}:{path}", otherwise=_NO_FILE)
    return None if text is _NO_FILE else text.encode("utf-8", "surrogateescape")


def _elsewhere(path: str, key: str, other: str) -> str:
    """The path that a page has in the same language."""
    stem, end = key.removesuffix(".md"), other.removesuffix(".md")
    at = path.rfind(stem)
    return path if at < 0 else path[:at] + end + path[at + len(stem) :]


_SHALLOW = Text(
    en="this clone is shallow and does not reach back that far: git fetch --unshallow",
    ko="얕은 복제본이라 그때의 글이 없습니다. git fetch --unshallow 명령으로 이력을 받으십시오",
)
_UNKNOWN = Text(
    en="no commit has the text that was in step",
    ko="서로 맞추었을 때의 글이 어느 커밋에도 없습니다",
)


def _failed(reason: str) -> Text:
    return Text(
        en=f"git knows no history here ({reason})", ko=f"여기에는 git 이력이 없습니다({reason})"
    )
