"""The commands and their arguments; what is said of each stands in `helptexts`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Container
from typing import Any

from munjigi import __version__
from munjigi.argumentparser import ArgumentParser
from munjigi.helptexts import HELP
from munjigi.model import Text
from munjigi.reporters import FORMATS

_CODES = Text(
    en="Exit codes: 0 no problems, 1 problems, 2 wrong usage or configuration, or something that "
    "could not be checked. Colours are off where NO_COLOR is set. MUNJIGI_DOCS_URL is the address "
    "of the published site with the rules' pages, which reports then link.",
    ko="종료 코드: 0 문제 없음, 1 문제 있음, 2 잘못된 사용법이나 설정, 또는 확인하지 못한 것이 "
    "있음. NO_COLOR 환경 변수가 있으면 색을 쓰지 않습니다. MUNJIGI_DOCS_URL 환경 변수에 규칙 설명 "
    "페이지를 게시한 사이트의 주소를 넣으면 결과에 그 페이지의 주소가 나옵니다.",
)
_COMMANDS = Text(en="commands", ko="명령")


def parser(lang: str, words: Container[str] | None = None) -> ArgumentParser:
    """The parser of the whole command line.

    Where `words` are given, it is for a line of these alone: other commands have no arguments.
    """
    made = ArgumentParser(lang, prog="munjigi", description=HELP["munjigi"].of(lang))
    made.add_argument(
        "--version",
        action="version",
        version=f"munjigi {__version__}",
        help=HELP["version"].of(lang),
    )
    commands = made.add_subparsers(
        dest="command",
        metavar="COMMAND",
        prog="munjigi",
        title=_COMMANDS.of(lang),
    )
    for name, fill in (
        ("check", _check),
        ("fix", _fix),
        ("links", _links),
        ("baseline", _baseline),
        ("planned", _planned),
        ("translations", _translations),
        ("new", _new),
        ("rules", _rules),
        ("explain", _explain),
        ("docs", _docs),
    ):
        text = HELP[name].of(lang)
        more = _CODES.of(lang) if name in ("check", "fix", "links") else None
        command = commands.add_parser(name, lang=lang, help=text, description=text, epilog=more)
        if words is None or name in words:  # each argument takes its time
            fill(_Adder(command, lang))
    return made


class _Adder:
    """Adds arguments whose help stands in the table under their name."""

    def __init__(self, parser: argparse.ArgumentParser, lang: str) -> None:
        self.parser = parser
        self.lang = lang

    def __call__(self, *names: str, about: str = "", **options: Any) -> None:
        text = HELP[about or names[0].lstrip("-")].of(self.lang)
        self.parser.add_argument(*names, help=text, **options)


def _check(add: _Adder) -> None:
    _problems(add)
    _report(add)
    _run(add)
    add("--color", choices=("auto", "always", "never"), default="auto")


def _problems(add: _Adder, since: str = "since") -> None:
    """Which problems a command is about."""
    add("paths", nargs="*", metavar="PATH")
    add("--select", action="extend", type=_names, default=[], metavar="RULE")
    add("--ignore", action="extend", type=_names, default=[], metavar="RULE")
    add("--since", about=since, default="", metavar="REF")
    add("--no-baseline", about="known", dest="baseline", action="store_false")


def _run(add: _Adder) -> None:
    add("--no-cache", about="cache", dest="cache", action="store_false")
    add("--jobs", type=_count, metavar="N")


def _fix(add: _Adder) -> None:
    _problems(add)
    add("--unsafe", action="store_true")
    add("--diff", action="store_true")
    _run(add)
    add("--color", choices=("auto", "always", "never"), default="auto")


def _links(add: _Adder) -> None:
    _problems(add, since="since-links")
    add("--per-host", type=_count, metavar="N")
    for name in ("--delay", "--timeout", "--deadline"):
        add(name, type=_seconds, metavar="SECONDS")
    add("--allow-private", action="store_true")
    add("--dry-run", about="list-addresses", action="store_true")
    add("--exceptions", action="store_true")
    add("--sources", action="store_true")
    add("--accept", action="append", default=[], metavar="PAGE")
    add("--fix", about="fix-links", action="store_true")
    add("--diff", about="fix-diff", action="store_true")
    _report(add)
    _run(add)
    add("--color", choices=("auto", "always", "never"), default="auto")


def _report(add: _Adder) -> None:
    add("--format", choices=FORMATS, default="text")
    add("--output", default="", type=_file, metavar="FILE")
    add("--statistics", action="store_true")


def _baseline(add: _Adder) -> None:
    add("paths", nargs="*", metavar="PATH")
    add("--prune", action="store_true")
    _run(add)


def _planned(add: _Adder) -> None:
    add("paths", nargs="*", metavar="PATH")
    add("--format", choices=FORMATS[:2], default="text")
    add("--no-cache", about="cache", dest="cache", action="store_false")


def _translations(add: _Adder) -> None:
    add("--format", choices=FORMATS[:2], default="text")
    add("--project", about="folder", default="", metavar="FOLDER")
    add("--no-cache", about="cache", dest="cache", action="store_false")
    actions = add.parser.add_subparsers(
        dest="action", metavar="ACTION", prog="munjigi translations", title=_COMMANDS.of(add.lang)
    )
    assert isinstance(add.parser, ArgumentParser)
    add.parser.actions = ("show", "diff", "sync")
    for name in add.parser.actions:
        text = HELP[f"translations-{name}"].of(add.lang)
        action = actions.add_parser(name, lang=add.lang, help=text, description=text)
        more = _Adder(action, add.lang)
        more("pages", about="translated", nargs="*", metavar="PAGE")
        if name == "sync":
            more("--minor", action="store_true")
            more("--reason", default="", metavar="TEXT")
        elif name == "diff":
            more("--color", choices=("auto", "always", "never"), default="auto")
        unsaid = argparse.SUPPRESS  # what stands before the action holds
        if name == "show":
            more("--format", choices=FORMATS[:2], default=unsaid)
        more("--project", about="folder", default=unsaid, metavar="FOLDER")
        more("--no-cache", about="cache", dest="cache", action="store_false", default=unsaid)


def _new(add: _Adder) -> None:
    add("type_name", about="page-type", nargs="?", metavar="TYPE")
    add("path", about="page-path", nargs="?", metavar="PATH")
    add("--title", action="append", default=[], metavar="TEXT")
    add("--vendor", default="", metavar="NAME")
    add("--planned", about="awaited", default="", metavar="TARGET")
    add("--type", default="", metavar="TYPE")
    add("--locale", action="extend", type=_names, default=[], metavar="LOCALE")
    add("--yes", action="store_true")
    add("--dry-run", action="store_true")
    add("--list", action="store_true")
    add("--project", about="folder", default="", metavar="FOLDER")


def _rules(add: _Adder) -> None:
    add("--format", choices=FORMATS[:2], default="text")


def _explain(add: _Adder) -> None:
    add("rule", metavar="RULE")


def _docs(add: _Adder) -> None:
    add("folder", nargs="?", metavar="FOLDER")
    add("--check", about="stale", action="store_true")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _file(text: str) -> str:
    return "" if text == "-" else text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"needs a whole number from 1 on, not '{text}'")
    return int(text)


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise argparse.ArgumentTypeError(f"needs a number of seconds, not '{text}'")
    return found
