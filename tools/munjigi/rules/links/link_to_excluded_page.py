"""Links to a page or file that the configuration keeps out of the built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import docs_path, languages, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_CONFIG = """\
site_name: Example
exclude_docs: |
  internal/
draft_docs: |
  *.draft.md
"""


@rule(
    summary=Text(
        en="Links lead to pages that are part of the built site",
        ko="링크는 빌드한 사이트에 들어 있는 페이지로 이어집니다",
    ),
    why=Text(
        en="What `exclude_docs` and `draft_docs` name is not published, so readers get an error "
        "page. Drafts show in `mkdocs serve`, so the writer does not notice, and a strict build "
        "passes.",
        ko="`exclude_docs`와 `draft_docs` 설정에 있는 파일은 게시되지 않으므로 독자는 오류 "
        "페이지를 만납니다. 초안은 `mkdocs serve`에서 보이고 strict 빌드도 통과하므로 글쓴이는 "
        "알아채기 어렵습니다.",
    ),
    message=Text(
        en='"{target}" leads to {file}, which is not part of the built site',
        ko='"{target}" 링크가 가리키는 {file} 파일은 빌드한 사이트에 들어가지 않습니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "[Notes](⟦internal/notes.md#a⟧), [next](⟦b.draft.md⟧)\n\n"
                "[URL](⟦/internal/x/⟧)\n",
                "internal/notes.md": "# Notes\n\n[among themselves](x.md)\n",
                "internal/x.md": "# X\n",
                "b.draft.md": "# B\n",
            },
            config=_CONFIG,
        ),
        Bad(
            {"index.md": "[내부 문서](⟦internal/a.md⟧)\n", "internal/a.md": "# 가\n"},
            config=_CONFIG,
        ),
        Good({"index.md": "[공개 문서](open.md)\n", "open.md": "# 나\n"}, config=_CONFIG),
    ),
)
def link_to_excluded_page(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page, link, to in view.irregular:
            if to.kind == "excluded":
                yield Problem(
                    place(link),
                    target=link.target,
                    via=page.via(link),
                    views=languages(view),
                    file=docs_path(view, to.served.file.src if to.served else to.path),
                )
