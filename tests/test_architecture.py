"""Imports go one way, and a library has few owners."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

import munjigi

ROOT = Path(munjigi.__file__).parent
# Lower lines may import from their own and from higher ones. A name stands for all that is in it.
LAYERS = (
    ("", "model", "atomic", "paths", "build", "nearest", "workers", "gitignore", "links", "review",
     "lazypattern", "ranges", "scalars", "similar", "worddiff", "watched", "digest", "uncollected",
     "walk", "globwalk"),
    ("josa", "readingtable", "readings", "termmatch"),
    ("source", "usage", "git", "conceal", "secretpatterns", "secretvalues"),
    ("facts", "detail", "keptfacts", "page", "settings", "template", "readtemplate", "terms"),
    ("related", "planned", "plannedhtml", "glossaryhtml", "outline", "numbers", "shape", "meaning",
     "lock"),
    ("addresses", "localized", "suggest", "irregular", "plans", "view", "site", "matching", "pairs",
     "awaited", "staleness", "progress", "remote"),
    ("reader",),
    ("suppressions", "baseline", "rule"),
    ("rules",),
    ("yamltags", "yamlfile", "fields", "i18n", "objects", "project", "linksettings", "ownsettings",
     "config"),
    ("snippets", "codec", "safepattern", "schemafile", "schemachecks", "schema", "pagetypes",
     "termnodes", "termfiles", "reading", "cachefolder", "cache", "discover",
     "excludeplugin", "inputs", "memo", "loader"),
    ("findings", "selection", "sources", "hiding", "engine", "fixes", "changed",
     "rendering"),
    ("writing", "shadow", "guard"),
    ("reporters",),
    ("target", "output", "outcome", "since", "run", "gate", "ruletext", "rulepages", "rulenav",
     "tracking", "recall", "stalehtml", "web", "prepared", "replay"),
    ("external",),
    ("watch",),
    ("telling", "patch", "fixing", "newpage", "asked", "syncing"),
    ("commands",),
    ("helptexts", "argumentparser", "arguments", "cli", "__main__", "plugin"),
)
FOR_RULES = {
    "model", "page", "facts", "detail", "rule", "site", "settings", "template", "suppressions",
    "nearest", "related", "planned", "plans", "outline", "secretpatterns", "secretvalues",
    "pairs", "shape", "numbers", "meaning", "lazypattern", "staleness", "josa", "readings",
    "review", "scalars", "terms", "termmatch", "remote", "worddiff", "watched", "ranges",
}  # fmt: skip
# A rule reads no files, no clock and no network.
NOT_FOR_RULES = {
    "asyncio", "builtins", "datetime", "glob", "http", "importlib", "io", "multiprocessing", "os",
    "pathlib", "random", "shutil", "socket", "ssl", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib.request",
}  # fmt: skip
CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__"}
OWNERS = {
    "certifi": {"external.transport"},
    "detect_secrets": {"secretpatterns"},
    "idna": {"external.address"},
    "jsonschema": {"schema", "schemachecks", "schemafile"},
    "mkdocs": {"plugin"},
    "protego": {"external.robots"},
    "pycurl": {"external.multi", "external.transport"},
    "referencing": {"schema", "schemafile"},
    "tenacity": {"external.retrying"},
    "trafilatura": {"watch.maintext", "watch.title"},
    "yaml": {"yamlfile", "yamltags", "reader.fullyaml"},
}


def name_of(path: Path) -> str:
    """A module's name inside the package, "" for the package itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): ast.parse(path.read_bytes()) for path in sorted(ROOT.rglob("*.py"))}


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but what only type checkers see."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from nodes(child)


def imported(tree: ast.AST) -> Iterator[str]:
    """The full names of imported modules, at any depth."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix("munjigi.")
                yield f"munjigi.{inner}" if inner in MODULES else base


def own(tree: ast.AST) -> set[str]:
    """The modules of the package that are imported."""
    names = (name for name in imported(tree) if name.split(".")[0] == "munjigi")
    return {name.removeprefix("munjigi").removeprefix(".") for name in names}


def room(module: str) -> str:
    """The package or module at the top that a module belongs to."""
    # `rules` itself is empty: it is how `rule` finds what is in it.
    return "rule" if module == "rules" else module.split(".", maxsplit=1)[0]


def layer(module: str) -> int:
    """The number of the line in `LAYERS`."""
    found = [number for number, names in enumerate(LAYERS) if room(module) in names]
    assert len(found) == 1, f"{module}: give the module its place in LAYERS"
    return found[0]


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    for other in own(MODULES[module]):
        assert layer(other) <= layer(module), f"{module} imports {other}"


def test_imports_go_in_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, tree in MODULES.items():
        others = {room(other) for other in own(tree)} - {room(module)}
        graph.setdefault(room(module), set()).update(others)
    assert set(TopologicalSorter(graph).static_order()) == set(graph)


def test_layers_name_no_module_twice_or_in_vain() -> None:
    names = [name for layer in LAYERS for name in layer]
    assert len(names) == len(set(names))
    assert set(names) <= {module.split(".")[0] for module in MODULES}


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("rules.")])
def test_rules_import_little(module: str) -> None:
    for name in imported(MODULES[module]):
        if name.startswith("munjigi"):
            inner = name.removeprefix("munjigi").removeprefix(".")
            shared = re.fullmatch(r"rules\.\w+\._\w+", inner)
            assert inner in FOR_RULES or shared, name
        else:
            assert name.split(".")[0] in sys.stdlib_module_names, name
            assert not {name, name.split(".")[0]} & NOT_FOR_RULES, name


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("rules.")])
def test_rules_touch_nothing(module: str) -> None:
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in CALLS


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith("web")])
def test_values_are_named_tuples(module: str) -> None:
    """`dataclasses` imports `inspect`; with what it generates, a run starts 25 ms later."""
    assert not {"dataclasses", "inspect"} & set(imported(MODULES[module]))


def test_libraries_have_owners() -> None:
    found: dict[str, set[str]] = {}
    for module, tree in MODULES.items():
        for name in imported(tree):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top != "munjigi":
                found.setdefault(top, set()).add(module)
    assert found == OWNERS


def test_contributors_are_shown_the_way_of_a_check() -> None:
    text = (ROOT.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = text.partition("```text\n")[2].partition("```")[0].splitlines()
    assert lines
    for line in lines:
        way = line.partition("  ")[0].split(" → ")
        assert len(way) > 1, line
        for module, other in pairwise(way):
            assert other in own(MODULES[module]), line


def test_contributors_are_shown_modules_that_exist() -> None:
    text = (ROOT.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = text.partition("## How a check runs")[2].partition("\n## ")[0].rpartition("```")[2]
    names = {*re.findall(r"`([a-z]+)`", listed)}
    assert names - MODULES.keys() == {"pages", "runs"}


def test_every_folder_is_a_package() -> None:
    for folder in {path.parent for path in ROOT.rglob("*.py")}:
        assert (folder / "__init__.py").exists(), folder
