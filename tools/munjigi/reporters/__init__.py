"""What a run found, written for people and for other programs."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from munjigi.conceal import concealed, without_secrets
from munjigi.model import Diagnostic, Severity, Text
from munjigi.source import Source

FORMATS = ("text", "json", "github", "sarif", "junit")
COLUMNS = 110
SEVERITIES = {
    Severity.ERROR: Text(en="error", ko="오류"),
    Severity.WARNING: Text(en="warning", ko="경고"),
    Severity.INFO: Text(en="info", ko="정보"),
}
_SUGGESTION = Text(en='did you mean "{}"?', ko='"{}" 값을 쓰려던 것입니까?')


class Counts(NamedTuple):
    """How much was checked."""

    pages: int
    links: int
    images: int


class Report(NamedTuple):
    """The outcome of a run. `source` gives a file's text by its path in the project.

    `show` turns such a path into the one to print, relative to the working directory. `docs_url` is
    the address under which the rules' pages are published, or "". `columns` is the width of the
    terminal, or of lines of source in other places.
    """

    diagnostics: Sequence[Diagnostic]
    counts: Counts
    source: Callable[[str], Source]
    show: Callable[[str], str]
    color: bool = False
    statistics: bool = False
    docs_url: str = ""
    columns: int = COLUMNS


def report(form: str, run: Report, lang: str) -> str:
    """The run in one of `FORMATS`, in `lang` (ko or en), with a final newline."""
    module = importlib.import_module(f"munjigi.reporters.{form}")
    told = run._replace(
        diagnostics=without_secrets(run.diagnostics, run.source),
        source=concealed(run.diagnostics, run.source),
    )
    return str(module.report(told, lang))


def suggestion(one: Diagnostic, lang: str) -> str:
    """The question whether something else was meant, or ""."""
    meant = one.values.get("suggestion")
    return _SUGGESTION.of(lang).format(meant) if meant else ""


def sentence(one: Diagnostic, lang: str) -> str:
    """The message and the suggestion in one line."""
    meant = suggestion(one, lang)
    message = one.message.of(lang)
    return f"{message}{'. ' if lang == 'ko' else '; '}{meant}" if meant else message


def counted(number: int, word: Text, lang: str) -> str:
    """So many of something."""
    if lang == "ko":
        return f"{word.ko} {number}개"
    ending = "es" if word.en.endswith("x") else "s"
    return f"{number} {word.en}" + ("" if number == 1 or word.en == "info" else ending)


def rule_page(rule: str, lang: str, docs_url: str) -> str:
    """The address of a rule's page, or "" where no address is known."""
    language = "" if lang == "ko" else f"{lang}/"
    return f"{docs_url.rstrip('/')}/{language}rules/{rule}/" if docs_url else ""
