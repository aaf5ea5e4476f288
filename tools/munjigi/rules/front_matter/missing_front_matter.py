"""Pages without the front matter that their type asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._front_matter import is_absent
from munjigi.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from munjigi.page import Page

_LINE_END = re.compile(r"\r\n?|\n")
_TITLE = re.compile(r"(?m)^title:[ ]*TODO\(.*$")
TEMPLATE = "---\ntitle: TODO(title)\nvendor: TODO(vendor)\npage_type: guide\n---\n\n# TODO(title)\n"
SCHEMA = '{"required": ["title", "vendor"]}'
TYPED = """\
site_name: Example
exclude_docs: _templates/
plugins:
  - munjigi:
      page_types:
        guide: guides/
"""


@rule(
    summary=Text(
        en="Pages have the front matter that their type asks for",
        ko="페이지에는 유형에 필요한 앞머리 설정이 있습니다",
    ),
    why=Text(
        en="Front matter says what a page is and when it was checked; without it no rule can tell "
        "what the page must hold. The fix writes the block of the template, to be filled in.",
        ko="앞머리 설정은 페이지의 유형과 확인한 날짜를 알려 줍니다. 없으면 페이지에 무엇이 있어야 "
        "하는지 알 수 없습니다. 수정안은 템플릿의 앞머리 설정을 넣고, 값은 사람이 채웁니다.",
    ),
    message=Text(
        en="there is no front matter, which needs {keys}",
        ko="앞머리 설정이 없습니다. {keys} 키가 필요합니다",
    ),
    examples=(
        Bad(
            {
                "guides/index.md": "⟦⟧# Wi-Fi: the basics\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/common.schema.json": SCHEMA,
            },
            config=TYPED,
            fixed={
                "guides/index.md": '---\ntitle: "Wi-Fi: the basics"\nvendor: TODO(vendor)\n'
                "page_type: guide\n---\n\n# Wi-Fi: the basics\n"
            },
        ),
        Bad(
            {
                "index.md": "⟦⟧---\r\n\r\n본문\r\n\r\n---\r\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/common.schema.json": SCHEMA,
            },
            fixed={
                "index.md": "---\r\ntitle: TODO(title)\r\nvendor: TODO(vendor)\r\n---\r\n\r\n"
                "---\r\n\r\n본문\r\n\r\n---\r\n",
            },
        ),
        Good("# 페이지 유형이 없는 프로젝트\n"),
        Good(
            {
                "index.md": "---\ntitle: [a\n---\n\n# Another rule tells of broken front matter\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/common.schema.json": SCHEMA,
            }
        ),
        Good(
            {
                "index.md": "# 앞머리 설정이 없어도 되는 유형\n",
                "_templates/guide.md": TEMPLATE,
                "_templates/common.schema.json": '{"properties": {"title": {"type": "string"}}}',
            }
        ),
    ),
    fix="unsafe",
)
def missing_front_matter(page: Page) -> Iterator[Problem]:
    schema = page.type.schema if page.type else None
    if schema is None or not is_absent(page):
        return
    faults = [one for one in schema.faults({}) if one.keyword == "required" and not one.path]
    keys = [one.key for one in faults]
    if keys:
        place = Span(page.path, 0, 0)
        fix = Fix((Edit(place, _block(page, keys)),), safe=False)
        yield Problem(place, fix=fix, keys=", ".join(keys))


def _block(page: Page, keys: Iterable[str]) -> str:
    """The template's block, or one of the keys alone, with the page's title and line ends."""
    template = page.template
    made = template.front_matter.rstrip() if template else ""
    made = made or "\n".join(("---", *(f"{key}: TODO({key})" for key in keys), "---"))
    title = next((one.text for one in page.headings if one.level == 1), "")
    if title.strip():
        written = f"title: {scalar(' '.join(title.split()))}"
        made = _TITLE.sub(lambda _: written, made, count=1)
    line_end = _LINE_END.search(page.text)
    return _LINE_END.sub(line_end[0] if line_end else "\n", f"{made}\n\n")
