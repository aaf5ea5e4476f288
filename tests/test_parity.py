"""Damage to one language of our own pages is found where it was done; other words are no damage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.loader import load_site
from munjigi.model import Diagnostic, Span
from munjigi.numbers import numbers, says
from munjigi.page import Page
from munjigi.pairs import Pair, Side, pairs
from munjigi.reader import read
from munjigi.rule import load_rules, rule_families
from munjigi.shape import Mark
from munjigi.site import Site

ROOT = Path(__file__).parent.parent
TIMES = 2  # damages of a kind on a side of a pair
GUIDES = ("freshchat/", "nexla/", "zendesk/", "project/about")
RULES = [
    name
    for name, family in rule_families().items()
    if family == "translation" and ("differ" in name or name == "missing-heading-id")
]
Damage = Callable[[str, Side, Mark], str | None]


@cache
def ours() -> Site:
    """Our guides, without the reference of the rules."""
    site = load_site(load_config(ROOT), jobs=1).site
    pages = [page for page in site.pages.values() if page.src.partition("/")[2].startswith(GUIDES)]
    return Site(site.config, site.files.values(), pages, text=site.text)


def changed(page: Page, text: str) -> Site:
    """Our guides with another text of one page."""
    site = ours()
    made = read(text, path=page.path, dialect=site.config.dialect, deep=True)
    assert made.detail is not None
    detail = made.detail
    new = Page(
        page.path, page.src, made.facts, lambda: (text, detail), lambda: text, locale=page.locale
    )
    pages = [new if one.path == page.path else one for one in site.pages.values()]
    other = Site(site.config, site.files.values(), pages, text=site.text)
    other.remember(
        {
            one.path: {name: site.gathered(one, gather) for name, gather in GATHERERS.items()}
            for one in pages
            if one is not new
        }
    )
    return other


GATHERERS = {
    rule.gathers.__name__: rule.gathers for rule in load_rules(RULES).values() if rule.gathers
}


def told(site: Site) -> list[Diagnostic]:
    return lint(site, load_rules(RULES), {})


def sides(pair: Pair) -> Iterator[tuple[Side, Side]]:
    """Each section of either page with its twin."""
    for source, other in pair.both:
        yield source, other
        yield other, source


def replaced(text: str, mark: Mark, new: str) -> str:
    return text[: mark.start] + new + text[mark.end :]


def drop_step(text: str, _side: Side, mark: Mark) -> str | None:
    items = re.findall(r"(?m)^\d+\. .*\n(?: +.*\n|\n(?= ))*", text[mark.start : mark.end] + "\n")
    return replaced(text, mark, "".join(items[:-1])) if len(items) > 1 else None


def drop_row(text: str, _side: Side, mark: Mark) -> str | None:
    lines = text[mark.start : mark.end].splitlines(keepends=True)
    return replaced(text, mark, "".join(lines[:-1]))


def change_code(text: str, _side: Side, mark: Mark) -> str | None:
    code = text[mark.start : mark.end]
    found = [match for match in re.finditer(r"[a-z]{3,}", code) if match.start() > len("```bash")]
    if not found:
        return None
    match = random.Random(mark.start).choice(found)
    return replaced(text, mark, code[: match.start()] + "other" + code[match.end() :])


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


def drop_image(text: str, _side: Side, mark: Mark) -> str | None:
    return replaced(text, mark, "Text")


KINDS: dict[str, tuple[Damage, str]] = {
    "steps": (drop_step, "steps-differ"),
    "table": (drop_row, "table-shape-differs"),
    "code": (change_code, "code-differs"),
    "admonition": (change_kind, "admonitions-differ"),
    "number": (change_number, "numbers-differ"),
    "link": (drop_link, "links-differ"),
    "image": (drop_image, "images-differ"),
}


def holds(side: Side, span: Span) -> bool:
    """Whether a place is in a section."""
    part = side.part
    return span.path == side.page.path and part.start <= span.start < max(part.end, part.start + 1)


def test_our_pages_are_in_step() -> None:
    assert told(ours()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_found_in_its_section(kind: str) -> None:
    damage, rule = KINDS[kind]
    done = 0
    for pair in pairs(ours()):
        for which in (0, 1):
            found = [
                (side, twin, mark)
                for one in pair.both
                for side, twin in [(one[which], one[1 - which])]
                for mark in side.part.marks
                if mark.kind == kind
            ]
            random.Random(f"{pair.source.path} {kind} {which}").shuffle(found)
            for side, twin, mark in found[:TIMES]:
                text = damage(side.page.text, side, mark)
                if text is None:
                    continue
                done += 1
                names = [(one.rule, one.span) for one in told(changed(side.page, text))]
                near = [
                    name for name, span in names if holds(twin, span) or span.path == side.page.path
                ]
                assert rule in near, (side.page.path, mark, names)
    assert done >= len(pairs(ours())) // 2, done


HEADING = re.compile(r"(?m)^(#+) (.*?)( \{#[\w-]+\})$")


@pytest.mark.parametrize(
    ("rule", "new"),
    [
        ("heading-ids-differ", r"\1 \2 {#changed-id}"),
        ("heading-levels-differ", r"\1# \2\3"),
        ("missing-heading-id", r"\1 \2"),
    ],
)
def test_damage_to_headings_is_found(rule: str, new: str) -> None:
    for pair in pairs(ours()):
        for page in (pair.source, pair.other):
            found = [
                match
                for match in list(HEADING.finditer(page.text))[1:]
                if match[3] != f" {{#{match[2].lower().replace(' ', '-')}}}"  # made from its words
            ]
            for match in random.Random(f"{page.path} {rule}").sample(found, min(TIMES, len(found))):
                text = page.text[: match.start()] + match.expand(new) + page.text[match.end() :]
                site = changed(page, text)
                lines = {
                    (
                        one.rule,
                        one.span.path,
                        site.pages[one.span.path].text.count("\n", 0, one.span.start),
                    )
                    for one in told(site)
                }
                line = text.count("\n", 0, match.start())
                there = pair.other if page is pair.source else pair.source
                places = {(rule, page.path, line)} | {
                    (rule, there.path, there.text.count("\n", 0, side.part.start))
                    for one in pair.both
                    for side in one
                    if side.page is there
                }
                assert lines & places, (page.path, match[0], lines)


def test_a_section_that_goes_missing_is_found() -> None:
    for pair in pairs(ours()):
        for page in (pair.source, pair.other):
            found = list(re.finditer(r"(?ms)^## .*?(?=^## |\Z)", page.text))
            for match in random.Random(page.path).sample(found, min(TIMES, len(found))):
                text = page.text[: match.start()] + page.text[match.end() :]
                lost = len(re.findall(r"(?m)^#{2,} ", match[0]))
                names = [
                    one.rule for one in told(changed(page, text)) if one.span.path == page.path
                ]
                assert names.count("sections-differ") >= min(1, lost), (page.path, match[0][:40])


WORDS = {"ko": " 그리고 다시 한번 읽어 보십시오.", "en": " Please read this again, and then go on."}


def test_other_words_are_no_difference() -> None:
    done = 0
    for pair in pairs(ours()):
        for page in (pair.source, pair.other):
            blocks = [
                one
                for one in page.detail.paragraphs
                if one.kind in ("p", "li", "td") and one.path == page.path
            ]
            for block in random.Random(page.path).sample(blocks, min(TIMES * 2, len(blocks))):
                text = page.text[: block.end] + WORDS[page.locale] + page.text[block.end :]
                done += 1
                assert told(changed(page, text)) == [], page.text[block.start : block.end]
    assert done > len(WORDS) * TIMES


def test_pages_whose_front_matter_cannot_be_read_are_not_compared() -> None:
    for pair in pairs(ours()):
        for page in (pair.source, pair.other):
            text = page.text.replace("title: ", "title: [", 1)
            assert told(changed(page, text)) == [], page.path
