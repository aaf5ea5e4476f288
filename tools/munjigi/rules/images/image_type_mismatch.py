"""Picture files that are of another type than their name says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

_NAMED = {
    ".avif": "AVIF",
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".svg": "SVG",
    ".webp": "WebP",
}
_FIRST_BYTES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"....ftyphei[cfmsx]", re.DOTALL), "HEIC"),
    (re.compile(rb"BM.{12}\x28\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg|!DOCTYPE\s+svg)\b", re.IGNORECASE), "SVG"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:html|!DOCTYPE\s+html)\b", re.IGNORECASE), "HTML"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s"), "XML"),
)
_ALSO = {"XML": "SVG"}  # an XML declaration stands before many an SVG


@rule(
    summary=Text(en="A picture's name tells its type", ko="그림 파일의 이름과 형식이 같습니다"),
    why=Text(
        en="Web servers and tools go by the name. An SVG called `.png`, a photo in HEIC called "
        "`.jpg` or an error page saved as a picture shows as a broken frame; other mix-ups fail in "
        "tools that shrink or print pictures.",
        ko="웹 서버와 도구는 이름으로 형식을 압니다. 이름만 `.png`인 SVG, 이름만 `.jpg`인 HEIC "
        "사진, 그림 대신 저장된 오류 페이지는 깨져 보입니다. 다른 경우에도 그림을 줄이거나 "
        "인쇄하는 도구가 실패합니다.",
    ),
    message=Text(
        en='"{name}" is not {named} but {found}',
        ko='"{name}" 파일은 {named} 형식이 아니라 {found} 형식입니다',
    ),
    examples=(
        Bad(
            {"index.md": "![Menu](menu.png)\n", "menu.png": b"\xff\xd8\xff\xe0JFIF"},
            spans=(("menu.png", 0, 0),),
        ),
        Bad(
            {
                "index.md": "![그림](a.jpg) ![나](나.SVG)\n",
                "a.jpg": b"\n<!doctype html><title>404</title>",
                "나.SVG": b"\x89PNG\r\n\x1a\n",
            },
            spans=(("a.jpg", 0, 0), ("나.SVG", 0, 0)),
        ),
        Bad(
            {
                "index.md": "![A](a.png) ![B](b.jpeg)\n",
                "a.png": '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
                "b.jpeg": b"\0\0\0\x24ftypheic",
            },
            spans=(("a.png", 0, 0), ("b.jpeg", 0, 0)),
        ),
        Good(
            {
                "index.md": "![A](a.png) ![B](b.svg) ![C](c.webp) ![D](d.gif) ![E](e.avif)\n",
                "a.png": b"\x89PNG\r\n\x1a\n",
                "b.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n",
                "c.webp": b"RIFF\x00\x00\x00\x00WEBP",
                "d.gif": b"GIF89a",
                "e.avif": b"\0\0\0\x1cftypavif",
            }
        ),
        Good(
            {
                "index.md": "![가](가.svg) ![나](나.svg) ![다](다.png) ![라](라.png)\n",
                "가.svg": '<?xml version="1.0"?>\n<!-- 손으로 그림 -->\n<svg></svg>\n',
                "나.svg": b"\xff\xfe<\0s\0v\0g\0",
                "다.png": "version https://git-lfs.github.com/spec/v1\n",
                "라.png": b"",
            }
        ),
    ),
    severity=Severity.WARNING,
)
def image_type_mismatch(site: Site) -> Iterator[Problem]:
    for src, file in site.files.items():
        named = _NAMED.get(src[src.rfind(".") :].lower())
        if named is None or not file.size or not file.built:
            continue
        head = site.head(src)
        found = next((name for first, name in _FIRST_BYTES if first.match(head)), named)
        if named not in (found, _ALSO.get(found)):
            yield Problem(Span(file.path, 0, 0), name=src, named=named, found=found)
