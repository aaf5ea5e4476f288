"""Text right below an admonition's first line that is not indented, and so is not part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.detail import Admonition
    from munjigi.page import Page

INDENT = 4
_PREFIX = re.compile(r"[ >]*")
_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
# What starts a block of its own: another call-out or tab, a heading, a comment, a rule, an end.
_OTHER = re.compile(r"!!!|\?\?\?|===|#|<!--|:::|///|(?:[-*_] ?){3,}$|\[[^\]]+\]:")
_CALL_OUTS = ("!!!", "???")
_FENCE = re.compile(r"`{3}|~{3}")


class Line(NamedTuple):
    """A line of text below: where it starts, its spaces after the prefix, and its words."""

    start: int
    spaces: int
    words: str


@rule(
    summary=Text(
        en="What belongs to an admonition is indented", ko="알림 상자에 들어갈 글은 들여 씁니다"
    ),
    why=Text(
        en="Only lines with four spaces in front stand in the box. Others follow an empty box as "
        "plain text.",
        ko="네 칸 들여 쓴 줄만 상자에 들어갑니다. 그러지 않으면 빈 상자 뒤에 본문으로 나옵니다.",
    ),
    message=Text(
        en="this line is not indented by four spaces, so the admonition above stays empty",
        ko="네 칸 들여 쓰지 않은 줄이어서 위의 알림 상자가 비어 있습니다",
    ),
    examples=(
        Bad(
            "!!! note\n⟦Ask an admin first.⟧\nThey hold the key.\n\nText.\n",
            fixed="!!! note\n    Ask an admin first.\n    They hold the key.\n\nText.\n",
        ),
        Bad(
            '??? tip "팁"\n  ⟦본문입니다.⟧\n  - 하나\n',
            fixed='??? tip "팁"\n    본문입니다.\n    - 하나\n',
        ),
        Bad(
            "1.  First\n\n    !!! note\n    ⟦Text.⟧\n\n> !!! tip\n> ⟦Text.⟧\n",
            fixed="1.  First\n\n    !!! note\n        Text.\n\n> !!! tip\n>     Text.\n",
        ),
        Bad("!!! note\n\n  ⟦Two spaces.⟧\n", fixed="!!! note\n\n    Two spaces.\n"),
        Bad("!!! warning\n⟦```bash⟧\ncurl example.com\n\ncurl example.org\n```\n"),
        Good("!!! note\n    Inside.\n\n!!! tip\n\n    안에 있습니다.\n\n!!! danger\n\n밖입니다.\n"),
        Good('!!! success "Done"\n## Next\n\n!!! note\n!!! tip\n\tIn.\n\n!!! info\n<!-- c -->\n'),
        Good("!!! note\n    Inside.\nOutside, as the author may mean it.\n\n`!!! note`\n"),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def unindented_admonition_body(page: Page) -> Iterator[Problem]:
    for admonition in page.detail.admonitions:
        if admonition.body_start == admonition.body_end and admonition.path == page.path:
            yield from _loose(page, admonition)


def _loose(page: Page, admonition: Admonition) -> Iterator[Problem]:
    """The lines right below, or below an empty line where they are indented, but too little."""
    text = page.text
    first = _LINE.match(text, admonition.end)
    start = max(text.rfind("\n", 0, admonition.start), text.rfind("\r", 0, admonition.start)) + 1
    prefix = text[start : admonition.start]
    if first is None or not _PREFIX.fullmatch(prefix):
        return
    lines = list(_lines(text, first.end(), prefix))
    direct = bool(lines)
    if not direct:
        blank = _LINE.match(text, first.end())
        lines = list(_lines(text, blank.end(), prefix)) if blank is not None else []
        direct = bool(lines) and all(0 < line.spaces < INDENT for line in lines)
    if not direct or _OTHER.match(lines[0].words):
        return
    least = min(line.spaces for line in lines)
    edits = tuple(Edit(_at(page, line.start, 0), " " * (INDENT - least)) for line in lines)
    whole = least < INDENT and not any(_FENCE.match(line.words) for line in lines)
    shown = _at(page, lines[0].start + lines[0].spaces, len(lines[0].words))
    yield Problem(shown, fix=Fix(edits, safe=True) if whole else None)


def _at(page: Page, start: int, length: int) -> Span:
    return Span(page.path, start, start + length)


def _lines(text: str, start: int, prefix: str) -> Iterator[Line]:
    """The lines from `start` up to an empty one, or one that is not in the same container.

    Behind the first, another call-out ends them, too.
    """
    bare = prefix.rstrip()
    for match in _LINE.finditer(text, start):
        line = match[1]
        if not line.startswith(prefix) or not line[len(bare) :].strip():
            return
        words = line[len(prefix) :].lstrip(" ")
        if match.start() > start and words.startswith(_CALL_OUTS):
            return
        spaces = len(line) - len(prefix) - len(words)
        yield Line(match.start() + len(prefix), spaces, words.rstrip())
