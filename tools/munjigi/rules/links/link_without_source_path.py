"""Links to a page by its address on the built site instead of its file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import ending, languages, place, retarget, stays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Image, Link
    from munjigi.page import Page
    from munjigi.site import Resolution, Site, View


@rule(
    summary=Text(
        en="Links name the source file, as in `setup.md`",
        ko="링크는 `setup.md`처럼 원본 파일을 가리킵니다",
    ),
    why=Text(
        en="MkDocs checks and rewrites links to source files only. `setup/` works by chance: not "
        "in an editor or on GitHub, and not with another `use_directory_urls`. `/setup/` breaks "
        "when the site is served below a folder, and takes English readers to the Korean page.",
        ko="MkDocs는 원본 파일을 가리키는 링크만 확인하고 바꿔 줍니다. `setup/` 같은 주소는 "
        "편집기와 GitHub에서 열리지 않고 `use_directory_urls` 설정이 바뀌면 깨집니다. `/setup/` "
        "같은 주소는 사이트를 하위 폴더에서 제공하면 깨지고, 영어 독자를 한국어 페이지로 보냅니다.",
    ),
    message=Text(
        en='"{target}" is an address on the built site: link to the file',
        ko='"{target}" 링크는 빌드한 사이트의 주소이므로 파일을 가리키게 바꿔야 합니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "[a](⟦a/⟧), [b](⟦/a/?q=1#top⟧), [c](⟦a/index.html⟧), ![d](⟦/d.png⟧)\n",
                "a.md": "[home](⟦../⟧), ![d](⟦../d.png⟧)\n",
                "d.png": b"\x89PNG",
            },
            fixed={
                "index.md": "[a](a.md), [b](a.md?q=1#top), [c](a.md), ![d](d.png)\n",
                "a.md": "[home](index.md), ![d](d.png)\n",
            },
        ),
        Bad(
            {
                "ko/index.md": "[설치](⟦설치/⟧)와 [확인][b]\n\n[b]: ⟦/확인⟧\n",
                "ko/설치.md": "# 설치\n",
                "ko/확인.md": "# 확인\n",
                "en/index.md": "[Korean only](/설치/)\n",
            },
            fixed={"ko/index.md": "[설치](설치.md)와 [확인][b]\n\n[b]: 확인.md\n"},
        ),
        Good(
            {
                "index.md": "[a](a.md), [b](./a.md), [c](#c), [d](?q=1), [e](m.pdf)\n\n# C\n\n"
                '<a href="a/">raw HTML</a>\n',
                "a.md": "[가](../none/)\n",
                "m.pdf": b"%PDF",
            }
        ),
        Good(
            {"index.md": "[a](/a.md)\n", "a.md": "# 가\n"},
            config="site_name: A\nvalidation: {links: {absolute_links: relative_to_docs}}\n",
        ),
    ),
    severity=Severity.WARNING,
    fix="safe",
)
def link_without_source_path(site: Site) -> Iterator[Problem]:
    for view in site.views:
        links = ((page, link, to) for page, link, to in view.irregular)
        for page, one, to in chain(links, _images(view)):
            if to.form not in ("url", "absolute") or one.kind == "html" or one.via >= 0:
                continue
            if to.served is None or not stays(view, page, to):
                continue
            path = view.link_to(page, to.served) + ending(one[6])
            yield Problem(
                place(one),
                fix=retarget(one, path, safe=True),
                target=one.target,
                views=languages(view),
                suggestion=path,
            )


def _images(view: View) -> Iterator[tuple[Page, Link | Image, Resolution]]:
    return ((one.page, one.image, one.to) for one in view.odd_images if not one.embed)
