"""Entries of the nav without a translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.translation._scripts import LATIN, letters, script
from munjigi.settings import walk_nav

if TYPE_CHECKING:
    from munjigi.settings import Language
    from munjigi.site import Site

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
_FILES = {"ko/index.md": "# 가\n", "ko/a.md": "# 나\n", "en/index.md": "# A\n", "en/a.md": "# B\n"}


@rule(
    summary=Text(
        en="Every entry of the nav is translated", ko="내비게이션 항목은 모두 번역되어 있습니다"
    ),
    why=Text(
        en="An entry without a translation keeps its title in every language. MkDocs says nothing, "
        "even with `--strict`.",
        ko="번역이 없는 항목은 모든 언어에서 원래 제목으로 나옵니다. MkDocs는 `--strict` 옵션을 "
        "써도 알려 주지 않습니다.",
    ),
    message=Text(
        en='the nav entry "{title}" has no translation for: {languages}',
        ko='내비게이션 항목 "{title}" 제목을 다음 언어로 번역하지 않았습니다: {languages}. 번역을 '
        "더하십시오",
    ),
    examples=(
        Bad(_FILES, config=CONFIG.replace("  - Freshchat: a.md", "  - ⟦설정⟧: a.md")),
        Bad(
            _FILES,
            config=CONFIG.replace("홈: Home", "Start: 시작")
            .replace("{locale: ko, name: 한국어, default: true", "{locale: en, default: true")
            .replace("locale: en\n", "locale: ko\n")
            .replace("  - 홈: index.md", "  - Start: index.md")
            .replace("  - Freshchat: a.md", "  - ⟦Settings⟧: a.md"),
        ),
        Good(_FILES, config=CONFIG),
        Good("# A\n"),
    ),
    severity=Severity.WARNING,
)
def untranslated_nav_entry(site: Site) -> Iterator[Problem]:
    default = site.config.default_language
    if site.i18n is None or default is None or site.config.nav is None:
        return
    for entry in walk_nav(site.config.nav):
        if entry.title is None:
            continue
        missing = [
            one.locale
            for one in site.config.built_languages
            if one is not default and one.nav is None and _lacks(one, default, entry.title)
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
