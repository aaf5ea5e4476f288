"""Two independent tools agree on our site, and where they differ on planted faults we know why.

LinkChecker crawls what MkDocs built; our gate reads what the writer wrote. The site is built whole,
with the faults, in a theme of content alone: what Material adds around it is the same on each page.
`make crawl` crawls the site as it is published.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from munjigi.cli import main
from second_opinion import Crawl, Finding, crawl

ROOT = Path(__file__).parent.parent
SRC = "docs/ko/freshchat/index.md"
FAMILIES = "links,images,planned,broken-snippet"
THEME = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>{{ page.title }}</title>
{% for one in config.extra_css %}<link rel="stylesheet" href="{{ one | url }}">{% endfor %}
</head><body>
{% if page.is_homepage %}
{% for one in nav recursive %}
{% if one.children %}{{ loop(one.children) }}{% else %}
<a href="{{ one.url | url }}">{{ one.title }}</a>
{% endif %}
{% endfor %}
<a href="{{ 'en/' | url }}">English</a>
{% endif %}
{{ page.content }}
</body></html>
"""


class Fault(NamedTuple):
    """A block at the end of a page, what each tool says of it, and why if only one speaks.

    `ours` is a rule, `theirs` "404" or "anchor", or "" for nothing. `mark` stands in the address
    that LinkChecker tells. `files` are written besides.
    """

    text: str
    mark: str
    ours: str
    theirs: str
    why: str = ""
    files: tuple[tuple[str, str], ...] = ()


