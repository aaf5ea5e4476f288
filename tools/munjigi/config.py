"""`mkdocs.yml` as a `Config`, read as MkDocs (1.6) reads it, without MkDocs.

Nothing that the file names is imported or run. What no rule needs is not looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from munjigi import __version__, fields
from munjigi.digest import digest
from munjigi.gitignore import PatternError, excluder, matcher
from munjigi.i18n import read_i18n
from munjigi.model import Text
from munjigi.objects import known_objects
from munjigi.ownsettings import read_settings
from munjigi.paths import MKDOCS_FILES, inside, slashes
from munjigi.project import Project, missing, outside, repository
from munjigi.reader.dialect import DEFAULT, Dialect, mkdocs_dialect
from munjigi.settings import Config, ConfigError, Theme
from munjigi.yamlfile import Tree
from munjigi.yamltags import Relative

_EMPTY = Text(
    en='holds no settings; begin with "site_name: NAME"',
    ko='설정이 없습니다. "site_name: 이름" 줄부터 쓰십시오',
)
# Parts of the names of plugins and extensions that render fences with options of their own.
_FENCES = re.compile(
    r"chart|(?:^|[-_])d2|diagram|exec|graphviz|jupyter|kroki|mermaid|plantuml|puml|pyodide|termynal"
    r"|vega|video"
)


def load_config(folder: str | os.PathLike[str]) -> Config:
    """The configuration of the project in `folder` (or of the `mkdocs.yml` given by its path).

    Raises `ConfigError` with the place and what to do.
    """
    given = os.path.realpath(os.fspath(folder))
    root, name = os.path.split(given) if os.path.isfile(given) else (given, "")
    if not os.path.isdir(root):
        raise ConfigError(
            Text(en="there is no such folder", ko="폴더가 없습니다"), os.fspath(folder)
        )
    present = (one for one in MKDOCS_FILES if os.path.isfile(os.path.join(root, one)))
    name = name or next(present, "")
    bounds = repository(root)
    if not name:
        return Config(root, DEFAULT, bounds, digest=_digest(DEFAULT, (".",)))
    if not inside(os.path.realpath(os.path.join(root, name)), bounds):
        raise ConfigError(outside(name), name)
    project = Project(root, bounds, name)
    tree = project.read(name)
    if tree is None or tree.kind != "mapping":
        raise ConfigError(_EMPTY, name, 1, 1)
    return _config(project, tree)


def _config(project: Project, tree: Tree) -> Config:
    """All that the tree says."""
    plugins = dict(_plugins(tree))
    own = plugins.get("munjigi")
    docs_dir = _docs_dir(project, tree)
    dialect, bases = _dialect(project, tree, own, docs_dir)
    i18n = plugins.get("i18n")
    languages = read_i18n(i18n) if i18n is not None and i18n.kind == "mapping" else {}
    return Config(
        root=project.root,
        bounds=project.bounds,
        file=project.name,
        dialect=dialect,
        docs_dir=docs_dir,
        site_dir=slashes(os.path.normpath(fields.text(tree, "site_dir", "site"))),
        site_name=fields.text(tree, "site_name"),
        site_url=fields.text(tree, "site_url"),
        repo_url=fields.text(tree, "repo_url"),
        use_directory_urls=fields.flag(tree, "use_directory_urls", True),
        strict=fields.flag(tree, "strict", False),
        nav=fields.nav(tree),
        exclude_docs=_patterns(tree, "exclude_docs"),
        draft_docs=_patterns(tree, "draft_docs"),
        not_in_nav=_patterns(tree, "not_in_nav"),
        validation=fields.mapping(tree, "validation"),
        theme=_theme(project, tree.get("theme")),
        plugins={name: _options(one) for name, one in plugins.items()},
        hooks=tuple(name for name, _ in fields.texts(tree, "hooks")),
        snippet_bases=bases,
        **languages,
        settings=read_settings(own, project, docs_dir),
        notes=tuple(project.notes),
        inputs=tuple(project.inputs),
        env=project.env,
        digest=_digest(dialect, bases),
    )


def _docs_dir(project: Project, tree: Tree) -> str:
    name = fields.text(tree, "docs_dir", "docs")
    place = tree.get("docs_dir") or tree
    full = os.path.realpath(os.path.join(project.root, name))
    if not inside(full, project.bounds):
        raise place.error(outside("docs_dir"))
    if not os.path.isdir(full):
        raise place.error(missing("docs_dir", name))
    return slashes(os.path.relpath(full, project.root))


def _theme(project: Project, theme: Tree | None) -> Theme:
    if theme is None or theme.kind == "scalar":
        name = theme.value() if theme else None
        return Theme(str(name or "mkdocs"))
    folder = fields.text(theme, "custom_dir")
    full = os.path.realpath(os.path.join(project.root, folder)) if folder else ""
    usable = bool(folder) and inside(full, project.bounds) and os.path.isdir(full)
    custom = slashes(os.path.relpath(full, project.root)) if usable else None
    return Theme(fields.text(theme, "name", "mkdocs"), custom)


def _dialect(
    project: Project, tree: Tree, own: Tree | None, docs_dir: str
) -> tuple[Dialect, tuple[str, ...]]:
    aliases = fields.string_map(own, "objects")
    entries = [
        (name, known_objects(_options(one), aliases, one)) for name, one in _extensions(tree)
    ]
    bases: tuple[str, ...] = (".",)
    for name, options in entries:
        if name == "pymdownx.snippets":
            bases = tuple(_bases(project, options.get("base_path", ["."]), docs_dir))
            options["base_path"] = list(bases)
        if name == "pymdownx.superfences" and _has_own_fences(tree):
            options["relaxed_headers"] = True
    return mkdocs_dialect(entries), bases


def _has_own_fences(tree: Tree) -> bool:
    """Whether hooks, plugins or extensions may know options of fences that nobody else knows."""
    names = [name for name, _ in (*_plugins(tree), *_extensions(tree))]
    return tree.get("hooks") is not None or any(map(_FENCES.search, names))


def _bases(project: Project, value: Any, docs_dir: str) -> Iterator[str]:
    starts = {"$config_dir": ".", "$docs_dir": docs_dir}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Relative) and not one.value:
            yield ""
            continue
        first, _, rest = str(getattr(one, "value", one)).partition("/")
        start = starts.get(first) if isinstance(one, Relative) else None
        path = f"{start}/{rest}" if start else str(getattr(one, "value", one))
        full = os.path.normpath(os.path.join(project.root, path))
        yield slashes(os.path.relpath(full, project.root))


def _plugins(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Each plugin that is on, with its options; its own name where it has none."""
    for name, options in _listed(tree.get("plugins"), "plugins"):
        if fields.flag(options if options.kind == "mapping" else None, "enabled", True):
            yield name, options


