"""Lines that were to open a block of code, and do not because of what follows the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.dialect._fences import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

_ALONE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_UNQUOTED = re.compile(r"(?:title|hl_lines|linenums)=[^\s\"'={}]+")
_VALUE = re.compile(r"=([^\s]+)")
_FENCED = "site_name: A\nmarkdown_extensions:\n  - pymdownx.superfences\n"


@rule(
    summary=Text(
        en="What follows a fence's language is understood",
        ko="코드 블록의 언어 뒤에는 MkDocs가 아는 옵션만 적습니다",
    ),
    why=Text(
        en='One option that is not known (`title`, `hl_lines` and `linenums` are, as `key="value"`)'
        " and the line opens no block: readers see the marks and the code as text, and the line "
        "that was to close the block opens one instead.",
        ko='모르는 옵션이 하나라도 있으면 코드 블록이 시작되지 않습니다. `title="…"`, '
        '`hl_lines="…"`, `linenums="…"`처럼 따옴표를 붙여 적은 옵션만 압니다. 독자에게는 기호와 '
        "코드가 본문으로 보이고, 블록을 닫으려던 줄에서 코드 블록이 시작됩니다.",
    ),
    message=Text(
        en='this line opens no block of code because of "{options}"',
        ko='"{options}" 부분 때문에 이 줄에서 코드 블록이 시작되지 않습니다',
    ),
    examples=(
        Bad(
            "# A\n\n```yaml ⟦title=config.yml⟧\na: b\n```\n\n## B\n",
            config=_FENCED,
        ),
        Bad("1.  하나\n\n    ~~~js ⟦showLineNumbers⟧\n    a\n    ~~~\n", config=_FENCED),
        Good('```yaml title="config.yml" linenums="1"\na: b\n```\n\n``` { .sh .copy }\nls\n```\n'),
        Good("````md\n```yaml title=config.yml\n```\n````\n\n<!--\n```sh later\n```\n-->\n"),
        Good("```sh is how a fence begins. Nothing ends it.\n"),
        Good("```yaml example\na: b\n```\n", config=_FENCED + "hooks: [expand.py]\n"),
        Good('```py exec="yes"\na\n```\n', config=_FENCED + "plugins: [markdown-exec]\n"),
    ),
    deep=True,
)
def unknown_fence_option(page: Page) -> Iterator[Problem]:
    found = list(_openings(page))
    last = {match[1]: match.start() for match in _ALONE.finditer(page.text)} if found else {}
    for match in found:
        if last.get(match["marker"], -1) >= match.end():
            options = match["options"]
            span = Span(page.path, *match.span("options"))
            yield Problem(span, options=options, suggestion=_quoted(options))


def _openings(page: Page) -> Iterator[re.Match[str]]:
    """Lines of paragraphs that look as if they opened a block."""
    for block in page.detail.paragraphs:
        if block.path == page.path:
            first = page.text.rfind("\n", 0, block.start) + 1
            yield from OPENING.finditer(page.text, first, block.end)


def _quoted(options: str) -> str | None:
    """The options with quotes, where nothing but these is missing."""
    if all(map(_UNQUOTED.fullmatch, options.split())):
        return _VALUE.sub(r'="\1"', options)
    return None