FAULTS = {
    "page": Fault("[안내](f01.md)", "f01", "broken-link", "404"),
    "page in another folder": Fault("[안내](../nexla/f02.md)", "f02", "broken-link", "404"),
    "page with an anchor": Fault("[안내](f03.md#guides)", "f03", "broken-link", "404"),
    "page in the wrong case": Fault("[안내](../Nexla/index.md)", "Nexla/", "broken-link", "404"),
    "page with a space and Hangul": Fault("[안내](<연동 f05.md>)", "f05", "broken-link", "404"),
    "anchor on another page": Fault(
        "[안내](../nexla/index.md#f06)", "#f06", "broken-anchor", "anchor"
    ),
    "Hangul anchor": Fault(
        "[안내](../nexla/index.md#없는-값-f07)", "f07", "broken-anchor", "anchor"
    ),
    "Hangul anchor, percent-encoded": Fault(
        "[안내](../nexla/index.md#%EA%B0%92-f08)", "f08", "broken-anchor", "anchor"
    ),
    "Hangul anchor in decomposed letters": Fault(
        f"### 값 {{#값-f09}}\n\n[안내](#{unicodedata.normalize('NFD', '값')}-f09)",
        "-f09",
        "broken-anchor",
        "anchor",
    ),
    "anchor on the same page": Fault("[안내](#f10)", "#f10", "broken-anchor", "anchor"),
    "picture": Fault("![콘솔 메뉴](f11.png)", "f11", "missing-image", "404"),
    "picture in the wrong case": Fault(
        "![콘솔 메뉴](../assets/NEXLA-add-credential.svg)", "NEXLA", "missing-image", "404"
    ),
    "HTML link": Fault('<a href="f13/">안내</a>', "f13", "broken-link", "404"),
    "HTML picture": Fault('<img src="f14.png" alt="콘솔 메뉴">', "f14", "missing-image", "404"),
    "link in an admonition": Fault("!!! note\n    [안내](f15.md)", "f15", "broken-link", "404"),
    "link in a tab": Fault('=== "하나"\n\n    [안내](f16.md)', "f16", "broken-link", "404"),
    "link in a footnote": Fault(
        "본문[^f17]입니다.\n\n[^f17]: [안내](f17.md)", "f17.md", "broken-link", "404"
    ),
    "link in a table": Fault("| 값 |\n| --- |\n| [안내](f18.md) |", "f18", "broken-link", "404"),
    "link in a snippet": Fault(
        '--8<-- "f19.md"',
        "x19",
        "broken-link",
        "404",
        files=(("docs/_snippets/f19.md", "[안내](x19.md)\n"),),
    ),
    "link in a list in a quotation": Fault(
        "> 1. 하나\n>     - [안내](f20.md)", "f20", "broken-link", "404"
    ),
    "link in a heading": Fault("### [안내](f21.md) {#x21}", "f21", "broken-link", "404"),
    "link in a definition": Fault("값\n:   [안내](f22.md)", "f22", "broken-link", "404"),
    "link with attributes": Fault("[안내](f23.md){ .md-button }", "f23", "broken-link", "404"),
    "reference link": Fault("[안내][f24]\n\n[f24]: f24.md", "f24", "broken-link", "404"),
    "nav entry": Fault("", "f25", "missing-nav-target", "404"),
    "excluded page": Fault(
        "[안내](../_snippets/f26.md)",
        "f26",
        "link-to-excluded-page",
        "404",
        files=(("docs/ko/_snippets/f26.md", "# 안내\n"),),
    ),
    "page that is planned": Fault(
        "[안내](integration-troubleshooting.md)", "integration-", "live-link-to-planned-page", "404"
    ),
    "address from the site's root": Fault("[안내](/nexla/f28/)", "f28", "broken-link", "404"),
    "film": Fault('<video src="f29.mp4" controls></video>', "f29", "missing-image", "404"),
    "picture for fine screens": Fault(
        '<img src="../assets/nexla-add-credential.svg" srcset="f30.png 2x" alt="콘솔 메뉴">',
        "f30",
        "",
        "404",
        "The gate reads src and href; a page written in Markdown has no srcset.",
    ),
    "frame": Fault('<iframe src="f31.html" title="콘솔"></iframe>', "f31", "missing-image", "404"),
    "picture in a style": Fault(
        '<div style="background: url(f32.png)">본문</div>',
        "f32",
        "",
        "404",
        "The gate reads no styles: the writer's pages have none.",
    ),
    "picture in a style sheet": Fault(
        "",
        "f33",
        "",
        "404",
        "The gate reads pages; a style sheet is the theme's, and MkDocs does not read it either.",
    ),
    "undefined reference": Fault(
        "[안내][f34]",
        "f34",
        "undefined-reference",
        "",
        "MkDocs leaves the brackets as text, so that there is no link to follow.",
    ),
    "page in another language": Fault(
        "[안내](../../en/nexla/webhooks-f35.md)", "f35", "broken-link", "404"
    ),
    "wrong language": Fault(
        "[안내](../../en/nexla/index.md)",
        "en/nexla/index.md",
        "wrong-language-link",
        "",
        "The site holds each page as Markdown too, which a crawler takes for the page.",
    ),
    "picture in the wrong language": Fault(
        "![콘솔 메뉴](../../en/assets/nexla-freshchat-data-source.svg)",
        "en/assets/nexla-f",
        "picture-in-wrong-language",
        "",
        "The picture is there; that its words are English no crawler sees.",
    ),
    "address instead of the file": Fault(
        "[안내](../nexla/)",
        "x38",
        "link-without-source-path",
        "",
        "It leads to the page until the page moves or the site is built as files.",
    ),
    "own site as a full address": Fault(
        "[안내](https://munjigi.example.org/nexla/f39/)",
        "f39",
        "broken-link",
        "",
        "To a crawler on another host it is an external link, which it does not follow.",
    ),
    "page without a nav entry": Fault(
        "",
        "f40",
        "page-not-in-nav",
        "",
        "A list of all pages leads to it; that the nav does not, no crawler minds.",
        files=(("docs/ko/freshchat/f40.md", "# 홀로\n\n본문입니다.\n"),),
    ),
    "anchor that stands twice": Fault(
        "### 하나 {#f41}\n\n### 둘 {#f41}\n\n[안내](#f41)",
        "f41",
        "duplicate-anchor",
        "",
        "The browser takes the first of the two.",
    ),
    "anchor by its place": Fault(
        "### ☎\n\n[안내](#_1)",
        "x42",
        "positional-anchor",
        "",
        "It leads to the heading until another one is put before it.",
    ),
    "picture of another kind": Fault(
        "![콘솔 메뉴](f43.png)",
        "f43",
        "image-type-mismatch",
        "",
        "The file is there, whatever is in it.",
        files=(("docs/ko/freshchat/f43.png", "GIF89a"),),
    ),
}
NAV = "      - zendesk/api-tokens.md\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our site with all faults, in a theme of content alone."""
    root = tmp_path_factory.mktemp("second") / "project"
    shutil.copytree(ROOT / "docs", root / "docs")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for before, after in (
        ("name: material\n", "name: null\n"),
        ("custom_dir: overrides\n", "custom_dir: theme\n"),
        ("permalink: true\n", "permalink: false\n"),
        ("strict: true\n", "strict: false\n"),
        ('site_url: !ENV [SITE_URL, ""]\n', "site_url: https://munjigi.example.org/\n"),
        (NAV, f"{NAV}      - zendesk/f25.md\n"),
    ):
        assert before in config
        config = config.replace(before, after)
    (root / "mkdocs.yml").write_text(config, "utf-8")
    (root / "theme").mkdir()
    (root / "theme/main.html").write_text(THEME, "utf-8")
    # Never rendered: it names pictures that this theme does not show.
    shutil.copy(ROOT / "overrides/main.html", root / "theme/published.html")
    return root


