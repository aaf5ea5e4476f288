"""argparse in two languages: its help, its complaints, and the name that was probably meant."""

from __future__ import annotations

import argparse
import os
import re
from typing import Any, NoReturn

from munjigi.helptexts import HELP
from munjigi.model import Text
from munjigi.output import say

LANGUAGES = ("ko", "en")
WIDTH = 98  # columns of the help where COLUMNS is not set
_USAGE = Text(en="usage: ", ko="사용법: ")
_ARGUMENTS = Text(en="arguments", ko="인자")
_OPTIONS = Text(en="options", ko="옵션")
_MORE = Text(en="see {} --help", ko="{} --help 명령을 참고하십시오")
_MEANT = Text(en='; did you mean "{}"?', ko='. "{}" 값을 쓰려던 것입니까?')
_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)$", re.DOTALL)
_UNRECOGNIZED = re.compile(r"^unrecognized arguments: .*?(?<!\S)(--?[^\s=]+)", re.DOTALL)
_ERRORS = (  # argparse's complaints that people meet
    (r"unrecognized arguments: (.*)", r"알 수 없는 인자입니다: \1"),
    (r"the following arguments are required: (.*)", r"빠진 인자가 있습니다: \1"),
    (r"argument (.*): expected one argument", r"\1 옵션에는 값이 필요합니다"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1 값 \2 대신 고를 수 있는 것: \3",
    ),
    (
        r"argument (.*): needs a whole number from 1 on, not (.*)",
        r"\1 옵션에는 1 이상의 정수가 필요합니다. 쓸 수 없는 값: \2",
    ),
    (
        r"argument (.*): needs a number of seconds, not (.*)",
        r"\1 옵션에는 초 단위의 수가 필요합니다. 쓸 수 없는 값: \2",
    ),
    (r"ambiguous option: (.*) could match (.*)", r"\1 옵션이 여러 옵션과 맞습니다: \2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 옵션에는 값을 쓰지 않습니다: \2"),
)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """A formatter that knows its width: finding it is dear, and each argument makes a formatter."""
    columns = os.environ.get("COLUMNS", "")
    return argparse.HelpFormatter(prog, width=int(columns) if columns.isdecimal() else WIDTH)


class ArgumentParser(argparse.ArgumentParser):
    """An argument parser that speaks `lang`.

    `actions` are the names of a command's own commands; the first is meant where none is named.
    """

    def __init__(self, lang: str, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_formatter, **options)
        self.lang = lang
        self.actions: tuple[str, ...] = ()
        self._positionals.title = _ARGUMENTS.of(lang)
        self._optionals.title = _OPTIONS.of(lang)
        self.add_argument("-h", "--help", action="help", help=HELP["help"].of(lang))
        self.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=HELP["lang"].of(lang)
        )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As the parent's; a command itself, not `munjigi`, tells what it does not know."""
        if self.actions:
            args = self._with_action(list(args))
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def _with_action(self, args: list[str]) -> list[str]:
        """The arguments with the first action where they begin with a page instead of one."""
        from munjigi.nearest import nearest

        options = self._option_string_actions
        at = 0
        while at < len(args):
            word = args[at]
            if not word.startswith("-"):
                is_action = word in self.actions or (word.isalpha() and nearest(word, self.actions))
                return args if is_action else [*args[:at], self.actions[0], *args[at:]]
            takes_value = word in options and options[word].nargs is None
            at += 2 if takes_value else 1
        return args

    def error(self, message: str) -> NoReturn:
        """One line on standard error, with the nearest name there is, and exit code 2."""
        meant = self._meant(message)
        for pattern, korean in _ERRORS if self.lang == "ko" else ():
            message = re.sub(f"^{pattern}$", korean, message)
        say(f"{message}{meant} ({_MORE.of(self.lang).format(self.prog)})")
        self.exit(2)

    def _meant(self, message: str) -> str:
        from munjigi.nearest import nearest

        if choice := _CHOICE.search(message):
            name = nearest(choice[1], re.findall(r"[\w-]+", choice[2]))
        elif option := _UNRECOGNIZED.search(message):
            names = {name.strip("-"): name for name in self._option_string_actions}
            name = names.get(nearest(option[1].strip("-"), names), "")
        else:
            return ""
        return _MEANT.of(self.lang).format(name) if name else ""

    def format_help(self) -> str:
        """The help with its first word in the language."""
        return super().format_help().replace("usage: ", _USAGE.of(self.lang), 1)
