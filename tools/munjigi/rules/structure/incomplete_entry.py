"""Entries that lack one of their labels, such as a symptom without its fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.outline import outline
from munjigi.rule import Bad, Good, rule
from munjigi.rules.structure._entries import Entry, Mark, entries
from munjigi.rules.structure._stubs import insertion, text_end

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.template import Label

TEMPLATE = """\
# TODO(제목)

## 문제 해결 {#trouble}

<!-- template: entries: 증상/문제, 원인, 해결, 참고? -->

### TODO(증상) {#trouble-1}

- **증상**: TODO(보이는 것)
"""
_EN = (
    TEMPLATE.replace("증상/문제, 원인, 해결, 참고?", "Symptom, Cause, Fix")
    .replace("문제 해결", "Problems")
    .replace("**증상**", "**Symptom**")
)
# An empty line before one that is neither indented nor an item.
_NO_ITEM = re.compile(r"\n[ \t\r]*\n(?=[^\s*+\-\d>])")
_TOP = "---\npage_type: guide\n---\n\n# 안내\n\n## 문제 해결 {#trouble}\n\n"
_KO = {"_templates/guide.md": TEMPLATE}
_HEADINGS = "### A {#a}\n\n#### Symptom\n\nS\n\n#### Cause\n\nC\n\n#### Fix\n\nF\n\n"


@rule(
    summary=Text(
        en="Every entry has all its labels",
        ko="항목마다 정해진 구성 요소가 모두 있습니다",
    ),
    why=Text(
        en="A symptom without a fix, or a goal without a result, leaves the reader alone. Labels "
        "count as headings, bold text, list items or columns of a table.",
        ko="해결이 없는 증상, 결과가 없는 목표는 독자에게 도움이 되지 않습니다. 구성 요소는 제목, "
        "굵은 글자, 목록 항목, 표의 열 가운데 어느 것으로 적어도 됩니다.",
    ),
    message=Text(
        en='the entry "{entry}" lacks {labels}',
        ko='"{entry}" 항목에 없는 것: {labels}. 템플릿에서 요구합니다',
    ),
    examples=(
        Bad(
            {
                "index.md": f"{_TOP}### ⟦꺼집니다⟧\n\n- **증상**: 꺼짐\n- **원인**: 모름\n\n끝\n",
                **_KO,
            },
            fixed={
                "index.md": f"{_TOP}### 꺼집니다\n\n- **증상**: 꺼짐\n- **원인**: 모름\n"
                "- **해결**: TODO(해결)\n\n끝\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}### ⟦문제: 꺼짐⟧\n\n**원인**: 모름\n**해결**:\n\n"
                "### ⟦켜짐⟧\n\n글\n",
                **_KO,
            },
            fixed={
                "index.md": f"{_TOP}### 문제: 꺼짐\n\n**원인**: 모름\n**해결**: TODO(해결)\n\n"
                "### 켜짐\n\n글\n\n- **증상**: TODO(증상)\n- **원인**: TODO(원인)\n"
                "- **해결**: TODO(해결)\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}| Symptom | Cause | Fix |\n|---|---|---|\n| a | b | c |\n"
                "| ⟦d⟧ | e | |\n",
                "_templates/guide.md": _EN,
            }
        ),
        Bad(
            {
                "index.md": f"{_TOP}{_HEADINGS}### ⟦B⟧\n\n#### Symptom\n\nS\n\n#### Cause\n\nC\n",
                "_templates/guide.md": _EN,
            },
            fixed={
                "index.md": f"{_TOP}{_HEADINGS}### B\n\n#### Symptom\n\nS\n\n#### Cause\n\nC\n\n"
                "#### Fix\n\nTODO(Fix)\n",
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}- **증상**: 가\n- **원인**: 나\n- **해결**: 다\n\n"
                "- ⟦**증상**:⟧ 라\n- **해결**: 마\n",
                **_KO,
            },
            fixed={
                "index.md": f"{_TOP}- **증상**: 가\n- **원인**: 나\n- **해결**: 다\n\n"
                "- **증상**: 라\n- **원인**: TODO(원인)\n- **해결**: 마\n",
            },
        ),
        Good({"index.md": f"{_TOP}{_HEADINGS}", "_templates/guide.md": _EN}),
        Good(
            {
                "index.md": f"{_TOP}### 모음\n\n#### 문제: 꺼짐\n**원인**: 모름\n**해결**:\n"
                "1. 켭니다.\n",
                **_KO,
            }
        ),
        Good({"index.md": "---\npage_type: guide\n---\n\n# A\n\n## Other\n\nText.\n", **_KO}),
    ),
    fix="unsafe",
    deep=True,
)
def incomplete_entry(page: Page) -> Iterator[Problem]:
    found = outline(page)
    if found is None:
        return
    for match in found.matches:
        labels = match.wanted.labels if match.wanted else ()
        if not labels or match.section.heading.path != page.path:
            continue
        for entry in entries(page, match.section, labels):
            missing = [n for n, one in enumerate(labels) if one.required and n not in entry.present]
            if missing:
                names = ", ".join(labels[n].names[0] for n in missing)
                fix = _fix(page, entry, labels, missing)
                yield Problem(entry.span, fix=fix, entry=entry.name, labels=names)


def _fix(page: Page, entry: Entry, labels: Sequence[Label], missing: list[int]) -> Fix | None:
    """The labels put where the template has them, in the form of those that are there."""
    if entry.table:
        known = all(n in entry.cells for n in missing)
        cells = [Edit(entry.cells[n], f" {_todo(labels[n])} ") for n in missing if known]
        return Fix(tuple(cells), safe=False) if cells and _apart(cells) else None
    form = entry.marks[-1].form if entry.marks else ""
    edits = [
        Edit(Span(page.path, mark.end, mark.end), _filled(page, mark.end, labels[mark.label]))
        for mark in entry.marks
        if mark.label in entry.empty and form != "heading"
    ]
    absent = [n for n in missing if n not in entry.empty]
    if form == "heading" and len(absent) < len(missing):
        return None
    edits += _added(page, entry, labels, absent)
    return Fix(tuple(edits), safe=False) if edits else None


def _apart(edits: list[Edit]) -> bool:
    return all(edit.span.start < edit.span.end for edit in edits)


def _filled(page: Page, at: int, label: Label) -> str:
    gap = "" if page.text[at - 1 : at] in (" ", "\t") else " "
    return f"{gap}{_todo(label)}"


def _todo(label: Label) -> str:
    return f"TODO({label.names[0]})"


def _added(page: Page, entry: Entry, labels: Sequence[Label], absent: list[int]) -> Iterator[Edit]:
    """Absent labels, each before the next label of the template that is there, else at the end."""
    places: dict[int, list[Label]] = {}
    for n in absent:
        later = [mark.line for mark in entry.marks if mark.label > n]
        places.setdefault(min(later, default=-1), []).append(labels[n])
    last = entry.marks[-1] if entry.marks else None
    for at, added in places.items():
        if last is None:
            block = "\n".join(f"- **{one.names[0]}**: {_todo(one)}" for one in added)
            yield insertion(page, text_end(page, entry.span.end, entry.end), block)
        elif last.form == "heading":
            yield from _subsections(page, last, added, at if at >= 0 else entry.end)
        else:
            yield _lines(page, entry, added, at)


def _subsections(page: Page, model: Mark, added: list[Label], at: int) -> Iterator[Edit]:
    """Labels as headings like another one; none where that has no `#`."""
    written = page.text[model.start : model.end]
    signs = written[: len(written) - len(written.lstrip("#"))]
    if signs:
        block = "\n\n".join(f"{signs} {one.names[0]}\n\n{_todo(one)}" for one in added)
        yield insertion(page, text_end(page, model.start, at), block)


def _lines(page: Page, entry: Entry, added: list[Label], at: int) -> Edit:
    """Labels as lines like the one of the last label that is no heading."""
    model = next((one for one in reversed(entry.marks) if one.form != "title"), None)
    end = "\r\n" if "\r\n" in page.text else "\n"
    lines = "".join(f"{_line(page, model, one)}{end}" for one in added)
    if at >= 0:
        return Edit(Span(page.path, at, at), lines)
    place = text_end(page, entry.marks[-1].end, _end_of_list(page, entry))
    start = "" if page.text[place - 1 : place] in ("\n", "\r") else end
    return Edit(Span(page.path, place, place), start + lines)


def _end_of_list(page: Page, entry: Entry) -> int:
    """Where the list ends whose item the last label is; the entry's end where it is in none."""
    last = entry.marks[-1]
    if not page.text[last.line : last.start].strip():
        return entry.end
    after = _NO_ITEM.search(page.text, last.end, entry.end)
    return after.end() if after else entry.end


def _line(page: Page, model: Mark | None, label: Label) -> str:
    """A label's line in the form of another label's."""
    if model is None:
        return f"- **{label.names[0]}**: {_todo(label)}"
    written = page.text[model.start : model.end].rstrip()
    name = written.strip("*_ :：")
    shown = written.replace(name, label.names[0], 1)
    return f"{page.text[model.line : model.start]}{shown} {_todo(label)}"
