"""Links such as “click here” that do not say where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.facts import MADE
from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Link
    from munjigi.page import Page

VAGUE = frozenset(
    {
        *(
            "here",
            "right here",
            "over here",
            "see here",
            "click here",
            "click this",
            "this",
            "link",
        ),
        *("click this link", "the link", "this link", "this one", "this page", "this site"),
        *("this article", "this document", "this website", "more", "read more", "learn more"),
        *("see more", "find out more", "more info", "more information"),
        *("여기", "여기를", "여기서", "여기에", "여기에서", "여기로", "여기 클릭", "여기를 클릭"),
        *("여기를 클릭하세요", "여기를 누르세요", "이곳", "이곳에서", "이곳을 클릭", "클릭"),
        *("클릭하세요", "링크", "이 링크", "해당 링크", "다음 링크", "이 페이지", "해당 페이지"),
        *("이 문서", "해당 문서", "이 글", "해당 글", "더 보기", "더보기", "더 알아보기", "자세히"),
        *("자세히 보기", "자세히 알아보기", "자세한 내용", "자세한 내용 보기", "바로가기"),
        "바로 가기",
    }
)
SIGNS = 20  # characters at most that are no words: arrows, emoji
_SIGN = re.compile(r":[\w+-]+:|[^\w\s]")


@rule(
    summary=Text(
        en="The text of a link says where it leads", ko="링크 글자는 어디로 가는지 알려 줍니다"
    ),
    why=Text(
        en="Screen readers list the links of a page out of context, and readers who skim see "
        "little else. “Here” tells neither of them anything.",
        ko="화면 낭독기는 링크만 모아 읽어 주고, 훑어보는 독자의 눈에도 링크가 먼저 들어옵니다. "
        "“여기”만으로는 어디로 가는지 알 수 없습니다.",
    ),
    message=Text(
        en='"{text}" does not say where the link leads',
        ko='"{text}" 링크는 어디로 가는지 알 수 없습니다',
    ),
    examples=(
        Bad("Read the guide [⟦here⟧](guide.md), or [⟦**Click here!**⟧](guide.md).\n"),
        Bad("설치 방법은 [⟦여기⟧](a.md)에 있습니다. [⟦더 보기 →⟧][a]\n\n[a]: a.md\n"),
        Bad('<a href="guide.md">⟦this\nlink⟧</a>\n'),
        Good(
            "Read [the guide](guide.md) and [what is here](a.md). `[here](a.md)` [![](i.png)](a.md)"
        ),
        Good("[설치 안내서](install.md), [여기서 시작하기](a.md), [자세한 설치 순서](b.md)\n"),
        Good("The objects [page](a.md), [link](#link) and [more](More.md).\n\n## Link\n"),
        Good("[여기](a.md)에 있습니다.\n", options={"words": frozenset({"here"})}),
    ),
    severity=Severity.WARNING,
    options={
        "words": Text(
            en="Texts that say nothing, in lower case and without punctuation",
            ko="뜻이 없는 링크 글자(소문자로, 문장 부호 없이)",
        )
    },
)
def vague_link_text(page: Page, *, words: frozenset[str] = VAGUE) -> Iterator[Problem]:
    longest = max(map(len, words), default=0) + SIGNS
    for link in page.links:
        text = link.text
        if len(text) > longest or link.kind in MADE or link.kind == "autolink":
            continue
        bare = " ".join(_SIGN.sub(" ", text).casefold().split())
        if bare in words and not _names_target(link, bare):
            yield Problem(
                link.text_span,
                target=link.target,
                via=page.via(link),
                text=" ".join(text.split()),
            )


def _names_target(link: Link, text: str) -> bool:
    """Whether the text is what the target is called: `[link](#link)`."""
    path, mark, fragment = link.href.casefold().partition("#")
    name = fragment if mark else path.rpartition("/")[2].partition(".")[0]
    return name == text.replace(" ", "-")
