"""What the new pages change in `mkdocs.yml`, or what is left to do there by hand."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import NamedTuple

from munjigi.gitignore import matcher
from munjigi.model import Text
from munjigi.newpage.nav import add_page
from munjigi.newpage.navplace import Addition
from munjigi.newpage.order import NewPage, Order
from munjigi.reader import read
from munjigi.settings import Config
from munjigi.snippets import Snippets
from munjigi.source import BOM, decode
from munjigi.termfiles import TermFiles
from munjigi.writing import Change

_NO_NAV = Text(
    en="mkdocs.yml has no nav: MkDocs lists the page by itself.",
    ko="mkdocs.yml에 nav가 없으므로 MkDocs가 알아서 메뉴에 넣습니다.",
)


class NavChange(NamedTuple):
    """The change to the file at `path` (absolute; `file` in the project's folder), or None.

    `added` holds what is put in, each with its line (from 1). `notes` says what is left to do.
    """

    file: str = ""
    path: str = ""
    change: Change | None = None
    added: tuple[tuple[int, str], ...] = ()
    notes: tuple[Text, ...] = ()


def nav_change(config: Config, order: Order) -> NavChange:
    """The pages put into the nav of `mkdocs.yml`, where that can be done safely."""
    if config.file is None:
        return NavChange()
    path = os.path.realpath(os.path.join(config.root, config.file))
    pages = _listed(config, order)
    if not pages:
        return NavChange()
    with open(path, "rb") as file:
        data = file.read()
    before = text = decode(data)
    notes: list[Text] = []
    locales = frozenset(page.locale for page in order.pages)
    for page in pages:
        made = add_page(config.file, text, _addition(config, page), locales)
        if made.text is None:
            notes.append(_by_hand(config.file, page))
        elif not made.found:
            notes.append(_elsewhere(config, page))
        else:
            text = made.text
    after = (BOM if data.startswith(BOM.encode()) else "") + text
    change = Change(data, after.encode()) if text != before else None
    return NavChange(config.file, path, change, _lines(before, text), tuple(dict.fromkeys(notes)))


def _listed(config: Config, order: Order) -> list[NewPage]:
    """One page for each entry that a nav needs."""
    left_out = matcher(config.not_in_nav)
    pages = {page.key: page for page in order.pages if not left_out(page.src)}
    return [next(one for one in order.pages if one.key == key) for key in pages]


def _addition(config: Config, page: NewPage) -> Addition:
    folder, _, name = page.key.rpartition("/")
    return Addition(
        page.key,
        page.title or name,
        _section(config, page, folder),
        frozenset(one.locale for one in config.languages),
    )


def _section(config: Config, page: NewPage, folder: str) -> str:
    """What a section of its own is called: the first there is of the names of its folder.

    They are the vendor's name, the title of the folder's first page, and the folder's own name.
    """
    name = folder.rpartition("/")[2]
    snippets = Snippets(config)
    vendors = TermFiles(config, snippets).terms.vendors if name and config.settings.terms else ()
    known = next((one.name for one in vendors if one.id == name.casefold()), "")
    words = name.replace("-", " ").replace("_", " ")
    first = page.src.replace(f"{page.key}.", f"{folder}/index.")
    path = first if config.docs_dir == "." else f"{config.docs_dir}/{first}"
    return known or _title(config, path, snippets.text(path)) or words[:1].upper() + words[1:]


def _title(config: Config, path: str, text: str | None) -> str:
    facts = read(text or "", path=path, dialect=config.dialect).facts
    given = facts.front_matter.data.get("title")
    heading = next((one.text for one in facts.headings if one.level == 1), "")
    return given if isinstance(given, str) and given.strip() else heading


def _lines(before: str, after: str) -> tuple[tuple[int, str], ...]:
    """The lines that are new, numbered from 1."""
    old, new = before.splitlines(), after.splitlines()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ranges = [range(first, last) for kind, _, _, first, last in codes if kind != "equal"]
    return tuple((number + 1, new[number].strip()) for each in ranges for number in each)


def _elsewhere(config: Config, page: NewPage) -> Text:
    """What to do where `mkdocs.yml` itself has no nav."""
    if config.nav is None:
        return _NO_NAV
    return _by_hand(config.nav[0].title_span.path if config.nav else str(config.file), page)


def _by_hand(path: str, page: NewPage) -> Text:
    return Text(
        en=f"Put the page into nav of {path} by hand: - {page.key}.md",
        ko=f"{path} 파일의 nav에 직접 넣으십시오: - {page.key}.md",
    )
