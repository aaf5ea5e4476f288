"""Links lead where MkDocs and a browser lead them, in every language's site."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from built_site import Built, build, our_links, our_site, write_site
from munjigi.facts import Link
from munjigi.page import Page
from munjigi.site import Resolution, Site, View

NFC = "한글"
NFD = unicodedata.normalize("NFD", NFC)

TARGETS = (
    "b.md", "./b.md", "sub/c.md", "../b.md", "../../b.md", "../../../b.md", "sub/../b.md",
    "b.md/", "./", ".", "..", "../", "sub/", "sub", "sub/index.md", "../sub/index.md", "b",
    "b/", "b.html", "b/index.html", "sub/c/", "../sub/c/", "../b/", "../b", "/b.md", "/b/",
    "/sub/c/", "/", "//b.md", "b.md#one", "b.md#none", "b.md#", "b.md#top", "b.md?x=1#one",
    "?x=1", "#here", "#nowhere", "#", "#ONE", "b.md#%ED%95%9C", "b.md#한", "B.md", "sub/C.md",
    "none.md", "none", "none/", "none.png", "pic.png", "../pic.png", "Pic.png", "pic.png#x",
    "sub/pic.png", "pic.png/", "excluded.md", "draft.md", "templates/t.md", ".hidden.md",
    "hidden.md", "README.md", "sub/README.md", "two/README.md", "two/index.md", "two/",
    "three/README.md", "three/index.md", "three/", f"{NFC}.md", f"{NFD}.md",
    "%ED%95%9C%EA%B8%80.md", "my page.md", "my%20page.md", "my+page.md", "mailto:a@b.c",
    "tel:+821", "http://x.org/b.md", "//x.org/b/", "HTTP://x.org", "b.md:12",
    "javascript:void(0)", "https://host/base/b/", "http://host/b/", "data:text/plain,x",
    "a@b.c", "ko/b.md", "en/b.md", "../en/b.md", "../ko/b.md", "fr/b.md", "/en/b/", "/ko/b/",
    "../en/only-en.md", "only-en.md", "only-ko.md", "b.ko.md", "b.en.md", "only-ko.ko.md",
    "shared.png", "../shared.png", "index.md", "../index.md", "./index.md", "index.html",
    "sub/../../b.md", "a.md", "\\b.md", "b\\c.md", "b.markdown", "other.markdown", "other/",
    "..md", "...", "sub//c.md", "sub/./c.md", "sub/c.md//",
)  # fmt: skip

BODY = "# A {#here}\n\n## One {#one}\n\n## Han {#한}\n"
PLAIN_FILES = {
    "b.md": BODY,
    "sub/c.md": BODY,
    "sub/index.md": BODY,
    "sub/pic.png": "x",
    "pic.png": "x",
    "excluded.md": BODY,
    "draft.md": BODY,
    "templates/t.md": BODY,
    ".hidden.md": BODY,
    "two/README.md": BODY,
    "two/index.md": BODY,
    "three/README.md": BODY,
    f"{NFC}.md": BODY,
    "my page.md": BODY,
    "other.markdown": BODY,
}
EXTRAS = """
exclude_docs: |
  excluded.md
  !templates/x
draft_docs: draft.md
markdown_extensions: [attr_list]
validation: {links: {absolute_links: info, unrecognized_links: info, anchors: info}}
"""
I18N = """
plugins:
  - i18n:
      docs_structure: %s
      fallback_to_default: %s
      languages:
        - {locale: ko, default: true, name: 한국어}
        - {locale: en, name: English}
        - {locale: fr, name: Français, build: false}
