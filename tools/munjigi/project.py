"""The files of a configuration: `mkdocs.yml`, what it inherits from, and where a project ends."""

from __future__ import annotations

import os

from munjigi import fields
from munjigi.model import Text
from munjigi.paths import inside, slashes
from munjigi.settings import ConfigError, Note
from munjigi.source import Source, UnreadableFileError, decode
from munjigi.yamlfile import BYTES_LIMIT, TOO_LARGE, Tree, merge, parse

INHERIT_LIMIT = 20


def repository(folder: str) -> str:
    """The nearest folder from this one upwards that holds `.git`, or this one where none does."""
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        parent = os.path.dirname(above)
        if parent == above:
            return folder
        above = parent
    return above


class Project:
    """The files being read."""

    def __init__(self, root: str, bounds: str, name: str) -> None:
        self.root = root
        self.bounds = bounds
        self.name = name
        self.inputs: list[str] = []
        self.env: dict[str, str | None] = {}
        self.notes: list[Note] = []

    def read(self, path: str) -> Tree | None:
        """A file with what it inherits."""
        self.inputs.append(path)
        tree = parse(self._source(path), self.env)
        if tree is None:
            return None
        for span, key in tree.document.duplicates:
            self.notes.append(Note(span, _duplicate(key)))
        parent = tree.get("INHERIT")
        if parent is None:
            return tree
        above = self.read(self._inherited(path, parent))
        return tree if above is None else merge(above, tree)

    def _source(self, path: str) -> Source:
        try:
            with open(os.path.join(self.root, path), "rb") as file:
                data = file.read(BYTES_LIMIT + 1)
            if len(data) > BYTES_LIMIT:
                raise ConfigError(TOO_LARGE, path)
            return Source(path, decode(data))
        except OSError as error:
            raise ConfigError(_unreadable(error.strerror or str(error)), path) from None
        except UnreadableFileError as error:
            raise ConfigError(_unreadable(str(error)), path) from None

    def _inherited(self, path: str, parent: Tree) -> str:
        name = parent.value()
        if not isinstance(name, str):
            raise fields.wrong_type(parent, "INHERIT", "a path", "경로")
        full = os.path.realpath(os.path.join(self.root, os.path.dirname(path), name))
        if not inside(full, self.bounds):
            raise parent.error(outside("INHERIT"))
        if not os.path.isfile(full):
            raise parent.error(missing("INHERIT", name))
        relative = slashes(os.path.relpath(full, self.root))
        if relative in self.inputs or len(self.inputs) > INHERIT_LIMIT:
            message = Text(
                en="INHERIT leads back to a file that inherits from this one",
                ko="INHERIT 설정이 서로를 가리킵니다",
            )
            raise parent.error(message)
        return relative


def _duplicate(key: str) -> Text:
    return Text(
        en=f'the key "{key}" stands twice; MkDocs takes the last one',
        ko=f'"{key}" 키가 두 번 있습니다. MkDocs는 마지막 것을 씁니다',
    )


def _unreadable(reason: str) -> Text:
    return Text(en=f"cannot be read: {reason}", ko=f"읽을 수 없습니다: {reason}")


def outside(name: str) -> Text:
    """What is wrong with a setting, or a file, that leads out of the project."""
    return Text(
        en=f"{name} leads out of the project; munjigi reads nothing there",
        ko=f"{name} 설정이 프로젝트 밖을 가리킵니다. munjigi는 그곳을 읽지 않습니다",
    )


def missing(name: str, path: str) -> Text:
    """What is wrong with a setting that names a path where nothing is."""
    return Text(
        en=f'{name} names "{path}", which does not exist',
        ko=f'{name} 설정이 가리키는 "{path}" 경로가 없습니다',
    )
