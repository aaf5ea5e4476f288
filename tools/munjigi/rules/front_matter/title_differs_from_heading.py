"""Pages whose front matter and whose first heading call them by different names."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._front_matter import places, value_span
from munjigi.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.model import Span
    from munjigi.page import Page

_MARKS = re.compile(r"[`*_~\s]+")
_END = " .:!?·…。"
UNTYPED = {"untyped": True}


@rule(
    summary=Text(
        en="The title in front matter is the page's heading",
        ko="앞머리 설정의 제목은 페이지의 제목과 같습니다",
    ),
    why=Text(
        en="Menus, search results and browser tabs show the title of the front matter, the page "
        "shows its heading. A reader who follows one and meets the other is lost. Projects without "
        "page types often give search engines another title on purpose: set `untyped` there.",
        ko="메뉴와 검색 결과, 브라우저 탭에는 앞머리 설정의 제목이 나오고 페이지에는 본문의 제목이 "
        "나옵니다. 둘이 다르면 독자는 다른 페이지에 왔다고 생각합니다. 페이지 유형이 없는 "
        "프로젝트에서는 검색 엔진에 보일 제목을 일부러 다르게 적기도 하므로, `untyped` 옵션을 켜야 "
        "봅니다.",
    ),
    message=Text(
        en='the title is "{title}", the heading says "{heading}"',
        ko='앞머리 설정의 제목 "{title}" 문구가 본문의 제목 "{heading}" 문구와 다릅니다',
    ),
    examples=(
        Bad(
            "---\ntitle: ⟦Get a token⟧\n---\n\n# Create an *API* token: quickly {#token}\n",
            fixed='---\ntitle: "Create an API token: quickly"\n---\n\n'
            "# Create an *API* token: quickly {#token}\n",
            options=UNTYPED,
        ),
        Bad(
            "---\ntitle: '⟦안내⟧'\nvendor: nexla\n---\n\n# 자격 증명 추가하기\n",
            fixed="---\ntitle: '자격 증명 추가하기'\nvendor: nexla\n---\n\n# 자격 증명 추가하기\n",
            options=UNTYPED,
        ),
        Bad(
            '---\ntitle: "⟦A⟧"\n---\n\n# The "B" page\n',
            fixed='---\ntitle: "The \\"B\\" page"\n---\n\n# The "B" page\n',
            options=UNTYPED,
        ),
        Bad("⟦title: 오래된 제목⟧\n\n# 새 제목\n", options=UNTYPED),
        Bad(
            {
                "index.md": "---\ntitle: ⟦Tokens⟧\n---\n\n# Keys\n",
                "_templates/guide.md": "# TODO(title)\n",
            }
        ),
        Good("---\ntitle: Keys | Acme documentation\n---\n\n# Keys\n"),
        Good("---\ntitle: 앱  ID와 `token`\n---\n\n# 앱 ID와 *token*!\n", options=UNTYPED),
        Good(
            "---\ntitle: Authors\n---\n\n# Primary Authors\n",
            options={"short": True, **UNTYPED},
        ),
        Good("---\ntitle: No heading\n---\n\n## Steps\n"),
        Good("# No title\n"),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    options={
        "short": Text(
            en="Whether the title may be a part of the heading",
            ko="본문 제목의 일부를 앞머리 설정의 제목으로 써도 되는지",
        ),
        "untyped": Text(
            en="Whether projects without page types are looked at as well",
            ko="페이지 유형이 없는 프로젝트에서도 볼지",
        ),
    },
)
def title_differs_from_heading(
    page: Page, *, short: bool = False, untyped: bool = False
) -> Iterator[Problem]:
    if page.type is None and not untyped:
        return
    title = page.front_matter.data.get("title")
    heading = next((" ".join(one.text.split()) for one in page.headings if one.level == 1), "")
    if not isinstance(title, str) or not title or not heading:
        return
    words, whole = _words(title), _words(heading)
    if words == whole or (short and words in whole):
        return
    known = places(page)
    span = value_span(page, known, ("title",))
    one = known.get(("title",))
    fix = None
    if one is not None and span.start == one.value_start:
        fix = Fix((Edit(span, _written(page, span, heading)),), safe=False)
    yield Problem(span, fix=fix, title=" ".join(title.split()), heading=heading)


def _words(text: str) -> str:
    """What a reader takes from a title."""
    plain = unicodedata.normalize("NFC", html.unescape(text)).casefold()
    return _MARKS.sub(" ", plain).strip(_END)


def _written(page: Page, span: Span, heading: str) -> str:
    """The heading's words for the place of a value, which may stand between quotes."""
    quote = page.text[span.start - 1]
    if quote == "'":
        return heading.replace("'", "''")
    if quote == '"':
        return json.dumps(heading, ensure_ascii=False)[1:-1]
    return scalar(heading)