"""


def links_page() -> str:
    """A page with every target as a Markdown link, a Markdown image and a raw HTML link."""
    lines = [BODY]
    for number, target in enumerate(TARGETS):
        written = f"<{target}>" if " " in target or "(" in target or "\\" in target else target
        lines.append(f"[L{number}1]({written})\n\n![L{number}2]({written})\n")
        lines.append(f'x <a href="{target}">L{number}3</a>\n')
        lines.append(f'x <img src="{target}" alt="L{number}4">\n')
    return "\n".join(lines)


def plain_site() -> dict[str, str]:
    """A site in one language, with the links on pages at several depths."""
    return {
        **PLAIN_FILES,
        "index.md": links_page(),
        "a.md": links_page(),
        "sub/d.md": links_page(),
        "sub/deep/index.md": links_page(),
    }


def folder_site() -> dict[str, str]:
    """Languages in folders, with pages that only one of them has."""
    files = {f"ko/{name}": text for name, text in plain_site().items()}
    files |= {f"en/{name}": BODY for name in ("b.md", "index.md", "sub/index.md", "only-en.md")}
    files |= {"en/e.md": links_page(), "en/sub/f.md": links_page(), "ko/only-ko.md": links_page()}
    return {**files, "shared.png": "x", "en/pic.png": "x", "fr/b.md": BODY, "root.md": links_page()}


def suffix_site() -> dict[str, str]:
    """Languages in suffixes."""
    files = plain_site()
    files |= {"b.en.md": BODY, "sub/index.en.md": BODY, "only-en.en.md": links_page()}
    files |= {"only-ko.ko.md": BODY, "pic.en.png": "x", "shared.png": "x", "b.fr.md": BODY}
    return {**files, "sub/g.en.md": links_page(), "v1.2/h.md": BODY, "v1.2/h.en.md": BODY}


SITES = {
    "directories": ("", plain_site),
    "files": ("use_directory_urls: false", plain_site),
    "absolute": ("validation: {links: {absolute_links: relative_to_docs}}", plain_site),
    "folder": (I18N % ("folder", "false"), folder_site),
    "folder-fallback": (I18N % ("folder", "true"), folder_site),
    "folder-files": (I18N % ("folder", "true") + "use_directory_urls: false", folder_site),
    "suffix": (I18N % ("suffix", "true"), suffix_site),
    "suffix-files": (I18N % ("suffix", "false") + "use_directory_urls: false", suffix_site),
}


@pytest.fixture(scope="module", params=SITES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Site, Built]:
    """A site as MkDocs built it, and as we see it."""
    config, files = SITES[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    extras = EXTRAS if "validation" not in config else EXTRAS.rpartition("validation:")[0]
    write_site(folder, extras + config, files())
    return our_site(folder), build(folder)


def ours(site: Site) -> dict[tuple[str, str], tuple[Page, Resolution, View]]:
    """Every link by the file of its page in the built site and its text."""
    found = {}
    for view, page, record in our_links(site):
        name = record.text if isinstance(record, Link) else record.alt
        served = view.served(page)
        assert served is not None
        found[served.dest, str(name)] = (page, view.resolve(page, record), view)
    return found


def test_every_page_stands_where_mkdocs_writes_it(built: tuple[Site, Built]) -> None:
    site, judge = built
    written = {one.relative_to(judge.out).as_posix() for one in judge.out.rglob("*.html")}
    pages = {view.files[page.src].dest for view in site.views for page in view.pages}
    assert pages == written - {"404.html"}


def test_every_asset_stands_where_mkdocs_copies_it(built: tuple[Site, Built]) -> None:
    site, judge = built
    copied = {one.relative_to(judge.out).as_posix() for one in judge.out.rglob("*.png")}
    served = (one for view in site.views for one in view.files.values() if one.file.built)
    assert {one.dest for one in served if one.dest.endswith(".png")} == copied


def test_links_lead_where_a_browser_gets(built: tuple[Site, Built]) -> None:
    site, judge = built
    resolved = ours(site)
    wrong = []
    for link in judge.links():
        _, resolution, _ = resolved[link.dest, link.text]
        reached = (
            resolution.served.dest
            if resolution.served and resolution.kind in ("page", "asset")
            else None
        )
        if reached != link.file:
            target = TARGETS[int(link.text[1:-1])]
            wrong.append((link.dest, target, link.href, link.file, reached, resolution[:3]))
    assert wrong == []
    assert len(list(judge.links())) == len(resolved) > 100


COMPLAINT = re.compile(
    r"Doc file '(.*?)' contains (?:an absolute link|an unrecognized relative link|a link) '(.*?)', "
    r"(?:it was left|but the target)"
)
EXCLUDED = re.compile(r"Doc file '(.*?)' contains a link to '(.*?)' which is excluded")
QUIET = ("source", "fragment", "external", "own-site")


def test_mkdocs_complains_of_what_is_no_source_link(built: tuple[Site, Built]) -> None:
    site, judge = built
    theirs = {match.groups() for match in map(COMPLAINT.match, judge.log) if match}
    excluded = {match.groups() for match in map(EXCLUDED.match, judge.log) if match}
    ours, ours_excluded = set(), set()
    for view, page, record in our_links(site):
        found = view.resolve(page, record)
        if record.kind == "html":
            continue
        if found.form == "source" and found.kind == "excluded":
            ours_excluded.add((page.src, found.path))
        elif found.form not in QUIET or found.kind in ("missing", "outside"):
            ours.add((page.src, record[6]))
    assert theirs
    assert ours == theirs
    assert ours_excluded == excluded


def test_anchors(built: tuple[Site, Built]) -> None:
    site, _ = built
    results = set()
    for view, page, record in our_links(site):
        if record.kind == "html":
            continue
        found = view.resolve(page, record)
        if found.kind == "page" and "#" in record[6]:
            fragment = record[6].partition("#")[2]
            assert found.anchor_found == (fragment not in ("none", "nowhere", "ONE", "x")), record
            results.add(found.anchor_found)
    assert results == {True, False}


def make(folder: Path, config: str, files: dict[str, str]) -> Site:
    """A site without building it."""
    write_site(folder, config, files)
    return our_site(folder)


def resolve(site: Site, src: str, target: str, *, view: int = 0, html: bool = False) -> Resolution:
    """Where a target on the page at `src` leads."""
    page = next(page for page in site.pages.values() if page.src == src)
    return site.views[view].resolve_target(page, target, html=html)


@pytest.mark.parametrize(
    ("target", "form", "kind", "dest"),
    [
        ("https://x.org/base/b/", "own-site", "page", "b/index.html"),
        ("//x.org/base/b", "own-site", "page", "b/index.html"),
        ("https://X.org/base", "own-site", "page", "index.html"),
        ("https://x.org/base/none/", "own-site", "missing", None),
        ("https://x.org/baseball/", "external", "external", None),
        ("https://x.org/", "external", "external", None),
        ("ftp://x.org/base/b/", "external", "external", None),
        ("/base/b/", "absolute", "page", "b/index.html"),
        ("/base", "absolute", "page", "index.html"),
        ("/b/", "absolute", "outside", None),
        ("../../../base/b/", "url", "page", "b/index.html"),
        ("../../other/", "source", "outside", None),
    ],
)
def test_a_site_below_a_folder_of_its_host(
    tmp_path: Path, target: str, form: str, kind: str, dest: str | None
) -> None:
    site = make(tmp_path, "site_url: https://x.org/base/", {"b.md": BODY, "index.md": ""})
    found = resolve(site, "b.md", target)
    assert (found.form, found.kind) == (form, kind)
    assert (found.served.dest if found.served else None) == dest
    assert found.ok == (kind in ("page", "external"))


@pytest.mark.parametrize(
    ("target", "form", "kind"),
    [
        ("../../other/", "url", "outside"),
        ("../../other/b/#one", "url", "outside"),
        ("../../other", "source", "outside"),
        ("../../b.md", "source", "outside"),
        ("../../../other/", "source", "outside"),
        ("../../../../../../../x/", "source", "outside"),
    ],
)
def test_a_site_may_have_others_beside_it(
    tmp_path: Path, target: str, form: str, kind: str
) -> None:
    """MkDocs leaves `../../other/` as it is, and it stays below the folder that both lie in."""
    site = make(tmp_path, "site_url: https://x.org/all/base/", {"b.md": BODY, "index.md": ""})
    found = resolve(site, "b.md", target)
    assert (found.form, found.kind) == (form, kind)


@pytest.mark.parametrize(
    ("config", "shared"),
    [
        ("site_url: https://kim.github.io/", True),
        ("site_url: https://Kim.GitLab.io", True),
        ("site_url: https://x.org/\nrepo_url: https://github.com/kim/kim.github.io", True),
        ("site_url: https://x.org/\nrepo_url: https://github.com/kim/docs", False),
        ("site_url: https://kim.github.io/docs/", False),
    ],
)
def test_an_owners_site_has_those_of_repositories_beside_it(
    tmp_path: Path, config: str, shared: bool
) -> None:
    site = make(tmp_path, config, {"b.md": BODY, "sub/c.md": BODY, "index.md": ""})
    own = site.config.site_url.rstrip("/")
    beside = "outside" if shared else "missing"
    for target in (f"{own}/other/", f"{own}/other", f"{own}/other/none.html"):
        assert resolve(site, "b.md", target).kind == beside
    assert resolve(site, "b.md", f"{own}/sub/none/").kind == "missing"
    assert resolve(site, "b.md", f"{own}/none.html").kind == "missing"
    assert resolve(site, "b.md", f"{own}/b/").kind == "page"


def test_text_directives_and_tops_need_no_anchor(tmp_path: Path) -> None:
    site = make(tmp_path, "", {"b.md": BODY, "index.md": ""})
    for fragment in ("#:~:text=x", "#one:~:text=x", "#TOP", "#%6Fne"):
        assert resolve(site, "index.md", f"b.md{fragment}").ok
    lost = resolve(site, "index.md", "b.md#tw%6F")
    assert (lost.anchor, lost.ok) == ("two", False)
    assert site.near_anchors(site.pages["docs/b.md"], "onne") == ["one"]
    assert site.near_anchors(site.pages["docs/b.md"], "ONE") == ["one"]


def test_a_plain_folder_needs_no_mkdocs(tmp_path: Path) -> None:
    for name in ("README.md", "index.md", "a/b.md", "a/pic.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY if name.endswith("md") else "x", encoding="utf-8")
    site = our_site(tmp_path)
    assert set(site.pages) == {"README.md", "index.md", "a/b.md"}
    for target, kind in (
        ("a/b.md#one", "page"), ("/a/b.md", "page"), ("a/", "asset"), ("a", "asset"),
        ("a/b", "missing"),
        ("../x.md", "outside"), ("a/pic.png", "asset"), ("/none", "missing"), ("./", "asset"),
    ):  # fmt: skip
        assert resolve(site, "README.md", target).kind == kind, target
    assert site.views[0].nav_pages == set(site.pages)


def test_languages_know_their_translations(tmp_path: Path) -> None:
    files = {"ko/index.md": "", "ko/a.md": BODY, "en/index.md": "", "fr/a.md": BODY, "x.png": ""}
    site = make(tmp_path, I18N % ("folder", "true"), files)
    korean, english = site.views
    page = site.pages["docs/ko/a.md"]
    assert [view.locale for view in site.views_of(page)] == ["ko", "en"]
    assert english.is_fallback(page)
    assert not korean.is_fallback(page)
    assert (korean.url_of(page), english.url_of(page)) == ("a/", "en/a/")
    assert korean.url_of(site.pages["docs/ko/index.md"]) == ""
    french = site.pages["docs/fr/a.md"]
    assert site.views_of(french) == ()
    assert [site.locale_of(one) for one in (page, french)] == ["ko", "fr"]
    assert set(site.translations(page)) == {"ko"}
    assert set(site.translations(site.pages["docs/en/index.md"])) == {"ko", "en"}
    assert site.translations(french) == {}
    assert korean.resolve_target(french, "#one").kind == "excluded"
    assert korean.suggestions(french, "b") == []
    assert site.ids(page) is site.ids(page)


NAV = """
nav:
  - index.md
  - Section: [a.md, {External: https://x.org}, {Root: /b.md}, {Away: ../c.md}, {Empty: ""}]
  - Map: {One: b.md, Two: none.md}
  - Nothing:
validation: {absolute_links: %s}
"""


@pytest.mark.parametrize(("absolute", "count"), [("warn", 2), ("relative_to_docs", 3)])
def test_nav_names_pages_as_links_do(tmp_path: Path, absolute: str, count: int) -> None:
    files = {"ko/index.md": "", "ko/a.md": "", "b.md": "", "c.md": "", "en/index.md": ""}
    config = NAV.replace("One: b.md", "One: a.md") % absolute + I18N % ("folder", "false")
    site = make(tmp_path, config, files)
    assert len(site.views[0].nav_pages) == count
    assert site.views[1].nav_pages == {"docs/en/index.md"}


def test_inclusion_is_told(tmp_path: Path) -> None:
    config = "not_in_nav: b.md\ndraft_docs: c.md\nexclude_docs: d.md"
    site = make(tmp_path, config, dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), BODY))
    told = [site.inclusion(page).value for page in site.pages.values()]
    assert told == ["included", "not_in_nav", "draft", "excluded"]
    assert [page.src for page in site.views[0].pages] == ["a.md", "b.md"]
    assert site.views_of(site.pages["docs/d.md"]) == ()
    assert site.locale_of(site.pages["docs/a.md"]) == ""
    assert set(site.translations(site.pages["docs/a.md"])) == {""}


SUGGESTED = {
    "B.md": ["b.md"],
    "B.md?x#one": ["b.md?x#one"],
    "b": ["b.md"],
    "b/": ["b.md"],
    "b.html": ["b.md"],
    "bb.md": ["b.md"],
    "sub": ["sub/index.md"],
    "c.md": ["sub/c.md"],
    "/b/": ["b.md"],
    NFD + ".md": [NFC + ".md"],
    "my-page.md": ["my%20page.md"],
    "https://x.org/b.md": [],
    "#b": [],
    "quite-else.md": [],
}


@pytest.mark.parametrize("target", SUGGESTED)
def test_suggestions(tmp_path: Path, target: str) -> None:
    site = make(tmp_path, "", {**PLAIN_FILES, "a.md": BODY})
    page = site.pages["docs/a.md"]
    assert site.views[0].suggestions(page, target)[:1] == SUGGESTED[target]
    for one in site.views[0].suggestions(page, target):
        assert site.views[0].resolve_target(page, one).form == "source"


@pytest.mark.parametrize(
    ("structure", "src", "to", "written"),
    [
        ("folder", "en/sub/f.md", "en/b.md", "../b.md"),
        ("folder", "en/sub/f.md", "ko/a.md", "../a.md"),
        ("folder", "root.md", "ko/a.md", "a.md"),
        ("folder", "en/e.md", "shared.png", "../shared.png"),
        ("suffix", "sub/g.en.md", "b.en.md", "../b.md"),
        ("suffix", "sub/d.md", "two/README.md", "../two/README.md"),
    ],
)
def test_links_are_written_in_the_pages_language(
    tmp_path: Path, structure: str, src: str, to: str, written: str
) -> None:
    files = {**(folder_site if structure == "folder" else suffix_site)(), "two/README.md": ""}
    files.pop("two/index.md", None)
    site = make(tmp_path, I18N % (structure, "true"), files)
    view = next(one for one in reversed(site.views) if src in one.files and to in one.files)
    page = next(page for page in site.pages.values() if page.src == src)
    assert view.link_to(page, view.files[to]) == written
    assert view.resolve_target(page, written).served == view.files[to]


@pytest.mark.parametrize(
    "address",
    [
        "a\tb\n.md",
        " a.md",
        "x:y",
        "http:",
        "//h?q#f",
        "//h#f",
        "//h",
        "a?b#c",
        "#",
        "",
        "1x:y",
        "a/b:c",
    ],
)
def test_addresses_come_apart_as_in_urllib(address: str) -> None:
    from urllib.parse import urlsplit

    from munjigi.links import split_url

    theirs, ours = urlsplit(address), split_url(address)
    assert (ours.scheme, ours.host, ours.path, ours.query) == theirs[:4]
    assert (ours.fragment or "") == theirs.fragment
