"""Entries of the nav without a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._scripts import LATIN, letters, script
from munjigi.settings import walk_nav

if TYPE_CHECKING:
    from munjigi.settings import Language, NavEntry
    from munjigi.site import Site
    from munjigi.view import View

_WORD = re.compile(r"[^\W_][\w.+-]*")
_NAME = re.compile(r"^[A-Z0-9].*[A-Z0-9]|^[a-z].*[A-Z]|^[0-9]")  # API, GitHub, iOS, 2.0

CONFIG = """\
site_name: A
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true, build: true}
        - locale: en
          name: English
          build: true
          nav_translations:
            홈: Home
nav:
  - 홈: index.md
  - Freshchat: a.md
"""
ENGLISH = (
    CONFIG.replace("홈: Home", "Start: 시작")
    .replace("{locale: ko, name: 한국어, default: true", "{locale: en, default: true")
    .replace("locale: en\n", "locale: ko\n")
    .replace("  - 홈: index.md", "  - Start: index.md")
)
_FILES = {"ko/index.md": "# 가\n", "ko/a.md": "# 나\n", "en/index.md": "# A\n", "en/a.md": "# B\n"}


@rule(
    summary=Text(
        en="Every entry of the nav is translated", ko="내비게이션 항목은 모두 번역되어 있습니다"
    ),
    why=Text(
        en="An entry without a translation keeps its title in every language. MkDocs says nothing, "
        "even with `--strict`. Names such as GitHub and API need none, nor does a word that the "
        "heading of a translated page has too.",
        ko="번역이 없는 항목은 모든 언어에서 원래 제목으로 나옵니다. MkDocs는 `--strict` 옵션을 "
        "써도 알려 주지 않습니다. GitHub, API 같은 이름과 번역한 페이지의 제목에도 쓴 단어는 "
        "번역하지 않아도 됩니다.",
    ),
    message=Text(
        en='the nav entry "{title}" has no translation for: {languages}',
        ko='내비게이션 항목 "{title}" 제목을 다음 언어로 번역하지 않았습니다: {languages}. 번역을 '
        "더하십시오",
    ),
    examples=(
        Bad(_FILES, config=CONFIG.replace("  - Freshchat: a.md", "  - ⟦설정⟧: a.md")),
        Bad(_FILES, config=ENGLISH.replace("Freshchat", "⟦Settings⟧")),
        Good(_FILES, config=CONFIG),
        Good(
            {**_FILES, "ko/a.md": "# Slack 연결하기\n"},
            config=ENGLISH.replace("Freshchat: a.md", "GitHub: a.md\n  - Slack:\n    - API: a.md"),
        ),
        Good("# A\n"),
    ),
    severity=Severity.WARNING,
)
def untranslated_nav_entry(site: Site) -> Iterator[Problem]:
    default = site.config.default_language
    if site.i18n is None or default is None or site.config.nav is None:
        return
    views = {view.locale: view for view in site.views}
    for entry in walk_nav(site.config.nav):
        if entry.title is None:
            continue
        missing = [
            one.locale
            for one in site.config.built_languages
            if one is not default
            and one.nav is None
            and _lacks(one, default, entry.title)
            and not _is_name(entry.title, set(_known(views.get(one.locale), entry)))
        ]
        if missing:
            names = ", ".join(missing)
            yield Problem(entry.title_span, title=entry.title, languages=names)


def _lacks(language: Language, default: Language, title: str) -> bool:
    """Whether the title is in the default language's own letters, and not translated.

    A title in Latin letters may be a name: it is asked for only where other titles are translated.
    """
    if title in language.nav_translations or script(default.locale) == script(language.locale):
        return False
    if script(default.locale) == LATIN:
        return bool(language.nav_translations)
    return letters(default.locale).search(title) is not None


def _is_name(title: str, known: Set[str]) -> bool:
    """Whether a title is made of names in Latin letters: known ones, or spelt as names are."""
    words = _WORD.findall(title)
    return bool(words) and all(_NAME.search(word) or word in known for word in words)


def _known(view: View | None, entry: NavEntry) -> Iterator[str]:
    """Words in Latin letters in the titles of the translated pages of an entry."""
    if view is None:
        return
    for one in walk_nav((entry,)):
        served = view.find_nav(one)
        page = view.site.pages.get(served.file.path) if served else None
        if page is not None and page.locale == view.locale:
            titles = [heading.text for heading in page.headings if heading.level == 1]
            yield from (word for text in titles for word in _WORD.findall(text))
