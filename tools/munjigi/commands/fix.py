"""`munjigi fix`: what a program can mend."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence

from munjigi.conceal import hidden
from munjigi.fixing import Failed, Fixed, Refusal, fix, write
from munjigi.gate import check
from munjigi.model import Diagnostic, Text
from munjigi.outcome import Request, exit_code
from munjigi.output import print_result, say, say_lines, wants_color
from munjigi.patch import colored, unified
from munjigi.paths import slashes
from munjigi.reporters import counted
from munjigi.settings import ConfigError
from munjigi.target import from_here
from munjigi.telling import request_of, shown, tell
from munjigi.writing import Change

_PROBLEM = Text(en="problem", ko="문제")
_FILE = Text(en="file", ko="파일")
_FIX = Text(en="unsafe fix", ko="확인이 필요한 수정안")
_FIXED = Text(en="Fixed {} ({})", ko="{} 수정함({})")
_WOULD = Text(en="Would fix {} ({})", ko="{} 수정 예정({})")
_NOTHING = Text(en="Nothing to fix", ko="수정할 것이 없습니다")
_LEFT = Text(en="Left: {}", ko="남은 {}")
_CLEAN = Text(en="No problems left", ko="남은 문제가 없습니다")
_UNSAFE = Text(
    en="{} ({}: look at them with --unsafe --diff)",
    ko="{}({}: --unsafe --diff 옵션으로 살펴보십시오)",
)
_REFUSED = Text(en="{}: not fixed: {}", ko="{}: 수정하지 않았습니다. {}")
_NOT_WRITTEN = Text(en="{} is left as it is: {}", ko="{} 파일을 그대로 두었습니다. {}")
_HIDDEN = Text(
    en="the diff hides secrets, so it cannot be applied beside them; munjigi fix changes the files",
    ko="diff에는 비밀 값을 가렸으므로 그 부분은 적용할 수 없습니다. 파일은 munjigi fix 명령으로 "
    "수정하십시오",
)
_AGAIN = Text(
    en="there is more to fix after so many passes; run it again",
    ko="여러 번 반복해도 수정할 것이 남았습니다. 다시 실행하십시오",
)


def run(args: Namespace, lang: str) -> int:
    """Fix what can be fixed and tell what is left; exit codes as `munjigi check` would have them.

    Raises `ConfigError` and `UsageError`.
    """
    return mend(request_of(args), args, lang)


def mend(request: Request, args: Namespace, lang: str) -> int:
    """As `run`, for what the request names; raises the same."""
    try:
        made = fix(request, unsafe=args.unsafe)
    except ConfigError as error:
        raise from_here(error, request.target.project) from None
    if not tell(made.first, args.paths, lang):
        return 2
    for one in made.refused:
        say(_refusal(one, made.first.root, lang))
    if not made.settled:
        say(_AGAIN.of(lang))
    if args.diff:
        changes = {
            path: Change(*(data and hidden(data) for data in one))
            for path, one in made.changes.items()
        }
        diff = unified(changes, shown(made.first.root))
        print_result(colored(diff) if wants_color(args.color) else diff)
        say_lines(_summary(made.fixed, made.left, _WOULD, lang))
        if changes != made.changes:
            say(_HIDDEN.of(lang))
        return exit_code(made.first.diagnostics)
    failed = write(made)
    for lot in failed:
        say(_not_written(lot, lang))
    lost = {path for lot in failed for path in lot.paths}
    fixed = [one for one in made.fixed if not one.paths & lost]
    left = check(request).diagnostics if failed else made.left
    print_result(_summary(fixed, left, _FIXED, lang))
    return exit_code(left)


def _refusal(one: Refusal, root: str, lang: str) -> str:
    place = f"{shown(root)(one.problem.span.path)}:{one.line}:{one.column}"
    return _REFUSED.of(lang).format(f"{place}: {one.problem.rule}", one.reason.of(lang))


def _not_written(one: Failed, lang: str) -> str:
    text = _NOT_WRITTEN.of(lang).format(slashes(os.path.relpath(one.path)), one.reason.of(lang))
    return text


def _summary(fixed: Sequence[Fixed], left: Sequence[Diagnostic], template: Text, lang: str) -> str:
    """What was fixed and what is left, by rule."""
    files = counted(len({path for one in fixed for path in one.paths}), _FILE, lang)
    done = template.of(lang).format(counted(len(fixed), _PROBLEM, lang), files)
    lines = [done if fixed else _NOTHING.of(lang), *_by_rule(one.rule for one in fixed)]
    unsafe = sum(one.fix is not None and not one.fix.safe for one in left)
    text = counted(len(left), _PROBLEM, lang)
    if unsafe:
        text = _UNSAFE.of(lang).format(text, counted(unsafe, _FIX, lang))
    lines += [_LEFT.of(lang).format(text) if left else _CLEAN.of(lang)]
    return "\n".join((*lines, *_by_rule(one.rule for one in left), ""))


def _by_rule(rules: Iterable[str]) -> list[str]:
    counts = Counter(rules)
    wide = max((len(str(count)) for count in counts.values()), default=0)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"  {count:>{wide}}  {rule}" for rule, count in rows]
