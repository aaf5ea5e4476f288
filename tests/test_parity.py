"""Damage to one language of our own pages is found where it was done; other words are no damage."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from munjigi.config import load_config
from munjigi.detail import Detail
from munjigi.engine import lint
from munjigi.loader import load_site
from munjigi.model import Diagnostic
from munjigi.numbers import numbers, says
from munjigi.page import Page
from munjigi.pairs import Side, pairs
from munjigi.reader import read
from munjigi.rule import load_rules, rule_families
from munjigi.shape import Mark, without_comments
from munjigi.site import Site

ROOT = Path(__file__).parent.parent
REFERENCE = "rules/"  # pages that `munjigi docs` writes
ALLOWED = "allow-page code-differs"
RULES = [
    name
    for name, family in rule_families().items()
    if (family == "translation" and ("differ" in name or name == "missing-heading-id"))
    or name == "labels-differ"
]
Damage = Callable[[str, Side, Mark], str | None]


@cache
def ours() -> Site:
    """Our pages, without the reference of the rules."""
    site = load_site(load_config(ROOT), jobs=1).site
    pages = [
        page for page in site.pages.values() if not page.src.partition("/")[2].startswith(REFERENCE)
    ]
    return Site(site.config, site.files.values(), pages, text=site.text)


def changed(texts: Mapping[str, str]) -> Site:
    """Our pages with other texts, by their paths."""
    site = ours()
    pages = [_page(site.pages[path], texts.get(path)) for path in site.pages]
    other = Site(site.config, site.files.values(), pages, text=site.text)
    other.remember(
        {
            one.path: {name: site.gathered(one, gather) for name, gather in GATHERERS.items()}
            for one in pages
            if one.path not in texts
        }
    )
    return other


def _page(page: Page, text: str | None) -> Page:
    if text is None:
        return page
    dialect = ours().config.dialect
    made = read(text, path=page.path, dialect=dialect, open_snippet=lambda *_: None, deep=True)
    detail = made.detail or Detail()
    return Page(
        page.path,
        page.src,
        made.facts,
        load=lambda: (text, detail),
        load_text=lambda: text,
        load_type=page.load_type,
        locale=page.locale,
        load_terms=page.load_terms,
        load_keys=page.load_keys,
    )


GATHERERS = {
    rule.gathers.__name__: rule.gathers for rule in load_rules(RULES).values() if rule.gathers
}


def told(site: Site) -> list[Diagnostic]:
    return lint(site, load_rules(RULES), {})


def replaced(text: str, mark: Mark, new: str) -> str:
    return text[: mark.start] + new + text[mark.end :]


def drop_step(text: str, _side: Side, mark: Mark) -> str | None:
    items = re.findall(r"(?m)^\d+\. .*\n(?: +.*\n|\n(?= ))*", text[mark.start : mark.end] + "\n")
    return replaced(text, mark, "".join(items[:-1])) if len(items) > 1 else None


def add_step(text: str, _side: Side, mark: Mark) -> str | None:
    line = text.rfind("\n", 0, mark.start) + 1
    indent = re.match(" *", text[line:])
    assert indent is not None
    return replaced(text, mark, text[mark.start : mark.end].rstrip() + f"\n\n{indent[0]}1. Wait.\n")


def drop_row(text: str, _side: Side, mark: Mark) -> str | None:
    lines = text[mark.start : mark.end].splitlines(keepends=True)
    return replaced(text, mark, "".join(lines[:-1]))


def add_column(text: str, _side: Side, mark: Mark) -> str | None:
    lines = text[mark.start : mark.end].splitlines(keepends=True)
    cells = ["-" * 3 if number == 1 else "x" for number in range(len(lines))]
    return replaced(
        text,
        mark,
        "".join(
            re.sub(r"\|?(\s*)$", rf"| {cell} |\1", line, count=1)
            for line, cell in zip(lines, cells, strict=True)
        ),
    )


def change_code(text: str, _side: Side, mark: Mark) -> str | None:
    """Another word in code outside comments, where it is no word of a language."""
    code = text[mark.start : mark.end]
    bare = without_comments(code)
    found = [match for match in re.finditer(r"[a-z]{3,}", bare) if match.start() > len("```bash")]
    if not found:
        return None
    match = random.Random(mark.start).choice(found)
    return replaced(text, mark, code[: match.start()] + "other" + code[match.end() :])


def drop_code_line(text: str, _side: Side, mark: Mark) -> str | None:
    lines = text[mark.start : mark.end].splitlines(keepends=True)
    found = [
        number
        for number, line in enumerate(without_comments("".join(lines)).splitlines())
        if line.strip() and 0 < number < len(lines) - 1
    ]
    if len(found) < len("ab"):
        return None
    number = random.Random(mark.start).choice(found)
    return replaced(text, mark, "".join(lines[:number] + lines[number + 1 :]))


def change_kind(text: str, _side: Side, mark: Mark) -> str | None:
    return replaced(text, mark, text[mark.start : mark.end].replace(mark.value, "bug", 1))


def change_number(text: str, side: Side, mark: Mark) -> str | None:
    part = text[side.part.start : side.part.end]
    written = text[mark.start : mark.end]
    digits = re.search(r"\d+", written)
    if digits is None or says(part, mark.value):
        return None
    other = written[: digits.start()] + str(int(digits[0]) + 37) + written[digits.end() :]
    before = [value for value, _, _ in numbers(written)]
    return replaced(text, mark, other) if before == [mark.value] else None


def drop_link(text: str, _side: Side, mark: Mark) -> str | None:
    written = text[mark.start : mark.end]
    match = re.fullmatch(r"\[(.*)\]\([^()]*\)", written)
    return replaced(text, mark, match[1]) if match else None


def lead_elsewhere(text: str, _side: Side, mark: Mark) -> str | None:
    written = text[mark.start : mark.end]
    match = re.fullmatch(r"(\[.*\])\([^()]*\)", written)
    return replaced(text, mark, f"{match[1]}(https://else.example.com/)") if match else None


def drop_image(text: str, _side: Side, mark: Mark) -> str | None:
    return replaced(text, mark, "Text")


def drop_label(text: str, side: Side, mark: Mark) -> str | None:
    """Not bold any more, which tells a label from a word."""
    terms = side.page.terms
    known = (
        terms is not None and mark.value in terms.groups and text[mark.end : mark.end + 1] != ":"
    )
    return replaced(text, mark, mark.value) if known else None


KINDS: dict[str, tuple[str, Damage, str]] = {
    "a step less": ("steps", drop_step, "steps-differ"),
    "a step more": ("steps", add_step, "steps-differ"),
    "a row less": ("table", drop_row, "table-shape-differs"),
    "a column more": ("table", add_column, "table-shape-differs"),
    "other code": ("code", change_code, "code-differs"),
    "a line of code less": ("code", drop_code_line, "code-differs"),
    "another admonition": ("admonition", change_kind, "admonitions-differ"),
    "another number": ("number", change_number, "numbers-differ"),
    "a link less": ("link", drop_link, "links-differ"),
    "another link": ("link", lead_elsewhere, "links-differ"),
    "a picture less": ("image", drop_image, "images-differ"),
    "a label less": ("label", drop_label, "labels-differ"),
}


def test_our_pages_are_in_step() -> None:
    assert told(ours()) == []


def damaged(which: int, kind: str, damage: Damage) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """The texts of one language with one damage in each section, and the sections."""
    texts: dict[str, str] = {}
    sections: set[tuple[str, str]] = set()
    for pair in pairs(ours()):
        for couple in reversed(list(pair.both)):
            side = couple[which]
            comments = [one.text for each in couple for one in each.page.comments]
            if kind == "code" and any(ALLOWED in text for text in comments):
                continue
            found = [mark for mark in side.part.marks if mark.kind == kind]
            random.Random(f"{side.place} {kind} {which}").shuffle(found)
            for mark in found:
                before = texts.get(side.page.path, side.page.text)
                text = damage(before, side, mark)
                if text is not None:
                    texts[side.page.path] = text
                    sections.add((pair.source.path, couple[0].part.id))
                    break
    return texts, sections


def sections_told(site: Site) -> Counter[tuple[str, str, str]]:
    """What is told of each section, by the source page's path, its id and the rule."""
    places: dict[str, list[tuple[int, str, str]]] = {}
    for pair in pairs(site):
        for source, other in pair.both:
            for side in (source, other):
                key = (side.part.start, pair.source.path, source.part.id)
                places.setdefault(side.page.path, []).append(key)
    found: Counter[tuple[str, str, str]] = Counter()
    for one in told(site):
        starts = sorted(places[one.span.path])
        _, path, section = starts[max(0, bisect_right(starts, (one.span.start, "~")) - 1)]
        found[path, section, one.rule] += 1
    return found


