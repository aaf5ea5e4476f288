"""What built pages show besides their text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from munjigi.web.changes import Change, Guide, changes, with_changes
from munjigi.web.facts import line, with_facts
from munjigi.web.freshness import Review, with_review
from munjigi.web.guides import with_guides
from munjigi.web.steps import with_rail
from munjigi.web.tables import with_columns
from munjigi.web.times import with_times

TODAY = date(2026, 11, 21)
PAGE = "<h1>A</h1>\n<p>Lead.</p>\n<h2 id=\"what-is-changing\">B</h2>"
FACTS: dict[str, Any] = {
    "minutes": 15,
    "besides": "waiting & more",
    "roles": ["Admin", "an agent <to> approve"],
    "plans": [],
    "checked_on": date(2026, 11, 20),
    "expires_on": "2027-04-30",
}
KEYS = {"expires": "expires_on", "checked": "checked_on"}


def test_facts_stand_below_the_first_paragraph() -> None:
    made = with_facts(PAGE, FACTS, "en", **KEYS)
    assert made.startswith("<h1>A</h1>\n<p>Lead.</p>\n<dl")
    for said in (
        "<dt>Time</dt><dd>About 15 min <span>plus waiting &amp; more</span></dd>",
        "<dt>Role</dt><dd>Admin, an agent &lt;to&gt; approve</dd>",
        "<dt>Plan</dt><dd>Not confirmed</dd>",
        '<dt>Last checked</dt><dd><time datetime="2026-11-20">2026-11-20</time></dd>',
        '<span><a href="#what-is-changing">What to do by then</a></span>',
    ):
        assert said in made
    korean = with_facts("<p>.</p>", {**FACTS, "plans": ["Pro 이상"]}, "ko", **KEYS)
    assert korean.lstrip().startswith("<dl")
    assert "<dd>Pro 이상</dd>" in korean
    assert "약 15분" in korean
    assert "href" not in korean


@pytest.mark.parametrize("meta", [{}, {**FACTS, "hide": ["facts"]}, {"minutes": "soon"}])
def test_pages_without_facts(meta: dict[str, Any]) -> None:
    assert with_facts(PAGE, meta, "en", **KEYS) == PAGE


@pytest.mark.parametrize(
    ("minutes", "said"), [(59, "About 59 min"), (60, "About 1 h"), (150, "About 2 h 30 min")]
)
def test_long_times_are_told_in_hours(minutes: int, said: str) -> None:
    assert line({"minutes": minutes}, "en", expires="x") == said


def test_one_line_of_facts() -> None:
    assert line(FACTS, "en", expires="expires_on") == (
        "About 15 min · Admin, an agent <to> approve · until 2027-04-30"
    )
    assert line({"expires_on": 1}, "ko", expires="expires_on") == ""


REVIEW = Review(365, 14, "checked_on", "expires_on")


@pytest.mark.parametrize(
    ("meta", "titles"),
    [
        ({"checked_on": "2025-11-21"}, []),
        ({"checked_on": "2025-11-20"}, ["This page is due for a check"]),
        ({"expires_on": "2026-12-06"}, []),
        ({"expires_on": "2026-12-05"}, ["This page is good until 2026-12-05"]),
        ({"expires_on": "2026-11-21"}, ["This page is out of date since 2026-11-21"]),
        (
            {"checked_on": "2024-01-01", "expires_on": "2026-01-01"},
            ["This page is out of date since 2026-01-01", "This page is due for a check"],
        ),
    ],
)
def test_a_page_due_for_a_check_says_so(meta: dict[str, Any], titles: list[str]) -> None:
    made = with_review(PAGE, meta, REVIEW, TODAY, "en")
    assert made.count("munjigi-review") == len(titles)
    places = [made.index(f'admonition-title">{title}<') for title in titles]
    assert places == sorted(places)
    ends = [title for title in titles if "due" not in title]
    assert made.count('href="#what-is-changing"') == len(ends)
    korean = with_review(PAGE, meta, REVIEW, TODAY, "ko")
    assert korean.count("munjigi-review") == len(titles)
    assert "This" not in korean


def test_steps_stand_along_a_rail() -> None:
    steps = (
        '<h2 id="steps">S</h2>\n<p>First.</p>\n'
        '<h3 id="a">Step 3: Open<a class="headerlink"></a></h3>\n<ol><li>x</li></ol>\n'
        '<h3 id="b">2단계: 복사</h3>\n<h3 id="c">Last</h3>\n<p>y</p>\n'
    )
    made = with_rail(f'<h3>Before</h3>{steps}<h2 id="verify">V</h2><h3>After</h3>')
    assert made.count('class="munjigi-step"') == 3
    assert '<h3 id="a" data-step="3"><span class="munjigi-unseen">Step 3: </span>Open<a' in made
    assert '<h3 id="b" data-step="2"><span class="munjigi-unseen">2단계: </span>복사' in made
    assert '<h3 id="c" data-step="3">Last</h3>\n<p>y</p>\n</div>\n</div>\n<h2 id="verify">' in made
    assert "<h3>Before</h3>" in made
    assert "<h3>After</h3>" in made


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="steps">S</h2><ol><li>only</li></ol>',
        '<h2 id="other">S</h2><h3 id="a">Step 1: A</h3>',
        '<h2 id="steps">S</h2><div><h3 id="a">Step 1: A</h3></div>',
        '<h2 id="steps">S</h2><h3 id="a">Step 1: A</h3></div><div>',
    ],
)
def test_steps_that_stay_as_they_are(html: str) -> None:
    assert with_rail(html) == html


def test_cells_know_their_column() -> None:
    table = (
        "<table>\n<thead><tr><th>A</th><th><code>B</code> &amp; c</th><th></th></tr></thead>\n"
        "<tbody><tr><td>1</td><td align=\"right\">2</td><td>3</td><td>4</td></tr></tbody></table>"
    )
    made = with_columns(table)
    assert '<td data-label="A">1</td><td data-label="B &amp; c" align="right">2</td>' in made
    assert '<td data-label="">3</td><td data-label="">4</td>' in made
    for other in (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>",
        table.replace("<table>", '<table class="x">'),
        table.replace("<td>1", '<td colspan="2">1'),
    ):
        assert with_columns(other) == other


def test_lists_of_guides_say_what_each_takes() -> None:
    html = (
        '<!-- munjigi-guides -->\n<ul>\n<li><a href="a/?x=1&amp;y">A</a>: About <b>a</b>.</li>\n'
        '<li><a href="b/">B</a></li>\n</ul>\n<ul><li><a href="a/">A</a></li></ul>'
    )
    made = with_guides(html, {"a/?x=1&y": "5 min <"}.get)  # type: ignore[arg-type]
    assert '<ul class="munjigi-guides">' in made
    assert '</a> <span class="munjigi-guide-about">About <b>a</b>.</span>\n<span' in made
    assert made.count('<span class="munjigi-guide-facts">5 min &lt;</span>') == 1
    assert made.endswith('<li><a href="b/">B</a></li>\n</ul>\n<ul><li><a href="a/">A</a></li></ul>')


def test_days_are_not_cut_in_two() -> None:
    day = '<time datetime="2027-04-30">2027-04-30</time>'
    for text, made in (
        ("<p>2027-04-30에, (2027-04-30).</p>", f"<p>{day}에, ({day}).</p>"),
        ('<a href="/2027-04-30/">x</a>', None),
        ("<code>2027-04-30</code> <pre>2027-04-30</pre> <time>2027-04-30</time>", None),
        ("12027-04-30 2027-04-301 2027-13-01 v/2027-04-30 2027-04-30-x", None),
    ):
        assert with_times(text) == (text if made is None else made)


def section(*rows: str) -> str:
    table = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    return f'<h2 id="what-is-changing">C</h2><table>{table}</table><h2 id="x">X</h2><table><tr>' + (
        "<td>2020-01-01</td><td>no</td></tr></table>"
    )


END = date(2027, 4, 30)
ONE, TWO, THREE = (Guide(name, "Acme", f"{name}/") for name in ("one", "two", "three"))
KNOWN = [
    *changes(
        section(
            '<strong>2027-04-30</strong>|Off for <a href="x"><code>all</code></a>.',
            "2026-01|Old.|Wait.",
            "2026-11-21 to 2026-12-01|Now.|Hurry.",
            "soon|Not a date.|x",
            "2026-02-30|No day.|x",
            "2027-05-01",
        ),
        ONE,
        END,
    ),
    *changes(section("2027-04-30|All off.|Move."), TWO, None),
    *changes("<p>nothing</p>", THREE, "2027-04-30"),
    *changes("<p>nothing</p>", Guide("last", "Other", "o/"), "2028-01-01"),
]


def test_changes_are_read_from_the_tables_of_a_guide() -> None:
    assert KNOWN[:3] == [
        Change("2027-04-30", END, END, "Off for <code>all</code>.", "", ONE),
        Change("2026-01", date(2026, 1, 1), date(2026, 1, 31), "Old.", "Wait.", ONE),
        Change(
            "2026-11-21 to 2026-12-01", date(2026, 11, 21), date(2026, 12, 1), "Now.", "Hurry.", ONE
        ),
    ]
    assert [one.guide.title for one in KNOWN] == ["one", "one", "one", "two", "three", "last"]


def listed(marker: str, today: date = TODAY) -> str:
    return with_changes(f"<!-- munjigi-changes: {marker} -->", KNOWN, today, "../{}".format, "en")


def test_what_several_guides_say_is_told_once() -> None:
    made = listed("upcoming")
    assert made.count("<time") == 3
    order = [made.index(said) for said in ("Now.", "All off.", "From this day the guide")]
    assert order == sorted(order)
    assert "Off for" not in made
    assert '<a href="../two/#what-is-changing">two</a></li><li><a href="../one/#what' in made
    assert "three" not in made  # it has a day and nothing to say of it
    assert "<strong>What to do:</strong> Move." in made


def test_lists_are_cut_and_parted_by_the_day() -> None:
    assert listed("upcoming 1").count("<time") == 1
    assert "Old." in listed("past")
    assert "Now." not in listed("past")
    assert "Now." in listed("upcoming", date(2026, 12, 1))
    assert "Now." in listed("past", date(2026, 12, 2))
    assert listed("upcoming", date(2030, 1, 1)) == "<p>Nothing is announced.</p>"
    assert with_changes("<p>x</p>", KNOWN, TODAY, str, "ko") == "<p>x</p>"
