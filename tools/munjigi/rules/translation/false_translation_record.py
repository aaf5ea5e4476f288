"""Records that say of unlike sections that they are in step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.meaning import meaning
from munjigi.model import Problem, Severity, Text
from munjigi.pairs import Side
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._code import twins
from munjigi.staleness import State, locked
from munjigi.suppressions import find_suppressions

if TYPE_CHECKING:
    from munjigi.site import Site

# What is compared, and the rule that tells of it on the page.
KINDS = {
    "steps": ("steps-differ", Text(en="steps", ko="단계 수")),
    "table": ("table-shape-differs", Text(en="tables", ko="표")),
    "code": ("code-differs", Text(en="code", ko="코드")),
    "admonition": ("admonitions-differ", Text(en="admonitions", ko="알림 상자")),
}
_LINE = '{{"page": "a.md", "section": "a", "ko": "{}", "en": "{}"}}'
_ONE, _TWO = "ee6ee672d2f0b72b", "89b586f9e315579d"  # of the examples with so many steps


@rule(
    summary=Text(
        en="Sections that are recorded as in step are alike",
        ko="맞추었다고 기록한 섹션은 구성이 같습니다",
    ),
    why=Text(
        en="Hashes that were copied into the lock without a translation would hide that a section "
        "is stale. A difference that is meant is allowed on the page, with its reason.",
        ko="번역하지 않고 잠금 파일의 해시만 바꾸면 뒤처진 섹션이 드러나지 않습니다. 일부러 다르게 "
        "쓴 것은 페이지에 이유와 함께 예외로 적습니다.",
    ),
    message=Text(
        en="this line says that {place} is in step, but these differ: {kinds}",
        ko="이 줄은 {place} 위치의 섹션을 맞추었다고 하지만 {kinds} 항목이 서로 다릅니다",
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n1. 하나\n2. 둘\n",
                "en/a.md": "# A {#a}\n\n1. One\n",
                "translations.lock": f"⟦{_LINE.format(_TWO, _ONE)}⟧\n\n",
            }
        ),
        Good(
            {
                "ko/a.md": "# 가 {#a}\n\n1. 하나\n",
                "en/a.md": "# A {#a}\n\n1. One\n",
                "translations.lock": _LINE.format("67b1bdadbcd35d46", _ONE),
            }
        ),
        Good(
            {
                "ko/a.md": "# 가 {#a}\n\n1. 하나\n2. 둘\n",
                "en/a.md": "# A {#a}\n\n<!-- munjigi: allow steps-differ one click -->\n1. One\n",
                "translations.lock": _LINE.format(_TWO, _ONE),
            }
        ),
    ),
    severity=Severity.WARNING,
    deep=True,
    gathers=meaning,
)
def false_translation_record(site: Site) -> Iterator[Problem]:
    found = locked(site)
    for one in found.sections:
        source, other = one.couple
        span = found.places.get(one.then)
        if one.state is not State.DONE or source is None or other is None or span is None:
            continue
        kinds = [
            name
            for kind, (rule_id, name) in KINDS.items()
            if _differs(source, other, kind)
            and not any(_allowed(site, side, rule_id) for side in (source, other))
        ]
        if kinds:
            listed = Text(
                en=", ".join(name.en for name in kinds), ko=", ".join(name.ko for name in kinds)
            )
            yield Problem(span, place=other.place, kinds=listed)


def _differs(source: Side, other: Side, kind: str) -> bool:
    there = [mark.value for mark in source.part.marks if mark.kind == kind]
    here = [mark for mark in other.part.marks if mark.kind == kind]
    if kind != "code" or [mark.value for mark in here] == there:
        return [mark.value for mark in here] != there
    same = twins(source, other)
    return [same.get(mark.start, mark.value) for mark in here] != there


def _allowed(site: Site, side: Side, rule_id: str) -> bool:
    """Whether the page allows what the rule would tell of the section."""
    page, part = side.page, side.part
    return any(
        not one.expired
        and rule_id in {allowed.rule for allowed in one.allowed}
        and one.covers.start < part.end
        and one.covers.end > part.start
        for one in find_suppressions(page.path, page.text, page.comments, site.today)
    )
