"""What `munjigi new` asks and says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.reporters import counted
from munjigi.reporters.frame import visible, width

LINK = Text(en="planned link", ko="예정 링크")
ASK_TYPE = Text(en="Type", ko="유형")
ASK_PATH = Text(
    en="Path in the docs folder, without language and .md",
    ko="문서 폴더에서의 경로(언어와 .md 제외)",
)
NO_TYPE = Text(
    en="which type shall the page have? munjigi new TYPE PATH; munjigi new --list shows the types",
    ko="페이지 유형이 필요합니다: munjigi new 유형 경로. munjigi new --list 명령은 유형을 모두 "
    "보여 줍니다",
)
NO_PATH = Text(
    en="which path shall the page have? munjigi new TYPE PATH, such as folder/name",
    ko="페이지 경로가 필요합니다: munjigi new 유형 경로(예: 폴더/이름)",
)
TWO_TYPES = Text(
    en="the type is given twice: as TYPE and with --type",
    ko="유형이 두 번 있습니다. TYPE 인자와 --type 옵션 가운데 하나만 쓰십시오",
)
TWO_PATHS = Text(
    en="the path is given twice: as PATH and with --planned",
    ko="경로가 두 번 있습니다. PATH 인자와 --planned 옵션 가운데 하나만 쓰십시오",
)


def ask_title(language: str, locale: str) -> Text:
    """The question for a title."""
    name = f"{language} ({locale})" if language else locale
    return Text(en=f"Title, {name}", ko=f"제목, {name}") if name else Text(en="Title", ko="제목")


def no_title(locale: str) -> Text:
    flag = f'--title {locale}="…"' if locale else '--title "…"'
    return Text(en=f"the page needs a title: {flag}", ko=f"페이지 제목이 필요합니다: {flag}")


def bad_title(title: str) -> Text:
    return Text(
        en=f"the title {title!r} has characters that cannot be shown; write it without them",
        ko=f"제목에 표시할 수 없는 문자가 있습니다: {title!r}. 빼고 쓰십시오",
    )


def no_language(locale: str, locales: Sequence[str]) -> Text:
    listed = ", ".join(filter(None, locales))
    if not listed:
        return Text(
            en=f"the site has one language; leave {locale} out",
            ko=f"사이트의 언어는 하나입니다. {locale} 값을 빼십시오",
        )
    return Text(
        en=f"the site has no language {locale}; its languages: {listed}",
        ko=f"사이트에 {locale} 언어가 없습니다. 사이트의 언어: {listed}",
    )


def needs_template(name: str, locales: Sequence[str], folder: str) -> Text:
    files = ", ".join(f"{folder}/{name}.{one}.md" if one else f"{name}.md" for one in locales)
    return Text(
        en=f"the type {name} has no template for this; write {files}",
        ko=f"{name} 유형에 필요한 템플릿이 없습니다. 다음 파일을 쓰십시오: {files}",
    )


def no_template(name: str, locales: Sequence[str]) -> Text:
    listed = ", ".join(locales)
    return Text(
        en=f"No page in {listed}: the type {name} has no template in it.",
        ko=f"{listed} 페이지는 만들지 않았습니다. {name} 유형에 그 언어의 템플릿이 없습니다.",
    )


def taken(path: str, free: Sequence[str]) -> Text:
    rest = " ".join(f"--locale {one}" for one in free)
    return Text(
        en=f"{path} is there already; " + (f"make the rest with {rest}" if rest else "edit it"),
        ko=f"{path} 파일이 이미 있습니다. "
        + (f"나머지 언어는 {rest} 옵션으로 만드십시오" if rest else "그 파일을 고치십시오"),
    )


def not_planned(given: str, targets: Iterable[str]) -> Text:
    near = nearest(given, targets)
    return Text(
        en=f"no planned link leads to {given}; "
        + (f'did you mean "{near}"?' if near else "munjigi planned lists the planned pages"),
        ko=f"{given} 페이지를 기다리는 예정 링크가 없습니다. "
        + (
            f'"{near}" 페이지를 쓰려던 것입니까?'
            if near
            else "munjigi planned 명령은 예정 페이지를 모두 보여 줍니다"
        ),
    )


def guessed(name: str, why: Text) -> Text:
    return Text(
        en=f"Type {name}: {why.en}. Another one: --type.",
        ko=f"유형은 {name}: {why.ko}. 다른 유형은 --type 옵션으로 정합니다.",
    )


def waiting(count: int) -> Text:
    return Text(
        en=f"{counted(count, LINK, 'en')} to it: munjigi fix makes them live.",
        ko=f"이 페이지를 기다리는 {counted(count, LINK, 'ko')}: munjigi fix 명령으로 연결합니다.",
    )


def types(rows: Sequence[tuple[str, list[str], str]]) -> str:
    """The page types as a table."""
    names = max((width(name) for name, _, _ in rows), default=0)
    languages = max((len(", ".join(locales)) for _, locales, _ in rows), default=0)
    lines = []
    for name, locales, about in rows:
        space = " " * (names - width(name))
        listed = f"{', '.join(locales):<{languages}}  " if languages else ""
        lines.append(f"{visible(name)}{space}  {listed}{visible(about)}".rstrip())
    return "\n".join(lines) + "\n"
