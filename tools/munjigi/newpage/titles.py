"""The titles of a new page, one for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from munjigi.localized import is_locale
from munjigi.newpage import wording
from munjigi.newpage.ask import Asker
from munjigi.settings import Config
from munjigi.usage import UsageError


class Titles:
    """Titles as `given` on the command line (`TEXT` or `LOCALE=TEXT`), `planned`, or asked for.

    `planned` has the titles by language; it is empty for a page that nobody planned.
    """

    def __init__(
        self, config: Config, given: Sequence[str], planned: Mapping[str, str], ask: Asker
    ) -> None:
        self.names = {one.locale: one.name for one in config.languages}
        self.planned = planned
        self.ask = ask
        self.given = dict(self._given(given))

    def of(self, locales: Sequence[str]) -> Iterator[str]:
        """A title for each language, "" where a plan gives none and nobody answers.

        Raises `UsageError`.
        """
        for locale in locales:
            yield _usable(self.given.get(locale) or self.given.get("") or self._found(locale))

    def _found(self, locale: str) -> str:
        question = wording.ask_title(self.names.get(locale, ""), locale)
        if self.planned:
            return self.ask.offer(question, self.planned.get(locale, ""))
        return self.ask.need(question, wording.no_title(locale))

    def _given(self, given: Sequence[str]) -> Iterator[tuple[str, str]]:
        for one in given:
            locale, sign, title = one.partition("=")
            if sign and locale in self.names:
                yield locale, title
            elif sign and self.names and is_locale(locale):
                raise UsageError(wording.no_language(locale, list(self.names)))
            else:
                yield "", one


def _usable(title: str) -> str:
    """A title in one line."""
    title = " ".join(title.split())
    if not title.isprintable():
        raise UsageError(wording.bad_title(title))
    return title