@pytest.mark.untraced
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("name", KINDS)
def test_damage_is_found_in_its_section(name: str, which: int) -> None:
    """One damage in each section that has such a thing, on every page of one language: the rule
    tells of all these sections, and no rule of any other.
    """
    kind, damage, rule = KINDS[name]
    texts, sections = damaged(which, kind, damage)
    found = sections_told(changed(texts))
    assert {(path, section) for path, section, told in found if told == rule} == sections
    assert {(path, section) for path, section, _ in found} == sections
    assert len(sections) >= FEWEST[kind], len(sections)


# At least so many sections on either side, so that the test means something.
FEWEST = {
    "steps": 60,
    "table": 60,
    "code": 15,
    "admonition": 15,
    "number": 100,
    "link": 100,
    "image": 8,
    "label": 30,
}


ROUNDS = 2  # of damages to headings, sections and words


def cut(page: Page, start: int, end: int, new: str) -> str:
    return page.text[:start] + new + page.text[end:]


def change_id(side: Side) -> str:
    return cut(side.page, side.part.id_start, side.part.id_end, "changed-id")


def drop_id(side: Side) -> str:
    end = side.page.text.index("\n", side.part.text_end)
    return cut(side.page, side.part.text_end, end, "")


def lower_level(side: Side) -> str:
    return cut(side.page, side.part.start, side.part.start, "#")


