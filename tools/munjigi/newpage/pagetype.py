"""The type of a new page: which there are, and which one a planned page is likely to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from munjigi.facts import FrontMatter
from munjigi.localized import I18n
from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.newpage.place import bare
from munjigi.pagetypes import PageTypes
from munjigi.reading import PageReader
from munjigi.settings import Config
from munjigi.site import Site
from munjigi.snippets import Snippets
from munjigi.template import TODO, Template
from munjigi.usage import UsageError

_NO_TYPES = Text(
    en="this project has no page types: list munjigi under plugins in mkdocs.yml, and put a "
    "template such as guide.md into _templates in the docs folder",
    ko="이 프로젝트에는 페이지 유형이 없습니다. mkdocs.yml의 plugins에 munjigi를 넣고, 문서 폴더의 "
    "_templates 폴더에 guide.md 같은 템플릿을 두십시오",
)
_NAMED = Text(en="its path names the type", ko="경로에 유형 이름이 있습니다")
_IN_SITE = Text(en="the commonest of the site", ko="사이트에서 가장 많은 유형입니다")
_NO_GUESS = Text(
    en="no page shows which type this one should have; name it with --type",
    ko="어떤 유형으로 만들지 알 수 있는 페이지가 없습니다. --type 옵션으로 정하십시오",
)


class Guess(NamedTuple):
    """A type, and why this one."""

    name: str
    why: Text


def read_types(config: Config) -> PageTypes:
    """The page types of a project; raises `UsageError` where it has none, `ConfigError`."""
    types = PageReader(config, Snippets(config)).types
    if types is None or not types.templates:
        raise UsageError(_NO_TYPES)
    types.check()
    return types


def template_of(types: PageTypes, name: str, src: str) -> Template | None:
    """The template of a type for the page at `src` in the docs folder."""
    block = FrontMatter(-1, -1, {types.config.settings.type_key: name})
    found = types.of(src, block)
    return found.template if found else None


def known_type(types: PageTypes, name: str) -> str:
    """The name of a type; raises `UsageError` for one that there is not."""
    if name in types.templates:
        return name
    raise UsageError(_unknown(name, sorted(types.templates)))


def described(types: PageTypes, lang: str) -> list[tuple[str, list[str], str]]:
    """Each type with the languages of its templates and a line on what it is for."""
    found = []
    for name, templates in sorted(types.templates.items()):
        shown = templates.get(lang) or next(iter(templates.values()))
        title = shown.title.text if shown.title else ""
        about = shown.about or TODO.sub(r"<\1>", title)
        found.append((name, sorted(filter(None, templates)), about))
    return found


def guess(site: Site, types: PageTypes, key: str) -> Guess:
    """The likely type of the page with this path; raises `UsageError` where nothing tells.

    The type that the file's name names, else the commonest among the pages of the folder, else
    among those of the site, where types that ask for no sections do not count: anything has one of
    them. Landing pages count in neither.
    """
    folder, _, name = key.rpartition("/")
    named = [one for one in types.templates if f"-{one}-" in f"-{name}-"]
    if named:
        return Guess(max(named, key=len), _NAMED)
    own = list(_pages(site, types))
    for listed, why in (
        ([kind for where, kind, _ in own if where == folder], _in_folder(folder)),
        ([kind for _, kind, given in own if not given and _asks(types, kind)], _IN_SITE),
    ):
        if listed:
            return Guess(_commonest(listed), why)
    raise UsageError(_NO_GUESS)


def _asks(types: PageTypes, name: str) -> bool:
    """Whether a type asks for sections."""
    return any(one.sections for one in types.templates[name].values())


def _pages(site: Site, types: PageTypes) -> Iterable[tuple[str, str, bool]]:
    """Folder and type of each page that readers get, and whether settings gave the type."""
    i18n = I18n.of(site.config)
    for page in site.pages.values():
        folder, _, name = bare(page.src, i18n).rpartition("/")
        counts = name not in ("index", "README") and site.views_of(page)
        if counts and page.type and page.type.name in types.templates:
            yield folder, page.type.name, page.type.by_settings


def _commonest(names: Sequence[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _in_folder(folder: str) -> Text:
    return Text(
        en=f"the commonest of the folder {folder or '.'}",
        ko=f"{folder or '.'} 폴더에서 가장 많은 유형입니다",
    )


def _unknown(name: str, names: Sequence[str]) -> Text:
    near = nearest(name, names)
    listed = ", ".join(names)
    return Text(
        en=f'there is no page type "{name}"'
        + (f'; did you mean "{near}"?' if near else ";")
        + f" Types: {listed}",
        ko=f'"{name}" 페이지 유형은 없습니다.'
        + (f' "{near}" 유형을 쓰려던 것입니까?' if near else "")
        + f" 유형: {listed}",
    )
