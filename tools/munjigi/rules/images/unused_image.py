"""Picture files that no page shows."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.site import Inclusion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Image, Link
    from munjigi.site import Site

PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_NAME = re.compile(r"[^\s\"'()<>,;=]+\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)


@rule(
    summary=Text(
        en="Every picture file is shown somewhere", ko="그림 파일은 모두 어딘가에 쓰입니다"
    ),
    why=Text(
        en="Pictures that no page shows are delivered all the same, grow old unseen, and may hold "
        "what was taken off the page for a reason.",
        ko="아무 페이지에서도 쓰지 않는 그림도 사이트에 실립니다. 오래되었거나 일부러 내린 내용이 "
        "남아 있을 수 있습니다.",
    ),
    message=Text(en='no page shows "{name}"', ko='"{name}" 그림을 쓰는 페이지가 없습니다'),
    examples=(
        Bad(
            {"index.md": "![Menu](menu.png)\n", "menu.png": b"", "old.png": b""},
            spans=(("old.png", 0, 0),),
        ),
        Good(
            {"index.md": "# 안내\n", "site.css": "body {background: url(bg.png)}\n", "bg.png": b""}
        ),
        Good({"index.md": "[Plan](plan.svg)\n", "plan.svg": "<svg></svg>"}),
    ),
    severity=Severity.INFO,
)
def unused_image(site: Site) -> Iterator[Problem]:
    used = set(_used(site))
    names = set(_named(site))
    for src, file in site.files.items():
        if (
            src.lower().endswith(PICTURES)
            and file.inclusion is not Inclusion.EXCLUDED
            and src not in used
            and posixpath.basename(src) not in names
        ):
            yield Problem(Span(file.path, 0, 0), name=src)


def _used(site: Site) -> Iterator[str]:
    """The files that links and pictures lead to."""
    for view in site.views:
        for page in view.pages:
            records: list[Link | Image] = [*page.links, *page.images, *page.embeds]
            for record in records:
                to = view.resolve(page, record)
                if to.kind == "asset" and to.served is not None:
                    yield to.served.file.src


def _named(site: Site) -> Iterator[str]:
    """The names of pictures that the configuration, the theme, styles, scripts or HTML mention."""
    paths = ["mkdocs.yml", *site.support]
    texts = [site.text(path) for path in paths]
    texts += [site.text(page.path) for page in site.pages.values() if "{" in str(page.front_matter)]
    for text in texts:
        for match in _NAME.finditer(text):
            yield posixpath.basename(unquote(match[0]))
