"""Nav entries that name no page of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import docs_path
from munjigi.rules.links._made import Made
from munjigi.rules.links._nav import made_by_plugin
from munjigi.settings import walk_nav

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.settings import NavEntry
    from munjigi.site import Site, View


@rule(
    summary=Text(
        en="Every nav entry names a page of the built site",
        ko="nav의 모든 항목은 빌드한 사이트에 있는 페이지를 가리킵니다",
    ),
    why=Text(
        en="The entry stands in every page's menu and leads to an error page. With "
        "mkdocs-static-i18n each language is built by itself: a page may be missing in one only.",
        ko="모든 페이지의 메뉴에 보이는 항목이 오류 페이지로 이어집니다. mkdocs-static-i18n은 "
        "언어마다 따로 빌드하므로 한 언어에만 페이지가 없을 수도 있습니다.",
    ),
    message=Text(
        en='the nav names "{target}", but {reason}',
        ko='{reason} nav의 "{target}" 항목은 갈 곳이 없습니다',
    ),
    examples=(
        Bad(
            {"index.md": "# Home\n", "setup.md": "# Setup\n", "later.md": "# Later\n"},
            config="site_name: A\nexclude_docs: later.md\nnav:\n  - index.md\n  - Guides:\n"
            "    - Setup: ⟦set-up.md⟧\n    - ⟦later.md⟧\n    - Setup: ⟦setup/⟧\n    - setup.md\n",
        ),
        Bad(
            {"ko/index.md": "# 처음\n", "ko/a.md": "# 가\n", "en/index.md": "# Home\n"},
            config="site_name: A\nnav: [index.md, 가: ⟦a.md⟧]\nplugins:\n  - i18n:\n"
            "      docs_structure: folder\n      fallback_to_default: false\n      languages:\n"
            "        - {locale: ko, name: 한국어, default: true}\n"
            "        - {locale: en, name: English}\n",
        ),
        Good(
            {"index.md": "# 처음\n", "a.pdf": b"%PDF"},
            config="site_name: A\nnav:\n  - index.md\n  - PDF: a.pdf\n  - Other: https://example.org/\n"
            "  - Blog: /blog/\n  - Mail: mailto:a@example.org\n",
        ),
        Good(
            {"index.md": "# 처음\n"},
            config="site_name: A\nnav: [index.md, API: reference/, '*.md']\n"
            "plugins: [literate-nav]\n",
        ),
        Good(
            {"index.md": "# A\n", "make.py": 'path = DOCS / "changelog.md"\n'},
            config="site_name: A\nnav: [index.md, changelog.md]\nhooks: [docs/make.py]\n",
        ),
    ),
    options={
        "generated": Text(
            en="Paths in the docs folder that a plugin makes at build time (`*`: anything)",
            ko="빌드할 때 플러그인이 만드는 문서 폴더 안의 경로(`*`는 모든 글자)",
        )
    },
)
def missing_nav_target(site: Site, *, generated: frozenset[str] = frozenset()) -> Iterator[Problem]:
    made = Made(site, generated)
    found: dict[NavEntry, list[View]] = {}
    for view in site.views:
        for entry in walk_nav(view.nav or ()):
            if _is_page(site, entry) and not made.page((entry.target or "").lstrip("/")):
                served = view.find_nav(entry)
                if served is None or not served.file.built:
                    found.setdefault(entry, []).append(view)
    for entry, views in found.items():
        yield Problem(
            entry.target_span,
            target=entry.target,
            views=None if len(views) == len(site.views) else tuple(view.locale for view in views),
            suggestion=_meant(views[0], entry.target or ""),
            reason=_reason(views, entry),
        )


def _is_page(site: Site, entry: NavEntry) -> bool:
    """Whether MkDocs looks for the entry among the files."""
    target = entry.target
    if not target or ":" in target or made_by_plugin(site, target):
        return False
    return site.nav_from_docs or not target.startswith("/")


def _reason(views: list[View], entry: NavEntry) -> Text:
    excluded = views[0].find_nav(entry)
    if excluded is not None:
        path = excluded.file.path
        return Text(
            en=f"{path} is not part of the built site",
            ko=f"{path} 파일이 사이트에 들어가지 않아",
        )
    target = (entry.target or "").lstrip("/")
    folders = [
        f"{view.locale}/" if view.site.config.structure == "folder" else "" for view in views
    ]
    paths = ", ".join(dict.fromkeys(docs_path(views[0], f"{one}{target}") for one in folders))
    return Text(en=f"there is no {paths}", ko=f"{paths} 파일이 없어")


def _meant(view: View, target: str) -> str:
    names = view.names
    path = target.strip("/")
    tried = [path, f"{path}.md", f"{path}/index.md", f"{path.removesuffix('.html')}.md"]
    same = [served for one in tried for served in names.same(one)]
    return next((served.key for served in (*same, *names.near(path))), "")
