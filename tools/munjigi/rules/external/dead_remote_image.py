"""Pictures from somebody else's address that is dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.remote import State
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site


@rule(
    summary=Text(
        en="Pictures from other sites are still there", ko="다른 사이트의 그림이 아직 있습니다"
    ),
    why=Text(
        en="Readers see a broken frame. Keep a copy that you may use beside the page.",
        ko="독자에게 깨진 그림이 보입니다. 써도 되는 그림이면 사이트 안에 복사해 두십시오.",
    ),
    message=Text(
        en='the picture "{address}" is dead: {why}',
        ko='{why}: "{address}" 그림이 없습니다',
    ),
    examples=(
        Bad(
            "![Menu](⟦https://img.hanbitlog.co.kr/menu.png⟧)\n",
            web={"https://img.hanbitlog.co.kr/menu.png": "410"},
        ),
        Bad(
            '<img src="⟦https://img.hanbitlog.co.kr/설정.png⟧" alt="설정">\n',
            web={"https://img.hanbitlog.co.kr/설정.png": "404"},
        ),
        Good(
            "![메뉴](https://img.hanbitlog.co.kr/menu.png)\n",
            web={"https://img.hanbitlog.co.kr/menu.png": "200"},
        ),
    ),
)
def dead_remote_image(site: Site) -> Iterator[Problem]:
    for use, verdict in site.remote.found(site, State.DEAD) if site.remote else ():
        if use.picture:
            yield Problem(
                use.span, target=use.written, via=use.via, address=use.target, why=verdict.why
            )
