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

# Parameters of signed addresses (S3, CloudFront, Google Cloud, Azure), and hosts of chats.
_SIGNED = re.compile(
    r"[?&](?:X-Amz-(?:Signature|Expires)|X-Goog-Signature|Expires|Key-Pair-Id|Signature|sig|se"
    r"|token|jwt|exp|hdnea)=",
    re.IGNORECASE,
)
_HOSTS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:cdn\.discordapp\.com|media\.discordapp\.net|files\.slack\.com"
    r"|prod-files-secure\.s3|private-user-images\.githubusercontent\.com|attachment\.freshdesk\.com"
    r"|lh\d\.googleusercontent\.com)",
    re.IGNORECASE,
)


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
        Good("![Badge](https://img.shields.io/badge/a-b-green) ![메뉴](menu.png?token=1)\n"),
    ),
    severity=Severity.WARNING,
)
def hotlinked_image(page: Page) -> Iterator[Problem]:
    for image in page.images:
        if image.src.startswith(("http://", "https://", "//")) and (
            _SIGNED.search(image.src) or _HOSTS.match(image.src)
        ):
            yield Problem(place(image), target=image.target, via=page.via(image))
