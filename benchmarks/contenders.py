"""The tools that the benchmark compares: where each is found, how it is run, what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1] / "tools"
OURS = "munjigi"
FAMILIES = "links,images,front_matter"

# The states of a cache. A tool without one runs in the first state only.
NO_CACHE, COLD, WARM, EDITED = STATES = ("no cache", "cold", "warm", "edited")


class MissingToolError(Exception):
    """A tool that is not here; one line says what was looked for."""


@dataclass(frozen=True)
class Setup:
    """What a tool is set up for.

    `root` is the project's folder, in which it runs, and `docs` that of its pages; `scratch` takes
    settings and caches; `select` names the rules of ours.
    """

    root: Path
    docs: Path
    scratch: Path
    select: str

    @property
    def pages(self) -> str:
        """The folder of the pages, relative to the project's."""
        return self.docs.relative_to(self.root).as_posix()


@dataclass(frozen=True)
class Tool:
    """One contender.

    `states` maps a state of the cache to the command that is timed in it; `proof` is the command
    whose output names each problem; `fine` holds the exit codes of a run that went well; `count`
    finds in the output of `proof` how many pages the tool says it looked at; `cache` is what to
    remove for a cold run.
    """

    name: str
    version: tuple[str, ...]
    proof: tuple[str, ...]
    states: Mapping[str, tuple[str, ...]]
    fine: frozenset[int]
    count: re.Pattern[str] | None = None
    cache: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def munjigi(setup: Setup) -> Tool:
    """This project's gate: installed, or else straight from the checkout."""
    program, env = _ours()
    check = (*program, "check", "--select", setup.select, "--format", "json")
    alone, kept = (*check, "--no-cache", "."), (*check, ".")
    return Tool(
        name=OURS,
        version=(*program, "--version"),
        proof=alone,
        states={NO_CACHE: alone, COLD: kept, WARM: kept, EDITED: kept},
        fine=frozenset({0, 1}),
        count=re.compile(r'"pages":\s*(\d+)'),
        cache=setup.root / ".cache" / "munjigi",
        env=env,
    )


def rumdl(setup: Setup) -> Tool:
    """rumdl with its two link rules; no configuration, no ignore files."""
    program = _which("rumdl")
    check = (
        *(program, "check", "--isolated", "--respect-gitignore=false"),
        *("--enable", "MD051,MD057", "--output-format", "concise"),
    )
    cache = setup.scratch / "rumdl-cache"
    alone = (*check, "--no-cache", setup.pages)
    kept = (*check, "--cache-dir", str(cache), setup.pages)
    return Tool(
        name="rumdl",
        version=(program, "--version"),
        proof=alone,
        states={NO_CACHE: alone, COLD: kept, WARM: kept, EDITED: kept},
        fine=frozenset({0, 1}),
        count=re.compile(r"in (?:\d+/)?(\d+) files?"),
        cache=cache,
    )


def lychee(setup: Setup) -> Tool:
    """lychee on local files with fragments; exit code 2 means that it found broken links."""
    program = _which("lychee")
    check = (
        *(program, "--offline", "--include-fragments", "--no-progress", "--no-ignore"),
        *("--mode", "plain", "--extensions", "md", setup.pages),
    )
    return Tool(
        name="lychee",
        version=(program, "--version"),
        proof=check,
        states={NO_CACHE: check},
        fine=frozenset({0, 2}),
    )


def markdownlint(setup: Setup) -> Tool:
    """markdownlint-cli2 with MD051 and the rule `relative-links`, which must stand beside it."""
    program = _which("markdownlint-cli2")
    rule = _module(program, "markdownlint-rule-relative-links")
    rules = {"default": False, "MD051": True, "relative-links": True}
    settings = setup.scratch / ".markdownlint-cli2.jsonc"
    settings.write_text(json.dumps({"config": rules, "customRules": [str(rule)]}), "utf-8")
    check = (program, "--config", str(settings), f"{setup.pages}/**/*.md")
    return Tool(
        name="markdownlint",
        version=(program, "--help"),
        proof=check,
        states={NO_CACHE: check},
        fine=frozenset({0, 1}),
        count=re.compile(r"Linting: (\d+) file"),
    )


def remark(setup: Setup) -> Tool:
    """remark with `remark-validate-links` and `remark-frontmatter`, which must stand beside it."""
    program = _which("remark")
    links = {"repository": False, "root": str(setup.docs)}
    plugins = [
        [str(_module(program, "remark-frontmatter") / "index.js")],
        [str(_module(program, "remark-validate-links") / "index.js"), links],
    ]
    settings = setup.scratch / "remark.json"
    settings.write_text(json.dumps({"plugins": plugins}), "utf-8")
    check = (
        program,
        "--quiet",
        "--no-stdout",
        "--no-config",
        "--rc-path",
        str(settings),
        setup.pages,
    )
    return Tool(
        name="remark",
        version=(program, "--version"),
        proof=check,
        states={NO_CACHE: check},
        fine=frozenset({0, 1}),
    )


TOOLS: Mapping[str, Callable[[Setup], Tool]] = {
    OURS: munjigi,
    "rumdl": rumdl,
    "lychee": lychee,
    "markdownlint": markdownlint,
    "remark": remark,
}
UNASKED = (OURS, "rumdl", "lychee", "markdownlint")


def find_tool(name: str, setup: Setup) -> Tool:
    """The tool of this name, set up for a project. Raises MissingToolError."""
    return TOOLS[name](setup)


def _ours() -> tuple[tuple[str, ...], Mapping[str, str]]:
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    program = shutil.which(OURS, path=beside)
    if program:
        return (program,), {}
    if (CHECKOUT / OURS / "__main__.py").exists():
        return (sys.executable, "-m", OURS), {"PYTHONPATH": str(CHECKOUT)}
    raise MissingToolError(f"{OURS}: neither on PATH nor in {CHECKOUT}")


def _which(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise MissingToolError(f"{name}: not on PATH")
    return str(Path(program).absolute())


def _module(program: str, name: str) -> Path:
    for folder in Path(program).resolve().parents:
        if folder.name == "node_modules" and (folder / name).is_dir():
            return folder / name
    raise MissingToolError(f"{Path(program).name}: found, but not {name} beside it")
