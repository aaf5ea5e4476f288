"""What the paths on the command line mean: a project, and the part of it to report on."""

from __future__ import annotations

import os

from munjigi.paths import MKDOCS_FILES, inside, slashes
from munjigi.usage import UsageError

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from collections.abc import Sequence

    from munjigi.settings import Config, ConfigError


class Target:
    """A project's folder (or its configuration file) and the paths in it to report on, or all."""

    __slots__ = ("limits", "project")

    def __init__(self, project: str, limits: tuple[str, ...] = ()) -> None:
        self.project = project
        self.limits = limits

    @property
    def root(self) -> str:
        """The project's folder."""
        is_folder = os.path.isdir(self.project)
        return self.project if is_folder else os.path.dirname(self.project)

    def covers(self, path: str) -> bool:
        """Whether a path in the project is to be reported on."""
        return not self.limits or any(inside(path, limit) for limit in self.limits)


def find_target(paths: Sequence[str]) -> Target:
    """The project that the paths lie in.

    No path: the project around the working directory. A folder with `mkdocs.yml`, or a `.yml` file:
    that project. A file or folder of a project's docs: that project, limited to it. Any other
    folder: a project without configuration. Raises `UsageError`, `ConfigError`.
    """
    if not paths:
        here = os.path.realpath(os.getcwd())
        return Target(_project_above(here) or here)
    full = [_existing(path) for path in paths]
    if len(full) == 1 and (_has_config(full[0]) or full[0].endswith((".yml", ".yaml"))):
        return Target(full[0])
    root = _project_above(full[0])
    if root is None or not all(_belongs(path, root) for path in full):
        if len(full) == 1 and os.path.isdir(full[0]):
            return Target(full[0])
        root = root or _common(full)
    limits = tuple(_relative(path, root) for path in full)
    return Target(root, () if "." in limits else limits)


def _existing(path: str) -> str:
    if not os.path.exists(path):
        from munjigi.model import Text

        raise UsageError(
            Text(en=f"{path}: no such file or folder", ko=f"{path}: 파일이나 폴더가 없습니다")
        )
    return os.path.realpath(path)


def _has_config(folder: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, name)) for name in MKDOCS_FILES)


def _project_above(path: str) -> str | None:
    """The nearest folder from here upwards with a configuration, inside the repository."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    while not _has_config(folder):
        parent = os.path.dirname(folder)
        if parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = parent
    return folder


def _belongs(path: str, root: str) -> bool:
    """Whether a path is a matter of the project: any file in it, and folders of its docs."""
    if not inside(path, root) or os.path.isfile(path):
        return inside(path, root)
    docs = os.path.realpath(os.path.join(root, read_config(root).docs_dir))
    return inside(path, docs) or inside(docs, path)


def read_config(project: str) -> Config:
    """The project's configuration; raises `ConfigError` as `from_here` makes it."""
    from munjigi.config import load_config
    from munjigi.settings import ConfigError

    try:
        return load_config(project)
    except ConfigError as error:
        raise from_here(error, project) from None


def from_here(error: ConfigError, project: str) -> ConfigError:
    """An error about a project's configuration with its path relative to the working directory."""
    root = project if os.path.isdir(project) else os.path.dirname(project)
    path = slashes(os.path.relpath(os.path.join(root, error.path)))
    return type(error)(error.message, path, error.line, error.column)


def _common(paths: list[str]) -> str:
    """The working directory, unless it holds more than a project does or not all of the paths."""
    here = os.path.realpath(os.getcwd())
    wide = here in (os.path.dirname(here), os.path.realpath(os.path.expanduser("~")))
    if not wide and all(inside(path, here) for path in paths):
        return here
    return os.path.commonpath([os.path.dirname(path) for path in paths])


def _relative(path: str, root: str) -> str:
    if not inside(path, root):
        from munjigi.model import Text

        raise UsageError(
            Text(
                en=f"{path} lies outside of the project {root}; check one project at a time",
                ko=f"{path} 경로는 {root} 프로젝트 밖에 있습니다. 프로젝트를 하나씩 확인하십시오",
            )
        )
    return slashes(os.path.relpath(path, root))
