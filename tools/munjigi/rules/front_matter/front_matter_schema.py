"""Front matter that does not keep to the schema of its page type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.nearest import nearest
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._faults import words
from munjigi.rules.front_matter._front_matter import (
    is_placeholder,
    is_readable,
    key_span,
    places,
    value_at,
    value_span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from munjigi.detail import Key
    from munjigi.model import Span
    from munjigi.page import Page
    from munjigi.rules.front_matter._front_matter import Path
    from munjigi.template import PageType, SchemaFault

TEMPLATE = "---\ntitle: TODO(title)\npage_type: guide\n---\n\n# TODO(title)\n"
SCHEMA = """\
{
  "required": ["title", "checked_on"],
  "properties": {
    "title": {"type": "string", "minLength": 1},
    "checked_on": {"type": "string", "format": "date"},
    "plans": {"type": "array", "minItems": 1, "items": {"enum": ["free", "pro"]}},
    "sources": {"type": "array", "items": {"required": ["name"]}}
  }
}
"""


@rule(
    summary=Text(
        en="Front matter keeps to the schema of the page type",
        ko="앞머리 설정은 페이지 유형의 스키마를 따릅니다",
    ),
    why=Text(
        en="Searches, lists and reviews read front matter. A date that is no date, or a value of "
        "another form, is left out of them without a word.",
        ko="검색과 목록, 정기 점검은 앞머리 설정을 읽습니다. 날짜가 아닌 날짜나 형식이 다른 값은 "
        "아무 알림 없이 빠집니다.",
    ),
    message=Text(en="front matter: {fault}", ko="앞머리 설정에서 {fault} 합니다"),
    examples=(
        Bad(
            {
                "index.md": "---\ntitle: Guide\npage_type: ⟦gide⟧\nchecked_on: ⟦yesterday⟧\n"
                "plans: ⟦[]⟧\nsources:\n  - name: Help\n  - ⟦url: https://a.example⟧\n---\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/common.schema.json": SCHEMA,
            }
        ),
        Bad(
            {
                "index.md": "⟦---⟧\npage_type: guide\n⟦title⟧:\nplans: [⟦fre⟧, pro]\n---\n\n안내\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/guide.schema.json": SCHEMA,
            }
        ),
        Good(
            {
                "index.md": '---\ntitle: "안내"\npage_type: guide\nchecked_on: 2026-11-20\n---\n',
                "new.md": "---\ntitle: New\npage_type: guide\nchecked_on: TODO(date)\n---\n",
                "none.md": "# No front matter at all is for another rule\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/guide.schema.json": SCHEMA,
            }
        ),
        Good("---\ntitle: 1\n---\n\n# 페이지 유형이 없는 프로젝트\n"),
    ),
)
def front_matter_schema(page: Page) -> Iterator[Problem]:
    kind = page.type
    if kind is None or not is_readable(page):
        return
    faults = kind.schema.faults(page.front_matter.data) if kind.schema else []
    unknown = _unknown_type(page, kind)
    if not faults and unknown is None:
        return
    known = places(page)
    if unknown is not None:
        yield Problem(value_span(page, known, (kind.key,)), fault=unknown)
    for fault in faults:
        value = value_at(page, fault.path)
        told = unknown is not None and fault.path == (kind.key,)
        if fault.keyword != "unknown" and not told and not is_placeholder(value):
            yield Problem(_place(page, known, fault), fault=words(fault, value))


def _place(page: Page, known: Mapping[Path, Key], fault: SchemaFault) -> Span:
    if fault.keyword == "propertyNames":
        return key_span(page, known, fault.path)
    return value_span(page, known, fault.path)


def _unknown_type(page: Page, kind: PageType) -> Text | None:
    """What to say where the page names a type that there is not."""
    written = page.front_matter.data.get(kind.key)
    if written is None or written in kind.names or is_placeholder(written):
        return None
    near = nearest(str(written), kind.names) or ", ".join(kind.names)
    return Text(
        en=f'there is no page type "{written}"; did you mean {near}?',
        ko=f'"{written}" 값은 페이지 유형({near}) 가운데 하나여야',
    )
