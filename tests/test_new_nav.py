"""New pages in `nav`: where they go, and that the rest of the file stays as it is."""

from __future__ import annotations

import difflib

import pytest
import yaml

from munjigi.newpage.nav import add_page
from munjigi.newpage.navplace import Addition

LOCALES = frozenset({"ko", "en"})
VENDORS = """\
nav:
  - Home: index.md
  - Freshchat:
      - freshchat/index.md
      - freshchat/a.md   # the first guide
      # what comes next is old
  - Nexla:
      - nexla/index.md

  - Rules:
      - rules/index.md
extra: {key: value}
"""


def added(config: str, key: str, title: str = "Title", section: str = "Section") -> str | None:
    """The lines that are new (`+`), and those that are gone (`-`); None where nothing is edited."""
    made = add_page("mkdocs.yml", config, Addition(key, title, section, LOCALES), LOCALES).text
    if made is None:
        return None
    lines = difflib.ndiff(config.splitlines(keepends=True), made.splitlines(keepends=True))
    return "".join(line[0] + line[2:] for line in lines if line[0] in "+-")


def line_before(config: str, key: str, section: str = "Section") -> str:
    """The line above the new entry."""
    made = add_page("mkdocs.yml", config, Addition(key, "T", section, LOCALES), LOCALES).text
    assert made is not None
    lines = made.splitlines()
    first = next(n for n, line in enumerate(lines) if f"{key}.md" in line)
    return lines[first - 2 if section in lines[first - 1] else first - 1].strip()


def test_after_the_pages_of_its_folder() -> None:
    assert added(VENDORS, "freshchat/b") == "+      - freshchat/b.md\n"
    assert line_before(VENDORS, "freshchat/b").startswith("- freshchat/a.md")
    assert added(VENDORS, "about") == "+  - about.md\n"
    assert line_before(VENDORS, "about") == "- Home: index.md"


def test_landing_page_goes_first() -> None:
    config = VENDORS.replace("      - nexla/index.md\n", "      # new\n      - nexla/b.md\n")
    assert added(config, "nexla/index") == "+      - nexla/index.md\n"
    assert line_before(config, "nexla/index") == "- Nexla:"


@pytest.mark.parametrize(
    ("key", "above"),
    [
        ("acme/a", "- Home: index.md"),
        ("golem/a", "# what comes next is old"),
        ("zendesk/a", "- rules/index.md"),
    ],
)
def test_section_of_its_own_in_alphabetical_order(key: str, above: str) -> None:
    assert added(VENDORS, key, section="New") == f"+  - New:\n+      - {key}.md\n"
    if key != "golem/a":
        assert line_before(VENDORS, key, "New") == above
    else:
        assert line_before(VENDORS, key, "New").startswith("- freshchat/a.md")


def test_section_goes_last_where_there_is_no_order() -> None:
    config = "nav:\n  - B:\n    - b/a.md\n  - A:\n    - a/a.md\n  - index.md\n"
    assert added(config, "c/a", section="C") == "+  - C:\n+    - c/a.md\n"
    assert line_before(config, "c/a", "C") == "- index.md"
    assert added("nav:\n- index.md\n", "c/a", section="C") == "+- C:\n+    - c/a.md\n"


def test_section_of_a_folder_below_another() -> None:
    config = "nav:\n  - A:\n    - a/index.md\n    - X:\n      - a/x/one.md\n  - a2/b.md\n"
    assert added(config, "a/z/one", section="Z") == "+    - Z:\n+      - a/z/one.md\n"
    assert line_before(config, "a/z/one", "Z") == "- a/x/one.md"
    deep = "nav:\n  - A:\n    - X:\n      - a/x/one.md\n  - index.md\n"
    assert added(deep, "a/z/one", section="Z") == "+    - Z:\n+      - a/z/one.md\n"
    flat = "nav:\n  - a/x/one.md\n  - index.md\n"
    assert added(flat, "a/z/one", section="Z") == "+  - Z:\n+      - a/z/one.md\n"


def test_where_most_of_the_folder_stands() -> None:
    config = "nav:\n  - a/z.md\n  - A:\n    - One: a/a.md\n    - Two: a/b.md\n"
    assert line_before(config, "a/c") == "- Two: a/b.md"


