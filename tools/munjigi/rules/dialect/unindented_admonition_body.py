"""Text right below an admonition's first line that is not indented, and so is not part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Admonition, Page


@rule(
    summary=Text(
        en="What belongs to an admonition is indented", ko="알림 상자에 들어갈 글은 들여 씁니다"
    ),
    why=Text(
        en="Only lines with four spaces in front stand in the box. Others follow it as plain text.",
        ko="네 칸 들여 쓴 줄만 상자에 들어갑니다. 나머지는 상자 밖의 본문이 됩니다.",
    ),
    message=Text(
        en="this line is not indented, so it stands outside the admonition above",
        ko="이 줄은 들여 쓰지 않아 위의 알림 상자에 들어가지 않습니다",
    ),
    examples=(
        Bad(
            "!!! note\n⟦Ask an admin first.⟧\nThey hold the key.\n\nText.\n",
            fixed="!!! note\n    Ask an admin first.\n    They hold the key.\n\nText.\n",
        ),
        Bad(
            '??? tip "팁"\n⟦본문입니다.⟧\n',
            fixed='??? tip "팁"\n    본문입니다.\n',
        ),
        Good("!!! note\n    Inside.\n\n!!! tip\n\n    안에 있습니다.\n\n!!! danger\n\n밖입니다.\n"),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def unindented_admonition_body(page: Page) -> Iterator[Problem]:
    for admonition in page.detail.admonitions:
        if admonition.body_start == admonition.body_end and admonition.via < 0:
            yield from _loose(page, admonition)


def _loose(page: Page, admonition: Admonition) -> Iterator[Problem]:
    """The lines right below, up to an empty one."""
    text = page.text
    line = text.rfind("\n", 0, admonition.start) + 1
    if line != admonition.start:  # in a container, whose prefix stands before the line
        return
    starts: list[int] = []
    start = text.find("\n", admonition.end - 1) + 1
    end = first_end = start
    while start > 0 and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].strip():
            break
        starts.append(start)
        first_end = first_end if len(starts) > 1 else end
        start = end + 1
    if not starts or text[starts[0]] in "!?=#-*+>|`~":
        return
    edits = tuple(Edit(Span(page.path, each, each), "    ") for each in starts)
    shown = text[starts[0] : first_end].rstrip()
    yield Problem(Span(page.path, starts[0], starts[0] + len(shown)), fix=Fix(edits, safe=True))
