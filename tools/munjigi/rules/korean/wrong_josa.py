"""Particles in the form for another sound: `API을`, `**파일**를`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Text
from munjigi.readings import names_of
from munjigi.rule import Bad, Good, rule
from munjigi.rules.korean._flow import flows
from munjigi.rules.korean._particles import READINGS, particles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.rules.korean._flow import Flow
    from munjigi.rules.korean._particles import Particle


@rule(
    summary=Text(
        en="Korean particles fit the sound before them",
        ko="조사는 앞말의 소리에 맞게 씁니다",
    ),
    why=Text(
        en="Readers stumble over a particle in the wrong form. What counts is how the word before "
        "it is read aloud: API is “에이피아이”, so “를” follows; URL is “유알엘”, so “을” follows.",
        ko="조사가 앞말과 맞지 않으면 읽는 흐름이 끊깁니다. 앞말을 소리 내어 읽을 때의 끝소리를 "
        "따릅니다. API는 '에이피아이'로 읽어 '를'을 붙이고, URL은 '유알엘'로 읽어 '을'을 붙입니다.",
    ),
    message=Text(
        en='after "{word}" the particle is "{right}", not "{written}"',
        ko='"{word}" 뒤에는 "{written}" 조사가 아니라 "{right}" 조사를 씁니다',
    ),
    examples=(
        Bad("API⟦을⟧ 엽니다. URL⟦를⟧ 씁니다.\n", fixed="API를 엽니다. URL을 씁니다.\n"),
        Bad(
            "**API 키**⟦을⟧ 복사해 `id`⟦으로⟧ 보내면 [화면](a.md)⟦가⟧ 열립니다.\n",
            fixed="**API 키**를 복사해 `id`로 보내면 [화면](a.md)이 열립니다.\n",
        ),
        Bad("Freshchat(프레시챗)⟦를⟧ 켭니다. 10⟦로⟧ 바꾼 값은 10%⟦이⟧ 아닙니다.\n"),
        Bad("파일⟦를⟧ 서버⟦으로⟧ 옮기면 사용자⟦이⟧ 봅니다.\n"),
        Bad("Acme⟦를⟧ 엽니다.\n", options={"readings": ("Acme=애크밈",)}),
        Good(
            "가을 마을의 국가 평가와 효과를 사과와 함께 다룬 결과, 새로 난 도로는 경로가 됩니다.\n"
        ),
        Good(
            'Slack은, Zendesk는, `config.yaml`을, 3으로, 7로, 10px은, "저장"을, API이며 씁니다.\n'
        ),
        Good("Write API을 here, where hardly a word is Korean, and nobody will mind it at all.\n"),
        Good("Press **Save** and copy the `id` of the API.\n"),
    ),
    options={"readings": READINGS},
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def wrong_josa(page: Page, *, readings: tuple[str, ...] = ()) -> Iterator[Problem]:
    names = names_of(readings)
    for flow in flows(page):
        for particle in particles(flow, names):
            josa = particle.josa
            if particle.before and not any(josa.fits(final) for final in particle.before):
                yield from _problem(page, flow, particle)


def _problem(page: Page, flow: Flow, particle: Particle) -> Iterator[Problem]:
    josa, start = particle.josa, particle.start
    span = flow.span(start, start + len(josa.form))
    if span is None:
        return
    right = _right(flow, particle)
    via = page.via(flow.piece(start).source)
    yield Problem(
        span,
        fix=None if via else Fix((Edit(span, right),)),
        via=via,
        word=flow.before(start).split()[-1],
        written=josa.form,
        right=right,
    )


def _right(flow: Flow, particle: Particle) -> str:
    """The form that fits; 야 after a consonant is 이야, or 아 where someone is called."""
    josa = particle.josa
    if josa.form == "야" and flow.text[particle.start + 1 : particle.start + 2] not in (",", "!"):
        return "이야"
    return next(josa.pair.fitting(final) for final in sorted(particle.before, key=str))
