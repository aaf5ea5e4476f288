"""The command line: arguments in, exit code out. 0 fine, 1 problems, 2 wrong usage or unchecked."""

from __future__ import annotations

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence

from munjigi.arguments import parser
from munjigi.model import Text
from munjigi.output import drop_output, say, say_lines
from munjigi.usage import UsageError

INTERRUPTED = 130
_STOPPED = Text(en="interrupted", ko="중단했습니다")
_FAULT = Text(
    en="this is a fault in munjigi itself; please report the lines above",
    ko="문지기 자체의 오류입니다. 위의 내용을 알려 주십시오",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; `argv` are the arguments without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = language(arguments, os.environ)
    try:
        made = parser(lang)
        args = made.parse_args(arguments)
        if not args.command:
            say_lines(made.format_help())
            return 2
        return _run(args, lang)
    except SystemExit as done:
        return int(done.code or 0)
    except KeyboardInterrupt:
        say(_STOPPED.of(lang))
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()  # nobody reads the rest
        return 1


def _run(args: Namespace, lang: str) -> int:
    command = importlib.import_module(f"munjigi.commands.{args.command}")
    try:
        return int(command.run(args, lang))
    except UsageError as error:
        say(error.message.of(lang))
    except BrokenPipeError:
        raise
    except OSError as error:  # a folder that is gone, a full disk
        say(f"{error.filename or args.command}: {error.strerror or error}")
    except Exception as error:
        from munjigi.settings import ConfigError

        if isinstance(error, ConfigError):
            say(error.of(lang))
        else:
            import traceback

            say_lines(traceback.format_exc())
            say(_FAULT.of(lang))
    return 2


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that `--lang` asks for, else that of the locale."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and arguments[index + 1 : index + 2]:
            return "ko" if arguments[index + 1] == "ko" else "en"
        if argument.startswith("--lang="):
            return "ko" if argument == "--lang=ko" else "en"
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ko" if next(filter(None, named), "").startswith("ko") else "en"
