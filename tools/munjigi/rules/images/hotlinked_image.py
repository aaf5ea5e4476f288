"""Pictures shown from someone else's address that will expire."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

_WEB = ("http://", "https://", "//")
# Hosts of chats and private repositories, whose files need a login or a fresh signature.
_HOST = re.compile(
    r"(?:https?:)?//(?:cdn\.discordapp\.com/(?:ephemeral-)?attachments|media\.discordapp\.net/"
    r"|files\.slack\.com/|private-user-images\.githubusercontent\.com/"
    r"|prod-files-secure\.s3\.)",
    re.IGNORECASE,
)
# Parameters that stand together in signed addresses, in lower case.
_SIGNED = (
    {"x-amz-signature"},  # S3
    {"x-goog-signature"},  # Google Cloud
    {"expires", "signature"},  # S3 of old, CloudFront, Google Cloud of old
    {"expirationtimestamp", "signature"},  # Notion
    {"se", "sig"},  # Azure
    {"oe", "oh"},  # Facebook, Instagram
    {"e", "t", "v"},  # LinkedIn
)
_JWT = re.compile(r"[?&;](?:amp;)?\w+=eyJ[\w-]+\.eyJ")  # a signed token, in any parameter
_RAW = re.compile(r"https?://raw\.githubusercontent\.com/[^?]*\?token=", re.IGNORECASE)
_NAME = re.compile(r"[?&;]([\w-]+)=")


@rule(
    summary=Text(
        en="Pictures do not depend on someone else's expiring address",
        ko="그림을 남의 만료되는 주소에 맡기지 않습니다",
    ),
    why=Text(
        en="A signed or private address works for the writer today and shows a broken frame to "
        "readers tomorrow. Keep a copy that you may use beside the page.",
        ko="서명된 주소나 비공개 주소는 글쓴이에게만, 그것도 잠시만 보입니다. 써도 되는 그림이면 "
        "사이트 안에 복사해 두십시오.",
    ),
    message=Text(
        en='"{target}" is an address that expires or needs a login',
        ko='"{target}" 주소는 만료되거나 로그인해야 보입니다',
    ),
    examples=(
        Bad("![Menu](⟦https://x.s3.amazonaws.com/a.png?X-Amz-Expires=600&X-Amz-Signature=1⟧)\n"),
        Bad('<img src="⟦https://cdn.discordapp.com/attachments/1/2/a.png⟧" alt="메뉴">\n'),
        Bad(
            "![메뉴](⟦https://a.blob.core.windows.net/b/c.png?sv=1&se=2026-12-01&sig=d⟧)\n\n"
            "![Menu](⟦https://help.example.com/inline?token=eyJhbGciOi.eyJpZCI6.x⟧)\n"
        ),
        Good("![Badge](https://img.shields.io/badge/a-b-green) ![메뉴](menu.png?token=1)\n"),
        Good(
            "![Coverage](https://codecov.io/gh/a/b/graph/badge.svg?token=AB12)\n\n"
            "![메뉴](https://storage.example.com/a.png?alt=media&token=0f-1e&v=2)\n"
            "![Map](https://example.com/map.png?se=1&t=2)\n"
        ),
    ),
    severity=Severity.WARNING,
)
def hotlinked_image(page: Page) -> Iterator[Problem]:
    for image in (*page.images, *page.embeds):
        if image.src.startswith(_WEB) and _expires(image.src):
            yield Problem(place(image), target=image.target, via=page.via(image))


def _expires(src: str) -> bool:
    if _HOST.match(src) or _RAW.match(src):
        return True
    if "?" not in src:
        return False
    names = {name.lower() for name in _NAME.findall(src[src.index("?") :])}
    if any(signed <= names for signed in _SIGNED[:-1]):
        return True
    linked_in = _SIGNED[-1] <= names and "licdn.com/" in src
    return linked_in or bool(_JWT.search(src))
