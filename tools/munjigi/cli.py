"""The command line: arguments in, exit code out. 0 fine, 1 problems, 2 wrong usage or unchecked."""

from __future__ import annotations

import os
import sys

from munjigi.output import drop_output, say, say_lines
from munjigi.replay import Replay
from munjigi.usage import INTERRUPTED, UsageError

TYPE_CHECKING = False  # `typing` takes its time
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; `argv` are the arguments without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = language(arguments, os.environ)
    try:
        return _run(arguments, lang)
    except SystemExit as done:
        return int(done.code or 0)
    except KeyboardInterrupt:
        say("중단했습니다" if lang == "ko" else "interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()  # nobody reads the rest
        return 1


def _run(arguments: list[str], lang: str) -> int:
    replay = Replay(arguments, lang)
    try:
        code = replay.play()
        return _command(arguments, lang, replay) if code is None else code
    except UsageError as error:
        say(error.message.of(lang))
    except BrokenPipeError:
        raise
    except OSError as error:  # a folder that is gone, a full disk
        say(f"{error.filename or arguments[0]}: {error.strerror or error}")
    except Exception as error:
        from munjigi.settings import ConfigError

        say(error.of(lang)) if isinstance(error, ConfigError) else _tell_fault(lang)
    return 2


def _command(arguments: list[str], lang: str, replay: Replay) -> int:
    import importlib

    from munjigi.arguments import parser

    made = parser(lang, arguments)
    args = made.parse_args(arguments)
    if not args.command:
        say_lines(made.format_help())
        return 2
    args.replay = replay
    return int(importlib.import_module(f"munjigi.commands.{args.command}").run(args, lang))


def _tell_fault(lang: str) -> None:
    """What went wrong in us, while the exception is being handled."""
    import traceback

    say_lines(traceback.format_exc())
    if lang == "ko":
        say("문지기 자체의 오류입니다. 위의 내용을 알려 주십시오")
    else:
        say("this is a fault in munjigi itself; please report the lines above")


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that `--lang` asks for, else that of the locale."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and arguments[index + 1 : index + 2]:
            return "ko" if arguments[index + 1] == "ko" else "en"
        if argument.startswith("--lang="):
            return "ko" if argument == "--lang=ko" else "en"
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ko" if next(filter(None, named), "").startswith("ko") else "en"
