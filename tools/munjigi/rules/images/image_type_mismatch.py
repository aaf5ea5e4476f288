"""Picture files that are of another type than their name says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.site import Inclusion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_TYPES = {
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".svg": "SVG",
    ".webp": "WebP",
}
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|svg)", re.IGNORECASE)


@rule(
    summary=Text(en="A picture's name tells its type", ko="그림 파일의 이름과 형식이 같습니다"),
    why=Text(
        en="Web servers tell browsers the type by the name. An SVG called `.png`, or an error page "
        "saved as a picture, shows as a broken frame.",
        ko="웹 서버는 이름으로 형식을 알려 줍니다. 이름만 `.png`인 SVG나 그림 대신 저장된 오류 "
        "페이지는 깨진 그림으로 보입니다.",
    ),
    message=Text(
        en='"{name}" is named like a {named} file but is {found}',
        ko='"{name}" 파일은 이름이 {named} 형식이지만 내용은 {found}입니다',
    ),
    examples=(
        Bad(
            {"index.md": "![Menu](menu.png)\n", "menu.png": b"\xff\xd8\xff\xe0JFIF"},
            spans=(("menu.png", 0, 0),),
        ),
        Bad(
            {"index.md": "![그림](a.jpg)\n", "a.jpg": b"<!doctype html><title>404</title>"},
            spans=(("a.jpg", 0, 0),),
        ),
        Good(
            {
                "index.md": "![A](a.png) ![B](b.svg) ![C](c.webp) ![D](d.gif)\n",
                "a.png": b"\x89PNG\r\n\x1a\n",
                "b.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n",
                "c.webp": b"RIFF\x00\x00\x00\x00WEBP",
                "d.gif": b"",
            }
        ),
    ),
    severity=Severity.WARNING,
)
def image_type_mismatch(site: Site) -> Iterator[Problem]:
    for src, file in site.files.items():
        named = _TYPES.get(src[src.rfind(".") :].lower())
        if named is None or not file.size or file.inclusion is Inclusion.EXCLUDED:
            continue
        head = site.head(src)
        found = _type(head)
        if head and found is not None and found != named:
            other = Text(en="another type", ko="다른 형식")
            yield Problem(Span(file.path, 0, 0), name=src, named=named, found=found or other)


def _type(head: bytes) -> str | None:
    """What a file is by its first bytes: "" for none of the types, None where that is not sure."""
    for start, name in (
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"RIFF", "WebP" if head[8:12] == b"WEBP" else ""),
    ):
        if head.startswith(start):
            return name
    if _SVG.match(head):
        return "" if b"html" in head.lower() else "SVG"
    return None if head.startswith(b"\x89PNG") else ""