def plant(root: Path) -> dict[str, str]:
    """Plant the faults; which of them stands at which `path:line`, and in which file."""
    places: dict[str, str] = {}
    lines = (root / SRC).read_text("utf-8").split("\n")
    for name, fault in FAULTS.items():
        block = fault.text.split("\n")
        places |= {f"{SRC}:{len(lines) + 2 + number}": name for number in range(len(block))}
        lines += ["", *block, "", "<!-- -->"]
        for path, text in fault.files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
            places[path] = name
    (root / SRC).write_text("\n".join(lines) + "\n", "utf-8")
    style = root / "docs/assets/site.css"
    style.write_text(style.read_text("utf-8") + "\n.x { background: url(f33.png); }\n", "utf-8")
    return places | {"mkdocs.yml": "nav entry", "docs/assets/site.css": "picture in a style sheet"}


class Told(NamedTuple):
    """What the gate says, as fault (or place) and rule, and what LinkChecker found."""

    ours: set[tuple[str, str]]
    crawl: Crawl
    pages: set[str]


@pytest.fixture(scope="module")
def told(project: Path) -> Told:
    places = plant(project)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = project / "site"
    files = [one.relative_to(site).as_posix() for one in site.rglob("index.html")]
    pages = {f"/{one.removesuffix('index.html')}" for one in files}
    return Told(set(_checked(project, places)), crawl(site), pages)


def _checked(project: Path, places: dict[str, str]) -> Iterator[tuple[str, str]]:
    report = project / "report.json"
    main(["check", f"{project}", "--select", FAMILIES, "--format", "json", "--output", f"{report}"])
    for one in json.loads(report.read_text("utf-8"))["problems"]:
        path = os.path.relpath(one["path"], project)
        line = f"{path}:{one['line']}"
        yield places.get(line, places.get(path, line)), one["rule"]


def _theirs(fault: Fault, found: list[Finding]) -> set[str]:
    kinds = {"404 File not found": "404"}
    return {kinds.get(one.why, "anchor") for one in found if fault.mark in one.target}


def test_linkchecker_reaches_every_page(told: Told) -> None:
    assert told.pages - told.crawl.visited == set()


def test_only_faults_are_told(told: Told) -> None:
    """Both tools read the whole site, so it has no others."""
    assert {name for name, _ in told.ours} <= FAULTS.keys()
    marks = [fault.mark for fault in FAULTS.values()]
    assert [one for one in told.crawl.found if not any(mark in one.target for mark in marks)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_by_whom_the_table_says(name: str, told: Told) -> None:
    fault = FAULTS[name]
    assert {rule for one, rule in told.ours if one == name} == set(filter(None, [fault.ours]))
    assert _theirs(fault, told.crawl.found) == set(filter(None, [fault.theirs]))


def test_each_difference_is_explained() -> None:
    differ = {name for name, one in FAULTS.items() if bool(one.ours) != bool(one.theirs)}
    assert differ == {name for name, one in FAULTS.items() if one.why}
    assert len(FAULTS) >= 30
