"""Lines among planned links that cannot be read as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.detail import Detail
from munjigi.model import Problem, Severity, Span, Text
from munjigi.page import Page
from munjigi.planned import PlanFlaw
from munjigi.ranges import is_in
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

SEEN = Text(
    en="a blank line ends an indented comment, so readers see it",
    ko="들여 쓴 주석은 빈 줄에서 끝나 독자에게 보이므로",
)
_OPENING = re.compile(r"<!--[ \t]*planned\b", re.IGNORECASE)


@rule(
    summary=Text(
        en="Each line among planned links is a link with, at most, due= and owner=",
        ko="예정 링크는 한 줄에 하나씩, 링크와 due=, owner= 값으로 씁니다",
    ),
    why=Text(
        en="A plan that cannot be read is never kept: nobody learns when its page is there. The "
        "form is `- [Title](page.md) due=2027-03-01 owner=name`, one link a line.",
        ko="읽을 수 없는 계획은 지켜지지 않습니다. 페이지가 생겨도 아무도 알지 못합니다. "
        "`- [제목](page.md) due=2027-03-01 owner=이름` 형식으로 한 줄에 하나씩 씁니다.",
    ),
    message=Text(
        en='"{written}" cannot be read as a planned link: {reason}',
        ko='{reason} "{written}" 부분을 예정 링크로 읽을 수 없습니다',
    ),
    examples=(
        Bad(
            "<!-- planned\n- ⟦Set up⟧\n- [A](a.md) ⟦due=soon⟧\n- [B](b.md) ⟦deu=2027-03-01⟧\n"
            "- ⟦[C](c.md), [D](d.md)⟧\n- ⟦[E](https://example.com/e)⟧\n- ⟦[F](#f)⟧\n"
            "- ⟦[G](../g.md)⟧\n-->\n"
        ),
        Bad(
            "## 관련 문서\n\n<!-- 나중에 추가:\n- ⟦[위젯 설정] (./widget)⟧\n"
            "- ⟦[](./empty)⟧\n-->\n\n⟦<!-- planned -->⟧\n"
        ),
        Bad("!!! note\n    ⟦<!-- planned⟧\n\n    - [A](a.md)\n\n    -->\n"),
        Good(
            "## 관련 문서\n\n<!-- 최종 작업 시 아래 형태로 추가:\n- [위젯 설정](./widget): 설명\n"
            '- 그 밖의 문서\n-->\n\n<!-- planned\n\n- [A](a.md) due=2027-03-01 owner="김 민지"\n'
            "[B](b.md#c)\n-->\n"
        ),
        Good("<!-- planned work: [A -->\n\n<!-- - [A] -->\n\n`<!-- planned -->`\n"),
    ),
    severity=Severity.WARNING,
)
def malformed_planned_link(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page in view.pages:
            if not view.is_fallback(page):
                for flaw, via in (*_in_comments(site, page), *_in_text(page)):
                    yield Problem(
                        flaw.span,
                        via=via,
                        views=languages(view),
                        written=_written(site, page, flaw),
                        reason=flaw.reason,
                    )


def _in_comments(site: Site, page: Page) -> Iterator[tuple[PlanFlaw, Span | None]]:
    for comment in site.plans.comments(page) if page.comments else ():
        for flaw in comment.flaws:
            yield flaw, page.via(comment.comment)


def _in_text(page: Page) -> Iterator[tuple[PlanFlaw, Span | None]]:
    """What was meant as a comment, and is text that readers see."""
    starts = {one.start for one in page.comments if one.path == page.path}
    found = [one for one in _OPENING.finditer(page.text) if one.start() not in starts]
    detail = page.detail if found else Detail()
    runs = sorted((one.start, one.end) for one in detail.runs if one.path == page.path)
    for opening in found:
        if is_in(runs, opening.start()):
            yield PlanFlaw(Span(page.path, *opening.span()), SEEN), None


def _written(site: Site, page: Page, flaw: PlanFlaw) -> str:
    text = page.text if flaw.span.path == page.path else site.text(flaw.span.path)
    return " ".join(text[flaw.span.start : flaw.span.end].split())
