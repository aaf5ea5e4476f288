"""Code that differs between the languages in more than its comments and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.pairs import Lack, lacks, pairs, place
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._code import (
    Code,
    brief,
    code_of,
    difference,
    is_natural,
    twins,
)
from munjigi.shape import shape

if TYPE_CHECKING:
    from munjigi.pairs import Side
    from munjigi.shape import Mark
    from munjigi.site import Site


@rule(
    summary=Text(
        en="Both languages show the same code",
        ko="두 언어의 코드가 같습니다",
    ),
    why=Text(
        en="Code is the same in every language, apart from comments and the words in it. Any other "
        "difference is a mistake in one of them. Words in another script stand for words of the "
        "translation, with the same names, numbers and variables.",
        ko="코드는 주석과 코드 속 글 말고는 언어와 관계없이 같습니다. 그 밖에 다른 곳이 있다면 "
        "어느 한쪽이 틀린 것입니다. 이름, 숫자, 변수가 같은 한글 문구는 번역한 것으로 봅니다.",
    ),
    message=Text(
        en='not the code of {place}, which has "{line}"',
        ko='{place} 위치의 코드에 있는 "{line}" 줄과 다릅니다',
    ),
    examples=(
        Bad(
            {
                "ko/a.md": "# 가 {#a}\n\n```sh\ncurl a  # 요청\ncurl -s b\n```\n",
                "en/a.md": "# A {#a}\n\n```sh\ncurl a\n⟦curl b⟧\n```\n",
            },
            fixed={"en/a.md": "# A {#a}\n\n```sh\ncurl a\ncurl -s b\n```\n"},
        ),
        Bad(
            {
                "ko/a.md": '# 가 {#a}\n\n```sh\ncurl -u "<앱 ID>"\n⟦echo "$A 토큰"⟧\n```\n',
                "en/a.md": '# A {#a}\n\n```sh\ncurl -u "<app-id>"\necho "token $A"\nls\n```\n',
            },
            fixed={"ko/a.md": '# 가 {#a}\n\n```sh\ncurl -u "<앱 ID>"\necho "$A 토큰"\nls\n```\n'},
        ),
        Bad(
            {
                "ko/a.md": '# 가 {#a}\n\n```sh\necho "토큰: $A"\n```\n',
                "en/a.md": '# A {#a}\n\n```sh\n⟦echo "token: $B"⟧\n```\n',
            }
        ),
        Bad({"ko/a.md": "# ⟦가⟧ {#a}\n", "en/a.md": "# A {#a}\n\n```sh\ncurl b\n```\n"}),
        Good(
            {
                "ko/a.md": "# 가\n\n## 나\n\n## 라\n\n```\nx\n```\n",
                "en/a.md": "# A\n\n## B\n\n```\ny\n```\n\n## C, which B may be\n\n## D\n",
            }
        ),
        Good(
            {
                "ko/a.md": "```sh\n# 토큰\ncurl a  # 요청\n```\n",
                "en/a.md": "```sh\n# token\ncurl  a # request\n```\n",
            }
        ),
        Good(
            {
                "ko/a.md": '```sh\nAPP=<앱 ID>\necho "$APP 앱의 토큰이 유효합니다"\n```\n',
                "en/a.md": '```sh\nAPP=<app ID>\necho "The token of $APP is valid"\n```\n',
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="unsafe",
    deep=True,
    gathers=shape,
)
def code_differs(site: Site) -> Iterator[Problem]:
    for pair in pairs(site):
        same = {
            (other.page.path, start): value
            for source, other in pair.both
            for start, value in twins(source, other).items()
        }

        def code(side: Side, mark: Mark, known: Known = same) -> str:
            return known.get((side.page.path, mark.start), mark.value)

        for lack in lacks(pair, "code", code):
            yield _missing(lack) if lack.own is None else _differing(lack, lack.own)


Known = dict[tuple[str, int], str]


def _missing(lack: Lack) -> Problem:
    """A section without code that the other one has."""
    line = code_of(lack.other, lack.mark).lines[-1]
    return Problem(lack.span, line=brief(line.text), place=lack.there)


def _differing(lack: Lack, own: Mark) -> Problem:
    """The first lines that differ, at the side that lacks one."""
    here, there = code_of(lack.side, own), code_of(lack.other, lack.mark)
    wanted, instead = difference(there.lines, here.lines) or (slice(0), slice(0))
    if wanted.start == wanted.stop:
        here, there, wanted, instead = there, here, instead, wanted
    told = here.lines[instead.start if instead.stop > instead.start else instead.start - 1]
    line = there.lines[wanted.start]
    return Problem(
        Span(here.page.path, told.start, told.end),
        fix=_fix(here, instead, there, wanted),
        line=brief(line.text),
        place=place(there.page, line.start),
    )


def _fix(here: Code, instead: slice, there: Code, wanted: slice) -> Fix | None:
    """The other side's lines instead of the own ones, where neither are words of a language."""
    if here.indent != there.indent:
        return None
    taken = there.page.text[slice(*there.whole(there.lines[wanted]))]
    at = here.lines[instead.start - 1].end
    span, text = Span(here.page.path, at, at), f"\n{taken}"
    if own := here.lines[instead]:
        span, text = Span(here.page.path, *here.whole(own)), taken
    cut = here.page.text[span.start : span.end]
    if any(is_natural(said, one.language) for said in (taken, cut) for one in (here, there)):
        return None
    return Fix((Edit(span, text),), safe=False)
