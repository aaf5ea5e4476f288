"""Pages as MkDocs renders them.

`Renderer` takes one text through `mkdocs.structure.pages.Page`, as `mkdocs build` does without
plugins; `build` runs `mkdocs build` itself, plugins included. Both leave links as Python-Markdown
renders them, before MkDocs turns source paths into URLs, unless asked to `rewrite` them.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from pymdownx.superfences import fence_code_format

from munjigi.reader.dialect import Named

Extensions = Sequence[tuple[str, Mapping[str, Any]]]

TRUSTED = ("markdown.", "material.", "materialx.", "pymdownx.")


class Applied(Named):
    """`!!python/object/apply:`, a call of what `name` names; a plain `Named` is the object."""


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs reads it, with Python objects as their names."""


def _name(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Named:
    return Named(suffix)


def _apply(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Named:
    given = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    return Applied(suffix, given.get("kwds", {}))


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)[-1]
    return None


def _relative(loader: yaml.SafeLoader, node: yaml.Node) -> str:
    """Paths from the configuration's folder; those from the page itself are not told apart."""
    written = str(node.value).replace("$config_dir", ".").replace("$docs_dir", "docs")
    return written or "."


def _ignored(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    return None


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _apply)
_Loader.add_constructor("!ENV", _environment)
_Loader.add_constructor("!relative", _relative)
_Loader.add_multi_constructor("!", _ignored)


def live(value: Any) -> Any:
    """`value` with every name in it replaced by the object; those not of Markdown's by None.

    A custom fence that lacks its functions is shown as code: nothing runs here. Any other entry of
    a list that lacks its object is left out.
    """
    if isinstance(value, Mapping):
        return _fence({key: live(each) for key, each in value.items()})
    if isinstance(value, list):
        whole = [live(each) for each in value]
        return [each for each in whole if not (isinstance(each, Mapping) and None in each.values())]
    if not isinstance(value, Named):
        return value
    module, _, attribute = value.name.replace("zensical.", "material.", 1).rpartition(".")
    if not module.startswith(TRUSTED) or importlib.util.find_spec(module.split(".")[0]) is None:
        return None
    named = getattr(importlib.import_module(module), attribute, None)
    return named(**value.kwargs) if isinstance(value, Applied) and named else named


def _fence(entry: dict[Any, Any]) -> dict[Any, Any]:
    if "format" in entry and entry["format"] is None:
        entry["format"] = fence_code_format
    if "validator" in entry and entry["validator"] is None:
        entry["validator"] = _takes_options
    return entry


def _takes_options(
    language: str, inputs: dict[str, str], options: dict[str, str], attrs: object, md: object
) -> bool:
    """What validators do whose fences run code: they want options, and take them all."""
    options.update(inputs)
    return bool(inputs)


def load_yaml(text: str) -> Any:
    """The data of a `mkdocs.yml`: names of Python objects as `Named`, other tags as None.

    Raises `yaml.YAMLError`.
    """
    return yaml.load(text, _Loader)


def extensions_of(data: Any) -> list[tuple[str, dict[str, Any]]]:
    """The `markdown_extensions` of a `mkdocs.yml`, in order, each with its options."""
    listed = (data or {}).get("markdown_extensions") or []
    if isinstance(listed, dict):
        return [(name, options or {}) for name, options in listed.items()]
    pairs: list[tuple[str, dict[str, Any]]] = []
    for item in listed:
        if isinstance(item, dict):
            pairs.extend((name, options or {}) for name, options in item.items())
        else:
            pairs.append((item, {}))
    return pairs


def universal(data: bytes) -> str:
    """A file's text as MkDocs reads it: no byte order mark, every line end a `\\n`."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig").read()


@contextlib.contextmanager
def links_as_written(rewrite: bool = False) -> Iterator[None]:
    """Keeps MkDocs from turning source paths into URLs (and from warning about them)."""
    original = pages._RelativePathTreeprocessor.run
    if not rewrite:
        pages._RelativePathTreeprocessor.run = lambda self, root: root  # type: ignore[method-assign]
    try:
        yield
    finally:
        pages._RelativePathTreeprocessor.run = original  # type: ignore[method-assign]


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Snippets are looked up from the working directory."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


class UnrenderableError(Exception):
    """MkDocs itself fails on the page; the message is its exception's name and what it says."""


class Renderer:
    """Renders texts with the given Markdown extensions as pages of the site in `folder`.

    Raises `ValueError` where MkDocs refuses the extensions.
    """

    def __init__(self, folder: Path, extensions: Extensions) -> None:
        self.folder = folder
        self.config = MkDocsConfig()
        self.config.load_dict(
            {
                "site_name": "Conformance",
                "docs_dir": str(folder),
                "site_dir": str(Path(tempfile.gettempdir()) / "munjigi-conformance-site"),
                "plugins": [],
                "markdown_extensions": [{name: live(options)} for name, options in extensions],
            }
        )
        with inside(folder):
            errors, _ = self.config.validate()
        if errors:
            raise ValueError(f"{folder}: {errors[0][0]}: {errors[0][1]}")

    def html(self, text: str, src: str = "page.md", *, rewrite: bool = False) -> str:
        """The HTML of a page's content; `text` as the file's decoded bytes, line ends untouched.

        Raises `UnrenderableError` where MkDocs fails.
        """
        source = universal(text.encode("utf-8", "surrogatepass"))
        file = File(src, None, self.config.site_dir, use_directory_urls=True)
        file.content_string = source
        page = pages.Page(None, file, self.config)
        with inside(self.folder), links_as_written(rewrite):
            try:
                page.read_source(self.config)
                page.render(self.config, Files([file]))
            except Exception as error:  # any extension may raise anything
                raise UnrenderableError(f"{type(error).__name__}: {error}") from error
        return page.content or ""


def build(config_file: Path, site_dir: Path) -> list[tuple[str, str]]:
    """Runs `mkdocs build`; each page's source path and the HTML of its content, in build order.

    A page that stands in for a missing translation comes once for each language.
    """
    rendered: list[tuple[str, str]] = []
    original = pages.Page.render

    def render(page: pages.Page, config: MkDocsConfig, files: Files) -> None:
        original(page, config, files)
        if page.file.abs_src_path:
            rendered.append((page.file.abs_src_path, page.content or ""))

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    pages.Page.render = render  # type: ignore[method-assign, assignment]
    try:
        with inside(config_file.parent), links_as_written():
            config = load_config(str(config_file), site_dir=str(site_dir), strict=False)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
    finally:
        pages.Page.render = original  # type: ignore[method-assign]
    return rendered
