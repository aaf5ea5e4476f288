"""`munjigi translations diff`: what changed since a page and its translation were in step."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator

from munjigi.asked import asked
from munjigi.meaning import Said, blocks
from munjigi.model import Text
from munjigi.output import print_result, say, wants_color
from munjigi.pairs import Side
from munjigi.recall import Past, Recall
from munjigi.reporters import counted
from munjigi.reporters.frame import visible
from munjigi.shape import parts, shape
from munjigi.staleness import Standing, State, snippets_of_both
from munjigi.target import find_target, read_config
from munjigi.telling import shown
from munjigi.tracking import track
from munjigi.worddiff import changes, colored, plain

_SINCE = Text(
    en="{here} changed since {day} ({commit}), {there} waits",
    ko="{here} 위치의 글이 {day} ({commit}) 뒤에 바뀌었습니다. 고칠 곳은 {there} 위치입니다",
)
_NOW = Text(
    en="{here} changed, {there} waits; {reason}. It now says:",
    ko="{here} 위치의 글이 바뀌었습니다. 고칠 곳은 {there} 위치입니다. {reason}. 지금의 글:",
)
_SAME = Text(en="No section is behind in {}", ko="{}: 뒤처진 섹션이 없습니다")
_EVERY_PAGE = Text(en="any page", ko="모든 페이지")
_NEW = Text(
    en="{} without a record: run {}",
    ko="기록이 없는 {}: {} 명령으로 기록합니다",
)
_SECTION = Text(en="section", ko="섹션")
_INDENT = "    "
SHORT = 9  # characters of a commit


def run(args: Namespace, lang: str) -> int:
    """Print the changes of a page, section by section; raises `ConfigError` and `UsageError`."""
    config = read_config(find_target([args.project] if args.project else []).project)
    site, _ = track(config, cache=args.cache)
    found = asked(site, args.pages)
    recall = Recall(config, site.i18n.default if site.i18n else "")
    made = _Telling(recall, shown(config.root), lang, wants_color(args.color))
    lines = [line for one in found if one.state.stale for line in made.section(one)]
    if lines:
        print_result("\n".join(lines) + "\n")
    new = sum(one.state is State.NEW for one in found)
    if new:
        command = " ".join(("munjigi translations sync", *args.pages))
        say(_NEW.of(lang).format(counted(new, _SECTION, lang), command))
    if not lines and not new:
        names = " ".join(args.pages) or _EVERY_PAGE.of(lang)
        print_result(_SAME.of(lang).format(names) + "\n")
    return 0


class _Telling:
    def __init__(self, recall: Recall, show: Callable[[str], str], lang: str, color: bool) -> None:
        self.recall = recall
        self.show = show
        self.lang = lang
        self.mark = colored if color else plain

    def section(self, one: Standing) -> Iterator[str]:
        """What changed on the side that is ahead, or on both."""
        source, other = one.couple
        if one.then is None or source is None or other is None:
            return
        if one.state is not State.OTHER:
            yield from self._side(one, source, other, one.then.source)
        if one.state is not State.SOURCE:
            yield from self._side(one, other, source, one.then.other)

    def _side(self, one: Standing, side: Side, waits: Side, wanted: str) -> Iterator[str]:
        then = one.now if one.then is None else one.then
        shared = snippets_of_both(one.pair)
        past = self.recall.past(side.page, one.now.page, then, wanted, shared)
        now = list(map(visible, _said(side).lines(shared)))
        names = {"here": self._place(side), "there": self._place(waits)}
        if isinstance(past, Past):
            old = list(map(visible, past.said))
            yield _SINCE.of(self.lang).format(day=past.day, commit=past.commit[:SHORT], **names)
            yield from (_INDENT + line for line in changes(old, now, self.mark))
        else:
            yield _NOW.of(self.lang).format(reason=past.of(self.lang), **names)
            yield from (_INDENT + line for line in now)
        yield ""

    def _place(self, side: Side) -> str:
        path, _, line = side.place.rpartition(":")
        return f"{self.show(path)}:{line}"


def _said(side: Side) -> Said:
    """What a section says now."""
    every = zip(parts(shape(side.page)), blocks(side.page), strict=True)
    here = (side.part.id, side.part.start)
    return next(said for part, said in every if (part.id, part.start) == here)
