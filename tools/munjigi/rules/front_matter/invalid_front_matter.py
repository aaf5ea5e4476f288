"""Front matter that MkDocs cannot read, or of which it drops a part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.front_matter._front_matter import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

_TWICE = re.compile(r'the key "(.*)" stands twice', re.DOTALL)
_COLON = re.compile(r"mapping values are not allowed.*", re.DOTALL)
_UNQUOTED = "a value with a colon and a space (: ) needs quotes"
KOREAN = (
    (_TWICE, r'"\1" 키를 두 번 써서'),
    (re.compile(r"the block is no mapping .*"), "키와 값으로 되어 있지 않아"),
    (re.compile(r"no line --- ends the block"), "끝을 알리는 --- 줄이 없어"),
    (re.compile(r"aliases make more than (\d+) values"), r"별칭이 값을 \1개 넘게 만들어"),
    (re.compile(r"merge keys make more than (\d+) values"), r"병합 키가 값을 \1개 넘게 만들어"),
    (re.compile(r"the block merges more than (\d+) .*"), r"별칭을 \1개 넘게 병합하여"),
    (re.compile(r"the block is longer than (\d+) .*"), r"\1자를 넘어"),
    (re.compile(r"the block nests deeper than (\d+) .*"), r"\1단계보다 깊이 겹쳐"),
    (_COLON, "따옴표 없이 적은 값에 콜론과 빈칸(: )이 있어"),
    (re.compile(r"(.*)", re.DOTALL), r"YAML 문법 오류(\1) 때문에"),
)


@rule(
    summary=Text(en="Front matter is valid YAML", ko="앞머리 설정은 올바른 YAML입니다"),
    why=Text(
        en="MkDocs shows broken front matter as text at the top of the page, and ignores every "
        "setting in it. Of a key that stands twice, one value is lost.",
        ko="MkDocs는 잘못된 앞머리 설정을 페이지 맨 위에 글자로 보여 주고 설정은 모두 무시합니다. "
        "같은 키를 두 번 쓰면 한 값은 버려집니다.",
    ),
    message=Text(en="invalid front matter: {error}", ko="앞머리 설정이 {error} 올바르지 않습니다"),
    examples=(
        Bad("---\ntitle: [a\n⟦⟧---\n\n# 안내\n"),
        Bad("---\ntitle: A\ntags: [b]\n⟦title⟧: C\n---\n\n# A\n"),
        Bad("---\r\n⟦⟧- title\r\n- tags\r\n---\r\n\r\n# A list\r\n"),
        Bad("⟦⟧---\ntitle: 안내\n\n# 끝이 없음\n"),
        Bad("---\r\ntitle: 안내⟦⟧: 시작\r\n---\r\n\r\n# 안내\r\n"),
        Bad(f"---\n⟦⟧a: &a [{'1,' * 20}]\nb: &b [{'*a,' * 20}]\nc: [{'*b,' * 50}]\n---\n\n# A\n"),
        Good("---\ntitle: 안내\ntags: [a, b]\n---\n\n# A\n"),
        Good("---\n\n# A rule above a heading\n"),
        Good("---\n\n# Two rules: one above, one below\n\n---\n\nText.\n"),
    ),
)
def invalid_front_matter(page: Page) -> Iterator[Problem]:
    for flaw in page.flaws:
        if flaw.kind != "front-matter" or RULE.match(page.text):
            continue
        twice = _TWICE.fullmatch(flaw.note)
        end = flaw.start + len(twice[1]) if twice else flaw.end
        written = twice is not None and page.text[flaw.start : end] == twice[1]
        span = Span(flaw.path, flaw.start, end) if written else flaw.span
        yield Problem(span, error=Text(en=_english(flaw.note), ko=_korean(flaw.note)))


def _english(error: str) -> str:
    return _UNQUOTED if _COLON.fullmatch(error) else error


def _korean(error: str) -> str:
    return next(
        match.expand(template)
        for pattern, template in KOREAN
        if (match := pattern.fullmatch(error))
    )
