"""Where a new page stands: its path without language, and its file in each language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property

from munjigi.addresses import File
from munjigi.discover import Where, scan
from munjigi.gitignore import excluder
from munjigi.loader import site_files
from munjigi.localized import I18n, key_of, locale_of
from munjigi.model import Text
from munjigi.paths import MARKDOWN, inside, is_markdown, slashes
from munjigi.settings import Config
from munjigi.usage import UsageError

_EMPTY = Text(
    en="the page needs a path such as folder/name", ko="폴더/이름 꼴의 페이지 경로가 필요합니다"
)


def page_key(config: Config, given: str, here: str | None = None) -> str:
    """A page's path in the docs folder, without language and suffix.

    A path counts from the docs folder, or from the folder `here` where it leads into the docs
    folder from there; it may hold the language and the suffix. Raises `UsageError`.
    """
    docs = os.path.realpath(os.path.join(config.root, config.docs_dir))
    if not given.strip():
        raise UsageError(_EMPTY)
    if not given.isprintable() or "\\" in given:
        raise UsageError(_unusable(given))
    near = os.path.normpath(os.path.join(here, given)) if here else given
    full = near if inside(near, docs) else os.path.normpath(os.path.join(docs, given))
    folder, name = os.path.split(full)
    if given.endswith("/") or full == docs:
        folder, name = full, "index"
    full = os.path.join(os.path.realpath(folder), name)
    if not inside(full, docs):
        raise UsageError(_outside(given, config.docs_dir))
    src = slashes(os.path.relpath(full, docs))
    return bare(src if is_markdown(src) else f"{src}.md", I18n.of(config))


def bare(src: str, i18n: I18n | None) -> str:
    """A page's path in the docs folder without its language and suffix."""
    key = key_of(src, i18n) if i18n else src
    return next((key[: -len(end)] for end in MARKDOWN if key.endswith(end)), key)


class Places:
    """The files of a project's pages."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.i18n = I18n.of(config)
        self.files = [
            one for one in site_files(config, scan(Where.of(config))) if one.markdown and one.built
        ]

    def src(self, key: str, locale: str) -> str:
        """The path in the docs folder of a page in a language."""
        if self.i18n is None or locale == self._unmarked:
            return f"{key}.md"
        return f"{locale}/{key}.md" if self.i18n.structure == "folder" else f"{key}.{locale}.md"

    def path(self, src: str) -> str:
        """The path in the project's folder of a file in the docs folder."""
        docs = self.config.docs_dir
        return src if docs == "." else f"{docs}/{src}"

    def taken(self, key: str, locale: str) -> str:
        """The path of what stands where a page would, or has its address; "" where it is free."""
        path = self.path(self.src(key, locale))
        if os.path.lexists(os.path.join(self.config.root, path)):
            return path
        return self._by_address.get((locale, self._address(key)), "")

    def check(self, src: str) -> None:
        """Raises `UsageError` for a page that would be no part of the site."""
        excluded = excluder(self.config.exclude_docs)(src) or src.startswith(
            self.config.own_folders
        )
        if self.config.file is not None and excluded:
            raise UsageError(_excluded(self.path(src)))

    @cached_property
    def _unmarked(self) -> str:
        """The language whose pages do not carry it in their path, by those that there are."""
        if self.i18n is None:
            return ""
        own = [one.src for one in self.files if self._locale(one) == self.i18n.default]
        marked = sum(key_of(src, self.i18n) != src for src in own)
        return self.i18n.default if marked * 2 < len(own) else ""

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str], str]:
        return {
            (self._locale(one), self._address(bare(one.src, self.i18n))): one.path
            for one in self.files
        }

    def _locale(self, file: File) -> str:
        return locale_of(file.src, self.i18n) if self.i18n else ""

    def _address(self, key: str) -> str:
        """What two pages of one address share: MkDocs builds only one of them."""
        folder, slash, name = key.rpartition("/")
        if name not in ("index", "README"):
            return key
        return folder if self.config.use_directory_urls and folder else f"{folder}{slash}index"


def _unusable(given: str) -> Text:
    return Text(
        en=f'"{given!r}" is no path of a page; use letters, digits and hyphens, and / for folders',
        ko=f"페이지 경로로 쓸 수 없습니다: {given!r}. 글자와 숫자, 붙임표를 쓰고 폴더는 / 기호로 "
        "나누십시오",
    )


def _outside(given: str, docs: str) -> Text:
    return Text(
        en=f"{given} lies outside of the docs folder {docs}; a page's path counts from there",
        ko=f"{given} 경로는 문서 폴더 {docs} 밖에 있습니다. 페이지 경로는 그 폴더부터 적습니다",
    )


def _excluded(path: str) -> Text:
    return Text(
        en=f"{path} would be no part of the site: exclude_docs leaves it out; choose another path",
        ko=f"{path} 파일은 exclude_docs 설정 때문에 사이트에 나오지 않습니다. 다른 경로를 "
        "고르십시오",
    )
