"""Times `munjigi check` against its peers on folders of Markdown; README.md says how."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import Copy, Result, Workbench, copy_folder, schedule
from contenders import FAMILIES, TOOLS, UNASKED, MissingToolError, Setup, Tool, find_tool
from measure import RunError, Sample
from report import as_json, tables


def main(argv: Sequence[str] | None = None) -> int:
    """Benchmark the folders on the command line. 0: done; 2: a folder was not measured."""
    options = _parser().parse_args(argv)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    print(f"{machine}; {options.rounds} rounds after a warm-up\n")
    document: dict[str, Any] = {"machine": machine, "rounds": options.rounds, "folders": []}
    code = 0
    for folder in options.folders:
        try:
            document["folders"].append(_benchmark(folder, options))
        except RunError as error:
            print(f"benchmark: {error}", file=sys.stderr)
            code = 2
    if options.json:
        options.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return code


def _benchmark(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        scratch = Path(name).resolve()
        copy = copy_folder(folder, scratch / "pages", options.copies)
        print(f"## {folder}: {len(copy.pages):,} pages, {copy.size / 1e6:.1f} MB\n")
        bench = Workbench(copy, options.timeout)
        tools = _ready(bench, options.tools, scratch, options.select)
        if not tools:
            raise RunError(f"{folder}: no tool to measure")
        result = _measure(bench, tools, options)
        print("\n".join(("", *tables(copy, result), "")), flush=True)
        return _document(folder, copy, result)


def _document(folder: Path, copy: Copy, result: Result) -> dict[str, Any]:
    return {"folder": str(folder), **as_json(copy, result)}


def _ready(bench: Workbench, names: Sequence[str], scratch: Path, select: str) -> list[Tool]:
    """The tools that are here and report planted faults; a line says so of each, or why not."""
    tools = []
    for name in names:
        try:
            tool = find_tool(name, Setup(bench.copy.root, bench.copy.docs, scratch, select))
            version, seen = bench.version(tool), bench.prove(tool)
        except (MissingToolError, RunError) as error:
            print(f"- left out: {error}", flush=True)
            continue
        print(f"- {name} ({version}): {seen}", flush=True)
        tools.append(tool)
    return tools


def _measure(bench: Workbench, tools: Sequence[Tool], options: argparse.Namespace) -> Result:
    for warning in bench.rehearse(tools):
        print(f"- mind: {warning}", flush=True)
    samples: dict[tuple[str, str], list[Sample]] = {}
    for _ in range(options.rounds):
        bench.round(tools, samples)
    commands = {(tool.name, state): tool.states[state] for tool, state in schedule(tools)}
    return Result(samples, bench.memory(tools) if options.memory else {}, commands)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Time munjigi check against its peers on folders of Markdown. Each folder is "
        "copied; a tool that does not report the faults planted in the copy is left out.",
    )
    add = parser.add_argument
    add(
        "folders",
        nargs="+",
        type=_folder,
        metavar="FOLDER",
        help="a folder of pages, or of a project",
    )
    add("--rounds", type=_positive, default=5, metavar="N", help="timed rounds (default: 5)")
    add(
        *("--tools", "-t"),
        type=_tools,
        default=UNASKED,
        metavar="NAME[,NAME…]",
        help=f"of {', '.join(TOOLS)} (default: {','.join(UNASKED)})",
    )
    add(
        *("--select", "-s"),
        default=FAMILIES,
        metavar="NAMES",
        help=f"rules or families of ours, with commas (default: {FAMILIES})",
    )
    add("--copies", type=_positive, default=1, metavar="N", help="the folder N times side by side")
    add(
        "--timeout",
        type=_positive,
        default=600,
        metavar="SECONDS",
        help="for one run (default: 600)",
    )
    add("--no-memory", dest="memory", action="store_false", help="do not measure memory")
    add("--json", type=Path, metavar="FILE", help="write every sample to this file as well")
    return parser


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return Path(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1")
    return int(text)


def _tools(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in TOOLS:
            known = ", ".join(TOOLS)
            raise argparse.ArgumentTypeError(f"unknown tool {name}; known are {known}")
    return names


if __name__ == "__main__":
    sys.exit(main())