@pytest.mark.untraced
@pytest.mark.parametrize(
    ("rule", "damage"),
    [
        ("heading-ids-differ", change_id),
        ("missing-heading-id", drop_id),
        ("heading-levels-differ", lower_level),
    ],
)
def test_damage_to_headings_is_found(rule: str, damage: Callable[[Side], str]) -> None:
    """At the heading that was damaged, or at its twin."""
    done = 0
    for texts, sections in by_rounds(rule, damage):
        site = changed(texts)
        places = [
            (one.span.path, site.pages[one.span.path].text.count("\n", 0, one.span.start))
            for one in told(site)
            if one.rule == rule
        ]
        for side, twin in sections:
            if rule == "missing-heading-id" and made_of_words(side):
                continue
            here = {
                (one.page.path, one.page.text.count("\n", 0, one.part.start))
                for one in (side, twin)
            }
            assert len(here & set(places)) == 1, (side.place, here)
            done += 1
    assert done >= len(pairs(ours())) * 2, done


def made_of_words(side: Side) -> bool:
    """Whether the heading has the same id without one of its own."""
    return side.part.id == side.part.title.lower().replace(" ", "-")


def by_rounds(
    name: str, damage: Callable[[Side], str]
) -> Iterator[tuple[dict[str, str], list[tuple[Side, Side]]]]:
    """Texts with one section of each page of a language damaged; these sections and their twins."""
    for which, number in product((0, 1), range(ROUNDS)):
        sections = []
        for pair in pairs(ours()):
            found = [couple for couple in pair.both if couple[which].part.level > 1]
            random.Random(f"{pair.source.path} {name} {which}").shuffle(found)
            sections += [
                (couple[which], couple[1 - which]) for couple in found[number : number + 1]
            ]
        yield {side.page.path: damage(side) for side, _ in sections}, sections


def drop_section(side: Side) -> str:
    return cut(side.page, side.part.start, side.part.end, "")


def test_a_section_that_goes_missing_is_found() -> None:
    done = 0
    for texts, sections in by_rounds("missing", drop_section):
        found = [
            (one.span.path, one.values["section"])
            for one in told(changed(texts))
            if one.rule == "sections-differ"
        ]
        for side, twin in sections:
            assert (side.page.path, twin.part.title) in found, side.place
            done += 1
    assert done >= len(pairs(ours())) * 2, done


WORDS = {"ko": " 그리고 다시 한번 읽어 보십시오.", "en": " Please read this again, and then go on."}


@pytest.mark.parametrize("locale", WORDS)
def test_other_words_are_no_difference(locale: str) -> None:
    """Words added to several blocks of each page of a language at once."""
    texts = {}
    for page in [page for pair in pairs(ours()) for page in (pair.source, pair.other)]:
        blocks = [
            one
            for one in page.detail.paragraphs
            if one.kind in ("p", "li", "td") and one.path == page.path and page.locale == locale
        ]
        chosen = random.Random(page.path).sample(blocks, min(HARMLESS, len(blocks)))
        text = page.text
        for block in sorted(chosen, reverse=True):
            text = text[: block.end] + WORDS[page.locale] + text[block.end :]
        if chosen:
            texts[page.path] = text
    assert told(changed(texts)) == []
    assert len(texts) == len(pairs(ours()))


HARMLESS = 8  # blocks of a page


@pytest.mark.parametrize("which", [0, 1])
def test_pages_whose_front_matter_cannot_be_read_are_not_compared(which: int) -> None:
    pages = [(pair.source, pair.other)[which] for pair in pairs(ours())]
    texts = {page.path: page.text.replace("title: ", "title: [", 1) for page in pages}
    assert pairs(changed(texts)) == ()
