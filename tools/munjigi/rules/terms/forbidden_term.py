"""Forms of a term that the glossary does not want."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Fix, Problem, Severity, Text
from munjigi.ranges import is_in
from munjigi.rule import Bad, Good, rule
from munjigi.rules.terms._text import bold_labels, is_quoted, pieces, plural, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.rules.terms._text import Piece
    from munjigi.termmatch import Use

TERMS = """\
terms:
  - ko: 자격 증명
    en: credential
    forbidden:
      ko: {크리덴셜: 뜻이 드러나지 않습니다, 자격증명: 띄어 씁니다}
      en: {access key: too narrow}
  - ko: 앱 ID
    en: App ID
    forbidden: {ko: {앱 아이디: 화면의 이름과 다릅니다}, en: {application identifier: }}
"""
LABELS = "vendor: acme\nscreens:\n  - {en: Keys, labels: [{en: Access key, vouched_by: vendor}]}\n"
_BRACKET = re.compile(r"\s*[(\uff08]\s*")


@rule(
    summary=Text(
        en="A thing has one name, that of the glossary", ko="같은 것은 용어집의 이름 하나로 씁니다"
    ),
    why=Text(
        en="Two names for one thing make readers look for the difference. The glossary says which "
        "forms a term does not take, and why. Code, addresses, quotations and bold labels of "
        "screens may say otherwise.",
        ko="하나를 두 이름으로 부르면 독자는 차이를 찾게 됩니다. 쓰지 않을 표현과 그 이유는 "
        "용어집에 있습니다. 코드와 주소, 인용한 글, 굵은 글자의 화면 이름은 달라도 됩니다.",
    ),
    message=Text(
        en='"{text}" is called "{name}" here{reason}',
        ko='{reason}"{text}" 대신 "{name}" 표현을 씁니다',
    ),
    examples=(
        Bad(
            {
                "index.md": "⟦크리덴셜⟧을 만들고 **⟦앱 아이디⟧**를 적습니다. "
                "⟦자격증명⟧이라고 합니다.\n",
                "_terms/a.yml": TERMS,
            },
            fixed="자격 증명을 만들고 **앱 ID**를 적습니다. 자격 증명이라고 합니다.\n",
        ),
        Bad(
            {
                "index.md": "⟦Access keys⟧ need an ⟦application identifier⟧. "
                "Add an ⟦access key⟧.\n",
                "_terms/a.yml": TERMS,
            },
            fixed="Credentials need an App ID. Add a credential.\n",
        ),
        Good(
            {
                "index.md": "자격 증명(크리덴셜)과 앱 ID를, 「크리덴셜」, `크리덴셜`, "
                "자격증명서, **Access key**, https://a.b/크리덴셜 with credentials.\n",
                "_terms/a.yml": TERMS,
                "_terms/b.yml": LABELS,
            }
        ),
        Good("용어집이 없는 프로젝트의 크리덴셜입니다.\n"),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def forbidden_term(page: Page) -> Iterator[Problem]:
    if page.terms is None:
        return
    matcher = page.terms.matcher(page.locale)
    labels: list[tuple[int, int]] | None = None
    for piece in pieces(page):
        before: Use | None = None
        for use in matcher.find(piece.text):
            if use.form.variant and not _is_told(piece.text, before, use):
                labels = bold_labels(page) if labels is None else labels
                if piece.path != page.path or not is_in(labels, piece.start + use.start):
                    yield _problem(page, piece, use)
            before = use


def _is_told(text: str, before: Use | None, use: Use) -> bool:
    """Whether the form is quoted, or stands in brackets behind the name: `자격 증명(크리덴셜)`."""
    if is_quoted(text, use.start):
        return True
    if before is None or before.form.variant or before.form.term is not use.form.term:
        return False
    return _BRACKET.fullmatch(text, before.end, use.start) is not None


def _problem(page: Page, piece: Piece, use: Use) -> Problem:
    span = piece.span(use.start, use.end)
    written, form = piece.text[use.start : use.end], use.form
    name = plural(form.name) if use.plural else form.name
    if written[0].isupper() and form.text[0].islower():
        name = name[0].upper() + name[1:]
    via = page.via(piece.source) if piece.source else None
    why = form.variant.why if form.variant else ""
    own = piece.path == page.path
    return Problem(
        span,
        fix=Fix(replacing(page.text, span, name)) if own else None,
        via=via,
        text=written,
        name=name,
        reason=Text(en=f": {why}", ko=f"{why}. ") if why else Text(en="", ko=""),
    )
