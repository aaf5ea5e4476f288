"""Files that stay unchecked because they cannot be read as text or must not be opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Flaw
    from munjigi.site import Site

KOREAN = (
    (re.compile(r"is a symlink that leaves the project"), "심볼릭 링크가 프로젝트 밖을 가리켜"),
    (re.compile(r"is a symlink that leads in circles"), "심볼릭 링크가 제자리로 돌아와"),
    (re.compile(r"is a folder"), "폴더여서"),
    (re.compile(r"is no regular file"), "보통 파일이 아니어서"),
    (re.compile(r"is larger than (\d+) MB"), r"크기가 \1 MB를 넘어"),
    (re.compile(r"line (\d+): byte (\w+) is not UTF-8"), r"\1행의 \2 바이트가 UTF-8이 아니어서"),
    (re.compile(r"line (\d+): NUL character"), r"\1행에 NUL 문자가 있어"),
    (re.compile(r"(?:cannot be read: )?(.*)", re.DOTALL), r"시스템 오류(\1) 때문에"),
)


@rule(
    summary=Text(
        en="Every file of the site can be read", ko="사이트의 모든 파일을 읽을 수 있습니다"
    ),
    why=Text(
        en="What cannot be read has not been checked, and MkDocs stops at it or leaves it out. "
        "A run that meets such a file ends with exit code 2.",
        ko="읽지 못한 파일은 확인되지 않은 파일이며, MkDocs도 여기서 멈추거나 파일을 빠뜨립니다. "
        "이런 파일이 있으면 종료 코드는 2입니다.",
    ),
    message=Text(
        en="this file is not checked: {reason}", ko="이 파일은 {reason} 확인하지 못했습니다"
    ),
    examples=(
        Bad({"index.md": "# Guide\n", "broken.md": b"# \xff\n"}, spans=(("broken.md", 0, 0),)),
        Bad({"index.md": "# 안내\n", "nul.md": b"# 0\x00\n"}, spans=(("nul.md", 0, 0),)),
        Good({"index.md": "\ufeff# 안내\r\n", "picture.png": b"\x89PNG\x00"}),
    ),
)
def unreadable_file(site: Site) -> Iterator[Problem]:
    for flaw in site.flaws:
        yield _problem(flaw)
    for page in site.pages.values():
        if site.views_of(page):
            yield from (_problem(flaw) for flaw in page.flaws if flaw.kind == "unreadable")


def _problem(flaw: Flaw) -> Problem:
    korean = next(
        match.expand(template)
        for pattern, template in KOREAN
        if (match := pattern.fullmatch(flaw.note))
    )
    return Problem(flaw.span, reason=Text(en=flaw.note, ko=korean))
