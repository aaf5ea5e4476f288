"""Benchmarks one folder: copies it, proves that each tool looks at the pages, then times them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contenders import COLD, EDITED, OURS, STATES, Tool
from measure import Program, RunError, Sample, captured, peak_memory, timed

PLANTED = "zz-planted"
MEMORY_RUNS = 3
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
LEFT_BEHIND = (".git", ".cache", ".venv", "__pycache__", "node_modules")
FEWEST = 0.95  # of the pages, for a run that may be compared: MkDocs leaves some out
DOCS_DIR = re.compile(r"^docs_dir:\s*['\"]?([^\s'\"#]+)", re.MULTILINE)
DURATION = re.compile(r"\b\d+(?:\.\d+)? ?m?s\b")

Run = tuple[str, str]  # the tool's name, the state of its cache


@dataclass(frozen=True)
class Copy:
    """A copy of a project that a benchmark may change.

    `docs` is the folder of its pages, `root` itself where there is no `mkdocs.yml`. `size` is in
    bytes, of the pages alone.
    """

    root: Path
    docs: Path
    pages: tuple[Path, ...]
    size: int


@dataclass(frozen=True)
class Result:
    """What one folder gave: per run its samples, in the order of the rounds, and peak memory."""

    samples: Mapping[Run, list[Sample]]
    memory: Mapping[Run, int | None]
    commands: Mapping[Run, Sequence[str]] = field(default_factory=dict)


def copy_folder(source: Path, target: Path, copies: int) -> Copy:
    """Copy `source` into `target`, side by side if more than once. Raises RunError on an empty one.

    What is no part of the site stays behind; a symbolic link is copied as a link.
    """
    docs = _docs_folder(source)
    for number in range(copies):
        place = target if copies == 1 else target / f"copy-{number}"
        shutil.copytree(source, place, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    place = target / docs if copies == 1 else target
    pages = tuple(sorted(path for path in place.rglob("*.md") if path.is_file()))
    if not pages:
        raise RunError(f"{source}: no Markdown file in it")
    return Copy(target, place, pages, sum(path.stat().st_size for path in pages))


class Workbench:
    """The tools on one copy of a folder. `timeout` in seconds is the limit of one run."""

    def __init__(self, copy: Copy, timeout: float) -> None:
        self.copy = copy
        self.timeout = timeout
        self.edits = 0

    def program(self, tool: Tool) -> Program:
        """How to run a tool in the copy: as installed, so that Python may keep what it compiled."""
        ours = {name: one for name, one in os.environ.items() if name != NO_BYTECODE}
        return Program(self.copy.root, {**ours, "NO_COLOR": "1", **tool.env}, self.timeout)

    def version(self, tool: Tool) -> str:
        """The first line with a number that the tool says when asked for its version."""
        lines = captured(tool.version, self.program(tool)).text.splitlines()
        return next((line.strip() for line in lines if re.search(r"\d", line)), "unknown")

    def prove(self, tool: Tool) -> str:
        """Plant faults, let the tool find them and take them away. Raises RunError if it does not.

        A page with a link to a missing file and one with a link to a missing heading are put beside
        the first, the middle and the last page. The answer says what was seen.
        """
        planted = list(_plant(self.copy.pages))
        try:
            output = captured(tool.proof, self.program(tool))
        finally:
            for path, _ in planted:
                path.unlink()
            self.forget(tool)
        if output.code not in tool.fine:
            first = next((line for line in output.text.splitlines() if line.strip()), "")
            raise RunError(f"{tool.name}: exit code {output.code}: {first.strip()[:200]}")
        unseen = [fault for _, fault in planted if fault and fault not in output.text]
        if unseen:
            raise RunError(f"{tool.name}: does not report the planted {', '.join(unseen)}")
        return self._seen(tool, output.text, len(planted))

    def _seen(self, tool: Tool, text: str, planted: int) -> str:
        found = tool.count.search(text) if tool.count else None
        if found is None:
            return "found all planted faults"
        pages = int(found[1]) - planted
        says = f"{pages:,} of {len(self.copy.pages):,} pages"
        if pages < FEWEST * len(self.copy.pages):
            raise RunError(f"{tool.name}: says that it looked at {says}")
        return f"found all planted faults, looked at {says}"

    def forget(self, tool: Tool) -> None:
        """Remove the tool's cache."""
        if tool.cache:
            shutil.rmtree(tool.cache, ignore_errors=True)

    def prepare(self, tool: Tool, state: str) -> None:
        """Bring cache and pages into the state in which the tool is to be timed.

        `warm` and `edited` rest on the run before them: a round goes through the states in order.
        """
        if state == COLD:
            self.forget(tool)
        if state == EDITED:
            self.edits += 1
            page = self.copy.pages[len(self.copy.pages) // 2]
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\nEdit {self.edits}.\n")

    def rehearse(self, tools: Sequence[Tool]) -> Iterator[str]:
        """The warm-up round. Yields a line for each run that says something else than the first."""
        said: dict[str, list[str]] = {}
        for tool, state in schedule(tools):
            self.prepare(tool, state)
            output = captured(tool.states[state], self.program(tool))
            if output.code not in tool.fine:
                raise RunError(f"{tool.name}, {state}: exit code {output.code}")
            lines = sorted(DURATION.sub("", output.text).splitlines())
            if said.setdefault(tool.name, lines) != lines:
                yield f"{tool.name}, {state}: its report differs from its first one"

    def round(self, tools: Sequence[Tool], samples: dict[Run, list[Sample]]) -> None:
        """Time every run once and add it to `samples`."""
        for tool, state in schedule(tools):
            self.prepare(tool, state)
            sample = timed(tool.states[state], self.program(tool), tool.fine)
            samples.setdefault((tool.name, state), []).append(sample)

    def memory(self, tools: Sequence[Tool]) -> dict[Run, int | None]:
        """Peak memory of every run in bytes, the highest of several untimed runs.

        Sampling costs time, and it can miss the peak of a run of a few milliseconds.
        """
        peaks: dict[Run, int | None] = {}
        for tool, state in schedule(tools) * MEMORY_RUNS:
            self.prepare(tool, state)
            peak = peak_memory(tool.states[state], self.program(tool))
            peaks[tool.name, state] = max(peak or 0, peaks.get((tool.name, state)) or 0) or None
        return peaks


def schedule(tools: Sequence[Tool]) -> list[tuple[Tool, str]]:
    """The runs of one round: state by state, the tools in turn."""
    return [(tool, state) for state in STATES for tool in tools if state in tool.states]


def pairs(runs: Sequence[Run]) -> list[tuple[Run, Run]]:
    """Each run of a peer beside our run in the same state of the cache."""
    ours = {state: (name, state) for name, state in runs if name == OURS}
    return [(ours[run[1]], run) for run in runs if run[0] != OURS and run[1] in ours]


def _docs_folder(source: Path) -> Path:
    settings = source / "mkdocs.yml"
    if not settings.is_file():
        return Path()
    found = DOCS_DIR.search(settings.read_text("utf-8", "replace"))
    docs = Path(found[1] if found else "docs")
    if not (source / docs).is_dir() or docs.is_absolute() or ".." in docs.parts:
        raise RunError(f"{settings}: its docs_dir {docs} is not a folder in the project")
    return docs


def _plant(pages: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    for number, page in enumerate((pages[0], pages[len(pages) // 2], pages[-1])):
        stem = f"{PLANTED}-{number}"
        target = page.parent / f"{stem}-target.md"
        for kind, link in (("missing", f"{stem}-gone.md"), ("heading", f"{stem}-nowhere")):
            aim = link if kind == "missing" else f"{target.name}#{link}"
            path = page.parent / f"{stem}-{kind}.md"
            path.write_text(f"# Planted\n\nA [planted fault]({aim}).\n", "utf-8")
            yield path, link
        target.write_text("# Target\n", "utf-8")
        yield target, ""
