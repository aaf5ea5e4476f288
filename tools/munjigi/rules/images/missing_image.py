"""Pictures, and other embedded files, that are not there."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from munjigi.model import Problem, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.images._images import EXTENSIONS, own_picture, written
from munjigi.rules.links._links import HINTS, docs_path, languages, place, retarget
from munjigi.rules.links._made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Image
    from munjigi.page import Page
    from munjigi.site import Resolution, Served, Site, View

# Addresses that mean something on the author's computer only.
_LOCAL = re.compile(r"(?:blob|file):|[A-Za-z]:[\\/]")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?/")
_CONFIG = "site_name: A\nexclude_docs: drafts/\n"


@rule(
    summary=Text(
        en="Every picture and embedded file on a page is a file of the site",
        ko="페이지에 넣은 그림과 파일은 모두 사이트에 있습니다",
    ),
    why=Text(
        en="Readers see a broken frame instead of the picture. Letter case counts: `Menu.PNG` and "
        "`menu.png` are two files on the web server, even where they are one on your disk.",
        ko="그림 자리에 깨진 틀이 보입니다. 내 컴퓨터에서는 같은 파일이라도 웹 서버에서는 "
        "`Menu.PNG`와 `menu.png`가 서로 다른 파일이므로 대소문자까지 맞아야 합니다.",
    ),
    message=Text(
        en='"{target}" shows nothing: {reason}',
        ko='{reason} "{target}" 자리에 아무것도 보이지 않습니다',
    ),
    examples=(
        Bad(
            {"index.md": "![Menu](⟦Menu.PNG⟧)\n", "menu.png": b"\x89PNG\r\n\x1a\n"},
            fixed={"index.md": "![Menu](menu.png)\n"},
        ),
        Bad('<img src="⟦assets/login.png⟧" alt="로그인 화면">\n\n![메뉴][m]\n\n[m]: ⟦none.svg⟧\n'),
        Bad(
            {
                "guide/a.md": '<img src="⟦menu.png⟧" alt="메뉴">\n\n![메뉴](⟦menu.jpg⟧)\n',
                "guide/menu.png": b"",
            },
            fixed={
                "guide/a.md": '<img src="../menu.png" alt="메뉴">\n\n![메뉴](menu.png)\n',
            },
        ),
        Bad(
            {
                "index.md": "![A](⟦drafts/a.png⟧) ![B](⟦../../b.png⟧) ![C](⟦index.md⟧)\n\n"
                '<img src="⟦file:///C:/Users/a/b.png⟧" alt="B"> <video src="⟦b.mp4⟧"></video>\n',
                "drafts/a.png": b"",
            },
            config=_CONFIG,
        ),
        Good(
            {
                "index.md": "![Menu](menu.png) ![Map](https://example.org/a.png) `![x](none.png)`\n"
                "![점](data:image/gif;base64,R0lGODlhAQABAAAAACw=) ![그림](%EA%B0%80.png)\n\n"
                '<!-- ![나중에](later.png) --> <iframe src="guide/"></iframe>\n',
                "menu.png": b"",
                "가.png": b"",
                "guide.md": "# A\n",
            }
        ),
        Bad(
            {
                "ko/index.md": "![메뉴](menu.png)\n",
                "ko/menu.png": b"",
                "en/index.md": "![Menu](⟦../ko/menu.png⟧)\n",
                "en/menu.png": b"",
            },
            fixed={"en/index.md": "![Menu](menu.png)\n"},
        ),
        Good(
            "![Graph](charts/a.png) ![그림]({{ logo }})\n",
            options={"generated": frozenset({"charts/*"})},
        ),
    ),
    fix="unsafe",
    options={
        "generated": Text(
            en="Paths in the docs folder that a plugin makes at build time (`*`: anything)",
            ko="빌드할 때 플러그인이 만드는 문서 폴더 안의 경로(`*`는 모든 글자)",
        )
    },
)
def missing_image(site: Site, *, generated: frozenset[str] = frozenset()) -> Iterator[Problem]:
    for number, (view, page, image, to) in enumerate(_missing(site, Made(site, generated))):
        hinted = number < HINTS and not view.is_fallback(page) and to.kind == "missing"
        meant = _meant(view, page, image) if hinted else ""
        yield Problem(
            place(image),
            fix=retarget(image, meant, safe=False),
            target=image.target,
            via=page.via(image),
            views=languages(view),
            suggestion=meant,
            reason=_reason(view, to),
        )


def _missing(site: Site, made: Made) -> Iterator[tuple[View, Page, Image, Resolution]]:
    plain = site.config.file is None
    folders = {src[: src.find("/") + 1] for src in site.files if _LANGUAGE.match(src)}
    for view in site.views:
        for page, image, to, _ in view.odd_images:
            if not _is_missing(view, image, to) or made.target(page, image, to):
                continue
            if not plain or not _elsewhere(view, page, image, folders):
                yield view, page, image, to


def _is_missing(view: View, image: Image, to: Resolution) -> bool:
    if to.kind == "asset":
        return False
    if to.kind == "external":
        return bool(_LOCAL.match(image.src))
    if to.kind == "page":
        return image.tag == "img"
    # Beside the site anything may stand, unless it was meant to count from the site's own top.
    return to.kind != "outside" or to.form == "source" or view.site.at(to.path) is not None


def _elsewhere(view: View, page: Page, image: Image, languages: set[str]) -> bool:
    """Whether a program other than MkDocs may show the picture.

    It may count from its root or from a page's URL, and share pictures among `languages`.
    """
    src = unquote(image.src.partition("?")[0])
    stem = posixpath.splitext(page.src)[0]
    paths = [posixpath.normpath(f"{folder}/{src}") for folder in (posixpath.dirname(stem), stem)]
    files = view.site.files
    if src.startswith("/") or any(path in files for path in paths):
        return True
    inner = [path.partition("/")[2] for path in paths if _LANGUAGE.match(path)]
    return any(language + path in files for language in languages for path in inner)


def _meant(view: View, page: Page, image: Image) -> str:
    own = own_picture(view, page, image)
    found = (_served(view, page, one) for one in view.suggestions(page, image.src))
    for served in (own, *found, *_other_types(view, page, image)):
        if served is not None and not served.file.markdown and served.file.built:
            return written(view, page, image, served)
    return ""


def _served(view: View, page: Page, target: str) -> Served | None:
    return view.resolve_target(page, target.partition("#")[0]).served


def _other_types(view: View, page: Page, image: Image) -> Iterator[Served | None]:
    """The picture of the same name that was saved as another type."""
    stem, dot, extension = image.src.rpartition(".")
    if extension.lower() in EXTENSIONS:
        yield from (_served(view, page, stem + dot + other) for other in EXTENSIONS)


def _reason(view: View, to: Resolution) -> Text:
    path = docs_path(view, to.path)
    if to.kind == "page":
        return Text(en="it leads to a page", ko="그림이 아니라 페이지를 가리켜")
    if to.kind == "external":
        return Text(en="the address holds on one computer only", ko="한 컴퓨터에서만 통하는 주소라")
    if to.kind == "outside":
        return Text(en="it points outside the site", ko="사이트 밖을 가리켜")
    if to.kind == "excluded":
        return Text(en=f"{path} is not part of the site", ko=f"{path} 파일이 사이트에서 빠져 있어")
    if to.form == "source":
        return Text(en=f"there is no {path}", ko=f"{path} 파일이 없어")
    return Text(
        en=f"the site has nothing at /{to.path}", ko=f"사이트의 /{to.path} 주소가 비어 있어"
    )
