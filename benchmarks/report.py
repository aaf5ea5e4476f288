"""Prints a benchmark: a table of runs and a table of ratios, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from bench import Copy, Result, Run, pairs
from measure import Sample

RUNS = ("run", "wall s", "min–max", "CPU s", "ms a page", "peak MB", "KB a page")
RATIOS = ("ours", "peer", "wall, peer ÷ ours", "min–max", "CPU, peer ÷ ours")


def tables(copy: Copy, result: Result) -> Iterator[str]:
    """The lines of both tables. Medians; a ratio is the median of the ratios round by round."""
    yield from _table(RUNS, [_run(copy, result, run) for run in result.samples])
    both = pairs(list(result.samples))
    if both:
        yield ""
        yield from _table(RATIOS, [_ratio(result, *pair) for pair in both], texts=2)


def as_json(copy: Copy, result: Result) -> dict[str, Any]:
    """The same with every sample: seconds and bytes."""
    return {
        "pages": len(copy.pages),
        "bytes": copy.size,
        "runs": [_run_json(result, run) for run in result.samples],
        "ratios": [_ratio_json(result, *pair) for pair in pairs(list(result.samples))],
    }


def _run(copy: Copy, result: Result, run: Run) -> list[str]:
    walls = [sample.wall for sample in result.samples[run]]
    wall, pages = median(walls), len(copy.pages)
    cpu = median(sample.cpu for sample in result.samples[run])
    peak = result.memory.get(run)
    return [
        ", ".join(run),
        f"{wall:.3f}",
        f"{min(walls):.3f}–{max(walls):.3f}",
        f"{cpu:.3f}",
        f"{1000 * wall / pages:.3f}",
        f"{peak / 1e6:.1f}" if peak else "–",
        f"{peak / 1e3 / pages:.1f}" if peak else "–",
    ]


def _ratio(result: Result, ours: Run, peer: Run) -> list[str]:
    walls, cpus = _ratios(result.samples[ours], result.samples[peer])
    return [
        ", ".join(ours),
        ", ".join(peer),
        f"{median(walls):.2f}",
        f"{min(walls):.2f}–{max(walls):.2f}",
        f"{median(cpus):.2f}",
    ]


def _ratios(ours: Sequence[Sample], peer: Sequence[Sample]) -> tuple[list[float], list[float]]:
    rounds = list(zip(ours, peer, strict=True))
    return [b.wall / a.wall for a, b in rounds], [b.cpu / a.cpu for a, b in rounds]


def _run_json(result: Result, run: Run) -> dict[str, Any]:
    return {
        "tool": run[0],
        "cache": run[1],
        "command": list(result.commands[run]),
        "wall": [sample.wall for sample in result.samples[run]],
        "cpu": [sample.cpu for sample in result.samples[run]],
        "peak_memory": result.memory.get(run),
    }


def _ratio_json(result: Result, ours: Run, peer: Run) -> dict[str, Any]:
    walls, cpus = _ratios(result.samples[ours], result.samples[peer])
    return {"ours": list(ours), "peer": list(peer), "wall": median(walls), "cpu": median(cpus)}


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * width if i < texts else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    for row in (head, rule, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"
