"""What `mkdocs.yml` says, as frozen values; `config.load_config` reads them.

Paths are relative to the project's folder and use `/`, except `Config.root`. Places are spans in
`mkdocs.yml` or in a file that it inherits from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from munjigi.model import Span, Text

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect

NOWHERE = Span("", -1, -1)
BASELINE = "munjigi-baseline.jsonl"
EXCEPTIONS = "munjigi-links.yml"


class ConfigError(Exception):
    """The configuration cannot be used: where (lines and columns from 1), what, and what to do."""

    def __init__(self, message: Text, path: str, line: int = 0, column: int = 0) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(self.of("en"))

    def of(self, language: str) -> str:
        """The whole line in `language`."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message.of(language)}"


class Note(NamedTuple):
    """What deserves a word about the configuration without making it unusable."""

    span: Span
    message: Text


class NavEntry(NamedTuple):
    """An entry of a nav: a page or link with its `target` as written, or a section with `children`.

    `title` is None where none is given. A section's `target_span` is its title's.
    """

    title: str | None
    target: str | None
    title_span: Span
    target_span: Span
    children: tuple[NavEntry, ...] = ()


def walk_nav(entries: tuple[NavEntry, ...]) -> Iterator[NavEntry]:
    """All entries, sections before what they hold."""
    for entry in entries:
        yield entry
        yield from walk_nav(entry.children)


class Language(NamedTuple):
    """One language of mkdocs-static-i18n.

    `nav` and `site_url` are None where the site's own hold. `span` is the place of its `locale`.
    """

    locale: str
    name: str = ""
    default: bool = False
    build: bool = True
    link: str = ""
    site_url: str | None = None
    nav: tuple[NavEntry, ...] | None = None
    nav_translations: Mapping[str, str] = {}
    admonition_translations: Mapping[str, str] = {}
    span: Span = NOWHERE


class Theme(NamedTuple):
    """The theme's name and its folder of overrides, or None."""

    name: str = "mkdocs"
    custom_dir: str | None = None


class LinkSettings(NamedTuple):
    """How `munjigi links` goes about it: what stands under `links:`.

    `exceptions` is the path of the file of exceptions, "" for none; `contact` stands in the
    User-Agent ("": `site_url`, `repo_url`). `per_host` requests at once go to one host, `delay`
    seconds apart; `timeout` and `deadline` are seconds for one request and for the whole run (0: no
    limit). An answer is kept for `keep_days` where the page came and for `keep_hours` where it did
    not, and not at all with a status in `never_keep`. `logins` and `scripted` are patterns of
    addresses: pages that ask to sign in or to consent, and fragments that a script makes; they add
    to ours.
    """

    exceptions: str = EXCEPTIONS
    contact: str = ""
    per_host: int = 4
    delay: float = 0.0
    timeout: float = 20.0
    deadline: float = 0.0
    keep_days: float = 7.0
    keep_hours: float = 6.0
    never_keep: tuple[int, ...] = (429,)
    logins: tuple[str, ...] = ()
    scripted: tuple[str, ...] = ()


class Settings(NamedTuple):
    """What stands under `plugins: munjigi:`; whether such rules and options exist, the engine says.

    `select` and `ignore` name rules or families, with the place of each name; `select` is None
    where it is not given. `rules` holds the options of each rule. `places` holds the span of each
    rule's name `(rule,)`, and of each option's name `(rule, option)` and value
    `(rule, option, "value")`. `templates` is the folder of the page types' templates,
    `terms` that of the glossary and the labels of screens; each is None where there is none.
    `type_key` is the key of front matter that names a page's type; `page_types`
    holds patterns, as in `exclude_docs`, for pages without that key, by type. `baseline` is the
    path of the file of known problems, "" for none. `lock` is the path of the lock of the
    translations, "" for none, and `not_in_lock` holds patterns for the pages (their paths without
    the language) that it leaves out. `links` is about addresses outside the site.
    `features` names what the plugin adds to the built site; `search_below` holds patterns for the
    pages that rank below others in its search.
    """

    select: tuple[tuple[str, Span], ...] | None = None
    ignore: tuple[tuple[str, Span], ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = {}
    places: Mapping[tuple[str, ...], Span] = {}
    templates: str | None = None
    type_key: str = "page_type"
    page_types: Mapping[str, str] = {}
    baseline: str = BASELINE
    lock: str = ""
    not_in_lock: str = ""
    terms: str | None = None
    links: LinkSettings = LinkSettings()
    features: frozenset[str] = frozenset()
    search_below: str = ""


class Config(NamedTuple):
    """A site's configuration.

    `root` is the absolute path of the project's folder, `bounds` that of the repository around it:
    nothing outside is opened. `file` is None for a folder without `mkdocs.yml`. `structure` is
    "folder", "suffix" or None without mkdocs-static-i18n, where `languages` is empty.

    `hooks` are the Python files that may change pages while MkDocs builds them; they are never run.
    `snippet_bases` are folders or files in which snippets are looked for, "" the page's own folder.
    `inputs` are the files that were read, `env` the variables that `!ENV` asked for.
    `digest` names all that decides what the reader finds on a page.
    """

    root: str
    dialect: Dialect
    bounds: str = ""
    file: str | None = None
    docs_dir: str = "."
    site_dir: str = "site"
    site_name: str = ""
    site_url: str = ""
    repo_url: str = ""
    use_directory_urls: bool = True
    strict: bool = False
    nav: tuple[NavEntry, ...] | None = None
    exclude_docs: str = ""
    draft_docs: str = ""
    not_in_nav: str = ""
    validation: Mapping[str, Any] = {}
    theme: Theme = Theme()
    plugins: Mapping[str, Mapping[str, Any]] = {}
    hooks: tuple[str, ...] = ()
    snippet_bases: tuple[str, ...] = (".",)
    structure: str | None = None
    languages: tuple[Language, ...] = ()
    fallback_to_default: bool = True
    settings: Settings = Settings()
    notes: tuple[Note, ...] = ()
    inputs: tuple[str, ...] = ()
    env: Mapping[str, str | None] = {}
    digest: str = ""

    @property
    def default_language(self) -> Language | None:
        """The language that is served at `/`, or None in a site of one language."""
        return next((language for language in self.languages if language.default), None)

    @property
    def built_languages(self) -> tuple[Language, ...]:
        """The languages that have a site of their own, the default one first."""
        built = [language for language in self.languages if language.build]
        return tuple(sorted(built, key=lambda language: not language.default))

    @property
    def own_folders(self) -> tuple[str, ...]:
        """The folders of templates and terms, as the paths in the docs folder begin: no pages."""
        top = "" if self.docs_dir == "." else f"{self.docs_dir}/"
        named = (self.settings.templates, self.settings.terms)
        inner = (one for one in named if one and one.startswith(top) and one != ".")
        return tuple(f"{one.removeprefix(top)}/" for one in inner if one != self.docs_dir)
