"""Links that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(en="Links lead somewhere", ko="링크는 어딘가로 이어집니다"),
    why=Text(en="Readers `click` on <them>.", ko="읽는 사람은 링크를 누릅니다."),
    message=Text(en='"{target}" leads nowhere', ko='"{target}" 링크의 대상이 없습니다'),
    examples=(
        Bad("[a](⟦b.md⟧)", fixed="[a](index.md)"),
        Bad({"a.md": "[a](⟦b.md⟧) [c](⟦d⟧)", "x.png": b"\x89"}, config="site_name: ``` a\n"),
        Bad("\ufeff[⟦a⟧\n⟦b⟧](⟦b|c⟧)", options={"most": 5}),
        Good("[a](index.md)\n\n```\n--8<-- x\n```\n"),
    ),
    fix="unsafe",
    options={
        "ignored": Text(en="Not these | `a|b` targets", ko="이 대상은 | 제외"),
        "most": Text(en="At most", ko="많아야"),
    },
)
def dead_link(
    site: Site, *, ignored: frozenset[str] = frozenset({"b", "a"}), most: int = 100
) -> Iterator[Problem]:
    for view in site.views:
        for page in view.pages:
            for link in page.links:
                if most and link.target not in ignored and not view.resolve(page, link).ok:
                    yield Problem(
                        link.target_span,
                        via=page.via(link),
                        target=link.target,
                        views=(view.locale,) if view.locale else None,
                    )
