"""Sentences made by hand for each rule about Korean, in `data/korean/<rule>.txt`.

Each line is a page; `⏎` is a line break. `⟦written→right⟧` marks what the rule is to find and what
its fix writes; `⟦written⟧` has no fix, or one that only the rendered page shows. A line without a
mark is right, and nothing is to be found there. A line that starts with `%% ` is a comment.

`check` and `fixed` look at one page with rules of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from munjigi.detail import Detail
from munjigi.engine import check_page
from munjigi.findings import unpack_problem
from munjigi.fixes import apply_fixes
from munjigi.model import Problem
from munjigi.page import Page
from munjigi.reader import read
from munjigi.reader.dialect import build_dialect
from munjigi.rule import load_rules, rule_families

KOREAN = [name for name, family in rule_families().items() if family == "korean"]
FAMILY = load_rules(KOREAN)
FOLDER = Path(__file__).parent / "data" / "korean"
_DIALECT = build_dialect(
    [(name, {}) for name in ("admonition", "attr_list", "footnotes", "pymdownx.superfences")]
    + [("tables", {}), ("pymdownx.details", {}), ("pymdownx.tabbed", {"alternate_style": True})]
)
_MARK = re.compile("⟦([^⟧]*?)(?:→([^⟧]*))?⟧")


class Sentence(NamedTuple):
    """A page, the places (from 0, in characters) of its faults, and the page mended."""

    text: str
    faults: tuple[tuple[int, int], ...]
    mended: str | None


def check(text: str, *rules: str) -> list[tuple[str, Problem]]:
    """What the family's rules, or these of them, find on a page with this text."""

    def load() -> tuple[str, Detail]:
        return text, reading.detail or Detail()

    reading = read(text, path="a.md", dialect=_DIALECT, deep=True)
    page = Page("a.md", "a.md", reading.facts, load)
    chosen = {name: FAMILY[name] for name in rules or KOREAN}
    return [unpack_problem(packed) for packed in check_page(page, chosen, {})]


def fixed(text: str, *rules: str) -> str:
    """The text with all fixes made."""
    fixes = [one.fix for _, one in check(text, *rules) if one.fix is not None]
    return str(apply_fixes({"a.md": text}, fixes).get("a.md", text))


def sentences(rule: str) -> list[Sentence]:
    """All sentences for this rule."""
    lines = (FOLDER / f"{rule}.txt").read_text(encoding="utf-8").splitlines()
    return [_read(f"{line}\n".replace("⏎", "\n")) for line in lines if not line.startswith("%% ")]


def _read(line: str) -> Sentence:
    marks = list(_MARK.finditer(line))
    mended = _MARK.sub(lambda mark: mark[1] if mark[2] is None else mark[2], line)
    known = all(mark[2] is not None for mark in marks)
    return Sentence(_MARK.sub(r"\1", line), tuple(_places(marks)), mended if known else None)


def _places(marks: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    signs = 0  # of earlier marks, which are not in the text
    for mark in marks:
        start = mark.start() - signs
        yield start, start + len(mark[1])
        signs += len(mark[0]) - len(mark[1])
