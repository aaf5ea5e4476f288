"""Where in a nav a new page belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Way = tuple[int | str, ...]  # positions and keys that lead to a value
SORTED = 2  # sections that stand in alphabetical order by no chance


class Addition(NamedTuple):
    """A page for the nav.

    `key` is its path without language and suffix, `title` its label where it needs one, `section`
    the title of a section of its own, `locales` are the languages that targets may name.
    """

    key: str
    title: str
    section: str
    locales: frozenset[str] = frozenset()

    @property
    def target(self) -> str:
        """The page as the nav names it."""
        return f"{self.key}.md"

    @property
    def folder(self) -> str:
        """The folder of the page, "" for the docs folder."""
        return self.key.rpartition("/")[0]


class Slot(NamedTuple):
    """A place in a nav: after the child `at` of `container`, or `before` it; -1 in an empty one.

    `container` is a node of YAML, `way` leads to it in the nav's value. `section` says that the
    page gets a section of its own.
    """

    container: Any
    way: Way
    at: int
    before: bool = False
    section: bool = False


class _Leaf(NamedTuple):
    """A page in a nav: it belongs to the child `at` of `container`."""

    container: Any
    way: Way
    at: int
    key: str

    @property
    def folder(self) -> str:
        return self.key.rpartition("/")[0]


def lists_page(nav: Any, addition: Addition) -> int:
    """How often a nav names the page."""
    return sum(leaf.key == addition.key for leaf in _leaves(nav, (), addition.locales))


def find_slot(nav: Any, addition: Addition) -> Slot:
    """Where the page goes: after the pages of its folder, else into a section of its own."""
    leaves = list(_leaves(nav, (), addition.locales))
    folder = addition.folder
    siblings = _in_one_container(leaf for leaf in leaves if leaf.folder == folder)
    if siblings:
        first = addition.key.rpartition("/")[2] == "index"
        index = (min if first else max)(leaf.at for leaf in siblings)
        return Slot(siblings[0].container, siblings[0].way, index, before=first)
    while folder:
        folder = folder.rpartition("/")[0]
        near = [leaf for leaf in leaves if folder and leaf.key.startswith(f"{folder}/")]
        if near:
            container, way = _around(nav, near, folder)
            index = max(_child(container, way, leaf) for leaf in near)
            return Slot(container, way, index, section=True)
    if not addition.folder:
        return Slot(nav, (), len(nav.value) - 1)
    return _in_order(nav, leaves, addition.key.partition("/")[0])


def _leaves(container: Any, way: Way, locales: frozenset[str]) -> Iterator[_Leaf]:
    for index, child in enumerate(container.value):
        if container.id == "mapping":
            step, node = child[0].value, child[1]
        else:
            step, node = index, child
        inner = (*way, step)
        if node.id == "scalar":
            yield _Leaf(container, way, index, _key(node.value, locales))
        elif container.id == "sequence" and node.id == "mapping":
            for key, value in node.value:
                if value.id == "scalar":
                    yield _Leaf(container, way, index, _key(value.value, locales))
                else:
                    yield from _leaves(value, (*inner, key.value), locales)
        else:
            yield from _leaves(node, inner, locales)


def _key(target: str, locales: frozenset[str]) -> str:
    """The path without language and suffix that an entry names; "" for an address."""
    if ":" in target:
        return ""
    first, slash, rest = target.lstrip("/").partition("/")
    path = rest if slash and first in locales else target.lstrip("/")
    stem = path.removesuffix(".md")
    name, dot, locale = stem.rpartition(".")
    return name if dot and locale in locales else stem


def _in_one_container(leaves: Iterable[_Leaf]) -> list[_Leaf]:
    """The leaves of the container that has most of them."""
    groups: dict[Way, list[_Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.way, []).append(leaf)
    return max(groups.values(), key=len, default=[])


def _around(nav: Any, leaves: list[_Leaf], folder: str) -> tuple[Any, Way]:
    """The innermost container with all of these leaves that has sections or pages of `folder`."""
    chain = list(_chain(nav, leaves[0].way))
    inner = all(leaf.way == leaves[0].way for leaf in leaves)
    if inner and all(leaf.folder != folder for leaf in leaves) and len(chain) > 1:
        chain.pop()
    return next(
        (node, way)
        for node, way in reversed(chain)
        if all(leaf.way[: len(way)] == way for leaf in leaves)
    )


def _chain(nav: Any, way: Way) -> Iterator[tuple[Any, Way]]:
    """The containers on the way, the nav itself first."""
    node, gone = nav, 0
    yield nav, ()
    while gone < len(way):
        if node.id == "sequence":
            pair = {key.value: value for key, value in node.value[way[gone]].value}
            node, gone = pair[way[gone + 1]], gone + 2
        else:
            node, gone = {key.value: value for key, value in node.value}[way[gone]], gone + 1
        yield node, way[:gone]


def _child(container: Any, way: Way, leaf: _Leaf) -> int:
    """The position of the child of a container that a leaf is in."""
    if leaf.way == way:
        return leaf.at
    step = leaf.way[len(way)]
    if isinstance(step, int):
        return step
    return [key.value for key, _ in container.value].index(step)


def _in_order(nav: Any, leaves: list[_Leaf], folder: str) -> Slot:
    """Where a section goes: among sections in alphabetical order, else at the end."""
    folders: dict[int, set[str]] = {}
    for leaf in leaves:
        if leaf.way:
            index = _child(nav, (), leaf)
            folders.setdefault(index, set()).add(leaf.key.partition("/")[0])
    sections = [(index, min(names)) for index, names in folders.items() if len(names) == 1]
    run: list[tuple[int, str]] = []
    for index, name in sections:
        if run and name <= run[-1][1]:
            break
        run.append((index, name))
    if (len(run) < SORTED and len(run) < len(sections)) or not run:
        return Slot(nav, (), len(nav.value) - 1, section=True)
    above = [index for index, name in run if name < folder]
    if above:
        return Slot(nav, (), above[-1], section=True)
    return Slot(nav, (), run[0][0], before=True, section=True)