@pytest.mark.parametrize(
    ("config", "key", "change"),
    [
        ("nav: [index.md, {A: [a/b.md]}]\n", "a/c", "A: [a/b.md, a/c.md]}]"),
        ("nav: [index.md, {A: [a/b.md]}]\n", "c", "[index.md, c.md, {"),
        ("nav: [index.md, {A: [a/b.md]}]\n", "b/c", "{S: [b/c.md]}]"),
        ("nav: [{B: [b/b.md]}]\n", "a/c", "[{S: [a/c.md]}, {B:"),
        ("nav:\n  - A: [\n      a/b.md,  # b\n    ]\n", "a/c", "a/b.md, a/c.md,  # b"),
        ("nav:\n  - A: [a/b.md]\n", "a/index", "[a/index.md, a/b.md]"),
        ("nav: []\n", "a", "nav: [a.md]"),
        ("nav: []\n", "a/b", "nav: [{S: [a/b.md]}]"),
        ("nav:\n  - A: {One: a/b.md}\n", "a/c", "{One: a/b.md, T: a/c.md}"),
        ("nav:\n  - A:\n      One: a/b.md\n", "a/c", "      T: a/c.md\n"),
        ("nav:\n  - A:\n      One: a/b.md\n", "a/x/c", "      S:\n          - a/x/c.md\n"),
        ("nav:\n  - A:\n      One:\n        - a/x/b.md\n", "a/y/b", "      S:\n        - a/y/b.md"),
        ("nav:\n- 'A':\n  - \"One\": 'a/b.md'", "a/c", "'a/b.md'\n  - a/c.md"),
        ("nav:\n  - index.md\n  - A: a/b.md\n    B: a/c.md\n", "a/d", "a/c.md\n  - a/d.md\n"),
        ("nav:\r\n  - a/b.md\r\nextra:\r\n  k: v\r\n", "a/c", "  - a/c.md\r\n"),
        ("nav:\n  - ko/a/b.md\n", "a/c", "  - a/c.md\n"),
        ("nav:\n  - a/b.ko.md\n", "a/c", "  - a/c.md\n"),
        ("nav:\n  - /a/b.md\n", "a/c", "  - a/c.md\n"),
        ("nav:\n  - A:\n    - https://example.com/a/b.md\n  - c/b.md\n", "c/d", "  - c/d.md\n"),
        ("nav:\n  - a/b.md\n", "1. c", '  - "1. c.md"\n'),
        ("nav:\n  - 1/b.md\n", "1/2", "  - 1/2.md\n"),
        ("nav:\n  - A: a/b.md # 😀 ' \"\nx: 😀\n", "a/c", "' \"\n  - a/c.md\nx"),
    ],
)
def test_styles_of_yaml(config: str, key: str, change: str) -> None:
    addition = Addition(key, "T", "S", LOCALES)
    made = add_page("mkdocs.yml", config, addition, LOCALES).text
    assert made is not None
    assert change in made
    assert yaml.safe_load(made)["nav"] != yaml.safe_load(config)["nav"]
    start = next(
        n for n, pair in enumerate(zip(made, config + "\0", strict=False)) if len({*pair}) > 1
    )
    size = len(made) - len(config)
    assert made[:start] + made[start + size :] == config  # one piece was put in, nothing else
    again = add_page("mkdocs.yml", made, addition, LOCALES)
    assert (again.text, again.found) == (made, True)


@pytest.mark.parametrize(
    "config",
    [
        "nav:\n  -\n    a/b.md\n",
        "nav:\n  - A: >-\n      a/b.md\n  - c.md\n",
        "x: &x [*x]\nnav:\n  - a/b.md\n",
        "nav:\n  - ? A\n    : - a/b.md\n",
        "x: &s\n  - a/b.md\nnav:\n  - A: *s\n",
        "nav:\n  - A: &s\n    - a/b.md\n  - B: *s\n",
        "nav:\n  - &a a/b.md\n  - *a\n",
        "nav:\n  - 2024:\n    - a/b.md\n",
        "nav:\n  - A:\n      T: a/b.md\n",
        "nav:\n  - a/b.md\nx: 2026-13-01\n",
    ],
)
def test_what_is_not_understood_is_left_alone(config: str) -> None:
    assert added(config, "a/c", title="T") is None


def test_block_that_another_command_writes() -> None:
    mark = "  # >>> munjigi docs: nav\n  - Rules:\n      - rules/index.md\n  # <<< munjigi docs\n"
    config = f"nav:\n  - index.md\n{mark}"
    assert added(config, "z/a", section="Z") == "+  - Z:\n+      - z/a.md\n"
    assert line_before(config, "z/a", "Z") == "# <<< munjigi docs"
    assert added(config, "rules/own") is None


def test_navs_of_the_languages() -> None:
    config = """\
plugins:
  - search
  - i18n:
      languages:
        - {locale: ko, default: true}
        - locale: en
          nav:
            - Home: index.md
            - A:
                - a/b.md
        - locale: ja
          nav: [a/b.md]
nav:
  - a/b.md
"""
    assert added(config, "a/c") == "+                - a/c.md\n+  - a/c.md\n"
    mapping = config.replace("  - search\n  - i18n", "  search: {}\n  i18n")
    assert added(mapping, "a/c") == "+                - a/c.md\n+  - a/c.md\n"


def test_no_nav() -> None:
    made = add_page("mkdocs.yml", "site_name: A\nnav:\n", Addition("a", "T", "S"), LOCALES)
    assert (made.text, made.found) == ("site_name: A\nnav:\n", False)
