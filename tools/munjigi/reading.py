"""One page read: its bytes, its facts, and what a check finds on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.codec import decode, encode, pack, unpack
from munjigi.detail import Detail, Key
from munjigi.digest import SIZE_LIMIT, digest
from munjigi.facts import Facts, Flaw
from munjigi.localized import I18n, locale_of
from munjigi.page import Page
from munjigi.snippets import Snippets
from munjigi.source import UnreadableFileError
from munjigi.source import decode as decode_text

if TYPE_CHECKING:
    from munjigi.cache import Entry
    from munjigi.discover import Found
    from munjigi.keptfacts import KeptFacts
    from munjigi.pagetypes import PageTypes
    from munjigi.settings import Config
    from munjigi.template import PageType
    from munjigi.termfiles import TermFiles
    from munjigi.terms import Terms

Check = Callable[[Page], Any]


class PageRead(NamedTuple):
    """What reading a page gave; `hash` is "" and `line` empty where no cache asked for them.

    `suspects` is as in `Site`, or None where nobody asked.
    """

    facts: Facts | KeptFacts
    findings: Any
    hash: str
    snippets: Mapping[str, str]
    line: bytes
    suspects: Any = None

    def packed(self) -> bytes:
        """The page as bytes, for another process."""
        head = [self.hash, dict(self.snippets), self.findings, bool(self.line), self.suspects]
        return json.dumps(head).encode() + b"\n" + (self.line or pack(self.facts))

    @classmethod
    def unpacked(cls, data: bytes, path: str, again: Callable[[], Facts]) -> PageRead:
        """What `packed` made of the page at `path`; `again` is as in `KeptFacts`."""
        head, _, line = data.partition(b"\n")
        content, snippets, findings, kept, suspects = json.loads(head)
        facts = decode(line, path, again) if kept else unpack(line)
        return cls(facts, findings, content, snippets, line if kept else b"", suspects)


class PageReader:
    """Reads pages; `check`, `ruleset` and `deep` are as in `loader.load_site`.

    `keep` says that the results go into a cache; `follow` makes `PageRead.suspects`.
    """

    def __init__(
        self,
        config: Config,
        snippets: Snippets,
        *,
        check: Check | None = None,
        ruleset: str = "",
        deep: bool = False,
        keep: bool = False,
    ) -> None:
        self.config = config
        self.snippets = snippets
        self.i18n = I18n.of(config)
        self.types = self._types() if config.settings.templates else None
        self.check = check
        self.words = self._words() if config.settings.terms else None
        own = [one.digest for one in (self.types, self.words) if one]
        self.ruleset = " ".join((ruleset, *own))
        self.deep = deep
        self.keep = keep
        self.follow: Callable[[Page], Any] | None = None
        self._load_type = self._type_of  # one for all pages
        self._load_terms = self._terms

    def check_data(self) -> None:
        """Raises `ConfigError` where the templates, schemas or words cannot be used."""
        if self.types:
            self.types.check()
        if self.words:
            self.words.check()

    def data_files(self) -> dict[str, str]:
        """The files of templates, schemas and words, with what they hold as hashes."""
        return {
            **(self.types.files if self.types else {}),
            **(self.words.files if self.words else {}),
        }

    def current(self, entry: Entry) -> bool:
        """Whether the files that the page includes are as they were."""
        return all(self.snippets.hash(path) == one for path, one in entry.snippets.items())

    def read(self, found: Found, old: Entry | None) -> PageRead:
        """The page; facts and findings of `old` are used again where the content is the same."""
        try:
            data = self._bytes(found)
            content = digest(data) if self.keep else ""
            text = decode_text(data)
        except (OSError, UnreadableFileError) as error:
            return self._unreadable(found, getattr(error, "strerror", None) or str(error))
        if old is not None and old.hash == content and self.current(old):
            with suppress(ValueError):  # an entry that is not ours
                return self._again(found, text, old)
        return self._fresh(found, text, content)

    def text(self, found: Found) -> str:
        """The page's text as it is now; "" where it cannot be read."""
        try:
            return decode_text(self._bytes(found))
        except (OSError, UnreadableFileError):
            return ""

    def facts(self, found: Found) -> Facts:
        """The page's facts as they are now; none where it cannot be read."""
        return self._reading(found, self.text(found), {}, deep=False)[0]

    def detail(self, found: Found) -> tuple[str, Detail]:
        """The page's text and fine structure as they are now; nothing where it cannot be read."""
        text = self.text(found)
        return text, self._reading(found, text, {}, deep=True)[1] if text else Detail()

    def _bytes(self, found: Found) -> bytes:
        if found.stamp is None:
            raise UnreadableFileError(found.note)
        if found.size > SIZE_LIMIT:
            raise UnreadableFileError(f"is larger than {SIZE_LIMIT // 1_000_000} MB")
        with open(os.path.join(self.config.root, found.path), "rb", buffering=0) as file:
            return file.read()

    def _fresh(self, found: Found, text: str, content: str) -> PageRead:
        seen: dict[str, str] = {}
        facts, detail = self._reading(found, text, seen, deep=self.deep)
        page = self.page(
            found, facts, lambda: (text, detail or self.detail(found)[1]), lambda: text
        )
        return self._made(page, facts, content, seen)

    def _again(self, found: Found, text: str, old: Entry) -> PageRead:
        facts = decode(old.facts, found.path, partial(self.facts, found))
        page = self.page(found, facts, partial(self.detail, found), lambda: text)
        if self.check and self.ruleset in old.findings:
            findings = json.loads(old.findings[self.ruleset])
        else:
            findings = self.check(page) if self.check else None
        if self.follow and old.suspects:
            suspects = json.loads(old.suspects)
        else:
            suspects = self.follow(page) if self.follow else None
        return PageRead(facts, findings, old.hash, old.snippets, old.facts, suspects)

    def _unreadable(self, found: Found, why: str) -> PageRead:
        facts = Facts(flaws=(Flaw(found.path, 0, 0, "unreadable", why),))
        return self._made(Page(found.path, found.src, facts), facts, "", {})

    def _made(self, page: Page, facts: Facts, content: str, seen: Mapping[str, str]) -> PageRead:
        findings = self.check(page) if self.check else None
        line = encode(facts, page.path) if self.keep else b""
        suspects = self.follow(page) if self.follow else None
        return PageRead(facts, findings, content, seen, line, suspects)

    def page(
        self,
        found: Found,
        facts: Facts | KeptFacts,
        load: Callable[[], tuple[str, Detail]],
        load_text: Callable[[], str],
    ) -> Page:
        """A page of what was read of it."""
        locale = locale_of(found.src, self.i18n) if self.i18n else ""
        kind, terms = self._load_type, self._load_terms
        return Page(found.path, found.src, facts, load, load_text, kind, locale, terms, _keys)

    def _type_of(self, page: Page) -> PageType | None:
        """What the page is; None in a project without page types. Raises `ConfigError`."""
        return self.types.of(page.src, page.front_matter) if self.types else None

    def _terms(self) -> Terms | None:
        """The words of the project; None where it has none. Raises `ConfigError`."""
        return self.words.terms if self.words else None

    def _words(self) -> TermFiles:
        from munjigi.termfiles import TermFiles

        return TermFiles(self.config, self.snippets)

    def _types(self) -> PageTypes:
        from munjigi.pagetypes import PageTypes

        return PageTypes(self.config, self.snippets, self._template)

    def _template(self, path: str, text: str) -> Page:
        from munjigi.reader import read

        made = read(text, path=path, dialect=self.config.dialect, open_snippet=lambda *_: None)
        return Page(path, path, made.facts, load_text=lambda: text)

    def _reading(
        self, found: Found, text: str, seen: dict[str, str], *, deep: bool
    ) -> tuple[Facts, Detail]:
        from munjigi.reader import read

        opener = self.snippets.opener(found.path, seen)
        made = read(
            text, path=found.path, dialect=self.config.dialect, open_snippet=opener, deep=deep
        )
        return made.facts, made.detail or Detail()


def _keys(page: Page) -> tuple[Key, ...]:
    from munjigi.reader.keyplaces import key_places

    text = page.load_text() if page.load_text else page.text
    return key_places(text, page.front_matter)
