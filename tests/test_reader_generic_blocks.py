"""Generic blocks (`///`) where no rendered page can tell: fine structure, limits, time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from conformance.render import extensions_of, load_yaml
from munjigi.detail import Detail
from munjigi.reader import Reading, read
from munjigi.reader.dialect import Dialect, mkdocs_dialect

CASES = Path(__file__).parent / "conformance" / "cases" / "generic-blocks"


def dialect_of(name: str) -> Dialect:
    return mkdocs_dialect(extensions_of(load_yaml((CASES / name).read_text("utf-8"))))


ALL = dialect_of("all.yml")


def deep(text: str) -> Reading:
    return read(text, path="page.md", dialect=ALL, deep=True)


def detail(text: str) -> Detail:
    found = deep(text).detail
    assert found is not None
    return found


def test_admonition_and_its_places() -> None:
    text = "앞\n\n/// warning | 제목 **둘**\n글\n///\n\n뒤\n"
    (found,) = detail(text).admonitions
    assert (found.marker, found.kind, found.title) == ("///", "warning", "제목 **둘**")
    assert text[found.start : found.end] == "/// warning | 제목 **둘**\n글\n///"
    assert text[found.body_start : found.body_end] == "글"


@pytest.mark.parametrize(
    ("head", "kind", "title"),
    [
        ("/// note", "note", "Note"),
        ("/// note |", "note", None),
        ("/// admonition\n    type: my-type\n", "my-type", "My Type"),
        ("/// admonition", "", None),
        ("/// details\n    type: tip\n", "tip", "Tip"),
        ("/// details | # 요약", "", "# 요약"),
    ],
)
def test_kinds_and_titles(head: str, kind: str, title: str | None) -> None:
    (found,) = detail(f"{head}\n글\n///\n").admonitions
    assert (found.kind, found.title) == (kind, title)


def test_tabs_and_their_places() -> None:
    text = "/// tab | 하나\n글\n///\n\n/// tab | 둘\n글\n///\n"
    first, second = detail(text).tabs
    assert (first.title, second.title) == ("하나", "둘")
    assert text[second.start : second.end] == "/// tab | 둘\n글\n///"


def test_places_of_ids_in_options() -> None:
    text = '/// note\n    attrs:\n      class: a\n      "id": "한글-id"\n글\n///\n'
    (anchor,) = deep(text).facts.anchors
    assert (anchor.id, anchor.kind) == ("한글-id", "attribute")
    assert text[anchor.start : anchor.end] == "한글-id"


def test_a_figure_is_named_where_its_caption_begins() -> None:
    text = "![](a.png)\n/// figure-caption\n글\n///\n"
    (anchor,) = deep(text).facts.anchors
    assert (anchor.id, anchor.kind) == ("__figure-caption_1", "caption")
    assert text[anchor.start : anchor.end] == "/// figure-caption"


@pytest.mark.parametrize(
    ("level", "captions"), [("1" * 5_000, 0), ("^" + "9" * 500, 1), ("9" * 500, 1)]
)
def test_numbers_beyond_reason(level: str, captions: int) -> None:
    made = deep(f"x\n\n/// figure-caption | {level}\n글\n///\n")
    assert [one.kind for one in made.facts.anchors] == ["caption"] * captions
    few = dialect_of("few.yml")
    read(f"x\n\n/// figure-caption | {level}\n글\n///\n", path="page.md", dialect=few)


def test_too_deep() -> None:
    flaws = deep("/// note\n\n" * 1_000).facts.flaws
    assert [flaw.kind for flaw in flaws] == ["too-deep"]


def test_what_stands_above_a_block_may_leave_one_open() -> None:
    text = "- /// note\n/// html | div#inside\n[a](a.md)\n"
    facts = deep(text).facts
    assert [anchor.id for anchor in facts.anchors] == ["inside"]
    assert [link.href for link in facts.links] == ["a.md"]


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece",
    [
        "/// note\n",
        "/// note\n///\n",
        "/// note\n////\n",
        "/// tab | T\n///\n",
        "/// tab | T\n[a](b)\n///\n\n",
        "- /// note\n",
        "- x\n\n    /// note\n\n",
        "/// figure-caption\n\n",
        "/// define\nx\n\n- y\n///\n\n",
        "/// html | pre\n<p>x</p>\n///\n",
        "> /// note\n>\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * (times // len(piece))
        start = time.process_time()
        read(text, path="page.md", dialect=ALL)
        return time.process_time() - start

    assert seconds(100_000) < 25 * seconds(10_000) + 0.5
