"""Keys of front matter that the schema of the page type does not know."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Text
from munjigi.nearest import nearest
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._front_matter import is_readable, key_span, places, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.template import SchemaFault

SURE = 0.75  # similarity of names, from 0 to 1, from which no other name can be meant
TEMPLATE = "---\ntitle: TODO(title)\npage_type: guide\n---\n\n# TODO(title)\n"
SCHEMA = """\
{
  "properties": {"title": {}, "page_type": {}, "checked_on": {}, "hide": {}},
  "additionalProperties": false
}
"""


@rule(
    summary=Text(
        en="Front matter has the keys that the page type knows",
        ko="앞머리 설정에는 페이지 유형에 있는 키만 씁니다",
    ),
    why=Text(
        en="Nothing reads a misspelt key, and nothing says so: the page has no date, no owner, no "
        "description.",
        ko="철자가 틀린 키는 아무도 읽지 않고 오류도 나지 않습니다. 그 페이지에는 날짜나 담당자, "
        "설명이 없는 것과 같습니다.",
    ),
    message=Text(
        en='front matter of this page type has no key "{key}"; {hint}',
        ko='이 페이지 유형의 앞머리 설정에는 "{key}" 키가 없습니다. {hint} 있습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "---\n⟦titel⟧: Home\npage_type: guide\n⟦Checked-On⟧: 2026-11-20\n---\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/guide.schema.json": SCHEMA,
            },
            fixed={"index.md": "---\ntitle: Home\npage_type: guide\nchecked_on: 2026-11-20\n---\n"},
        ),
        Bad(
            {
                "index.md": "---\ntitle: 안내\n⟦titles⟧: 안내\npage_type: guide\n⟦담당⟧: 김\n---\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/guide.schema.json": SCHEMA,
            },
        ),
        Good(
            {
                "index.md": "---\ntitle: Guide\npage_type: guide\n---\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/guide.schema.json": SCHEMA,
            }
        ),
        Good("---\ntitel: 1\n---\n\n# 페이지 유형이 없는 프로젝트\n"),
    ),
    fix="safe",
)
def unknown_key(page: Page) -> Iterator[Problem]:
    schema = page.type.schema if page.type else None
    if schema is None or not is_readable(page):
        return
    faults = [one for one in schema.faults(page.front_matter.data) if one.keyword == "unknown"]
    known = places(page) if faults else {}
    taken: set[tuple[str | int, ...]] = set()
    for fault in faults:
        span = key_span(page, known, fault.path)
        near = _meant(page, fault)
        new = (*fault.path[:-1], near)
        sure = fault.path in known and new not in taken and _is_sure(fault.key, near)
        taken.add(new)
        fix = Fix((Edit(span, near),)) if near and sure else None
        yield Problem(span, fix=fix, key=fault.key, hint=_hint(fault, near))


def _meant(page: Page, fault: SchemaFault) -> str:
    """The nearest key that is not there yet, or ""."""
    there = value_at(page, fault.path[:-1])
    free = [one for one in fault.known if not isinstance(there, dict) or one not in there]
    return nearest(fault.key, free)


def _is_sure(key: str, near: str) -> bool:
    made, meant = (one.casefold().replace("-", "_") for one in (key, near))
    return SequenceMatcher(None, made, meant).ratio() >= SURE


def _hint(fault: SchemaFault, near: str) -> Text:
    if near:
        return Text(en=f'did you mean "{near}"?', ko=f'가까운 이름으로 "{near}" 키가')
    if not fault.known:
        return Text(en="it has none", ko="다른 키도 쓸 수 없게 되어")
    names = ", ".join(fault.known)
    return Text(en=f"it has {names}", ko=f"쓸 수 있는 키로 {names} 키가")
