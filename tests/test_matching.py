"""Which section is matched with which, and how sure that is."""

from __future__ import annotations

import time

import pytest

from munjigi.matching import match
from munjigi.shape import Part


def part(level: int, title: str, *, explicit: bool = False) -> Part:
    name = title.lower()
    return Part(name, level, title, 0, 0, 0, 0 if explicit else -1, -1, 0, 0, ())


def page(*headings: str) -> list[Part]:
    """Parts of headings such as `## A`; `#a` in place of `A` is an explicit id."""
    made = [Part("", 0, "", 0, 0, 0, -1, -1, 0, 0, ())]
    for heading in headings:
        marks, _, title = heading.partition(" ")
        made.append(part(len(marks), title.lstrip("#"), explicit=title[0] == "#"))
    return made


@pytest.mark.parametrize(
    ("there", "here", "couples", "unsure"),
    [
        (["# 가", "## 나"], ["# A", "## B"], {(1, 1), (2, 2)}, set()),
        (["# 가", "## 나"], ["# A", "## B", "## C"], {(1, 1), (2, 2), (None, 3)}, {2}),
        (["# #a", "## 나"], ["# #a", "## B", "### C"], {(1, 1), (2, 2), (None, 3)}, set()),
        (
            ["# 가", "## API", "## 나"],
            ["# A", "## X", "## API", "## B"],
            {(1, 1), (2, 3), (3, 4), (None, 2)},
            set(),
        ),
        (["# 가", "## API", "## API"], ["# A", "## API"], {(1, 1), (2, 2), (3, None)}, {2}),
        (["# 가", "## #x", "## 나"], ["# A", "## B", "## #x"], {(1, 1), (2, 3), (3, None)}, set()),
    ],
)
def test_the_order_matches_only_where_nothing_is_missing(
    there: list[str],
    here: list[str],
    couples: set[tuple[int | None, int | None]],
    unsure: set[int],
) -> None:
    found = match(page(*there), page(*here))
    assert couples <= set(found.couples)
    assert {found.couples[one][0] for one in found.unsure} == unsure


def test_long_pages_take_no_cube_of_their_length() -> None:
    there = [f"{marks}{n}" for n in range(1000) for marks in ("## #a", "### b", "#### c")]
    here = [f"{marks}{n}" for n in range(1000) for marks in ("## #a", "### d")]
    started = time.process_time()
    found = match(page(*there), page(*here))
    assert time.process_time() - started < 5
    assert sum(None in couple for couple in found.couples) == 1000
