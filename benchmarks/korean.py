"""Counts what the rules about Korean say of the Korean pages in folders, and prints each place.

A folder holds Markdown pages, of MkDocs or not; each is read by itself, as by a site with the usual
extensions. What is counted as a word has Hangul in it and is seen by readers: code is none.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools"))

from munjigi.detail import Detail
from munjigi.engine import check_page
from munjigi.findings import unpack_problem
from munjigi.model import Problem
from munjigi.page import Page
from munjigi.reader import read
from munjigi.reader.dialect import build_dialect
from munjigi.rule import load_rules, rule_families
from munjigi.rules.korean._flow import flows
from munjigi.source import UnreadableFileError, decode

from linear import EXTENSIONS  # isort: skip

RULES = [name for name, family in rule_families().items() if family == "korean"]
_WORD = re.compile(r"[^\s가-힣]*[가-힣]\S*")
AROUND = 40  # characters of the page printed before and behind a place


class Alarm(NamedTuple):
    """A problem, and what is around it on its page."""

    rule: str
    place: str
    context: str


def main(argv: Sequence[str] | None = None) -> int:
    """Print each problem as rule, place and text, parted by tabs; then the sums. Returns 0."""
    parser = argparse.ArgumentParser(description="Count what the Korean rules find.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rules", default=",".join(RULES), help="rules, parted by commas")
    options = parser.parse_args(argv)
    rules = options.rules.split(",")
    total = 0
    found: Counter[str] = Counter()
    for folder in options.folders:
        for path in sorted(folder.rglob("*.md")):
            count, alarms = look(path, rules)
            total += count
            found.update(alarm.rule for alarm in alarms)
            for alarm in alarms:
                print(*alarm, sep="\t")
    print(f"{total} words with Hangul", file=sys.stderr)
    for rule in rules:
        rate = found[rule] * 10_000 / max(total, 1)
        print(f"{found[rule]:8} {rule}: {rate:.2f} in 10,000 words", file=sys.stderr)
    return 0


def look(path: Path, rules: Sequence[str]) -> tuple[int, list[Alarm]]:
    """The number of words on a page that is Korean, and what the rules find there."""
    try:
        text = decode(path.read_bytes())
    except UnreadableFileError:
        return 0, []
    page = read_page(text)
    chosen = load_rules(rules)
    problems = map(unpack_problem, check_page(page, chosen, {}))
    count = sum(len(_WORD.findall(flow.text)) for flow in flows(page))
    return count, [_alarm(path, text, rule, problem) for rule, problem in problems]


def read_page(text: str) -> Page:
    """A page that is the only one of its site."""
    dialect = build_dialect([(name, {}) for name in EXTENSIONS])
    reading = read(text, path="a.md", dialect=dialect, deep=True)
    return Page("a.md", "a.md", reading.facts, lambda: (text, reading.detail or Detail()))


def _alarm(path: Path, text: str, rule: str, problem: Problem) -> Alarm:
    start, end = problem.span.start, problem.span.end
    line = text.count("\n", 0, start) + 1
    around = f"{text[max(start - AROUND, 0) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}"
    values = "".join(f" · {one}" for one in problem.values.values())
    return Alarm(rule, f"{path}:{line}", around.replace("\n", "⏎") + values)


if __name__ == "__main__":
    sys.exit(main())
