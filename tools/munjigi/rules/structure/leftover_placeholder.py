"""Text of a template, or a note to oneself, that its writer left in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.lazypattern import lazy
from munjigi.model import Problem, Span, Text
from munjigi.ranges import is_in
from munjigi.rule import Bad, Good, rule
from munjigi.template import TODO

if TYPE_CHECKING:
    from munjigi.page import Page

WORDS = (
    *("TODO", "TBD", "FIXME", "XXX:"),
    *("추후 작성", "작성 예정", "내용 추가 예정", "추후 업데이트 예정", "lorem ipsum"),
)
# Behind `TODO`, what makes it the name of a thing: a TODO list, a TODO app.
_NOUN = (
    r"[ -](?:(?:api|app|application|board|comment|file|item|list|manager|note|plugin|service|task"
    r"|tracker|tree)s?\b|entry\b|entries\b|列表|清单|清單|事项|事項|任务|リスト|アプリ|項目|コメント"
    r"|목록|리스트|앱|항목|주석|서비스|애플리케이션|프로그램|관리)"
)
_CALL = re.compile(r"TODO\([\"']")  # Kotlin's function
_WIDE = lazy(r"[\u1100-\uffdc]")
SHORTEST = 18  # columns of a template's text that no page has by chance; Hangul takes two
TEMPLATE = "# TODO(제목)\n\nTODO(이 안내서로 얻는 것)\n"
_TOP = "---\npage_type: guide\n---\n\n"


@rule(
    summary=Text(en="Nothing is left to fill in", ko="채우지 않고 남긴 자리가 없습니다"),
    why=Text(
        en="Readers take what a page says for finished.",
        ko="독자는 페이지에 적힌 글을 완성된 내용으로 읽습니다.",
    ),
    message=Text(
        en='"{written}" is still to be filled in',
        ko='"{written}" 자리를 아직 채우지 않았습니다',
    ),
    examples=(
        Bad("---\ntitle: ⟦TODO(제목)⟧\n---\n\n# ⟦TODO(제목)⟧\n\n⟦추후 작성⟧합니다.\n\n⟦TBD⟧\n"),
        Bad("```sh\ncurl ⟦TODO(주소 (https로 시작))⟧\n```\n"),
        Bad(
            {
                "index.md": f"{_TOP}# 안내\n\n⟦이 안내서로 얻는 것⟧\n",
                "_templates/guide.md": TEMPLATE,
            }
        ),
        Good("The label `TODO` stays, <!-- TODO(check) --> and so do todos and TODOs.\n"),
        Good("# GL-XXX\n\n“XXX”에는 제품 번호가 옵니다.\n"),
        Bad("⟦TODO⟧ write the list.\n"),
        Good(
            '# A TODO list\n\nTODO 앱은 TODO 목록을 보여 줍니다.\n\n```kotlin\nTODO("Later")\n```\n'
        ),
        Good({"index.md": f"{_TOP}# 안내\n\n앱 ID\n", "_templates/guide.md": TEMPLATE}),
    ),
    options={"words": Text(en="what stands for missing text", ko="빠진 글을 뜻하는 말")},
    deep=True,
)
def leftover_placeholder(page: Page, *, words: tuple[str, ...] = WORDS) -> Iterator[Problem]:
    comments = [(c.start, c.end) for c in page.comments if c.path == page.path]
    found = [match.span() for match in TODO.finditer(page.text) if not _CALL.match(match[0])]
    found = [one for one in found if not is_in(comments, one[0])]
    spans = set(found)
    pattern = _pattern(page, words)
    for run in page.detail.runs:
        if run.path == page.path:
            for match in pattern.finditer(run.text):
                start, end = run.start + match.start(), run.start + match.end()
                if not is_in(found, start):
                    spans.add((start, end))
    for start, end in sorted(spans):
        yield Problem(Span(page.path, start, end), written=page.text[start:end])


def _pattern(page: Page, words: tuple[str, ...]) -> re.Pattern[str]:
    """The words, as words, and what the template of the page has to be filled in."""
    parts = [rf"(?<![\w]){re.escape(one)}(?![A-Za-z0-9_]|{_NOUN})" for one in words]
    template = page.template
    if template is not None:
        left = sorted(
            one for one in template.placeholders if len(one) + len(_WIDE.findall(one)) >= SHORTEST
        )
        parts += [re.escape(one) for one in left if " " in one]
    return re.compile("|".join(parts))
