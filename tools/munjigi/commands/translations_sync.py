"""`munjigi translations sync`: sections recorded as in step."""

from __future__ import annotations

import os
from argparse import Namespace

from munjigi.asked import asked
from munjigi.git import Git
from munjigi.lock import write_lock
from munjigi.model import Text
from munjigi.output import print_result, say
from munjigi.paths import inside
from munjigi.project import outside
from munjigi.reporters import counted
from munjigi.settings import Config
from munjigi.staleness import lock_text, standings
from munjigi.syncing import Refused, sync
from munjigi.target import find_target, read_config
from munjigi.telling import not_written, shown
from munjigi.tracking import track
from munjigi.usage import UsageError
from munjigi.writing import Change, NotWrittenError, content, replace_files

_SECTION = Text(en="section", ko="섹션")
_WRITTEN = Text(
    en="{}: {} in step ({} recorded now, {} taken out)",
    ko="{}: 맞춘 {}(이번에 기록 {}개, 지움 {}개)",
)
_REFUSED = Text(en="{}: not recorded: {}", ko="{}: 기록하지 않았습니다. {}")
_UNION = Text(
    en='put "{} merge=union" into .gitattributes, and Git merges additions of two branches too',
    ko='.gitattributes 파일에 "{} merge=union" 줄을 넣으면 두 브랜치에서 새로 적은 줄도 충돌 없이 '
    "합쳐집니다",
)


def run(args: Namespace, lang: str) -> int:
    """Write the lock; 0, or 1 where a section that was asked for is not in step.

    Raises `ConfigError` and `UsageError`.
    """
    _check(args)
    config = read_config(find_target([args.project] if args.project else []).project)
    path = _path(config)
    site, unequal = track(config, cache=args.cache)
    if site.i18n is None:
        raise UsageError(_ONE)
    before = lock_text(site)
    chosen = asked(site, args.pages)
    made = sync(standings(site), chosen, unequal, args.reason if args.minor else "")
    _write(path, write_lock(made.records, site.i18n.default))
    for one in made.refused:
        say(_told(one, config, lang))
    name = shown(config.root)(config.settings.lock)
    number = counted(len(made.records), _SECTION, lang)
    print_result(_WRITTEN.of(lang).format(name, number, made.added, made.removed) + "\n")
    if not before:
        _advise(config, lang)
    return int(bool(made.refused))


def _check(args: Namespace) -> None:
    if args.minor != bool(args.reason.strip()):
        raise UsageError(_REASON)
    if args.minor and not args.pages:
        raise UsageError(_WHICH)


def _path(config: Config) -> str:
    path = os.path.realpath(os.path.join(config.root, config.settings.lock))
    if not config.settings.lock:
        raise UsageError(_OFF)
    if not inside(path, config.bounds or config.root):
        raise UsageError(outside("lock"))
    return path


def _told(one: Refused, config: Config, lang: str) -> str:
    path, _, line = one.place.rpartition(":")
    return _REFUSED.of(lang).format(f"{shown(config.root)(path)}:{line}", one.reason.of(lang))


def _write(path: str, text: str) -> None:
    try:
        before = content(path)
        if before != text.encode():
            replace_files({path: Change(before, text.encode())})
    except NotWrittenError as error:
        raise not_written(error) from None


def _advise(config: Config, lang: str) -> None:
    """Say once how Git is told that lines of the lock can stand side by side."""
    lock = config.settings.lock
    git = Git(config.root, lambda reason: Text(reason, reason))
    if git("check-attr", "merge", "--", lock, otherwise="union").strip().endswith("union"):
        return
    prefix = git("rev-parse", "--show-prefix", otherwise="").strip()
    say(_UNION.of(lang).format(prefix + lock))


_REASON = Text(
    en="--minor and --reason TEXT go together: the reason stands in the lock",
    ko="--minor 옵션과 --reason 옵션은 함께 씁니다. 이유는 잠금 파일에 남습니다",
)
_WHICH = Text(
    en="--minor needs the PAGE or PAGE#id that it is about",
    ko="--minor 옵션에는 대상 페이지나 페이지#id 값이 필요합니다",
)
_OFF = Text(
    en="mkdocs.yml says lock: '' under plugins: munjigi:, so there is no file to write",
    ko="mkdocs.yml의 plugins: munjigi: 설정이 lock: ''이므로 쓸 파일이 없습니다",
)
_ONE = Text(
    en="the site has one language, so there is nothing to keep in step",
    ko="언어가 하나인 사이트라 맞출 번역이 없습니다",
)