def _extensions(tree: Tree) -> Iterator[tuple[str, Tree]]:
    yield from _listed(tree.get("markdown_extensions"), "markdown_extensions")


def _listed(tree: Tree | None, name: str) -> Iterator[tuple[str, Tree]]:
    if tree is None:
        return
    items = [tree] if tree.kind == "mapping" else list(tree.elements())
    if tree.kind == "scalar" and tree.value():
        raise fields.wrong_type(tree, name, "a list", "목록")
    for item in items:
        if item.kind == "mapping":
            for key, value in item.items():
                yield str(key.value()), value
        elif item.kind == "scalar":
            yield str(item.value()), item
        else:
            raise fields.wrong_type(item, name, "a list of names", "이름의 목록")


def _options(tree: Tree) -> dict[str, Any]:
    value = tree.value() if tree.kind == "mapping" else None
    return dict(value) if isinstance(value, Mapping) else {}


def _patterns(tree: Tree, name: str) -> str:
    text = fields.text(tree, name)
    place = tree.get(name)
    try:
        (excluder if name == "exclude_docs" else matcher)(text)
    except PatternError as error:
        message = Text(
            en=f'{name} has the pattern "{error}", which matches nothing that can be meant',
            ko=f'{name} 설정에 올바르지 않은 패턴 "{error}" 줄이 있습니다',
        )
        raise (place or tree).error(message) from None
    return text


def _digest(dialect: Dialect, bases: tuple[str, ...]) -> str:
    parts = (__version__, dialect.order, sorted(dialect.options.items()), bases)
    return digest(repr(parts).encode("utf-8", "replace"))
