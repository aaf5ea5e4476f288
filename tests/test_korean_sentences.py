"""Sentences made by hand for each rule about Korean: no miss, no false alarm, and true fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown
from markdown_it import MarkdownIt

from conformance.render import extensions_of, live, load_yaml
from korean_sentences import KOREAN, Sentence, check, fixed, sentences

ENOUGH = 200
EMPHASIS = "emphasis-not-rendered"
CONFIG = Path(__file__).parents[1] / "mkdocs.yml"
GITHUB = MarkdownIt("gfm-like", {"linkify": False})
SIGN = re.compile(r"\*|(?<!\w)__?(?=\w)")  # what readers are to see nowhere


@pytest.mark.parametrize("rule", KOREAN)
def test_enough_sentences(rule: str) -> None:
    found = sentences(rule)
    faulty = sum(bool(one.faults) for one in found)
    assert len(set(found)) == len(found) >= ENOUGH
    assert 0.4 < faulty / len(found) < 0.6


@pytest.mark.parametrize("rule", KOREAN)
def test_no_miss_and_no_false_alarm(rule: str) -> None:
    wrong = [one.text for one in sentences(rule) if _found(rule, one.text) != one.faults]
    assert wrong == []


def _found(rule: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((one.span.start, one.span.end) for _, one in check(text, rule)))


@pytest.mark.parametrize("rule", sorted({*KOREAN} - {EMPHASIS, "mixed-speech-level"}))
def test_fixes_mend(rule: str) -> None:
    known = [one for one in sentences(rule) if one.faults and one.mended is not None]
    assert len(known) > ENOUGH * 0.4
    assert [one.text for one in known if fixed(one.text, rule) != one.mended] == []


@pytest.mark.parametrize("sentence", sentences(EMPHASIS))
def test_emphasis_as_rendered(sentence: Sentence) -> None:
    """Signs show on this site or on GitHub where a sentence is faulty; mended, they do nowhere."""
    shown = list(_shown(sentence.text))
    mended = list(_shown(fixed(sentence.text, EMPHASIS)))
    assert any(map(SIGN.search, shown)) is bool(sentence.faults)
    assert not any(map(SIGN.search, mended))
    assert [_words(one) for one in shown] == [_words(one) for one in mended]


def _words(text: str) -> str:
    return " ".join(text.replace("*", "").replace("_", "").split())


def _shown(text: str) -> Iterator[str]:
    for html in (_site().reset().convert(text), GITHUB.render(text)):
        page = _Text()
        page.feed(html)
        page.close()
        yield "".join(page.words)


@cache
def _site() -> Markdown:
    """Python-Markdown as this project's site has it."""
    data = load_yaml(CONFIG.read_text(encoding="utf-8"))
    listed = {name: live(options) for name, options in extensions_of(data)}
    return Markdown(extensions=list(listed), extension_configs=listed)


class _Text(HTMLParser):
    """What readers see of a page, but for code."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.words += [] if self.code else [data]
