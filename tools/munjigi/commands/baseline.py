"""`munjigi baseline`: today's problems taken as known."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter

from munjigi.baseline import NEVER, Entry, entry_of, lines, written
from munjigi.conceal import concealed
from munjigi.fixes import apply_fixes
from munjigi.gate import check
from munjigi.model import Text
from munjigi.outcome import Outcome, Request, exit_code
from munjigi.output import print_result
from munjigi.paths import inside
from munjigi.project import outside
from munjigi.reporters import counted
from munjigi.sources import Sources
from munjigi.target import Target, find_target, read_config
from munjigi.telling import not_written, shown, tell
from munjigi.usage import UsageError
from munjigi.writing import Change, NotWrittenError, content, replace_files

_PROBLEM = Text(en="known problem", ko="알려진 문제")
_WRITTEN = Text(en="{}: {} ({} new, {} gone)", ko="{}: {}(새 항목 {}개, 사라진 항목 {}개)")
_OFF = Text(
    en="mkdocs.yml says baseline: '' under plugins: munjigi:, so there is no file to write",
    ko="mkdocs.yml의 plugins: munjigi: 설정이 baseline: ''이므로 쓸 파일이 없습니다",
)


def run(args: Namespace, lang: str) -> int:
    """Write the baseline; 0, or 2 where something could not be checked.

    Raises `ConfigError` and `UsageError`.
    """
    target = find_target(args.paths)
    config = read_config(target.project)
    name = config.settings.baseline
    path = os.path.realpath(os.path.join(config.root, name))
    if not name:
        raise UsageError(_OFF)
    if not inside(path, config.bounds):
        raise UsageError(outside("baseline"))
    asked = target if not args.prune else Target(target.project)
    outcome = check(Request(asked, jobs=args.jobs, cache=args.cache, baseline=args.prune))
    if not tell(outcome._replace(notes=()), args.paths, lang):
        return 2
    before = Sources(config.root, config.bounds)(name).text
    after = (
        _pruned(before, name, outcome, target) if args.prune else _taken(before, outcome, target)
    )
    _write(path, after)
    print_result(_told(shown(config.root)(name), before, after, lang))
    return 2 if exit_code(outcome.diagnostics) == 2 else 0  # noqa: PLR2004


def _taken(before: str, outcome: Outcome, target: Target) -> str:
    """The file with all problems in `target` as they are now, and what it had of the others."""
    source = concealed(outcome.diagnostics, outcome.texts)
    kept = [one for one in _entries(before) if not target.covers(one.path)]
    found = [
        entry_of(one, source(one.span.path)) for one in outcome.diagnostics if one.rule not in NEVER
    ]
    return written([*kept, *found])


def _pruned(before: str, name: str, outcome: Outcome, target: Target) -> str:
    """The file without its stale entries, and with the new paths of those whose file was moved."""
    starts = {
        one.line.start: one.entry is None or target.covers(one.entry.path)
        for one in lines(name, before)
    }
    fixes = [
        one.fix
        for one in outcome.diagnostics
        if one.rule == "stale-baseline" and one.fix and starts[one.span.start]
    ]
    return written(_entries(apply_fixes({name: before}, fixes).get(name, before) or ""))


def _entries(text: str) -> list[Entry]:
    return [one.entry for one in lines("", text) if one.entry is not None]


def _write(path: str, text: str) -> None:
    """Write the file, or delete it where nothing is known any more."""
    try:
        before = content(path)
        replace_files({path: Change(before, text.encode() if text else None)})
    except NotWrittenError as error:
        raise not_written(error) from None


def _told(name: str, before: str, after: str, lang: str) -> str:
    old, new = Counter(_entries(before)), Counter(_entries(after))
    number = counted(new.total(), _PROBLEM, lang)
    return _WRITTEN.of(lang).format(name, number, (new - old).total(), (old - new).total()) + "\n"
