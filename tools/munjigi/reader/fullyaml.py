"""All other YAML: PyYAML's safe loader, with limits on what a few characters may cost."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

LONGEST = 100_000  # characters
DEEPEST = 500  # opening brackets, or characters before a line's first word: libyaml recurses
MOST_VALUES = 10_000  # values of a block whose aliases are followed
MOST_MERGES = 100  # asterisks in a block with merge keys (<<)
LONGEST_NUMBER = 4000  # bits of a whole number: Python refuses to write longer ones in decimals

HUGE = "a number has too many digits"
_NESTED = re.compile(rf"^[-? ]{{{DEEPEST}}}", re.MULTILINE)


class Full(NamedTuple):
    """What PyYAML makes of a block: `data`, or None where MkDocs takes the block for text.

    `line` and `column`, from 0, say where `error` was met.
    """

    data: dict[str, Any] | None
    error: str = ""
    line: int = 0
    column: int = 0


def read_full(block: str) -> Full:
    """The mapping that a block of YAML holds. Raises nothing.

    Keys given twice are told of in `error`; the last one counts. A block that is longer or deeper
    than any front matter needs is not read, and where aliases multiply only text values are kept.
    """
    refused = _refused(block)
    if refused:
        return Full({}, refused)
    try:
        loader = _loader()(block)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
    except Exception as error:  # MkDocs catches as much: PyYAML raises ValueError for 2026-02-30
        return _failure(error)
    if not isinstance(data, dict):
        return Full(None, "the block is no mapping of keys to values")
    if "*" in block and _size(data, {}) > MOST_VALUES:
        return Full(
            {key: value for key, value in data.items() if isinstance(value, str)},
            f"aliases make more than {MOST_VALUES} values",
        )
    note, node = _note(loader, block)
    return Full(data, note, node.start_mark.line, node.start_mark.column) if node else Full(data)


def _note(loader: Any, block: str) -> tuple[str, Any]:
    """What is to be said of a block that was read, and the node it is about; None for nothing."""
    if loader.huge:
        return HUGE, loader.huge[0]
    if loader.twice and "<<" not in block:
        return f'the key "{loader.twice[0].value}" stands twice', loader.twice[0]
    return "", None


def compose(block: str) -> Any:
    """The block as PyYAML's nodes, which know their places; None where it is no YAML."""
    import yaml

    if _refused(block) or ("*" in block and "&" in block):
        return None
    try:
        return yaml.compose(block, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        return None


def _refused(block: str) -> str:
    if len(block) > LONGEST:
        return f"the block is longer than {LONGEST} characters"
    if block.count("[") + block.count("{") > DEEPEST or _NESTED.search(block):
        return f"the block nests deeper than {DEEPEST} levels"
    if "<<" in block and block.count("*") > MOST_MERGES:
        return f"the block merges more than {MOST_MERGES} aliases"
    return ""


def _failure(error: Exception) -> Full:
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    mark = getattr(error, "problem_mark", None)
    note = problem.splitlines()[0]
    return Full(None, note, mark.line, mark.column) if mark else Full(None, note)


def _size(value: Any, sizes: dict[int, int]) -> int:
    """How many values there are if each alias is followed; more than `MOST_VALUES` for a circle."""
    if not isinstance(value, (dict, list, tuple, set)):
        return 1
    if id(value) not in sizes:
        sizes[id(value)] = MOST_VALUES + 1  # what a circle comes back to
        inner = value.values() if isinstance(value, dict) else value
        sizes[id(value)] = 1 + sum(_size(item, sizes) for item in inner)
    return sizes[id(value)]


@lru_cache(maxsize=1)
def _loader() -> Any:
    """PyYAML's safe loader, which also notes keys that stand twice and stops when merges multiply.

    Made when first needed: most sites never need PyYAML while they are read.
    """
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        def __init__(self, stream: str) -> None:
            super().__init__(stream)
            self.twice: list[Any] = []
            self.huge: list[Any] = []

        def construct_yaml_int(self, node: Any) -> int:
            number = int(super().construct_yaml_int(node))
            if number.bit_length() <= LONGEST_NUMBER:
                return number
            self.huge.append(node)
            return 0

        def flatten_mapping(self, node: Any) -> None:
            super().flatten_mapping(node)
            if len(node.value) > MOST_VALUES:
                raise ValueError(f"merge keys make more than {MOST_VALUES} values")

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            for key in (key for key, _ in pairs if isinstance(key, yaml.ScalarNode)):
                if (key.tag, key.value) in seen:
                    self.twice.append(key)
                seen.add((key.tag, key.value))
            return super().construct_mapping(node, deep)

    Loader.add_constructor("tag:yaml.org,2002:int", Loader.construct_yaml_int)
    return Loader
