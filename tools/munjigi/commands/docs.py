"""`munjigi docs`: the rule reference of the site in each language, and its nav."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping

from munjigi.model import Text
from munjigi.output import print_result, say, write_file
from munjigi.paths import inside
from munjigi.project import outside
from munjigi.reporters import counted
from munjigi.rulenav import with_nav
from munjigi.rulepages import MARK, pages
from munjigi.settings import Config
from munjigi.target import find_target, read_config
from munjigi.usage import UsageError

LANGUAGES = ("ko", "en")
_PAGE = Text(en="page", ko="페이지")
_WRITTEN = Text(en="{} written, {} removed", ko="{} 작성, {} 삭제")
_STALE = Text(
    en="{}: not up to date; run munjigi docs",
    ko="{}: 최신이 아닙니다. munjigi docs 명령을 실행하십시오",
)


def run(args: Namespace, lang: str) -> int:
    """Write the pages, or with `--check` say which ones are stale; raises `ConfigError`."""
    config = read_config(find_target([args.folder] if args.folder else []).project)
    docs = os.path.join(config.root, config.docs_dir)
    wanted = {
        os.path.join(docs, folder, "rules", name): text
        for language, folder in _folders(config)
        for name, text in pages(language).items()
    }
    _refuse_outside(wanted, config.bounds)
    dead = list(_dead(wanted))
    wanted |= _config(config)
    stale = [path for path, text in wanted.items() if _read(path) != text]
    if args.check:
        for path in sorted((*stale, *dead)):
            say(_STALE.of(lang).format(os.path.relpath(path)))
        return 1 if stale or dead else 0
    for path in stale:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_file(path, wanted[path])
    for path in dead:
        os.unlink(path)
    counts = (counted(len(paths), _PAGE, lang) for paths in (stale, dead))
    print_result(_WRITTEN.of(lang).format(*counts) + "\n")
    return 0


def _refuse_outside(paths: Iterable[str], bounds: str) -> None:
    """Raises `UsageError` where a symlink leads out of the project."""
    for path in paths:
        if not inside(os.path.realpath(path), bounds):
            raise UsageError(outside(os.path.relpath(path)))


def _folders(config: Config) -> Iterator[tuple[str, str]]:
    """Each language to write in, and its folder in the docs folder."""
    if config.structure != "folder":
        yield "en", ""
        return
    for language in config.languages:
        if language.locale in LANGUAGES:
            yield language.locale, language.locale


def _config(config: Config) -> dict[str, str]:
    """`mkdocs.yml` with the rules in its nav."""
    if config.file is None:
        return {}
    path = os.path.join(config.root, config.file)
    default = config.default_language
    korean = config.structure == "folder" and default is not None and default.locale == "ko"
    return {path: with_nav(_read(path), "ko" if korean else "en")}


def _dead(wanted: Mapping[str, str]) -> Iterator[str]:
    """Pages that this command wrote for rules that are no more."""
    for folder in {os.path.dirname(path) for path in wanted}:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if path not in wanted and name.endswith(".md") and MARK in _read(path)[:200]:
                yield path


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""
