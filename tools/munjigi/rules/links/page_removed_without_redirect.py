"""Addresses of pages that are gone, with no redirect to what took their place."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._gone import Successors, gone_pages
from munjigi.rules.links._made import redirects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_CONFIG = "site_name: A\nplugins:\n  - redirects:\n      redirect_maps:\n"
_KEY = re.compile(r"^[ \t]*(redirect_maps)[ \t]*:|^(plugins)[ \t]*:", re.MULTILINE)
_NO_REDIRECT = Text(en="there is no redirect for it", ko="이어 주는 redirect가 없어")


@rule(
    summary=Text(
        en="A page that is removed or moved leaves a redirect that leads somewhere",
        ko="없애거나 옮긴 페이지의 주소는 redirect로 다른 페이지에 이어집니다",
    ),
    why=Text(
        en="Bookmarks, search engines and other sites keep the old address. With `--since`, pages "
        "that went since that commit are looked for; the targets of the mkdocs-redirects plugin "
        "always are. A Netlify `_redirects` file in the docs folder counts as well.",
        ko="즐겨찾기와 검색 엔진, 다른 사이트에는 옛 주소가 남아 있습니다. `--since`를 쓰면 그 "
        "커밋 뒤에 사라진 페이지를 찾고, mkdocs-redirects 플러그인의 대상 페이지는 언제나 "
        "확인합니다. 문서 폴더에 있는 Netlify의 `_redirects` 파일도 인정합니다.",
    ),
    message=Text(
        en="{address} was a page and leads nowhere now: {reason}",
        ko="{reason} 전에 있던 {address} 주소로는 갈 곳이 없습니다",
    ),
    examples=(
        Bad(
            {"index.md": "# 처음\n", "setup.md": "# 설치\n"},
            config=f"{_CONFIG}        old.md: ⟦set-up.md⟧\n"
            "        'older.md': '⟦gone.md#a⟧' # moved\n",
            fixed={
                "mkdocs.yml": f"{_CONFIG}        old.md: setup.md\n"
                "        'older.md': 'gone.md#a' # moved\n"
            },
        ),
        Good(
            {"index.md": "# 처음\n", "a/setup.md": "# Setup\n"},
            config=f"{_CONFIG}        old.md: a/setup.md#top\n        b.md: https://example.org/\n",
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    options={
        "allowed": Text(
            en="Addresses that may go, such as `/drafts/*`",
            ko="사라져도 되는 주소(예: `/drafts/*`)",
        )
    },
)
def page_removed_without_redirect(
    site: Site, *, allowed: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    maps = redirects(site)
    for old, new in maps.items():
        path = new.partition("#")[0]
        if "://" in path or any(view.find(path) for view in site.views):
            continue
        span = _entry(site, old, new)
        near = next((one.file.src for one in site.views[0].names.near(path)), "")
        yield Problem(
            span,
            fix=Fix((Edit(span, near),), safe=False) if near and span.end else None,
            target=new,
            suggestion=near,
            address=old,
            reason=Text(
                en=f"there is no {new} to redirect to", ko=f"redirect 대상 {new} 파일이 없어"
            ),
        )
    if site.before is None:
        return
    known = (*_served_redirects(site), *allowed)
    successors = Successors(site, site.before)
    for address, served, page in gone_pages(site):
        if served.file.src in maps or served.key in maps:
            continue
        if any(fnmatchcase(address, pattern) for pattern in known):
            continue
        new = successors.of(page)
        entry = f"{_quoted(served.file.src)}: {_quoted(new)}" if new else ""
        yield Problem(
            _key(site),
            fix=_inserted(site, entry),
            target=address,
            suggestion=entry,
            address=address,
            reason=_NO_REDIRECT,
        )


def _served_redirects(site: Site) -> list[str]:
    """The addresses that a `_redirects` file names, as patterns."""
    file = site.files.get("_redirects")
    lines = site.text(file.path).splitlines() if file is not None and file.built else []
    first = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    return [form for one in first for form in (one, f"{one.rstrip('/')}/")]


def _entry(site: Site, old: str, new: str) -> Span:
    """Where the configuration names the new page of an old one."""
    key, value = re.escape(old), re.escape(new)
    names = rf"""^[ \t]*["']?{key}["']?[ \t]*:[ \t]*["']?({value})["']?[ \t]*(#|$)"""
    for path in site.config.inputs:
        found = re.search(names, site.text(path), re.MULTILINE)
        if found is not None:
            return Span(path, *found.span(1))
    return Span(site.config.file or "", 0, 0)


def _key(site: Site) -> Span:
    """Where the configuration has its redirects, or would have them."""
    path = site.config.file or ""
    found = list(_KEY.finditer(site.text(path)))
    found.sort(key=lambda match: match[1] is None)
    return Span(path, *found[0].span(found[0].lastindex or 0)) if found else Span(path, 0, 0)


def _quoted(path: str) -> str:
    return path if re.fullmatch(r"[\w./-]+", path) else "'{}'".format(path.replace("'", "''"))


def _inserted(site: Site, entry: str) -> Fix | None:
    """A line among the redirects, where they stand one on each line."""
    path = site.config.file or ""
    found = re.search(r"^[ \t]*redirect_maps[ \t]*:[ \t]*(\r?\n)([ \t]+)\S", site.text(path), re.M)
    if not entry or found is None:
        return None
    at = found.start(2)
    return Fix((Edit(Span(path, at, at), f"{found[2]}{entry}{found[1]}"),), safe=False)
