"""Full URLs of pages of this very site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import (
    ending,
    languages,
    place,
    retarget,
    shows_address,
    stays,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(
        en="Pages of this site are linked by their file, not by their full URL",
        ko="이 사이트의 페이지는 전체 URL이 아니라 파일로 연결합니다",
    ),
    why=Text(
        en="MkDocs takes a full URL for another site and never checks it. It also sends the reader "
        "of a preview, an older version or a copy to the published site.",
        ko="MkDocs는 전체 URL을 다른 사이트로 보고 확인하지 않습니다. 미리 보기나 이전 버전, "
        "사본을 읽던 독자도 게시된 사이트로 나가게 됩니다.",
    ),
    message=Text(
        en='"{target}" is a page of this site: link to the file',
        ko='"{target}" 주소는 이 사이트의 페이지이므로 파일을 가리키게 바꿔야 합니다',
    ),
    examples=(
        Bad(
            {"index.md": "[Setup](⟦https://example.com/setup/#top⟧)\n", "setup.md": "# Setup\n"},
            fixed={"index.md": "[Setup](setup.md#top)\n"},
        ),
        Bad(
            {
                "ko/a/index.md": "[설치](⟦https://example.com/setup/⟧)\n\n![그림](x.png)\n",
                "ko/setup.md": "# 설치\n",
                "en/index.md": "[Setup](⟦//example.com/en/setup⟧)\n",
                "en/setup.md": "# Setup\n",
            },
            fixed={
                "ko/a/index.md": "[설치](../setup.md)\n\n![그림](x.png)\n",
                "en/index.md": "[Setup](setup.md)\n",
            },
        ),
        Good(
            {
                "index.md": "[Setup](setup.md), [other](https://example.org/setup/)\n\n"
                "<https://example.com/setup/>, [example.com](https://example.com)\n",
                "setup.md": '<a href="https://example.com/">이 사이트</a>의 주소입니다.\n',
            }
        ),
    ),
    severity=Severity.INFO,
    fix="safe",
)
def own_site_as_full_url(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page, link, to in view.irregular:
            if to.form != "own-site" or to.served is None or not stays(view, page, to):
                continue
            if link.kind in ("html", "autolink") or link.via >= 0 or shows_address(link):
                continue
            path = view.link_to(page, to.served) + ending(link.href)
            yield Problem(
                place(link),
                fix=retarget(link, path, safe=True),
                target=link.target,
                views=languages(view),
                suggestion=path,
            )
