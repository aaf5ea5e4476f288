"""The YAML tags that MkDocs knows: `!ENV`, `!relative` and `!!python/…`.

They become plain values; nothing that they name is ever imported or run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from munjigi.reader.dialect import Named
from munjigi.reader.fullyaml import HUGE, LONGEST_NUMBER

PYTHON = "tag:yaml.org,2002:python/"
ENV = "!ENV"
MERGE_LIMIT = 100_000
_PLAIN_TAGS = {
    "none": "null",
    "bool": "bool",
    "str": "str",
    "unicode": "str",
    "int": "int",
    "long": "int",
    "float": "float",
}


class Relative:
    """`!relative`, `!relative $config_dir/…` or `!relative $docs_dir/…` as written."""

    def __init__(self, value: str) -> None:
        self.value = value


@cache
def loader_class() -> Any:
    """PyYAML's safe loader with these tags, made when first asked for: PyYAML loads slowly."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """`yaml.SafeLoader` with the tags of MkDocs and a limit for merge keys."""

        env: dict[str, str | None]

        def flatten_mapping(self, node: Any) -> None:
            super().flatten_mapping(node)
            if len(node.value) > MERGE_LIMIT:
                raise yaml.constructor.ConstructorError(
                    None, None, "merge keys make too many entries", node.start_mark
                )

        def construct_yaml_int(self, node: Any) -> int:
            number = int(super().construct_yaml_int(node))
            if number.bit_length() > LONGEST_NUMBER:
                raise _constructor_error(HUGE, node)
            return number

    Loader.add_constructor("tag:yaml.org,2002:int", Loader.construct_yaml_int)
    Loader.add_constructor(ENV, _env)
    Loader.add_constructor("!relative", _relative)
    Loader.add_multi_constructor(PYTHON, _python)
    return Loader


def _relative(loader: Any, node: Any) -> Relative:
    return Relative(loader.construct_scalar(node))


def _env(loader: Any, node: Any) -> Any:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as `pyyaml_env_tag` reads them."""
    names, default = [node], None
    if node.id == "mapping":
        raise _constructor_error("!ENV takes a name or a list of names", node)
    if node.id == "sequence":
        names = node.value
        if len(names) > 1:
            default = loader.construct_object(names[-1], deep=True)
            names = names[:-1]
    for one in names:
        name = loader.construct_scalar(one)
        value = loader.env[name] = os.environ.get(name)
        if value is not None:
            scalar = type(one)(loader.resolve(type(one), value, (True, False)), value)
            scalar.start_mark, scalar.end_mark = one.start_mark, one.end_mark
            return loader.construct_object(scalar)
    return default


def _python(loader: Any, suffix: str, node: Any) -> Any:
    kind, _, name = suffix.partition(":")
    if kind in _PLAIN_TAGS:
        plain = type(node)(f"tag:yaml.org,2002:{_PLAIN_TAGS[kind]}", node.value)
        plain.start_mark, plain.end_mark = node.start_mark, node.end_mark
        return loader.construct_object(plain)
    if kind in ("list", "tuple") and node.id == "sequence":
        return loader.construct_sequence(node, deep=True)
    if kind == "dict" and node.id == "mapping":
        return loader.construct_mapping(node, deep=True)
    if kind in ("object/apply", "object/new") and node.id == "mapping":
        keywords = loader.construct_mapping(node, deep=True).get("kwds")
        return Named(name, keywords if isinstance(keywords, Mapping) else {})
    return Named(name or suffix)


def _constructor_error(problem: str, node: Any) -> Exception:
    import yaml

    error: Exception = yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return error
