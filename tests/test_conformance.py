"""What the reader says is what MkDocs renders: every id, href and src, both ways."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance import exceptions
from conformance.collect import compare
from conformance.grammar import documents, generic_blocks, soup
from conformance.places import misplaced
from conformance.render import build
from conformance.rendered import collect
from conformance.site import Site
from conformance.variants import CONTAINERS, TEXTS
from munjigi.facts import Anchor, Facts, Heading, Image, Link
from munjigi.reader import Reading
from munjigi.source import decode

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "conformance" / "cases"
EXCEPTIONS = exceptions.load()
CASES = sorted(path for path in FOLDER.glob("*/*.md"))


@functools.cache
def sites_of(folder: Path) -> tuple[Site, ...]:
    """The configurations that a folder's cases are read with: its own, or those for all."""
    configs = sorted(folder.glob("*.yml")) or sorted(FOLDER.glob("*.yml"))
    return tuple(Site.of(folder, config) for config in configs)


def unexplained(case: Path, site: Site, text: str) -> list[str]:
    """The differences on a page that `exceptions.yml` does not list."""
    return [
        str(difference)
        for difference in site.differences(text)
        if not exceptions.reason(case.as_posix(), difference, EXCEPTIONS)
    ]


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.mark.untraced
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case_says_something(case: Path) -> None:
    text = decode(case.read_bytes())
    assert any(collect(site.renderer.html(text)).size for site in sites_of(case.parent))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case(case: Path) -> None:
    text = decode(case.read_bytes())
    found = {
        f"{site.name}, {name}": unexplained(case, site, change(text))
        for site in sites_of(case.parent)
        for name, change in TEXTS.items()
    }
    assert {where: differences for where, differences in found.items() if differences} == {}


@pytest.mark.untraced
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case_in_containers(case: Path) -> None:
    text = decode(case.read_bytes())
    found = {
        f"{site.name}, {name}": unexplained(case, site, change(text))
        for site in sites_of(case.parent)
        for name, change in CONTAINERS.items()
    }
    assert {where: differences for where, differences in found.items() if differences} == {}


@pytest.mark.untraced
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_places(case: Path) -> None:
    text = decode(case.read_bytes())
    changes = {**TEXTS, **CONTAINERS}
    found = {
        f"{site.name}, {name}": site.misplaced(change(text))
        for site in sites_of(case.parent)
        for name, change in changes.items()
    }
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.untraced
def test_every_exception_still_occurs() -> None:
    cases = {case.as_posix(): decode(case.read_bytes()) for case in CASES}
    for each in EXCEPTIONS:
        shown = [
            difference
            for where, text in cases.items()
            if where.endswith(each.where)
            for site in sites_of(Path(where).parent)
            for change in (*TEXTS.values(), *CONTAINERS.values())
            for difference in site.differences(change(text))
            if each.explains(where, difference)
        ]
        assert shown, f"{each.where}: {each.side} {each.what} {each.value!r} no longer occurs"


def test_our_own_pages(tmp_path: Path) -> None:
    site = Site.of(ROOT, ROOT / "mkdocs.yml")
    rendered = build(ROOT / "mkdocs.yml", tmp_path)
    assert rendered
    found = {}
    for name, html in rendered:
        text = decode(Path(name).read_bytes())
        reading = site.read(text, Path(name).relative_to(ROOT).as_posix())
        found[name] = [str(each) for each in compare(reading, html, text)]
    assert {name: differences for name, differences in found.items() if differences} == {}


PAGE = "# One {#one}\n\n[words](a.md) ![alt](b.png)\n"
FOUND = Facts(
    headings=(Heading("page.md", 0, 12, 1, "one", 8, 11, "One", 2, 5),),
    anchors=(Anchor("page.md", 8, 11, "one", "heading"),),
    links=(Link("page.md", 14, 27, "a.md", 22, 26, "a.md", "words", 15, 20),),
    images=(Image("page.md", 28, 41, "b.png", 35, 40, "b.png", "alt", 30, 33),),
)
HTML = '<h1 id="one">One</h1>\n<p><a href="a.md">words</a> <img alt="alt" src="b.png" /></p>'


def test_comparison_sees_what_either_side_lacks() -> None:
    assert compare(Reading(FOUND, None), HTML, PAGE) == []
    lacking = FOUND._replace(links=(), headings=())
    assert [str(each) for each in compare(Reading(lacking, None), HTML, PAGE)] == [
        "line 1: missing <1> heading 'one'",
        "line 3: missing <a> href 'a.md'",
    ]
    assert [str(each) for each in compare(Reading(FOUND, None), "<h1>One</h1>", PAGE)] == [
        "line 0: missing <1> heading ''",
        "line 1: extra id 'one'",
        "line 1: extra <1> heading 'one'",
        "line 3: extra <a> href 'a.md'",
        "line 3: extra <img> src 'b.png'",
        "line 3: extra <b.png> alt 'alt'",
    ]


def _shifted(record: Any, by: int) -> Any:
    places = [name for name in record._fields if name.endswith(("start", "end"))]
    return record._replace(**{name: getattr(record, name) + by for name in places})


@pytest.mark.parametrize("group", ["headings", "anchors", "links", "images"])
@pytest.mark.parametrize("by", [-1, 1, 100])
def test_a_shifted_place_is_noticed(group: str, by: int) -> None:
    assert misplaced(Reading(FOUND, None), "page.md", PAGE, str) == []
    shifted = tuple(_shifted(each, by) for each in getattr(FOUND, group))
    changed: dict[str, Any] = {group: shifted}
    facts = FOUND._replace(**changed)
    assert misplaced(Reading(facts, None), "page.md", PAGE, str)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**[** x **]** [op (**`*`**)](a.md)", "op (*)"),
        ("*a* *b* [c **d** *e*](a.md) *f*", "c d e"),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_link_text_is_the_same_however_deep(text: str, shown: str, deep: bool) -> None:
    for site in sites_of(FOLDER):
        assert [link.text for link in site.read(text, deep=deep).facts.links] == [shown]


GENERATED = sites_of(FOLDER)
GENERIC = [site for site in sites_of(FOLDER / "generic-blocks") if site.dialect.generic_blocks]


@pytest.mark.untraced
@given(documents, st.sampled_from(GENERATED))
def test_generated(text: str, site: Site) -> None:
    assert [str(each) for each in site.differences(text)] == []


@pytest.mark.untraced
@given(documents, st.sampled_from(GENERATED))
def test_generated_places(text: str, site: Site) -> None:
    assert site.misplaced(text) == []
    assert site.read(text).facts == site.read(text, deep=True).facts


@pytest.mark.untraced
@given(generic_blocks, st.sampled_from(GENERIC))
def test_generated_generic_blocks(text: str, site: Site) -> None:
    assert [str(each) for each in site.differences(text)] == []
    assert site.misplaced(text) == []
    assert site.read(text).facts == site.read(text, deep=True).facts


@given(soup, st.sampled_from((*GENERATED, *GENERIC)))
@example("\ufeff", GENERATED[0])
@example("", GENERATED[0])
def test_any_text_is_read(text: str, site: Site) -> None:
    reading = site.read(text, deep=True)
    assert site.read(text).facts == reading.facts
    for record in (*reading.facts.links, *reading.facts.anchors, *reading.facts.headings):
        assert 0 <= record.start <= record.end <= len(text)
