"""A YAML file as data with places: `mkdocs.yml` and what it inherits from.

Python's `yaml` is imported when a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from munjigi.conceal import without_values
from munjigi.model import Span, Text
from munjigi.settings import ConfigError
from munjigi.source import Source
from munjigi.yamltags import PYTHON, loader_class

SIZE_LIMIT = 1_000_000  # characters
BYTES_LIMIT = 4 * SIZE_LIMIT  # in UTF-8
DEPTH_LIMIT = 500
_BRACKET = re.compile(r"[\[{]|[\]}]")
TOO_LARGE = Text(en="is larger than 1 MB", ko="1MB보다 큽니다")
_COMPACT = re.compile(rf"(?:[-?:][ \t]+){{{DEPTH_LIMIT}}}")


class Document:
    """One parsed file. `env` collects the variables that `!ENV` asked for."""

    def __init__(self, source: Source, env: dict[str, str | None]) -> None:
        self.source = source
        self.env = env
        self.loader: Any = None
        self.duplicates: list[tuple[Span, str]] = []

    def error(self, message: Text, offset: int) -> ConfigError:
        """The error at an offset (characters)."""
        told = without_values(message, self.env)
        return ConfigError(told, self.source.path, *self.source.position(offset))


class Tree:
    """A YAML node with its place. `kind` is "mapping", "sequence" or "scalar"."""

    def __init__(self, document: Document, node: Any) -> None:
        self.document = document
        self.node = node
        self.kind = "scalar" if node.tag[:1] == "!" or node.tag.startswith(PYTHON) else node.id

    @property
    def span(self) -> Span:
        """The node's characters; of a quoted text what stands between the quotes."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        if self.node.id == "scalar" and self.node.style in ("'", '"'):
            start, end = start + 1, end - 1
        return Span(self.document.source.path, start, end)

    def error(self, message: Text) -> ConfigError:
        """The error at this place."""
        return self.document.error(message, self.node.start_mark.index)

    def value(self) -> Any:
        """The data. Raises `ConfigError` where a value is none (a date of month 13)."""
        with _Errors(self.document, self.node):
            return self.document.loader.construct_object(self.node, deep=True)

    def items(self) -> Iterator[tuple[Tree, Tree]]:
        """Keys and values of a mapping, merge keys resolved; of a key given twice the last."""
        if self.kind != "mapping":
            return
        with _Errors(self.document, self.node):
            self.document.loader.flatten_mapping(self.node)
        last = {(key.tag, str(key.value)): (key, value) for key, value in self.node.value}
        for key, value in last.values():
            yield self._child(key), self._child(value)

    def elements(self) -> Iterator[Tree]:
        """The elements of a sequence."""
        if self.kind == "sequence":
            yield from map(self._child, self.node.value)

    def get(self, name: str) -> Tree | None:
        """The value of a key, or None where a mapping lacks it or leaves it empty."""
        for key, value in self.items():
            if key.node.value == name:
                return None if value.node.tag.endswith(":null") else value
        return None

    def _child(self, node: Any) -> Tree:
        return Tree(getattr(node, "document", self.document), node)


class _Errors:
    """Turns what `yaml` raises into a `ConfigError`."""

    def __init__(self, document: Document, node: Any = None) -> None:
        self.document = document
        self.node = node

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        import yaml

        if isinstance(error, yaml.YAMLError):
            raise self.document.error(_complaint(error), _offset(error, self.document)) from None
        if isinstance(error, RecursionError):
            text = Text(en="is nested too deeply", ko="중첩이 너무 깊습니다")
            raise self.document.error(text, 0) from None
        if isinstance(error, ValueError | OverflowError) and self.node is not None:
            offset = _bad_scalar(self.document.loader, self.node)
            text = Text(en=f"is no valid value: {error}", ko=f"올바른 값이 아닙니다: {error}")
            raise self.document.error(text, offset) from None


def _complaint(error: Any) -> Text:
    parts = (getattr(error, "context", None), _problem(error))
    problem = ", ".join(str(part) for part in parts if part)
    return Text(en=f"is no valid YAML: {problem}", ko=f"올바른 YAML이 아닙니다: {problem}")


def _problem(error: Any) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _offset(error: Any, document: Document) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return int(getattr(error, "position", 0) or 0)
    return min(int(mark.index), len(document.source.text))


def _bad_scalar(loader: Any, node: Any) -> int:
    loader.recursive_objects.clear()  # what the failed attempt left behind
    scalars = (one for one in _walk(node) if one.id == "scalar")
    return int(next((one for one in scalars if _fails(loader, one)), node).start_mark.index)


def _fails(loader: Any, scalar: Any) -> bool:
    try:
        loader.construct_object(scalar)
    except (ValueError, OverflowError):
        return True
    return False


def _walk(node: Any) -> Iterator[Any]:
    """Each node once; safe for aliases that lead back."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if one.id == "mapping":
            stack.extend(part for pair in reversed(one.value) for part in reversed(pair))
        elif one.id == "sequence":
            stack.extend(reversed(one.value))


def parse(source: Source, env: dict[str, str | None]) -> Tree | None:
    """The file's data, or None for an empty file.

    `env` receives the environment variables that `!ENV` asks for. Raises `ConfigError`.
    """
    document = Document(source, env)
    _refuse_bombs(document)
    with _Errors(document):
        document.loader = loader_class()(source.text)
        document.loader.env = env
        node = document.loader.get_single_node()
    if node is None:
        return None
    for one in _walk(node):
        one.document = document
        if one.id == "mapping":
            _note_duplicates(document, one)
    return Tree(document, node)


def _refuse_bombs(document: Document) -> None:
    """Raises `ConfigError` for what would overflow the C parser, which checks no depth."""
    text = document.source.text
    if len(text) > SIZE_LIMIT:
        raise document.error(TOO_LARGE, 0)
    depth, offset = 0, -1
    for match in _BRACKET.finditer(text):
        depth = max(0, depth + (1 if match[0] in "[{" else -1))
        if depth > DEPTH_LIMIT:
            offset = match.start()
            break
    compact = _COMPACT.search(text)
    if offset >= 0 or compact:
        message = Text(en="is nested too deeply", ko="중첩이 너무 깊습니다")
        raise document.error(message, offset if offset >= 0 or not compact else compact.start())


def _note_duplicates(document: Document, node: Any) -> None:
    seen = set()
    for key, _ in node.value:
        name = (key.tag, key.value) if key.id == "scalar" else None
        if name in seen and key.value != "<<":
            span = Span(document.source.path, key.start_mark.index, key.end_mark.index)
            document.duplicates.append((span, key.value))
        if name is not None:
            seen.add(name)


def merge(parent: Tree, child: Tree) -> Tree:
    """What `child` makes of its parent (`INHERIT`): mappings are merged key by key."""
    if parent.kind != "mapping" or child.kind != "mapping":
        return child
    own = {key.node.value: (key, value) for key, value in child.items()}
    pairs = []
    for key, value in parent.items():
        ours = own.pop(key.node.value, None)
        pairs.append((key.node, merge(value, ours[1]).node) if ours else (key.node, value.node))
    pairs += [(key.node, value.node) for key, value in own.values()]
    merged = type(child.node)(child.node.tag, pairs, child.node.start_mark, child.node.end_mark)
    merged.document = child.document
    return Tree(child.document, merged)
